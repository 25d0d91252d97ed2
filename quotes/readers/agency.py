"""What agencies send: NewsML-G2, NewsML 1.2, NITF, ninjs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from quotes.errors import EmptyText, ReadingError
from quotes.readers.declared import day
from quotes.readers.fragment import html_text, read_fragment, text_of
from quotes.readers.metadata import checked, merge
from quotes.readers.reading import Given, failed, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.readers.reading import Input, Reading

COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?=T|$)")  # 20240710T125902Z
ROOTS = frozenset({"newsmessage", "newsitem", "newsml", "nitf"})
G2_CONTENT = "//*[local-name()='newsItem']/*[local-name()='contentSet']/*[starts-with(local-name(), 'inline')]"
CONTENT_1 = (
    "//*[local-name()='ContentItem'][not(*[local-name()='MediaType'][@FormalName!='Text' and @FormalName!='text'])]"
    "/*[local-name()='DataContent']"
)
BODY = ".//*[local-name()='body.content']"


def read_news_xml(root: Any, source: Input) -> Iterator[Reading]:  # noqa: ANN401, lxml has no types
    """Read every text in a parsed NewsML-G2, NewsML 1.2 or NITF document.

    Parts that are empty, pictures or the headline once more are no texts.
    """
    found = False
    for item, content in _contents(root):
        reading = _read(item, content, f"{source.place}:{content.sourceline}", source)
        if reading is not None:
            found = True
            yield reading
    if not found:
        yield failed(source.place, EmptyText())


def _contents(root: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    """Give each text, after the element in which its facts stand."""
    if _local(root) == "nitf":
        yield from ((root, content) for content in root.xpath(BODY)[:1])
    for content in root.xpath(G2_CONTENT):
        yield content.xpath("ancestor::*[local-name()='newsItem']")[-1], content
    for content in root.xpath(CONTENT_1):
        yield content.getparent(), content


def _read(item: Any, content: Any, place: str, source: Input) -> Reading | None:  # noqa: ANN401
    from lxml import etree

    facts = _facts_1(item) if _local(item) == "ContentItem" else _facts_2(item)
    said = merge(source.given, checked(facts, []))
    inner = next(iter(content.xpath(BODY)), content)
    try:
        text = text_of(inner, said.lang)
        text = html_text(text, said.lang) if "</" in text else text  # some send HTML as characters
        if not text or text == facts.title:
            return None
        return read_fragment(etree.tostring(content), text, said, place, item.get("guid"))
    except ReadingError as error:
        return failed(place, error)


def _facts_2(item: Any) -> Given:  # noqa: ANN401
    """Read the facts of a NewsML-G2 item or an NITF document."""
    return Given(
        title=_first(item, ".//contentMeta/headline", ".//hl1", ".//itemMeta/title", ".//head/title"),
        byline=_first(item, ".//contentMeta/by", ".//body.head//byline"),
        outlet=_first(
            item,
            ".//contentMeta/creditline",
            ".//contentMeta/infoSource/name",
            ".//contentMeta/infoSource/@literal",
            ".//itemMeta/provider/name",
            ".//itemMeta/provider/@literal",
            ".//distributor/org",
        ),
        date=_date(
            item,
            ".//contentMeta/contentCreated",
            ".//itemMeta/firstCreated",
            ".//date.issue/@norm",
            ".//date.release/@norm",
        ),
        modified=_date(item, ".//contentMeta/contentModified", ".//itemMeta/versionCreated"),
        lang=_first(item, ".//contentMeta/language/@tag") or item.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def _facts_1(part: Any) -> Given:  # noqa: ANN401
    """Read the facts of a NewsML 1.2 content item: they stand in the components around it, the nearest first."""
    around = part.xpath("ancestor::*[local-name()='NewsComponent' or local-name()='NewsItem']")[::-1]
    return merge(
        *(
            Given(
                title=_first(each, "NewsLines/HeadLine"),
                byline=_first(each, "NewsLines/ByLine"),
                outlet=_first(each, "AdministrativeMetadata/Provider/Party/@FormalName", "NewsLines/CreditLine"),
                date=_date(each, "NewsManagement/FirstCreated"),
                modified=_date(each, "NewsManagement/ThisRevisionCreated"),
                lang=_first(each, "DescriptiveMetadata/Language/@FormalName")
                or each.get("{http://www.w3.org/XML/1998/namespace}lang"),
            )
            for each in around
        )
    )


def _first(item: Any, *paths: str) -> str | None:  # noqa: ANN401
    """Give the first words at ``paths``, whatever the namespaces."""
    for path in paths:
        steps = [
            step if step in {"", "."} or step.startswith("@") else f"*[local-name()='{step}']"
            for step in path.split("/")
        ]
        for found in item.xpath("/".join(steps)):
            words = " ".join((found if isinstance(found, str) else "".join(found.itertext())).split())
            if words:
                return safe(words)
    return None


def _date(item: Any, *paths: str) -> str | None:  # noqa: ANN401
    return _day(_first(item, *paths))


def _day(value: object) -> str | None:
    compact = COMPACT.match(value) if isinstance(value, str) else None
    return day("-".join(compact.groups()) if compact else value)


def _local(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2]


def is_ninjs(record: dict[str, Any]) -> bool:
    """Tell a ninjs item, of any version, from other JSON objects."""
    return bool({"body_text", "body_html", "body_xhtml", "bodies"} & record.keys()) or (
        "uri" in record and bool({"versioncreated", "versionCreated"} & record.keys())
    )


def read_ninjs(record: dict[str, Any], source: Input) -> Reading:
    """Read one ninjs item, of version 1 or later."""
    item = {key.lower(): value for key, value in record.items()}  # version 2 writes versionCreated
    facts = Given(
        title=_main(item.get("headline"), item.get("headlines")),
        byline=_main(item.get("byline"), item.get("by"), item.get("bylines")),
        outlet=_main(item.get("source"), item.get("provider"), item.get("copyrightholder"), item.get("infosources")),
        url=_main(item.get("url"), item.get("canonical_url")),
        date=_day(item.get("firstpublished")) or _day(item.get("firstcreated")) or _day(item.get("versioncreated")),
        modified=_day(item.get("versioncreated")),
        lang=_main(item.get("language")),
    )
    said = merge(source.given, checked(facts, []))
    try:
        text = ""
        for body in (item.get("body_html"), item.get("body_xhtml"), item.get("bodies"), item.get("body_text")):
            text = text or html_text(_main(body) or "", said.lang)
        data = json.dumps(record, ensure_ascii=False, sort_keys=True).encode(errors="replace")
        return read_fragment(data, text, said, source.place, _main(item.get("uri")))
    except ReadingError as error:
        return failed(source.place, error)


def _main(*values: object) -> str | None:
    """Give the first string: a value itself, or the main one in a list of objects."""
    for value in values:
        if isinstance(value, str) and value.strip():
            return safe(value)
        if isinstance(value, list):
            parts = [each for each in value if isinstance(each, dict)]
            parts.sort(key=lambda part: part.get("role") not in {"main", "html", "headline"})
            for part in parts:
                if words := _main(part.get("value"), part.get("name")):
                    return words
    return None
