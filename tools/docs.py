"""Print what the code says of itself into the documents: ``--check`` fails when one is out of date."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer.main

from quotes.cli import app
from quotes.store.gallery import gallery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INTRODUCTION = """# The command line

Printed by `make docs` from `--help`; do not edit. Exit codes are grep's: 0 found, 1 nothing found, 2 something was
wrong. What was wrong is told on standard error, in one line that says what happened (`error:`) and one that says
what to do (`hint:`); the other files are done all the same.

JSON and JSON Lines give the words exactly, with every place counted in code points of the article's text; what is
printed for people, and CSV, is rid of characters that could act on a terminal.
"""


QUERIES = """# Queries

Printed by `make docs` from the gallery, whose queries `quotes sql` lists and runs by name; do not edit. They read the
views and tables of [the dictionary](../data/DICTIONARY.md), in SQL that SQLite and PostgreSQL both understand. What a
`:name` stands for comes from `--param name=VALUE`; it is text, and `CAST(:name AS INTEGER)` makes a number of it.
Here `lower` and `upper` know every letter; in other programs SQLite's own know A to Z alone, and miss *État* where
*état* is asked for.

`quotes sql` can only read: SQLite opens the file read-only, and PostgreSQL runs one query in a read-only transaction
without the functions that could do more. A query is stopped after a minute (`--seconds`), and a thousand rows are
printed (`--limit`); `--format csv`, `json` or `jsonl` is for programs.
"""


def run(*arguments: str, cwd: Path | None = None, **variables: str) -> str:
    """Run this Python, 80 columns wide, and give what it prints."""
    environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", **variables}
    ran = subprocess.run(
        [sys.executable, *arguments], capture_output=True, encoding="utf-8", check=False, env=environment, cwd=cwd
    )
    if ran.returncode > 1:  # 1 is an answer: nothing found
        raise SystemExit(ran.stderr)
    return ran.stdout


def commands(group: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """List the commands, a group before what it holds: ("search",), ("db",), ("db", "path")."""
    for name, command in getattr(group, "commands", {}).items():
        yield (*path, name)
        yield from commands(command, (*path, name))


def command_line() -> str:
    """Print the help of every command."""
    sections = [INTRODUCTION]
    for path in [(), *commands(typer.main.get_command(app))]:
        name = " ".join(["quotes", *path])
        shown = run("-m", "quotes", *path, "--help").rstrip()
        sections.append(f"{'#' * (2 + max(0, len(path) - 1))} {name}\n\n```\n{shown}\n```\n")
    return "\n".join(sections)


def readme() -> str:
    """Run the terminal sessions of the README again, in a folder with the sample articles."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("data", Path(folder, "articles"), ignore=shutil.ignore_patterns("*.md", "*.json"))
        text = Path("README.md").read_text(encoding="utf-8")
        return re.sub(
            r"(?<=```console\n).*?(?=```)", lambda block: session(block[0], Path(folder)), text, flags=re.DOTALL
        )


def session(block: str, folder: Path) -> str:
    """Keep the lines of ``block`` that are commands, each with what it prints now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{line}\n{answer(shlex.split(line[2:]), folder)}" for line in commands)


def answer(command: list[str], folder: Path) -> str:
    """Run ``quotes …`` on the database of the folder."""
    return run("-m", "quotes", *command[1:], cwd=folder, QUOTES_DB=str(folder / "quotes.db"))


def queries() -> str:
    """Print the gallery, query by query."""
    sections = [QUERIES]
    sections += [f"## {query.title}\n\n`quotes sql {query.name}`\n\n```sql\n{query.sql}\n```\n" for query in gallery()]
    return "\n".join(sections)


DOCUMENTS: dict[Path, Callable[[], str]] = {
    Path("README.md"): readme,
    Path("docs/cli.md"): command_line,
    Path("docs/queries.md"): queries,
    Path("data/DICTIONARY.md"): lambda: run("-m", "quotes.store.dictionary"),
}


def main() -> int:
    """Write the documents, or with ``--check`` compare them."""
    stale = []
    for path, printed in DOCUMENTS.items():
        text = printed()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path))
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{path}: printed anew")
    if stale and "--check" in sys.argv:
        print(f"error: out of date: {', '.join(stale)}\nhint: run make docs", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
