"""The commands about runs of the extractor: ``quotes runs …``, and ``quotes db reextract``, which makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.terminal import Database, FormatOption, complain, database, language, screen, show_rows, tell, whole
from quotes.render.data import Format

if TYPE_CHECKING:
    from quotes.results.runs import Reread

app = typer.Typer(help="List the runs that found the quotes, and compare them.", rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def runs(context: typer.Context, form: FormatOption = Format.TEXT, db: Database = None) -> None:
    """List the runs that read articles, the latest first: when, which version and word lists, what they found.

    Exit code 1 when there is none.
    """
    if context.invoked_subcommand is not None:
        return
    from quotes import service
    from quotes.render.runs import run_rows, runs_text

    found = service.runs(service.open_store(database(db), create=False))
    if found or form is not Format.TEXT:
        show_rows(run_rows(found), form, lambda: runs_text(found, **screen()))
    raise typer.Exit(0 if found else 1)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="The beginning of a run's id, as runs prints it.", metavar="A")],
    after: Annotated[str, typer.Argument(help="Of another one.", metavar="B")],
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Print what run B found otherwise than run A.

    That is what it gained (+), lost (-) or changed (~) on the articles that both read.
    Exit code 1 when they found the same.
    """
    from quotes import service
    from quotes.render.runs import diff_rows, diff_text

    found = service.runs_diff(service.open_store(database(db), create=False), before, after)
    show_rows(diff_rows(found), form, lambda: diff_text(found, **screen()))
    raise typer.Exit(0 if found.changes else 1)


def reextract(
    lang: Annotated[
        str | None, typer.Option(help="Only articles in this language: fr.", parser=language, metavar="CODE")
    ] = None,
    limit: Annotated[int, typer.Option(help="Read so many at most; 0 reads all.", parser=whole, metavar="N")] = 0,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Read the stored articles again with this version.

    Only those that another version, or one with other word lists, read last. What was found before and is not any more
    is kept beside: see runs diff. After Ctrl-C the same command goes on.
    """
    from quotes import service
    from quotes.cli.interruption import EXIT_CODE, Interruption
    from quotes.cli.progress import counted
    from quotes.render.runs import reread_row, reread_text

    store = service.open_store(database(db), create=False)
    keys = service.stale(store, lang=lang or None)
    with counted(keys[:limit] if limit else keys, "reading again") as articles, Interruption() as interruption:
        report = service.reextract(store, interruption.until_asked(articles), on_article=_tell)
    show_rows([reread_row(report)], form, lambda: reread_text(report))
    if interruption.asked:
        tell("note", "interrupted: give the same command again to go on, what is read is skipped")
        raise typer.Exit(EXIT_CODE)
    raise typer.Exit(2 if report.failures else 0)


def _tell(done: Reread) -> None:
    if done.failure:
        complain(f"{done.failure.path}: {done.failure.message}", done.failure.hint)
