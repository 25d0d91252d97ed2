"""Tables as files: what is read back is what was written, and what was not written so is refused."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.errors import DamagedExport
from quotes.exchange import Column, Form, Kind, Row
from quotes.exchange.files import read, write

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    Column("id"),
    Column("start", Kind.INTEGER, "first code point"),
    Column("share", Kind.REAL),
    Column("day", Kind.DAY),
)
ROWS: list[Row] = [
    ("a", 0, 0.5, "2021-08-12"),
    ("", None, None, None),
    (None, -1, 0.1, "0001-01-01"),
    ("=1+1", 2**40, 1e-9, None),
    ("'", 1, 1.0, None),
    ('« Non », a dit "X"\n\r\u2028;,\x0b\x1f\0', 1, 1.0, None),
]
FORMS = pytest.mark.parametrize("form", list(Form))
TEXTS = st.none() | st.text(st.characters(codec="utf-8"))


@FORMS
def test_rows_come_back_as_they_went(form: Form, tmp_path: Path) -> None:
    written = write(tmp_path / "t", form, COLUMNS, iter(ROWS))
    assert written.rows == len(ROWS)
    assert list(read(tmp_path / "t", form, COLUMNS)) == ROWS


@FORMS
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_text_comes_back(form: Form, texts: list[Row], tmp_path: Path) -> None:
    path, columns = tmp_path / "t", (Column("a"), Column("b"))
    path.unlink(missing_ok=True)
    write(path, form, columns, texts)
    assert list(read(path, form, columns)) == texts


def test_the_digest_of_the_content_is_the_same_in_each_format(tmp_path: Path) -> None:
    assert len({write(tmp_path / form, form, COLUMNS, ROWS).content for form in Form}) == 1
    assert (
        write(tmp_path / "u", Form.CSV, COLUMNS, ROWS[1:]).content
        != write(tmp_path / "v", Form.CSV, COLUMNS, ROWS).content
    )


@FORMS
def test_no_row_is_a_table_too(form: Form, tmp_path: Path) -> None:
    assert write(tmp_path / "t", form, COLUMNS, []).rows == 0
    assert list(read(tmp_path / "t", form, COLUMNS)) == []


def test_a_cell_that_a_spreadsheet_would_run_is_text_in_csv(tmp_path: Path) -> None:
    cells = ["=1+1", "+33 1", "-5", "@SUM(A1)", "\tx", "\rx", "'quoted'", ""]
    write(tmp_path / "t", Form.CSV, (Column("words"),), [(cell,) for cell in cells])
    with (tmp_path / "t").open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    assert [cell for (cell,) in rows] == [f"'{cell}" for cell in cells]


def test_parquet_declares_its_columns(tmp_path: Path) -> None:
    from pyarrow import parquet

    write(tmp_path / "t", Form.PARQUET, COLUMNS, [(None, None, None, None)])
    schema = parquet.read_schema(tmp_path / "t")
    assert [(field.name, str(field.type)) for field in schema] == [
        ("id", "string"),
        ("start", "int64"),
        ("share", "double"),
        ("day", "date32[day]"),
    ]
    assert schema.field("start").metadata == {b"comment": b"first code point"}


BAD = {
    Form.CSV: [b"", b"id,start,share\n", b"id,start,share,day\na,1\n", b"id,start,share,day\na,x,1,\n", b"\xff\n"],
    Form.JSONL: [b"{}\n", b"[1]\n", b"nothing\n", b'{"id": 1, "start": 1, "share": 1, "day": null}\n', b"\xff\n"],
    Form.PARQUET: [b"", b"PAR1", b"no table at all"],
}


@pytest.mark.parametrize(("form", "content"), [(form, content) for form, many in BAD.items() for content in many])
def test_what_was_not_written_so_is_refused(form: Form, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(DamagedExport, match="damaged export"):
        list(read(tmp_path / "t", form, COLUMNS))


@pytest.mark.parametrize("day", ["2021-08", "hier", "2021-02-30"])
def test_a_day_is_a_day(day: str, tmp_path: Path) -> None:
    (tmp_path / "t").write_text(json.dumps({"day": day}) + "\n", encoding="utf-8")
    with pytest.raises(DamagedExport):
        list(read(tmp_path / "t", Form.JSONL, (Column("day", Kind.DAY),)))
