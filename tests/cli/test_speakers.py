"""``quotes speakers`` and ``quotes judge``, as somebody at a keyboard meets them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

LONDON = """---
outlet: La Gazette
date: 2021-08-12
---
« Nos soldats partiront avant la fin du mois », a déclaré jeudi le ministre de la Défense à Londres.

« La sécurité de tous est notre seul souci », a précisé Jeanne Martin, la porte-parole du Kremlin.
"""
LATER = """---
outlet: Le Courrier
date: 2021-08-20
---
« Nous ne laisserons personne derrière nous », a répété le ministre britannique de la Défense Paul Rowe.

« La guerre est finie », a assuré le ministre belge de la Défense Luc Peeters.

« Il faut tenir parole », a ajouté Jeanne Martin.
"""


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Two articles: a minister without a name, and two ministers with theirs."""
    for name, text in (("a.txt", LONDON), ("b.txt", LATER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("ingest", tmp_path / "a.txt", tmp_path / "b.txt").code == 0
    return run


def rows(run: Run, *arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl").out.splitlines()]


def found(run: Run, words: str) -> str:
    """The id of a quote."""
    (row,) = rows(run, "search", words)
    return str(row["id"])


def test_a_function_gets_the_one_candidate_of_its_country_with_the_evidence(filled: Run) -> None:
    ran = filled("speakers", "suggest")
    assert ran.code == 0
    assert ran.out.startswith(
        "le ministre de la Défense à Londres (1 quote, 12 August 2021) may be Paul Rowe:\n  0.50\n"
        "  Paul Rowe, “ministre britannique de la Défense”, is quoted in 1 article:\n    2021-08-20\n"
        "  both functions are of one country: GB\n"
    )
    assert [row["candidate"] for row in rows(filled, "speakers", "suggest")] == ["Paul Rowe"]
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_a_given_name_alone_is_nobodys_surname(run: Run) -> None:
    run("ingest", "-", stdin="« Il pleut encore ici », a dit Michel. « Il neige ici », a dit Charles Michel.".encode())
    assert run("speakers", "suggest").code == 1


def test_nothing_is_joined_until_somebody_accepts(filled: Run) -> None:
    assert [row["speaker"] for row in rows(filled, "search", "soldats")] == ["le ministre de la Défense"]
    assert filled("speakers", "suggest", "--accept-above", "0.9").code == 1
    accepted = filled("speakers", "suggest", "--accept-above", "0.4", "--by", "ada")
    assert accepted.out.endswith("1 judgement kept\n")
    assert [row["speaker"] for row in rows(filled, "search", "soldats")] == ["Paul Rowe"]
    assert filled("speakers", "suggest").code == 1
    (judged,) = rows(filled, "judge", "--list")
    assert (judged["verdict"], judged["by"]) == ("merge", "ada")
    assert "is quoted in 1 article" in str(judged["note"])
    assert filled("judge", "--withdraw", judged["id"]).code == 0
    assert filled("speakers", "suggest").code == 0


def test_a_speaker_is_shown_with_names_functions_outlets_and_months(filled: Run) -> None:
    filled("speakers", "alias", "Jeanne Martin", "J. Martin", "--by", "ada")
    filled("speakers", "link", "Jeanne Martin", "Q42", "--by", "ada")
    ran = filled("speakers", "show", "martin")
    lines = [line.rstrip() for line in ran.out.splitlines()]
    assert lines[:8] == [
        "speaker    Jeanne Martin (person)",
        "quotes     2 in 2 articles",
        "printed as Jeanne Martin: 2 (2021-08-12 to 2021-08-20)",
        "also       J. Martin",
        "function   porte-parole du Kremlin: 1 (2021-08-12)",
        "outlet     La Gazette: 1 (2021-08-12)",
        "           Le Courrier: 1 (2021-08-20)",
        "wikidata   Q42",
    ]
    assert f"2021-08       2 {'█' * 40}" in lines
    assert all(len(line) <= 80 for line in lines)


def test_speakers_are_listed_and_found(filled: Run) -> None:
    listed = filled("speakers", "list")
    assert listed.out.startswith("Jeanne Martin (person), 2 quotes, 2 articles, 2021-08-12 to 2021-08-20,")
    assert "ministre de la Défense" not in listed.out
    assert [row["name"] for row in rows(filled, "speakers", "list", "--kind", "role")] == ["le ministre de la Défense"]
    assert "there are more than 1" in filled("speakers", "list", "--limit", "1").err
    assert [row["name"] for row in rows(filled, "speakers", "search", "peet")] == ["Luc Peeters"]
    assert filled("speakers", "search", "zzz").code == 1
    assert filled("speakers", "list", "--kind", "anonymous").code == 1


def test_a_merge_a_rename_and_a_split_are_shown_at_once(filled: Run) -> None:
    assert filled("speakers", "merge", "Luc Peeters", "Paul Rowe").code == 0
    assert {row["speaker"] for row in rows(filled, "search", "--speaker", "rowe")} == {"Paul Rowe"}
    assert len(rows(filled, "search", "--speaker", "peeters")) == 2
    assert filled("speakers", "rename", "Paul Rowe", "Paul Rowe fils").code == 0
    assert [row["name"] for row in rows(filled, "speakers", "search", "fils")] == ["Paul Rowe fils"]
    assert filled("speakers", "split", "Jeanne Martin", found(filled, "tenir")).code == 0
    assert filled("speakers", "show", "Jeanne Martin").err.startswith("error: 'Jeanne Martin' may be any of several")


def test_a_rejected_quote_says_so_before_its_speaker(filled: Run) -> None:
    key = found(filled, "guerre")
    assert filled("judge", key, "reject").code == 0
    shown = filled("show", key).out
    assert "\nrejected  somebody judged that nobody said this" in shown
    assert shown.index("rejected  ") < shown.index("speaker   ")


def test_judging_one_quote_says_what_is_shown_and_what_was_found(filled: Run) -> None:
    key = found(filled, "guerre")
    assert filled("judge", key[:8], "assign", "Jeanne Martin", "--by", "ada", "--note", "relu").code == 0
    shown = filled("show", key).out
    assert "speaker   Jeanne Martin (named)\nfound as  Luc Peeters (named)\njudged    assign by ada, " in shown
    assert "(relu)" in shown
    (row,) = rows(filled, "show", key)
    assert (row["speaker"], row["verdict"]) == ("Jeanne Martin", "assign")
    found_as = row["found"]
    assert isinstance(found_as, dict)
    assert found_as["speaker"] == "Luc Peeters"
    later = filled("judge", key, "confirm", "--by", "bob")
    assert later.err.startswith(f"note: ada judged {key[:12]} otherwise on ")


def test_an_extent_that_somebody_changed_is_shown_at_its_place(filled: Run) -> None:
    key = found(filled, "guerre")
    (passage,) = rows(filled, "show", key)[0]["printings"][0]["passages"]
    start, end = passage
    assert filled("judge", key, "extent", f"{start + 3}-{end}").code == 0
    shown = filled("show", key).out.replace("\u00a0", " ")
    assert "« La **guerre est finie** »" in shown
    assert f"extent    « guerre est finie » (somebody changed it; found: characters {start}–{end})" in shown
    assert f"characters {start + 3}–{end}\nsha256" in shown


def test_what_was_judged_is_told_to_programs_too(filled: Run) -> None:
    key = found(filled, "guerre")
    (kept,) = rows(filled, "judge", key, "confirm", "--by", "ada")
    assert (kept["verdict"], kept["quote_id"], kept["by"]) == ("confirm", key, "ada")
    table = f"verdict,subject\nreject,{key}\n".encode()
    assert json.loads(filled("judge", "--csv", "-", "--format", "jsonl", stdin=table).out)["verdict"] == "reject"
    (gone,) = rows(filled, "judge", "--withdraw", kept["id"], "--by", "bob")
    assert gone["withdrawn_by"] == "bob"
    refused = filled("judge", key, "maybe", "--format", "json")
    assert (refused.code, refused.out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("judge",), "a review needs a terminal"),
        (("judge", "fff", "confirm"), "no quote has an id that starts with 'fff'"),
        (("judge", "fff", "maybe"), "no verdict 'maybe'"),
        (("judge", "--withdraw", "fff"), "no judgement has an id"),
        (("judge", "--csv", "absent.csv"), "absent.csv: no such file"),
        (("speakers", "merge", "Paul Rowe", "Paul Rowe"), "are one speaker already"),
        (("speakers", "link", "Paul Rowe", "42"), "'42' is no Wikidata id"),
        (("speakers", "show", "Nobody"), "no speaker is called 'Nobody'"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(filled: Run, arguments: tuple[str, ...], told: str) -> None:
    ran = filled(*arguments)
    assert (ran.code, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert first.startswith("error: ")
    assert told in first
    assert second.startswith("hint: ")


def test_a_table_is_read_from_a_file_or_a_pipe(filled: Run, tmp_path: Path) -> None:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerows([("verdict", "subject"), ("confirm", found(filled, "guerre")), ("reject", "fff")])
    ran = filled("judge", "--csv", "-", stdin=written.getvalue().encode())
    assert (ran.code, ran.out.splitlines()[-1]) == (2, "1 judgement kept, 1 refused")
    assert ran.err.startswith("error: -, line 3: no quote has an id")
    (tmp_path / "r.csv").write_text(written.getvalue(), encoding="utf-8")
    atomic = filled("judge", "--csv", tmp_path / "r.csv", "--atomic")
    assert atomic.code == 2
    assert len(rows(filled, "judge", "--list")) == 1


def converse(answer: Callable[[str], str | None], *arguments: object) -> str:
    """Run ``quotes`` on a terminal; whenever it waits for a key, press what ``answer`` gives for all it has written."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "80", "QUOTES_BY": "ada"}
    command = [sys.executable, "-m", "quotes", *map(str, arguments)]
    written = ""
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as running:
        os.close(theirs)
        until = time.monotonic() + 60
        try:
            while time.monotonic() < until:
                if select.select([ours], [], [], 0.2)[0]:
                    written += os.read(ours, 65536).decode(errors="replace")
                elif (keys := answer(written)) is not None:
                    os.write(ours, keys.encode())
        except OSError:  # Linux says so when the other end is closed
            pass
        running.wait(timeout=10)
    os.close(ours)
    return written


def pressing(*keys: str) -> Callable[[str], str | None]:
    """Press one of ``keys`` each time another question has been asked."""
    left, asked = list(keys), [0]

    def answer(written: str) -> str | None:
        questions = written.count("q quit") + written.count("who (a name")
        if left and questions > asked[0]:
            asked[0] = questions
            return left.pop(0)
        return None

    return answer


def test_a_review_on_a_terminal_asks_keeps_undoes_and_goes_on(filled: Run, tmp_path: Path) -> None:
    database = tmp_path / "quotes.db"
    total = len(rows(filled, "search", "--limit", "0"))
    written = converse(pressing("y", "n", "u", "s", "e", "Paul Rowe\n", "q"), "judge", "--db", database)
    assert f"{total} to judge" in written
    assert "undone: reject" in written
    judged = rows(filled, "judge", "--list")
    assert [(row["verdict"], bool(row["withdrawn_at"]), row["by"]) for row in reversed(judged)] == [
        ("confirm", False, "ada"),
        ("reject", True, "ada"),
        ("assign", False, "ada"),
    ]
    again = converse(pressing(*"n" * (total - 2)), "judge", "--db", database)
    assert f"{total - 2} to judge" in again
    assert "nothing is left to judge" in again
    assert len(rows(filled, "search", "--limit", "0")) == 2
