"""The commands that ask the database: ``search``, ``show``, ``stats``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from quotes.cli.narrowing import OfKind, OfStatus, Outlet, Since, Speaker, Until, Words, query
from quotes.cli.terminal import Database, FormatOption, database, screen, show_rows, tell, write
from quotes.render.data import Format


def search(  # noqa: PLR0913, PLR0917, each is an option
    words: Words = None,
    speaker: Speaker = "",
    outlet: Outlet = "",
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    status: OfStatus = None,
    limit: Annotated[int, typer.Option(help="Print so many at most; 0 prints all.", min=0)] = 20,
    context: Annotated[int, typer.Option(help="Print so many characters around each quote.", min=0)] = 0,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Find quotes by their speaker or their words.

    First those whose speaker the words name, then those with the exact wording, then those that have it
    without regard to case, accents and elision (≈). Exit code 1 when nothing is found.
    """
    from quotes import service
    from quotes.render.people import hits_text
    from quotes.render.rows import hit_rows

    asked = query(
        words=words,
        speaker=speaker,
        outlet=outlet,
        since=since,
        until=until,
        kind=kind,
        status=status,
        limit=limit + 1 if limit else 0,  # one more tells whether there are more
        context=context,
    )
    found = service.search(service.open_store(database(db), create=False), asked)
    hits = found[:limit] if limit else found
    if hits or form is not Format.TEXT:
        show_rows(hit_rows(hits), form, lambda: hits_text(hits, **screen()))
    if len(found) > len(hits):
        tell("note", f"there are more than {limit}: --limit 0 prints all")
    raise typer.Exit(0 if hits else 1)


class ShowFormat(StrEnum):
    """How to print a quote, or to cite it."""

    TEXT = Format.TEXT
    JSON = Format.JSON
    JSONL = Format.JSONL
    CSV = Format.CSV
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    ANNOTATION = "annotation"
    JSONLD = "jsonld"


def show(
    quote: Annotated[str, typer.Argument(help="The beginning of a quote's id, as search prints it.", metavar="ID")],
    form: Annotated[ShowFormat, typer.Option("--format", help="How to print it, or to cite it.")] = ShowFormat.TEXT,
    db: Database = None,
) -> None:
    """Show a quote in its paragraph, and why its speaker.

    bibtex and csl-json cite it; annotation is a W3C Web Annotation; jsonld is a schema.org Quotation.
    """
    from quotes import service
    from quotes.render.citations import CITATIONS
    from quotes.render.people import detail_text
    from quotes.render.rows import detail_rows

    detail = service.show(service.open_store(database(db), create=False), quote)
    if form in CITATIONS:
        write([CITATIONS[form](detail), "\n"])
    else:
        show_rows(detail_rows(detail), Format(form), lambda: detail_text(detail, **screen()))


def stats(form: FormatOption = Format.TEXT, db: Database = None) -> None:
    """Count what is in the database.

    Exit code 1 when it holds no quote.
    """
    from quotes import service
    from quotes.render.reports import stats_text
    from quotes.render.rows import stats_rows

    counts = service.stats(service.open_store(database(db), create=False))
    show_rows(stats_rows(counts), form, lambda: stats_text(counts))
    raise typer.Exit(0 if counts.quotes else 1)
