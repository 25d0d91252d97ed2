"""Tables: CSV and Parquet, an article a row; which column is what is asked for or guessed, and the guess is told."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from quotes.errors import BadMapping
from quotes.readers import Given, Read, columns_of, read_place
from quotes.results import Failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quotes.readers import Reading
    from tests.readers.conftest import ReadBytes

    Write = Callable[[list[dict[str, Any]]], bytes]

ROWS: list[dict[str, Any]] = [
    {"body": "Premier\nalinéa, « cité ».", "headline": "Un", "source": "RFI", "published_at": "2024-03-05 10:00:00"},
    {"body": "Deuxième ; texte", "headline": "", "source": "AFP", "published_at": "Wed, 27 Mar 2024 09:00:14 +0100"},
]


def as_csv(rows: list[dict[str, Any]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    import csv

    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_parquet(rows: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


FORMATS = pytest.mark.parametrize(("name", "write"), [("a.csv", as_csv), ("a.parquet", as_parquet)])


def reads(readings: list[Reading]) -> list[Read]:
    for reading in readings:
        assert isinstance(reading, Read), reading
    return [reading for reading in readings if isinstance(reading, Read)]


@FORMATS
def test_a_row_is_an_article_and_a_guess_is_told_before_the_first(
    read_bytes: ReadBytes, name: str, write: Write
) -> None:
    first, second = reads(read_bytes(name, write(ROWS)))
    assert (first.article.text, first.article.title, first.article.outlet) == (ROWS[0]["body"], "Un", "RFI")
    assert (first.article.published, second.article.published) == ("2024-03-05", "2024-03-27")
    assert second.article.title is None
    told = "columns taken as text=body,outlet=source,date=published_at,title=headline (--map says otherwise)"
    assert (first.notes, second.notes) == ((told,), ())


@FORMATS
def test_columns_are_what_the_user_says(tmp_path: Path, name: str, write: Write) -> None:
    (tmp_path / name).write_bytes(write([{"text": "un numéro", "corps réel": "Le texte.", "quand": "2024"}]))
    (read,) = reads(list(read_place(str(tmp_path / name), Given(), columns_of("text=corps réel,date=quand"))))
    assert (read.article.text, read.article.published, read.notes) == ("Le texte.", "2024", ())


@FORMATS
def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, name: str, write: Write) -> None:
    (tmp_path / name).write_bytes(write(ROWS))
    failures = list(read_place(str(tmp_path / name), Given(), columns_of("text=artikel")))
    assert all(isinstance(each, Failure) and each.message == "no column 'artikel'" for each in failures)
    assert "body, headline" in getattr(failures[0], "hint", "")


@FORMATS
def test_a_table_without_anything_like_a_text_asks_for_it(read_bytes: ReadBytes, name: str, write: Write) -> None:
    failure = read_bytes(name, write([{"a": "x", "b": "y"}]))[0]
    assert isinstance(failure, Failure)
    assert failure.message == "nothing is called text among a, b"
    assert "--map text=" in failure.hint


def test_a_mapping_of_something_unknown_is_the_users_mistake() -> None:
    for mapping in ("texte=body", "text", "text="):
        with pytest.raises(BadMapping) as told:
            columns_of(mapping)
        assert "--map text=body" in told.value.hint


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_spreadsheet_is_read(read_bytes: ReadBytes, separator: str, encoding: str) -> None:
    first, _ = reads(read_bytes("a.csv", as_csv(ROWS, separator, encoding)))
    assert first.article.text == ROWS[0]["body"]


def test_a_ragged_row_is_a_failure_named_by_its_line_and_the_rest_is_read(read_bytes: ReadBytes) -> None:
    before, more, less, after = read_bytes("a.csv", b'text,title\n"a\nb",t\nx,y,z\nx\n\nfin,t\n')
    assert isinstance(before, Read)
    assert isinstance(more, Failure)
    assert (more.path[-2:], more.message) == (":4", "this row has 3 cells, the first has 2")
    assert isinstance(less, Failure)
    assert less.path.endswith(":5")
    assert isinstance(after, Read)
    assert (after.article.text, after.article.path[-2:]) == ("fin", ":7")


def test_nul_in_csv_becomes_u_fffd_one_for_one(read_bytes: ReadBytes) -> None:
    (read,) = reads(read_bytes("a.csv", b"text,title\n" + b"a\0b" * 40 + b",t\n"))
    assert read.article.text == "a\ufffdb" * 40


def test_a_mark_left_open_costs_no_more_than_an_article(read_bytes: ReadBytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.readers.reading.LONGEST", 1000)
    rows = b'text,title\n"' + b"mot, " * 20_000 + b"\n" + b"fin,t\n" * 2_000
    readings = read_bytes("a.csv", rows)
    assert isinstance(readings[0], Failure)
    assert readings[0].message == "this is longer than 1,000 characters"
    assert isinstance(readings[-1], Read)


def test_a_csv_without_rows_has_no_text(read_bytes: ReadBytes) -> None:
    for data in (b"", b"text,title\n", b"\n\n"):
        (failure,) = read_bytes("a.csv", data)
        assert isinstance(failure, Failure)


def test_parquet_of_other_types_is_taken_where_words_can_be_made_of_it(read_bytes: ReadBytes) -> None:
    rows: list[dict[str, Any]] = [
        {
            "text": "Un texte.",
            "date": dt.datetime(2024, 3, 5, 23, 0, tzinfo=dt.UTC),
            "authors": ["A B", "C D"],
            "id": 7,
        },
        {"text": None, "date": None, "authors": [], "id": 8},
    ]
    read, failure = read_bytes("a.parquet", as_parquet(rows))
    assert isinstance(read, Read)
    assert (read.article.published, read.article.byline, read.name) == ("2024-03-05", "A B, C D", "7")
    assert isinstance(failure, Failure)
    assert failure.message == "its text is no string (NoneType)"


@pytest.mark.parametrize("values", [[1, 2], [{"a": "b"}] * 2, [[1.5]] * 2, [True, False]])
def test_parquet_whose_text_is_no_text_is_a_failure_a_row(read_bytes: ReadBytes, values: list[Any]) -> None:
    readings = read_bytes("a.parquet", as_parquet([{"text": value} for value in values]))
    assert [type(reading) for reading in readings] == [Failure, Failure]


def test_parquet_of_large_and_coded_strings_is_read(read_bytes: ReadBytes) -> None:
    for kind in (pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.binary()):
        out = io.BytesIO()
        parquet.write_table(pa.table({"text": pa.array(["Été", "Été"]).cast(kind)}), out)
        first, second = reads(read_bytes("a.parquet", out.getvalue()))
        assert (first.article.text, second.article.text) == ("Été", "Été")


def test_a_damaged_parquet_is_a_failure(read_bytes: ReadBytes) -> None:
    whole = as_parquet(ROWS)
    for damaged in (b"", b"PAR1", whole[:-20], whole[:50] + b"\xff" * 60 + whole[110:]):
        readings = read_bytes("a.parquet", damaged)
        assert isinstance(readings[-1], Failure)
        assert "Parquet" in readings[-1].message
