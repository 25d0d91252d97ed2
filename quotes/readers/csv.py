"""CSV: a row of names, then an article a row. Commas, semicolons, tabs or bars between the cells."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from quotes.errors import BinaryFile, BrokenRecord, EmptyText, ReadingError, TooLong
from quotes.readers import reading
from quotes.readers.decode import SAMPLE, decode, is_binary
from quotes.readers.reading import failed, put_back, safe
from quotes.readers.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quotes.readers.reading import Input, Reading

SEPARATORS = ",;\t|"
LONGEST_HEADER = 20_000  # characters


def read_csv(source: Input) -> Iterator[Reading]:
    """Read an article a row; a row with cells too many or too few is a failure named by its line."""
    sample = source.stream.read(SAMPLE)
    encoding = _encoding(sample)
    if encoding is None:
        yield failed(source.place, BinaryFile())
        return
    text = io.TextIOWrapper(put_back(sample, source.stream), encoding, errors="replace", newline="")
    empty = True
    for each in read_records(_rows(text, source.place), source):
        empty = False
        yield each
    if empty:
        yield failed(source.place, EmptyText())


def _encoding(sample: bytes) -> str | None:
    """Name the encoding of a file by its beginning; None if it is no text."""
    if is_binary(sample.replace(b"\0", b" ")):  # an export may have NULs in it and be text
        return None
    try:
        sample[: sample.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        decoded = decode(sample)
        found = [warning.removeprefix("not UTF-8: read as ") for warning in decoded[1]] if decoded else []
        return found[0] if found and "broken" not in found[0] else "utf-8-sig"
    return "utf-8-sig"


def _rows(text: io.TextIOWrapper, place: str) -> Iterator[tuple[str, Mapping[str, object] | ReadingError]]:
    csv.field_size_limit(reading.LONGEST)
    header = text.readline(LONGEST_HEADER)
    separator = max(SEPARATORS, key=header.count)
    names = next(csv.reader([safe(header)], delimiter=separator), [])
    rows = csv.reader(_lines(text), delimiter=separator)
    while True:
        line = rows.line_num + 2  # the header is line 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield f"{place}:{line}", _mistake(error)
            continue
        if row is None:
            return
        if len(row) == len(names):
            yield f"{place}:{line}", dict(zip(names, row, strict=True))
        elif row:
            cells = f"this row has {len(row):,} cells, the first has {len(names):,}"
            yield f"{place}:{line}", BrokenRecord(cells)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Give each line with what no database can hold replaced; one far too long comes in pieces."""
    while line := text.readline(reading.LONGEST):
        yield safe(line)


def _mistake(error: csv.Error) -> ReadingError:
    return TooLong(reading.LONGEST) if "field limit" in str(error) else BrokenRecord(f"this row is no CSV: {error}")
