"""Files that tell only inside what they are: .xml and .json."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quotes.errors import BrokenFile, MissingLibrary, ReadingError, UnknownDocument
from quotes.readers.agency import ROOTS, is_ninjs, read_news_xml, read_ninjs
from quotes.readers.feed import read_feed, read_json_feed
from quotes.readers.html import read_page
from quotes.readers.reading import bounded, failed, most_bytes
from quotes.readers.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.readers.reading import Input, Reading

FEEDS = frozenset({"rss", "feed", "rdf"})
HEAD = 65_536  # bytes in which the first element stands
ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
NO_ELEMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)


def read_xml(source: Input) -> Iterator[Reading]:
    """Read a feed, a page or an agency's news, as its first element says."""
    data = source.stream.read(most_bytes() + 1)
    first = ROOT.search(NO_ELEMENT.sub(b"", data[:HEAD]))
    name = first[1].decode("ascii").lower() if first else ""
    try:
        if name in FEEDS:
            yield from read_feed(data, source)
        elif name == "html":
            yield read_page(data, source)
        elif name in ROOTS or name == "packageitem":
            yield from read_news_xml(_parsed(bounded(data)), source)
        else:
            raise UnknownDocument("XML", name)
    except ReadingError as error:
        yield failed(source.place, error)


def _parsed(data: bytes) -> Any:  # noqa: ANN401, lxml has no types
    try:
        from lxml import etree
    except ImportError:
        raise MissingLibrary("lxml") from None
    parser = etree.XMLParser(
        encoding="utf-8" if _is_utf8(data) else None,  # whatever its label says
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile("XML", str(error)) from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_json(source: Input) -> Iterator[Reading]:
    """Read a JSON Feed, a ninjs item, one article or a list of articles."""
    try:
        data = bounded(source.stream.read(most_bytes() + 1))
        value = json.loads(data.decode("utf-8-sig", "surrogatepass"))
    except ReadingError as error:
        yield failed(source.place, error)
        return
    except (ValueError, RecursionError) as error:
        yield failed(source.place, BrokenFile("JSON", str(error)))
        return
    if isinstance(value, dict) and str(value.get("version")).startswith("https://jsonfeed.org/"):
        yield from read_json_feed(value, source)
    elif isinstance(value, dict):
        yield from _object(value, source)
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _object(each, replace(source, place=f"{source.place}:{number}"))
    else:
        yield failed(source.place, UnknownDocument("JSON", type(value).__name__))


def _object(value: object, source: Input) -> Iterator[Reading]:
    if not isinstance(value, dict):
        yield failed(source.place, UnknownDocument("JSON", type(value).__name__))
    elif is_ninjs(value):
        yield read_ninjs(value, source)
    else:
        yield from read_records([(source.place, value)], source)
