"""JSON Lines: one article a line, an object with at least ``text``."""

from __future__ import annotations

import codecs
import json
from typing import IO, TYPE_CHECKING

from quotes.errors import BinaryFile, BrokenRecord, EmptyText, ReadingError
from quotes.readers.decode import is_binary
from quotes.readers.metadata import KEYS, checked, merge, read_head
from quotes.readers.reading import Given, Input, Read, Reading, bounded, failed, make_article, most_bytes, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1_000_000  # bytes read at once of what is passed over


def read_jsonl(source: Input) -> Iterator[Reading]:
    """Read an article a line; a broken line is a failure named by its number, and the rest is read."""
    empty = True
    for number, line in enumerate(_lines(source.stream), start=1):
        if number == 1 and is_binary(line):
            yield failed(source.place, BinaryFile())
            return
        content = line.removeprefix(codecs.BOM_UTF8).strip()
        if content:
            empty = False
            here = f"{source.place}:{number}"
            try:
                yield _read_record(content, here, source.given)
            except ReadingError as error:
                yield failed(here, error)
    if empty:
        yield failed(source.place, EmptyText())


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Give each line, of one that is far too long only the beginning: the file may be larger than memory."""
    while line := stream.readline(most_bytes() + 1):
        yield line
        while not line.endswith(b"\n") and (line := stream.readline(CHUNK)):
            pass


def _read_record(content: bytes, place: str, given: Given) -> Read:
    try:
        record = json.loads(bounded(content).decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        raise BrokenRecord("this line is not UTF-8") from None
    except (ValueError, RecursionError):
        raise BrokenRecord("this line is not JSON") from None
    if not isinstance(record, dict):
        raise BrokenRecord("this line is JSON, but no object")
    if not isinstance(record.get("text"), str):
        raise BrokenRecord('"text" is missing or no string')
    text = safe(bounded(record["text"]))
    if not text.strip():
        raise EmptyText
    warnings: list[str] = []
    own = checked(_own(record, warnings), warnings)
    head, about_head = read_head(text)
    name = safe(str(record["id"])) if isinstance(record.get("id"), str | int) else place
    said = merge(given, own, head)
    return Read(make_article(text, place, said), name, (*warnings, *about_head))


def _own(record: dict[str, object], warnings: list[str]) -> Given:
    """Take the keys of ``Given`` that hold a string; null is nothing said, the rest is left out."""
    values: dict[str, str] = {}
    for key in KEYS:
        value = record.get(key)
        if isinstance(value, str):
            values[key] = safe(value)
        elif value is not None:
            warnings.append(f"{key!r} is no string, left out")
    return Given(**values)
