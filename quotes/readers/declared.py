"""What a web page declares of itself for machines: JSON-LD, Open Graph, meta elements.

What stands in the page for people to read is not looked at here.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotes.dates import iso_date
from quotes.errors import BadDate
from quotes.readers.metadata import merge
from quotes.readers.reading import Given, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|ClaimReview)$")  # NewsArticle, OpinionNewsArticle …
LISTING = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})
LARGEST_BLOCK = 1_000_000  # characters of one JSON-LD block
DEEPEST = 8  # objects in objects
DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?(\S+\.[A-Za-z]{2,12})/?")
SPACES = re.compile(r"[ \t\r\n\f\v]+")
SUFFIX = re.compile(r"\s+[-–—|·]\s+")  # headline - Outlet


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of its article, and what kind of page it says to be."""

    given: Given
    is_article: bool
    is_listing: bool
    is_paid: bool  # not all of it is shown to everybody


def declared(tree: Any) -> Declared:  # noqa: ANN401, lxml has no types
    """Read the head of a parsed page; JSON-LD before Open Graph, save for the title, which JSON-LD shortens."""
    blocks = [block for text in _ld_texts(tree) for block in _objects(_parsed(text), DEEPEST)]
    kinds = {kind for block in blocks for kind in _strings(block.get("@type"))}
    stories = [block for block in blocks if any(ARTICLE.search(kind) for kind in _strings(block.get("@type")))]
    meta = _meta(tree)
    given = merge(
        Given(title=_first(meta, "og:title", "twitter:title")),
        *map(_of_block, stories[:5]),
        _of_meta(meta),
        Given(url=_canonical(tree), lang=_text(tree.get("lang")), title=_text(tree.findtext(".//title"))),
    )
    given = _outlet(given, meta)
    kind = (_first(meta, "og:type") or "").lower()
    return Declared(
        _without_suffix(given),
        is_article=bool(stories) or "article" in kind or bool(_first(meta, "article:published_time")),
        is_listing=bool(kinds & LISTING) or kind == "website",
        is_paid=any(str(block.get("isAccessibleForFree")).lower() in {"false", "0"} for block in stories)
        or _first(meta, "article:content_tier") == "locked",
    )


def day(value: object) -> str | None:
    """Take the day out of a time stamp, in the page's own zone; None when it is none.

    >>> day("2024-04-30 23:00:34 +02:00")
    '2024-04-30'
    """
    match = DAY.match(value.strip()) if isinstance(value, str) else None
    try:
        return match and iso_date(match[0])
    except BadDate:
        return None


def _ld_texts(tree: Any) -> Iterator[str]:  # noqa: ANN401
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            yield (script.text or "")[:LARGEST_BLOCK]


def _parsed(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """Give the objects in a JSON value, the outer ones first."""
    if isinstance(value, dict):
        yield value
    if depth and isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _objects(part, depth - 1)


def _strings(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _of_block(block: dict[str, Any]) -> Given:
    return Given(
        title=_text(block.get("headline")),
        byline=", ".join(dict.fromkeys(_names(block.get("author"), 3))) or None,
        outlet=next(iter(_names(block.get("publisher"), 1)), None),
        date=day(block.get("datePublished")),
        modified=day(block.get("dateModified")),
        lang=_text(block.get("inLanguage")),
    )


def _names(value: object, depth: int) -> Iterator[str]:
    """Give the names of persons or bodies, however they are wrapped; an address is no name."""
    if isinstance(value, list) and depth:
        for each in value:
            yield from _names(each, depth - 1)
    elif isinstance(value, dict):
        yield from _names(value.get("name"), depth)
    elif (name := _text(value)) and "://" not in name:
        yield name


def _meta(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401
    """Collect the meta elements by name, in lower case."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name, content = element.get("property") or element.get("name"), _text(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], *names: str) -> str | None:
    return next((value for name in names for value in meta.get(name, ())), None)


def _of_meta(meta: dict[str, list[str]]) -> Given:
    authors = [name for key in ("article:author", "author", "dc.creator") for name in _names(meta.get(key), 1)]
    return Given(
        url=_first(meta, "og:url"),
        byline=", ".join(dict.fromkeys(authors)) or None,
        date=_day_of(meta, "article:published_time", "datepublished", "dc.date.issued", "dc.date", "date"),
        modified=_day_of(meta, "article:modified_time", "og:updated_time", "datemodified", "last-modified"),
        lang=_first(meta, "og:locale", "dc.language"),
    )


def _day_of(meta: dict[str, list[str]], *names: str) -> str | None:
    return next((found for name in names for value in meta.get(name, ()) if (found := day(value))), None)


def _canonical(tree: Any) -> str | None:  # noqa: ANN401
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((link.partition("#")[0].strip() for link in links if link and "://" in link), None)


def _outlet(given: Given, meta: dict[str, list[str]]) -> Given:
    """Name the outlet as the site does; an address stands for a name only where nothing better is said."""
    site = _first(meta, "og:site_name", "application-name")
    named = [name for name in (site, given.outlet) if name and not DOMAIN.fullmatch(name)]
    address = DOMAIN.fullmatch(site or given.outlet or "")
    return merge(Given(outlet=named[0] if named else address and address[1]), given)


def _without_suffix(given: Given) -> Given:
    """Take « - Le Temps » off a title."""
    for cut in SUFFIX.finditer(given.title or ""):
        if given.title and given.outlet and _letters(given.title[cut.end() :]) == _letters(given.outlet):
            return merge(Given(title=given.title[: cut.start()]), given)
    return given


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower())).removeprefix("the")


def _text(value: object) -> str | None:
    """Make one line of a string, character references resolved; None when nothing is left, or it is no string."""
    return SPACES.sub(" ", safe(html.unescape(value))).strip() or None if isinstance(value, str) else None


def link_share(tree: Any) -> float:  # noqa: ANN401
    """Say what share of the letters of a page stands in links."""
    whole = _length(tree.itertext("p", "a", "li", "h1", "h2", "h3", "h4", "div", "span", "td"))
    linked = sum(_length(link.itertext()) for link in tree.iter("a"))
    return linked / whole if whole else 0.0


def _length(texts: Iterable[str]) -> int:
    return sum(len(text.strip()) for text in texts)
