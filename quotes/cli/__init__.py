"""The command line: arguments to a use case, its result to the screen.

Everything heavy is imported inside the commands, so that ``quotes --help`` is instant. Exit codes are
grep's: 0 found, 1 nothing found, 2 something was wrong.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from quotes import __version__
from quotes.cli import asking, database, exchanging, judging, querying, reading, runs, speakers, verifying
from quotes.cli.terminal import complain, let_go
from quotes.errors import OutputLost, QuotesError

__all__ = ["app", "main"]

FEW_COLLECTIONS = 50_000  # new objects before a search for garbage: importing makes many, and none is garbage

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quotes {__version__}")
        raise typer.Exit


@app.callback()
def quotes(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find who said what in news text, keep it with its place, search it."""


for command in (
    reading.ingest,
    asking.search,
    asking.show,
    asking.conflicts,
    asking.stats,
    verifying.verify,
    verifying.trace,
    asking.check,
    reading.extract,
):
    app.command()(command)
app.command()(judging.judge)
app.command()(querying.sql)
app.command()(exchanging.export)
app.command(name="import")(exchanging.import_)
database.app.command()(runs.reextract)
app.add_typer(speakers.app, name="speakers")
app.add_typer(runs.app, name="runs")
app.add_typer(database.app, name="db")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; always ends in SystemExit."""
    gc.set_threshold(FEW_COLLECTIONS)
    if sys.stdout is None:  # closed by the shell: quotes … >&-
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115, it lasts as long as the program
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app(arguments, prog_name="quotes")
    except QuotesError as error:
        _fail(error)
    except OSError as error:  # reading and storing have errors of their own: what is left is printing
        let_go(sys.stdout)
        _fail(OutputLost(error.strerror or str(error)))


def _fail(error: QuotesError) -> NoReturn:
    with contextlib.suppress(OSError):  # nobody may be there to be told
        complain(error.message, error.hint)
    sys.exit(2)
