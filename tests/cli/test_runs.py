"""``quotes db reextract`` and ``quotes runs``: what another version finds in the same texts."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from quotes import service
from quotes.model import Extraction
from quotes.results import SearchQuery
from quotes.rulings import Verdict
from quotes.store import judging, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def older(run: Run, article: Path, tmp_path: Path) -> Path:
    """A database that an older version made, which knew less well who Ben Wallace was."""
    assert run("ingest", article).code == 0
    file = tmp_path / "quotes.db"
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("UPDATE run SET version = '0.0.1', started_at = '2020-01-02T03:04:05+00:00'")
        plain.execute("UPDATE quote SET status = 'resolved', rule = 'older' WHERE speaker = 'Ben Wallace'")
        plain.commit()
    return file


@pytest.fixture
def ids(run: Run, older: Path) -> list[str]:
    """Both runs, the older first; the article was read again."""
    assert older.exists()
    assert run("db", "reextract").code == 0
    return [row["id"] for row in json.loads(run("runs", "--format", "json").out)][::-1]


def test_reading_again_says_what_it_came_to(run: Run, older: Path) -> None:
    assert older.exists()
    told = run("db", "reextract")
    assert (told.code, told.err) == (0, "")
    assert told.out == "1 article read again: 0 as before\n2 quotes: 0 gained, 0 lost, 1 changed\n"
    assert run("db", "check").out == "sound\n"
    again = run("db", "reextract")
    assert (again.code, again.out) == (0, "nothing to do: this version has read every article\n")


def test_a_limit_leaves_the_rest_for_the_next_time(run: Run, older: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("« Rien n'est décidé », a déclaré John Kirby.", encoding="utf-8")
    assert run("ingest", tmp_path / "other.txt").code == 0
    with closing(sqlite3.connect(older)) as plain:
        plain.execute("UPDATE run SET version = '0.0.1'")
        plain.commit()
    assert json.loads(run("db", "reextract", "--limit", 1, "--format", "jsonl").out)["read"] == 1
    assert json.loads(run("db", "reextract", "--format", "jsonl").out)["read"] == 1
    assert json.loads(run("db", "reextract", "--format", "jsonl").out)["read"] == 0


def test_runs_are_listed_with_what_they_found(run: Run, ids: list[str]) -> None:
    told = run("runs")
    assert told.code == 0
    assert all(len(line) <= 80 for line in told.out.splitlines())
    first, *_, last = told.out.replace(NBSP, " ").replace("\n          ", " ").splitlines()
    assert first.startswith(f"[{ids[1][:6]}]  ")
    assert first.endswith("1 article, 2 quotes, 0 gained, 0 lost, 1 changed")
    assert last.startswith(f"[{ids[0][:6]}]  2020-01-02 03:04, ingest, version 0.0.1, fr, word lists ")
    assert last.endswith("1 article, 2 quotes")


def test_two_runs_are_compared_quote_by_quote(run: Run, ids: list[str]) -> None:
    told = run("runs", "diff", ids[0][:8], ids[1][:8])
    assert told.code == 0
    assert told.out.replace(NBSP, " ").startswith(
        "~ « La sécurité d'abord » — Ben Wallace, La Gazette, 12 août 2021, ["
    )
    assert "\n    status: resolved → named\n    rule: older → " in told.out
    assert told.out.endswith("\n\n1 article read by both: 0 gained, 0 lost, 1 changed\n")
    (row,) = json.loads(run("runs", "diff", *ids, "--format", "json").out)
    assert (row["gain"], row["fields"], row["before"]["rule"]) == ("changed", ["status", "rule"], "older")
    same = run("runs", "diff", ids[0], ids[0])
    assert (same.code, same.out) == (1, "1 article read by both: 0 gained, 0 lost, 0 changed\n")


def test_a_judged_quote_that_is_found_no_more_is_told_and_listed(run: Run, older: Path) -> None:
    with open_store(older) as store:
        (hit,) = service.search(store, SearchQuery(words="sécurité"))
        with store.writing() as connection:
            article = hit.source.article_id
            judging.keep(connection, by="Zoé", verdict=Verdict.CONFIRM, quote_id=hit.id, article_id=article)
        service.reextract(store, [hit.source.article_id], extractor=lambda *_, **__: Extraction(()))
    told = run("conflicts")
    assert told.out.replace(NBSP, " ").startswith(
        "« La sécurité d'abord » (judged)\n  — Ben Wallace: 1 printing\n    La Gazette, 12 août 2021, ["
    )
    assert told.out.endswith("\n\n1 conflict: 1 judged\n")
    again = run("db", "reextract")
    assert again.err == ""
    assert again.out == "1 article read again: 0 as before\n2 quotes: 1 gained, 0 lost, 1 changed\n"
    assert run("conflicts").code == 1


def test_a_run_there_is_not_is_told(run: Run, ids: list[str]) -> None:
    told = run("runs", "diff", ids[0], "zz")
    assert told.code == 2
    assert told.err == "error: no run has an id that starts with 'zz'\nhint: take an id from `quotes runs`\n"


def test_a_language_there_is_not_is_told(run: Run, older: Path) -> None:
    assert older.exists()
    told = run("db", "reextract", "--lang", "xx")
    assert told.code == 2
    assert told.err.startswith("error: no language 'xx' here\nhint: use one of: ")


def test_without_a_database_nothing_is_made(run: Run, tmp_path: Path) -> None:
    for arguments in (("runs",), ("runs", "diff", "a", "b"), ("db", "reextract")):
        assert run(*arguments).code == 2
    assert not (tmp_path / "quotes.db").exists()
