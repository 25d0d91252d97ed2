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
from typing import Annotated, NoReturn, cast

import typer

from quotes import __version__
from quotes.cli import asking, database, exchanging, judging, querying, reading, runs, speakers, verifying
from quotes.cli.interruption import EXIT_CODE as INTERRUPTED
from quotes.cli.terminal import complain, let_go
from quotes.errors import BadUsage, OutputLost, QuotesError

__all__ = ["app", "main"]

UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__base__)  # Typer gives it no public name
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
    verifying.verify,
    verifying.trace,
    judging.judge,
    asking.conflicts,
    asking.stats,
    asking.check,
    reading.extract,
    querying.sql,
    exchanging.export,
):
    app.command()(command)
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
        code = app(arguments, prog_name="quotes", standalone_mode=False)
    except QuotesError as error:
        _fail(error)
    except UsageError as error:
        _fail_to_understand(error)
    except typer.Abort:
        code = INTERRUPTED
    except OSError as error:  # reading and storing have errors of their own: what is left is printing
        let_go(sys.stdout)
        _fail(OutputLost(error.strerror or str(error)))
    sys.exit(code or 0)


def _fail_to_understand(error: typer.BadParameter) -> NoReturn:
    message = error.format_message()
    if "\n" in message:  # no command at all: the message is the help
        typer.echo(message, err=True)
        sys.exit(2)
    _fail(BadUsage(message, error.ctx.command_path if error.ctx else "quotes"))


def _fail(error: QuotesError) -> NoReturn:
    with contextlib.suppress(OSError):  # nobody may be there to be told
        complain(error.message, error.hint)
    sys.exit(2)
