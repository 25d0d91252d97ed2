"""RSS, Atom and JSON Feed: an article an entry, where the feed has it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from quotes.errors import BrokenFile, MissingLibrary, ReadingError, SummaryOnly, TooLong
from quotes.readers.fragment import html_text, read_fragment
from quotes.readers.metadata import checked, merge
from quotes.readers.reading import Given, failed, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.readers.reading import Input, Read, Reading

LARGEST = 4_000_000  # bytes of one feed; they hold some dozens of entries
SUMMARY = 600  # characters; what is shorter only announces an article
LONGEST_NAME = 40  # of an outlet; a longer title is a description


def read_feed(data: bytes, source: Input) -> Iterator[Reading]:
    """Read the entries of an RSS or Atom feed; one with a summary only is a failure that tells its link."""
    try:
        import feedparser
    except ImportError:
        yield failed(source.place, MissingLibrary("feedparser"))
        return
    if len(data) > LARGEST:
        yield failed(source.place, TooLong(LARGEST))
        return
    found = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not found.entries:
        yield failed(source.place, BrokenFile("feed", str(found.get("bozo_exception", "it has no entries"))))
        return
    about = Given(outlet=_outlet(found.feed), lang=found.feed.get("language"))
    for number, entry in enumerate(found.entries, start=1):
        updated = dict.get(entry, "updated")  # feedparser's own get() gives the date of publication, and warns
        facts = Given(
            title=entry.get("title"),
            byline=", ".join(filter(None, (each.get("name") for each in entry.get("authors", ())))) or None,
            url=entry.get("link"),
            date=entry.get("published") or updated,
            modified=updated,
        )
        yield _read(f"{source.place}:{number}", _content(entry, found.version), merge(facts, about), source)


def read_json_feed(feed: dict[str, Any], source: Input) -> Iterator[Reading]:
    """Read the items of a JSON Feed; one with a summary only is a failure that tells its link."""
    items = feed.get("items")
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        entry = {key: value for key, value in item.items() if value} if isinstance(item, dict) else {}
        authors = entry.get("authors") or [entry.get("author")]
        names = [each.get("name") for each in authors if isinstance(each, dict)] if isinstance(authors, list) else []
        facts = Given(
            title=_string(entry.get("title")),
            byline=", ".join(name for name in names if isinstance(name, str)) or None,
            url=_string(entry.get("url")),
            date=_string(entry.get("date_published")),
            modified=_string(entry.get("date_modified")),
            outlet=_outlet({"title": _string(feed.get("title")), "link": _string(feed.get("home_page_url"))}),
            lang=_string(entry.get("language")) or _string(feed.get("language")),
        )
        content = _string(entry.get("content_html")) or _string(entry.get("content_text")) or ""
        yield _read(f"{source.place}:{number}", content, facts, source)


def _read(place: str, markup: str, facts: Given, source: Input) -> Reading:
    try:
        return _entry(place, markup, facts, source)
    except ReadingError as error:
        return failed(place, error)


def _entry(place: str, markup: str, facts: Given, source: Input) -> Read:
    warnings: list[str] = []
    said = merge(source.given, checked(facts, warnings))
    text = html_text(safe(markup), said.lang)
    if len(text) < SUMMARY:
        raise SummaryOnly(facts.url)
    title = said.title and html_text(safe(said.title), said.lang)
    return read_fragment(markup.encode(errors="replace"), text, merge(Given(title=title), said), place, facts.url)


def _content(entry: Any, version: str) -> str:  # noqa: ANN401, feedparser has no types
    """Give the longest text of an entry; in RSS, plain text stands there for a picture."""
    contents = [each.value for each in entry.get("content", ()) if "html" in each.type or not version.startswith("rss")]
    return str(max([*contents, entry.get("summary", "")], key=len))


def _outlet(feed: Any) -> str | None:  # noqa: ANN401
    """Name who publishes a feed: as it says, or by its address where its title describes it."""
    title = feed.get("publisher") or feed.get("title")
    if title and len(title) <= LONGEST_NAME:
        return str(title)
    return urlsplit(feed.get("link") or "").netloc.removeprefix("www.") or title


def _string(value: object) -> str | None:
    return safe(value) if isinstance(value, str) else None
