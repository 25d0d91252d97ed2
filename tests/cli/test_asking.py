"""``quotes search``, ``show``, ``stats`` and ``db``: found is 0, nothing is 1, wrong is 2."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

KIRBY = "« Nous partirons à la date prévue » — John Kirby, La Gazette, 12 août 2021,"


@pytest.fixture
def filled(run: Run, article: Path) -> Run:
    """A database with the article in it."""
    assert run("ingest", article).code == 0
    return run


def test_search_finds_the_speaker_and_ends_in_the_reference(filled: Run) -> None:
    ran = filled("search", "Kirby")
    assert (ran.code, ran.err) == (0, "")
    shown = " ".join(ran.out.replace("\u00a0", " ").split())
    assert re.fullmatch(re.escape(KIRBY) + r" \[[0-9a-f]{6}\] 1 quote: 1 by speaker", shown)


def test_search_tells_exact_wording_from_close_wording(filled: Run) -> None:
    assert filled("search", "date prévue").out.endswith("1 quote: 1 exact wording\n")
    close = filled("search", "securite").out
    assert close.startswith("≈ «\u00a0La sécurité d'abord\u00a0»")
    assert close.endswith("1 quote: 1 close wording (≈)\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--speaker", "wallace"),
        ("sécurité", "--outlet", "gazette"),
        ("sécurité", "--since", "2021-08", "--until", "2021"),
        ("sécurité", "--kind", "direct", "--status", "named"),
        ("la", "SÉCURITÉ"),
    ],
    ids=" ".join,
)
def test_search_narrows(filled: Run, arguments: tuple[str, ...]) -> None:
    ran = filled("search", *arguments, "--format", "jsonl")
    assert [json.loads(line)["speaker"] for line in ran.out.splitlines()] == ["Ben Wallace"]


@pytest.mark.parametrize(
    "arguments",
    [("zzz",), ("Kirby", "--outlet", "autre"), ("Kirby", "--since", "2022"), ("Kirby", "--kind", "partial")],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_nothing_found_is_exit_code_1(filled: Run, arguments: tuple[str, ...], form: str) -> None:
    ran = filled("search", *arguments, "--format", form)
    assert (ran.code, ran.out, ran.err) == (1, "[]\n" if form == "json" else "", "")


@pytest.mark.parametrize("words", ['"', "AND", "NEAR(", "col:x", "*", "-x", "'; DROP TABLE quote; --", "\x1b", "«"])
def test_words_are_data(filled: Run, words: str) -> None:
    ran = filled("search", "--", words)
    assert ran.code in {0, 1}
    assert ran.err == ""


def test_search_stops_at_the_limit_and_says_so(filled: Run) -> None:
    ran = filled("search", "--limit", "1", "--format", "jsonl")
    assert (len(ran.out.splitlines()), ran.err) == (1, "note: there are more than 1: --limit 0 prints all\n")
    assert len(filled("search", "--limit", "0", "--format", "jsonl").out.splitlines()) == 2


def test_search_gives_context(filled: Run) -> None:
    (row,) = csv.DictReader(io.StringIO(filled("search", "Kirby", "--context", "9", "--format", "csv").out))
    assert (row["before"], row["after"]) == ("« ", " », a déc")


def test_show_gives_the_paragraph_and_why(filled: Run) -> None:
    quote = json.loads(filled("search", "Kirby", "--format", "jsonl").out)["id"]
    ran = filled("show", quote[:6])
    assert ran.code == 0
    assert ran.out.replace("\u00a0", " ").startswith(
        "  « **Nous partirons à la date prévue** », _a déclaré_ [John Kirby], le\n  porte-parole du Pentagone.\n\n"
    )
    for line in ("speaker   John Kirby (named)", "link      https://gazette.example/depart", f"id        {quote}"):
        assert line in ran.out.splitlines()
    assert json.loads(filled("show", quote, "--format", "jsonl").out)["id"] == quote


def test_show_leads_a_pronoun_to_the_name(run: Run) -> None:
    run("ingest", "-", stdin="Jeanne Martin est à Lyon. « Nous ne céderons rien », a-t-elle dit.".encode())
    row = json.loads(run("search", "céderons", "--format", "jsonl").out)
    shown = run("show", row["id"])
    assert [line for line in shown.out.replace("\u00a0", " ").splitlines() if line.startswith(("why  ", "     "))][
        :4
    ] == [
        "why       The text is built as in: « A », a-t-il déclaré.",
        "          The words that report it are “a-t-elle dit” (53–65).",
        "          At the quote the speaker is called “elle” (57–61).",
        "          The fullest name in the article is “Jeanne Martin” (0–13).",
    ]
    assert all(len(line) <= 80 for line in shown.out.splitlines())
    detail = json.loads(run("show", row["id"], "--format", "jsonl").out)
    assert [words["text"] for words in detail["why"]["chain"]] == ["elle", "Jeanne Martin"]
    assert detail["confidence"] == row["confidence"] == detail["why"]["confidence"]["expected"]
    assert run("show", row["id"], "--format", "csv").code == 0


def test_show_of_an_unknown_id_is_an_error(filled: Run) -> None:
    ran = filled("show", "ffffff")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: no quote has an id that starts with 'ffffff'\nhint: ")


def test_stats_count(filled: Run) -> None:
    assert "1 article, 1 outlet, 2 quotes, 2 speakers\n" in filled("stats").out
    rows = json.loads(filled("stats", "--format", "json").out)
    assert {"group": "database", "value": "quotes", "number": 2} in rows
    assert {"group": "by_outlet", "value": "La Gazette", "number": 1} in rows


@pytest.mark.parametrize(
    "line",
    [
        "search Kirby",
        "search --group statement Kirby",
        "stats",
        "speakers list",
        "speakers show Kirby",
        "verify Nous ne partirons pas --speaker Wallace",
        "trace Nous partirons à la date",
        "sql",
        "runs",
    ],
)
def test_lines_fit_a_narrow_screen(filled: Run, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    wide = [line for line in filled(*line.split()).out.splitlines() if len(line) > 40]
    assert all(len(line.split()) <= 2 for line in wide)  # a link, a path, an id are never broken


@pytest.mark.parametrize("arguments", [("search", "x"), ("show", "x"), ("stats",), ("db", "check")], ids=" ".join)
def test_without_a_database_the_user_is_told_how_to_make_one(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(r"error: no database at .*quotes\.db\nhint: .*ingest.*\n", ran.err)


def test_an_empty_name_is_no_database_and_an_empty_variable_no_name(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = run("db", "path", "--db", "")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: cannot use '': ")
    monkeypatch.setenv("QUOTES_DB", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert run("db", "path").out.endswith("quotes.db\n")


def test_db_option_wins_over_the_environment(run: Run, article: Path, tmp_path: Path) -> None:
    run("ingest", article, "--db", tmp_path / "autre.db")
    assert run("search", "Kirby").code == 2
    assert run("search", "Kirby", "--db", tmp_path / "autre.db").code == 0
    assert run("db", "path", "--db", tmp_path / "autre.db").out == f"{tmp_path}/autre.db\n"


def test_db_check_backup_downgrade_upgrade(filled: Run, tmp_path: Path) -> None:
    assert filled("db", "check").out == "sound\n"
    assert filled("db", "backup", tmp_path / "copie.db").out == f"{tmp_path}/copie.db\n"
    assert filled("db", "backup", tmp_path / "copie.db").code == 2
    assert filled("search", "Kirby", "--db", tmp_path / "copie.db").code == 0
    assert filled("db", "upgrade").out.startswith("nothing to do: the schema is ")
    assert "is now base" in filled("db", "downgrade", "base").out
    assert filled("search", "Kirby").code == 2
    assert filled("db", "upgrade").code == 0


@pytest.mark.parametrize("arguments", [(), ("nosuch",), ("search", "--nosuch"), ("search", "--limit", "x"), ("show",)])
def test_wrong_usage_is_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 2


def test_version(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out) == (0, "quotes 0.1.0\n")


@pytest.mark.parametrize(("form", "begins"), [("bibtex", "@misc{quote-"), ("csl-json", "[\n"), ("jsonld", "{\n")])
def test_show_cites_a_quote(filled: Run, form: str, begins: str) -> None:
    (hit, *_) = json.loads(filled("search", "Kirby", "--format", "json").out)
    ran = filled("show", hit["id"][:8], "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(begins)
    assert ran.out.endswith("}\n" if form != "csl-json" else "]\n")


def test_check_lists_what_is_odd_an_article_at_a_time(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("« Assez", encoding="utf-8")
    run("ingest", tmp_path / "a.txt")
    ran = run("check")
    assert (ran.code, ran.err) == (0, "")
    assert " ".join(ran.out.split()).startswith(f"{tmp_path}/a.txt [")
    assert re.findall(r"^  (\w+): ", ran.out, re.MULTILINE) == ["no_date", "odd_marks", "too_short"]
    (one,) = json.loads(run("check", "--code", "no_date", "--format", "json").out)
    assert (one["code"], one["words"], one["other_id"]) == ("no_date", "nothing says when it was published", None)
    assert run("check", "--code", "garbled").code == 1
