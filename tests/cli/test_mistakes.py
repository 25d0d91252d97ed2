"""A mistake on the command line: one line says what happened, one what to do, nothing else is done."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", ""), ". is there already"),
        (("db", "backup", ""), ". is already there"),
        (("verify", "--batch", "{absent}"), "{absent}: cannot be read: no such file or directory"),
        (("verify", "--batch", "{long}"), "{long} has no column wording"),
        (("judge", "--csv", "{long}"), "its columns are "),
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
