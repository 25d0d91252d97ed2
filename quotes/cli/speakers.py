"""The commands about who is quoted: ``quotes speakers …``."""

from __future__ import annotations

from typing import Annotated

import typer

from quotes.cli.judging import By, Note, decide
from quotes.cli.terminal import Database, FormatOption, Limit, database, screen, show_rows, tell
from quotes.render.data import Format
from quotes.rulings import SpeakerKind, Verdict

app = typer.Typer(help="List, show and join those who are quoted.", no_args_is_help=True, rich_markup_mode=None)

Who = Annotated[str, typer.Argument(help="A speaker's full name, or the beginning of the id.", metavar="SPEAKER")]


@app.command(name="list")
def list_(
    kind: Annotated[
        list[SpeakerKind] | None, typer.Option(help="Only these; person and collective if not said.")
    ] = None,
    limit: Limit = 20,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """List speakers, the most quoted first.

    Exit code 1 when there are none.
    """
    from quotes import service
    from quotes.render.speakers import speakers_text, summary_rows

    store = service.open_store(database(db), create=False)
    kinds = tuple(kind) if kind else service.KINDS
    found = service.speakers(store, kinds=kinds, limit=limit + 1 if limit else 0)
    shown = found[:limit] if limit else found
    show_rows(summary_rows(shown), form, lambda: speakers_text(shown, **screen()))
    if len(found) > len(shown):
        tell("note", f"there are more than {limit}: --limit 0 prints all")
    raise typer.Exit(0 if shown else 1)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words of the name, or their beginnings.", metavar="WORDS...")],
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Find speakers by their names.

    Exit code 1 when nobody is found.
    """
    from quotes import service
    from quotes.render.speakers import speakers_text, summary_rows

    found = service.speakers_called(service.open_store(database(db), create=False), " ".join(words))
    show_rows(summary_rows(found), form, lambda: speakers_text(found, **screen()))
    raise typer.Exit(0 if found else 1)


@app.command()
def show(
    speaker: Annotated[str, typer.Argument(help="A name, or the beginning of an id.", metavar="SPEAKER")],
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Show a speaker: names, functions, outlets, months, judgements."""
    from quotes import service
    from quotes.render.speakers import detail_rows, speaker_text

    known = service.speaker(service.open_store(database(db), create=False), speaker)
    show_rows(detail_rows(known), form, lambda: speaker_text(known, **screen()))


@app.command()
def merge(speaker: Who, other: Who, by: By = None, note: Note = "", db: Database = None) -> None:
    """Say that the first speaker is the second.

    Both are shown under the name of the second. Nothing is moved: quotes judge --withdraw takes it back, whatever was
    read meanwhile.
    """
    decide(db, by, Verdict.MERGE, speaker, other, note)


@app.command()
def split(
    speaker: Who,
    quotes: Annotated[list[str], typer.Argument(help="Beginnings of ids of quotes.", metavar="QUOTE...")],
    by: By = None,
    note: Note = "",
    db: Database = None,
) -> None:
    """Say that quotes are by somebody else of the same name.

    So are all the quotes of this speaker in their articles.
    """
    decide(db, by, Verdict.SPLIT, speaker, " ".join(quotes), note)


@app.command()
def rename(
    speaker: Who,
    name: Annotated[str, typer.Argument(help="The name to show.", metavar="NAME")],
    by: By = None,
    note: Note = "",
    db: Database = None,
) -> None:
    """Show a speaker under another name."""
    decide(db, by, Verdict.RENAME, speaker, name, note)


@app.command()
def alias(
    speaker: Who,
    name: Annotated[str, typer.Argument(help="One more name.", metavar="NAME")],
    by: By = None,
    note: Note = "",
    db: Database = None,
) -> None:
    """Give a speaker one more name, to be found by."""
    decide(db, by, Verdict.ALIAS, speaker, name, note)


@app.command()
def link(
    speaker: Who,
    wikidata: Annotated[str, typer.Argument(help="The id of an item: Q42.", metavar="QID")],
    by: By = None,
    note: Note = "",
    db: Database = None,
) -> None:
    """Link a speaker to Wikidata; several ids are possible."""
    decide(db, by, Verdict.WIKIDATA, speaker, wikidata, note)


@app.command()
def suggest(
    accept_above: Annotated[
        float | None,
        typer.Option(help="Merge those with one candidate more probable than this.", min=0, max=1, metavar="P"),
    ] = None,
    by: By = None,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Tell who a function or a surname alone may stand for.

    The evidence is given. Nothing is joined unless --accept-above says so, and then as judgements, which can be
    withdrawn. The number is the share of articles that speak for the candidate, one without a date counting half, among
    all that speak for anybody, plus one. Exit code 1 when there is nothing to suggest.
    """
    from quotes import service
    from quotes.cli.judging import person
    from quotes.render.speakers import judged_rows, report_text, suggestion_rows, suggestions_text

    store = service.open_store(database(db), create=False)
    if accept_above is not None:
        report = service.accept(store, accept_above, by=person(by))
        show_rows(judged_rows(report.kept), form, lambda: report_text(report))
        raise typer.Exit(0 if report.kept else 1)
    found = service.suggestions(store)
    show_rows(suggestion_rows(found), form, lambda: suggestions_text(found, **screen()))
    raise typer.Exit(0 if found else 1)
