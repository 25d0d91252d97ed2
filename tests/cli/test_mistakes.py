"""A mistake on the command line: one line says what happened, one what to do, nothing else is done."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

MISTAKES = [
    ("frobnicate", "no such command 'frobnicate'", "`quotes --help`"),
    ("db frobnicate", "no such command 'frobnicate'", "`quotes db --help`"),
    ("show", "missing argument 'ID'", "`quotes show --help`"),
    ("show abc def", r".*\(def\)", "`quotes show --help`"),
    ("speakers list --kind x", ".*'x' is not one of 'person', .*", "`quotes speakers list --help`"),
    ("search --kind x", ".*'x' is not one of 'direct', 'partial'", "`quotes search --help`"),
    ("search --limit many", ".*'many' is no whole number", "`quotes search --help`"),
    ("search --limit -1", ".*'-1' is no whole number", "`quotes search --help`"),
    ("verify Non --limit 0", ".*0 is too few", "`quotes verify --help`"),
    ("ingest a.txt --workers 0", ".*0 is too few", "`quotes ingest --help`"),
    ("verify -x", "no such option: -x", ".* begins with - .* goes after --"),
    ("import one two", ".*name one folder.*", "`quotes import --help`"),
]


@pytest.mark.parametrize(("line", "error", "hint"), MISTAKES, ids=[line for line, _, _ in MISTAKES])
def test_what_is_not_understood_is_told_in_two_lines(run: Run, line: str, error: str, hint: str) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert re.fullmatch(f"error: {error}", first)
    assert re.match(f"hint: {hint}", second)


@pytest.mark.parametrize("arguments", [(), ("db",), ("speakers",)], ids=str)
def test_no_command_at_all_gets_the_help(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: quotes ")
    assert "error:" not in ran.err


def test_a_claim_may_begin_with_a_dash(run: Run, article: Path) -> None:
    run("ingest", article)
    assert "wording   typographic" in run("verify", "--", "- Nous partirons à la date prévue").out


@pytest.mark.parametrize("option", ["--limit", "--context"])
def test_a_number_may_be_greater_than_anything(run: Run, article: Path, option: str) -> None:
    run("ingest", article)
    ran = run("search", "Kirby", option, 10**20)
    assert (ran.code, ran.err) == (0, "")


SPEAKERS = [
    ("show", "Nobody", "'Nobody'", "see `quotes speakers search`"),
    ("show", "", "''", "see `quotes speakers search`"),
    ("alias", "Nobody", "new", "'Nobody'", "see `quotes speakers search`"),
    ("link", "John Kirby", "foo", "'foo' is no Wikidata id", "write it as Q42"),
    ("rename", "John Kirby", "", "rename needs a name", "give a name"),
]


@pytest.mark.parametrize("given", SPEAKERS, ids=str)
def test_a_speaker_who_is_none_is_told_in_the_words_that_were_given(
    run: Run, article: Path, given: tuple[str, ...]
) -> None:
    run("ingest", article)
    *arguments, error, hint = given
    first, second = run("speakers", *arguments).err.splitlines()
    assert error in first
    assert second.startswith(f"hint: {hint}")
    assert "new:" not in second


@pytest.mark.parametrize("name", ["Nobody", "new:", "new: !"])
def test_whoever_was_never_quoted_can_be_assigned_by_a_new_name(run: Run, article: Path, name: str) -> None:
    run("ingest", article)
    key = json.loads(run("search", "Kirby", "--format", "jsonl").out)["id"]
    ran = run("judge", key, "assign", name)
    assert ran.code == 2
    assert ran.err.endswith("hint: see `quotes speakers search`, or write new: and a full name\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", ""), ". is there already"),
        (("db", "backup", ""), ". is already there"),
        (("verify", "--batch", "{absent}"), "{absent}: cannot be read: no such file or directory"),
        (("verify", "--batch", "{long}"), "{long} has no column wording"),
        (("judge", "--csv", "{long}"), "the columns of {long} are "),
        (("ingest", ""), "'': no such file or folder"),
        (("extract", ""), "'': no such file or folder"),
        (("judge", "--csv", ""), "'': no such file or directory"),
        (("import", "{absent}", "--from", "citron"), "{absent}: no quotes of citron: no such file or directory"),
        (("import", "{long}", "--from", "citron"), "{long}: no quotes of citron: it is not JSON"),
        (("sql", ""), "the query cannot be run: there is no query in it"),
        (("sql", "{binary}"), "{binary}: cannot be read: it is no text in UTF-8"),
        (("ingest", "--from-list", "{binary}"), "a: no such file or folder"),
    ],
)
def test_a_file_that_is_none_is_told(
    run: Run, article: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    run("ingest", article)
    paths = {name: tmp_path / name for name in ("absent", "long", "binary")}
    paths["long"].write_bytes(b"x" * 200_000)
    paths["binary"].write_bytes(b"\xff\0a\n")
    ran = run(*(argument.format(**paths) for argument in arguments))
    assert ran.code == 2
    told = ran.err.splitlines()[0]
    assert told.startswith(f"error: {message.format(**paths)}")
    assert len(told) < 400
    assert ran.err.count("error: ") == ran.err.count("hint: ") == 1
