"""Rows for programs: JSON, JSON Lines, CSV."""

from __future__ import annotations

import json
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING

from quotes.render.terminal import UNPRINTABLE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

Row = dict[str, object]

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet runs when a cell begins so


class Format(StrEnum):
    """How to print what was found."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def write_rows(rows: Iterable[Row], form: Format, columns: Sequence[str] = ()) -> Iterator[str]:
    """Write ``rows`` piece by piece, in order; the pieces joined are the whole output.

    JSON is exact and pure text: characters that could act on a terminal are escaped. CSV is for
    spreadsheets: a cell holds no such character, the places of words are ``start-end``, other objects are JSON; its
    header is ``columns`` where they are known, else those of the first row.
    """
    if form is Format.CSV:
        return _csv(rows, columns)
    if form is Format.JSON:
        return _json(rows)
    return (dump(row) + "\n" for row in rows)


def _json(rows: Iterable[Row]) -> Iterator[str]:
    separator = "[\n"
    for row in rows:
        yield separator + dump(row)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def dump(item: object, indent: int | None = None) -> str:
    """Write JSON in which nothing can act on a terminal; no line end after it."""
    return UNPRINTABLE.sub(_escaped, json.dumps(item, ensure_ascii=False, indent=indent))


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0] == "\n" else json.dumps(found[0])[1:-1]  # json leaves no other line end than its own


def _csv(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    import csv  # most commands print none

    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if columns:
        writer.writerow(columns)
    for number, row in enumerate(rows):
        if number == 0 and not columns:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()  # a header, where there is nothing else


def _cell(value: object) -> str:
    """Write a value; an apostrophe before text that a spreadsheet would take for a formula makes it text."""
    cell = _printed(value)
    return f"'{cell}" if isinstance(value, str) and cell.startswith(FORMULA) else cell


def _printed(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ";".join(map(_printed, value))
    if isinstance(value, dict):
        return f"{value['start']}-{value['end']}" if value.keys() >= {"start", "end"} else dump(value)
    return UNPRINTABLE.sub(lambda found: found[0] if found[0] in "\n\t" else "", str(value))
