"""The two ends of the command line: the options commands share, and what they print."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Annotated, TextIO, TypedDict

import typer

from quotes.render.data import Format, write_rows
from quotes.render.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quotes.render.data import Row

MOST = 10**9  # a limit that is none, and that every database can count to
WIDEST = 100  # a longer line is hard to read
PIPE_CLOSED = 141  # what a shell reports of a program that SIGPIPE ended


def whole(given: str | int) -> int:
    """Read a whole number, 0 or more; a greater one than ``MOST`` means no more than that."""
    if not str(given).isdecimal():
        raise typer.BadParameter(f"{given!r} is no whole number")
    return min(int(given), MOST)


def at_least_one(given: str | int) -> int:
    """Read a whole number, 1 or more."""
    number = whole(given)
    if not number:
        raise typer.BadParameter("0 is too few")
    return number


def language(given: str) -> str:
    """Read the code of a language, of a longer tag the language alone: fr-CH is fr."""
    from quotes.readers.metadata import lang_code

    code = lang_code(given) if given else ""
    if code is None:
        raise typer.BadParameter(f"{given!r} is no language code")
    return code


Database = Annotated[
    str | None,
    typer.Option("--db", envvar="QUOTES_DB", metavar="FILE", help="The database: a file, or postgresql://…"),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print it.")]
Limit = Annotated[int, typer.Option(help="Print so many at most; 0 prints all.", parser=whole, metavar="N")]
Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")]


class Screen(TypedDict):
    """How wide the lines may be, and whether in colour."""

    width: int
    colour: bool


def screen() -> Screen:
    """Look at the terminal; without one, 80 columns and no colour."""
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return {"width": min(shutil.get_terminal_size().columns, WIDEST), "colour": colour}


def database(given: str | None) -> str:
    """Name the database: the one given, else the one in the user's data folder."""
    from quotes.service import default_database

    return str(default_database()) if given is None else given


def show_rows(
    rows: Iterable[Row], form: Format, text: Callable[[], Iterable[str]], columns: Sequence[str] = ()
) -> None:
    """Print ``rows`` in a format for programs, or what ``text`` makes of the same result for people."""
    write(text() if form is Format.TEXT else write_rows(rows, form, columns))


def write(pieces: Iterable[str]) -> None:
    """Write to standard output; stop quietly when nobody reads it any more."""
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go(sys.stdout)
        raise typer.Exit(PIPE_CLOSED) from None


def let_go(stream: TextIO) -> None:
    """Give ``stream`` somewhere to go: Python flushes it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def complain(message: str, hint: str) -> None:
    """Say on standard error what happened and what to do."""
    tell("error", message)
    tell("hint", hint)


def tell(kind: str, message: str) -> None:
    """Print one safe line on standard error, above the progress bar if there is one."""
    sys.stderr.write(clean(f"{kind}: {message}") + "\n")
