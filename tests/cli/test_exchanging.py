"""``quotes export`` and ``quotes import``: quotes as files, and a database made of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from quotes.exchange import Form

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _ingested(run: Run, article: Path) -> None:
    assert run("ingest", article).code == 0


@pytest.mark.parametrize("form", list(Form))
def test_what_is_exported_can_be_imported_and_searched(run: Run, tmp_path: Path, form: Form) -> None:
    exported = run("export", tmp_path / "out", "--format", form)
    assert (exported.code, exported.err) == (0, "")
    assert re.search(r"^ +2  quote_full$", exported.out, re.MULTILINE)
    imported = run("import", tmp_path / "out", "--db", tmp_path / "other.db")
    assert (imported.code, imported.err) == (0, "")
    assert re.search(r"^ +2  quote$", imported.out, re.MULTILINE)
    found = run("search", "Kirby", "--db", tmp_path / "other.db")
    assert (found.code, found.out) == (0, run("search", "Kirby").out)


def test_an_export_can_be_narrowed_as_a_search_is(run: Run, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out", "--speaker", "zzz").out == (
        f"           0  quote_full\nwritten to {tmp_path / 'out'}\n"
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.json", "quote_full.jsonl"]


def test_a_database_is_copied_whole(run: Run, tmp_path: Path) -> None:
    ran = run("db", "copy", tmp_path / "quotes.db", tmp_path / "other.db")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^the same in both: 1 article, 2 quotes$", ran.out, re.MULTILINE)
    assert run("search", "Kirby", "--db", tmp_path / "other.db").out == run("search", "Kirby").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "{there}"), "error: .* is there already\nhint: name a new folder"),
        (("export", "{there}/a.txt/x"), "error: cannot write .*not a directory\nhint: "),
        (("export", "{new}", "--since", "2021-13"), "error: .*2021-13.*\nhint: "),
        (("export", "{new}", "--db", "absent.db"), "error: no database at absent.db\nhint: "),
        (("db", "copy", "absent.db", "{new}.db"), "error: no database at absent.db\nhint: "),
        (("import", "{there}", "--db", "{new}.db"), "error: no export in .*\nhint: "),
        (("import", "{there}/a.txt", "--from", "citron"), "error: .*it is not JSON\nhint: "),
        (("import", "{there}/a.txt", "--from", "citron", "--db", "{new}.db"), "error: no database at .*\nhint: "),
        (("import", "{new}", "--db", "{new}.db"), "error: no export in .*\nhint: "),
    ],
)
def test_a_mistake_gets_one_line_and_one_of_advice(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "a.txt").write_text("x")
    ran = run(*(each.format(there=there, new=tmp_path / "new") for each in arguments))
    assert ran.code == 2
    assert re.fullmatch(message + r"[^\n]*\n", ran.err)


def test_what_another_system_found_is_compared_by_its_name(run: Run, article: Path, tmp_path: Path) -> None:
    words = "« Nous partirons à la date prévue »"
    at = article.read_text("utf-8").index(words)
    quote = {"quote": words, "quote_index": f"({at},{at + len(words)})"}
    nobody = {"speaker": "", "speaker_index": "", "verb": "", "verb_index": ""}
    (tmp_path / "depart.json").write_text(json.dumps([quote | nobody]), encoding="utf-8")
    told = run("import", tmp_path / "depart.json", "--from", "gendergaptracker")
    assert (told.code, told.err) == (0, "")
    assert re.fullmatch(
        r"1 quote of gendergaptracker in 1 article\n\[(\w{6})\]  compare it: quotes runs diff RUN \1\n", told.out
    )
    listed = " ".join(run("runs").out.split())
    assert re.search(r"import of gendergaptracker, version \S+, fr, 1 article, 1 quote( \[|$)", listed)
    ours = next(row["id"] for row in json.loads(run("runs", "--format", "json").out) if row["task"] == "ingest")
    compared = run("runs", "diff", ours, "gendergaptracker")
    assert (compared.code, compared.err) == (0, "")
    assert "speaker: John Kirby → none" in compared.out.replace("\N{NO-BREAK SPACE}", " ")
    assert compared.out.endswith("1 article read by both: 0 gained, 1 lost, 1 changed\n")


def test_one_folder_is_imported_at_a_time(run: Run, tmp_path: Path) -> None:
    assert run("import", tmp_path, tmp_path).code == 2
