"""JSON Lines: one article a line, an object with at least ``text``."""

from __future__ import annotations

import codecs
import json
from typing import IO, TYPE_CHECKING

from quotes.errors import BinaryFile, BrokenRecord, EmptyText
from quotes.readers.decode import is_binary, safe
from quotes.readers.metadata import KEYS, checked, merge, read_head
from quotes.readers.reading import Given, Read, Reading, failed
from quotes.readers.text import article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.results import Failure


def read_jsonl(stream: IO[bytes], place: str, given: Given) -> Iterator[Reading]:
    """Read an article a line; a broken line is a failure named by its number, and the rest is read."""
    empty = True
    for number, line in enumerate(stream, start=1):
        if number == 1 and is_binary(line):
            yield failed(place, BinaryFile())
            return
        content = line.removeprefix(codecs.BOM_UTF8).strip()
        if content:
            empty = False
            yield _read_record(content, f"{place}:{number}", given)
    if empty:
        yield failed(place, EmptyText())


def _read_record(content: bytes, place: str, given: Given) -> Reading:
    try:
        record = json.loads(content.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return _broken(place, "this line is not UTF-8")
    except (ValueError, RecursionError):
        return _broken(place, "this line is not JSON")
    if not isinstance(record, dict):
        return _broken(place, "this line is JSON, but no object")
    if not isinstance(record.get("text"), str):
        return _broken(place, '"text" is missing or no string')
    text = safe(record["text"])
    if not text.strip():
        return failed(place, EmptyText())
    warnings: list[str] = []
    own = checked(_own(record, warnings), warnings)
    head, about_head = read_head(text)
    name = safe(str(record["id"])) if isinstance(record.get("id"), str | int) else place
    said = merge(given, own, head)
    return Read(article(text, place, said), name, (*warnings, *about_head))


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


def _broken(place: str, reason: str) -> Failure:
    return failed(place, BrokenRecord(reason))
