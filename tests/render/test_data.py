"""Rows for programs: exact in JSON, safe in all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from quotes.render.data import Format, write_rows

if TYPE_CHECKING:
    from quotes.render.data import Row

ROW: Row = {
    "text": "« Oui »,\n\x1b[31m\u202edit\x9b-il",
    "passages": [
        {"start": 2, "end": 5, "text": "Oui", "printing": 1},
        {"start": 7, "end": 9, "text": "x", "printing": 2},
    ],
    "speaker": None,
    "cue_start": 0,
}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_an_array(count: int) -> None:
    assert json.loads("".join(write_rows([ROW] * count, Format.JSON))) == [ROW] * count


def test_json_lines_are_an_object_a_line() -> None:
    lines = "".join(write_rows([ROW, ROW], Format.JSONL)).splitlines()
    assert [json.loads(line) for line in lines] == [ROW, ROW]


@pytest.mark.parametrize("form", [Format.JSON, Format.JSONL, Format.CSV])
def test_nothing_acts_on_a_terminal(form: Format) -> None:
    written = "".join(write_rows([ROW], form))
    assert not {"\x1b", "\x9b", "\u202e"} & set(written)


def test_accents_are_written_as_they_are() -> None:
    assert "".join(write_rows([{"text": "été"}], Format.JSONL)) == '{"text": "été"}\n'


def test_csv_has_a_header_and_a_cell_a_column() -> None:
    assert "".join(write_rows([ROW], Format.CSV)) == (
        'text,passages,speaker,cue_start\n"« Oui »,\n[31mdit-il",2-5;7-9,,0\n'
    )
