"""JSON Lines: one article a line, an object with at least its text."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any

from quotes.errors import BinaryFile, BrokenRecord, EmptyText, ReadingError
from quotes.readers.decode import is_binary
from quotes.readers.reading import bounded, failed, most_bytes
from quotes.readers.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from quotes.readers.reading import Input, Reading

CHUNK = 1_000_000  # bytes read at once of what is passed over


def read_jsonl(source: Input) -> Iterator[Reading]:
    """Read an article a line; a broken line is a failure named by its number, and the rest is read."""
    first = source.stream.readline(most_bytes() + 1)
    if is_binary(first):
        yield failed(source.place, BinaryFile())
        return
    empty = True
    for reading in read_records(_records(source, first), source):
        empty = False
        yield reading
    if empty:
        yield failed(source.place, EmptyText())


def _records(source: Input, first: bytes) -> Iterator[tuple[str, dict[str, Any] | ReadingError]]:
    for number, line in enumerate(_lines(source.stream, first), start=1):
        content = line.removeprefix(codecs.BOM_UTF8).strip()
        if content:
            try:
                yield f"{source.place}:{number}", _record(content)
            except ReadingError as error:
                yield f"{source.place}:{number}", error


def _lines(stream: IO[bytes], line: bytes) -> Iterator[bytes]:
    """Give each line, of one that is far too long only the beginning: the file may be larger than memory."""
    while line:
        yield line
        while not line.endswith(b"\n") and (line := stream.readline(CHUNK)):
            pass
        line = stream.readline(most_bytes() + 1)


def _record(content: bytes) -> dict[str, Any]:
    try:
        record = json.loads(bounded(content).decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        raise BrokenRecord("this line is not UTF-8") from None
    except (ValueError, RecursionError):
        raise BrokenRecord("this line is not JSON") from None
    if not isinstance(record, dict):
        raise BrokenRecord("this line is JSON, but no object")
    return record
