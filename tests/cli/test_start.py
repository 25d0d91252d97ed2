"""A command imports what it needs and no more: that is most of the time it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

DATABASE, LANGUAGE, MIGRATIONS, COLOURS = "sqlalchemy", "quotes.lexicon", "alembic", "rich"
HEAVY = {DATABASE, LANGUAGE, MIGRATIONS, COLOURS, "pydantic", "charset_normalizer"}
TELL = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from quotes.cli import main
main()
"""


def imported(*arguments: object, among: set[str] = HEAVY) -> set[str]:
    """Run a command in a Python of its own; give what heavy things it imported."""
    command = [sys.executable, "-c", TELL, *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=os.environ)
    return among & set(ran.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("search", "--help")])
def test_help_needs_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments, among=HEAVY | {"csv"}) == set()


def test_extracting_needs_a_language_and_no_database(article: Path) -> None:
    assert imported("extract", article) == {LANGUAGE}


@pytest.mark.parametrize("arguments", [("search", "Kirby"), ("stats",), ("db", "check")])
def test_asking_needs_a_database_and_no_language(run: Run, article: Path, arguments: tuple[str, ...]) -> None:
    assert run("ingest", article).code == 0
    assert imported(*arguments) == {DATABASE}
