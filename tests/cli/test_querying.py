"""The command `sql`: a query in, rows out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def filled(run: Run, article: Path) -> Run:
    assert run("ingest", article).code == 0
    return run


def test_rows_stand_in_columns_where_they_fit(filled: Run) -> None:
    ran = filled("sql", "SELECT speaker, start, confidence IS NULL AS absent FROM quote_full ORDER BY start")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "speaker      start  absent",
        "-----------  -----  ------",
        "John Kirby       2       0",
        "Ben Wallace     91       0",
    ]


def test_rows_wider_than_the_screen_stand_one_value_a_line(filled: Run) -> None:
    ran = filled("sql", "SELECT text, text AS again, outlet, NULL AS absent FROM quote_full ORDER BY start")
    assert ran.out.splitlines()[:5] == [
        "text    Nous partirons à la date prévue",
        "again   Nous partirons à la date prévue",
        "outlet  La Gazette",
        "",
        "text    La sécurité d'abord",
    ]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("json", [{"a": 1, "a_2": None, "b": "=1+1"}]),
        ("jsonl", [{"a": 1, "a_2": None, "b": "=1+1"}]),
    ],
)
def test_programs_get_rows_as_objects(filled: Run, form: str, printed: list[object]) -> None:
    ran = filled("sql", "SELECT 1 AS a, NULL AS a, '=1+1' AS b", "--format", form)
    assert (json.loads(ran.out) if form == "json" else [json.loads(ran.out)]) == printed


def test_csv_without_rows_has_its_header(filled: Run) -> None:
    ran = filled("sql", "SELECT speaker, 1 AS a, 2 AS a FROM quote_full WHERE speaker = 'Nobody'", "--format", "csv")
    assert (ran.out, ran.code) == ("speaker,a,a_2\n", 1)


def test_no_two_columns_have_one_name(filled: Run) -> None:
    ran = filled("sql", "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a", "--format", "csv")
    assert ran.out == "a,a_2,a_2_2,a_3\n1,2,3,4\n"


def test_a_cell_that_a_spreadsheet_would_run_is_text_in_csv(filled: Run) -> None:
    assert filled("sql", "SELECT -1 AS a, '=1+1' AS b, 'c' AS c", "--format", "csv").out == "a,b,c\n-1,'=1+1,c\n"


def test_a_query_comes_from_a_file_from_standard_input_or_by_its_name(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.sql"
    file.write_text("SELECT count(*) AS n FROM quote;\n", encoding="utf-8")
    assert filled("sql", file).out.split() == ["n", "-", "2"]
    assert filled("sql", "-", stdin=b"SELECT count(*) AS n FROM quote").out.split() == ["n", "-", "2"]
    assert "Ben Wallace" in filled("sql", "most-quoted").out
    assert filled("sql", "word-over-time", "--param", "word=sécurité").out.splitlines()[2].split()[:2] == [
        "2021-08",
        "1",
    ]


def test_alone_it_lists_the_queries_that_have_names(run: Run) -> None:
    assert "first-to-print" in run("sql").out
    rows = json.loads(run("sql", "--format", "json").out)
    assert {"name": "doubts", "title": "What was seen and not guessed at?"}.items() <= rows[-1].items()
    assert run("sql", "--format", "csv").out.startswith("name,title,sql\nmost-quoted,")


def test_no_row_is_exit_code_1(filled: Run) -> None:
    ran = filled("sql", "SELECT 1 WHERE 1 = 2")
    assert (ran.code, ran.out) == (1, "")


def test_more_rows_than_the_limit_are_told(filled: Run) -> None:
    ran = filled("sql", "SELECT start FROM quote_full", "--limit", "1", "--format", "csv")
    assert len(ran.out.splitlines()) == 2
    assert "more than 1 rows" in ran.err
    assert "note" not in filled("sql", "SELECT start FROM quote_full", "--limit", "2").err
    assert len(filled("sql", "SELECT start FROM quote_full", "--limit", "0", "--format", "csv").out.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["DELETE FROM quote"], "error: the query was refused: it would DELETE quote"),
        (["nothing"], "error: no file and no query is named 'nothing'"),
        (["SELECT nowhere"], "error: the query cannot be run: no such column: nowhere"),
        (["SELECT 1", "--param", "x"], "error: 'x' is no parameter"),
        (["word-over-time"], "error: no value was given for :word"),
        (["."], "error: .: cannot be read: is a directory"),
    ],
)
def test_a_mistake_is_told_in_two_lines(filled: Run, arguments: list[str], message: str) -> None:
    ran = filled("sql", *arguments)
    assert (ran.code, ran.out) == (2, "")
    error, hint = ran.err.splitlines()
    assert error == message
    assert hint.startswith("hint: ")


@pytest.mark.usefixtures("filled")
def test_ten_million_rows_into_a_pipe_that_takes_three(tmp_path: Path) -> None:
    query = "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x LIMIT 10000000) SELECT n FROM x"
    command = [sys.executable, "-m", "quotes", "sql", query, "--limit", "0", "--db", str(tmp_path / "quotes.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        assert asked.stderr is not None
        assert [asked.stdout.readline() for _ in range(3)][2].split() == [b"1"]
        asked.stdout.close()
        assert asked.wait(30) == 141
        assert asked.stderr.read() == b""
