"""The commands that ask the database: ``search``, ``show``, ``conflicts``, ``stats``, ``check``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from quotes.alarms import Code
from quotes.cli.narrowing import OfKind, OfStatus, Outlet, Since, Speaker, Until, Words, query
from quotes.cli.terminal import Database, FormatOption, Limit, database, screen, show_rows, tell, whole, write
from quotes.render.data import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quotes.render.data import Row
    from quotes.results import Hit
    from quotes.results.statements import Statement

Found = TypeVar("Found")


class Group(StrEnum):
    """What a search prints together."""

    STATEMENT = "statement"


def search(  # noqa: PLR0913, PLR0917, each is an option
    words: Words = None,
    speaker: Speaker = "",
    outlet: Outlet = "",
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    status: OfStatus = None,
    limit: Limit = 20,
    context: Annotated[
        int, typer.Option(help="Print so many characters around each quote.", parser=whole, metavar="N")
    ] = 0,
    group: Annotated[
        Group | None, typer.Option(help="Print once what is reported in several places, with all of them.")
    ] = None,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Find quotes by their speaker or their words.

    First those whose speaker the words name, then those with the exact wording, then those that have it
    without regard to case, accents and elision (≈). Exit code 1 when nothing is found.
    """
    from quotes import service

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
    store = service.open_store(database(db), create=False)
    if group:
        _print_statements(service.search_statements(store, asked), limit, form)
    else:
        _print_hits(service.search(store, asked), limit, form)


def _print_hits(found: Sequence[Hit], limit: int, form: Format) -> NoReturn:
    from quotes.render.people import hits_text
    from quotes.render.rows import hit_rows

    _print_some(found, limit, form, hit_rows, hits_text)


def _print_statements(found: Sequence[Statement], limit: int, form: Format) -> NoReturn:
    from quotes.render.statements import statement_rows, statements_text

    _print_some(found, limit, form, statement_rows, statements_text)


def _print_some(
    found: Sequence[Found],
    limit: int,
    form: Format,
    rows: Callable[[Sequence[Found]], Iterable[Row]],
    text: Callable[..., Iterable[str]],
) -> NoReturn:
    """Print the first ``limit`` of what was found (0: all), say if there are more, and end."""
    shown = found[:limit] if limit else found
    if shown or form is not Format.TEXT:
        show_rows(rows(shown), form, lambda: text(shown, **screen()))
    if len(found) > len(shown):
        tell("note", f"there are more than {limit}: --limit 0 prints all")
    raise typer.Exit(0 if shown else 1)


def conflicts(
    limit: Limit = 20,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """List words that articles credit to several speakers.

    Five words or more. First come quotes somebody judged that the last run did not find, with what it found there
    (judged); then words of two people, words where one name may be short for the other (names), and words of a person
    and of a function, an organisation or somebody without a name (functions). Exit code 1 when there are none.
    """
    from quotes import service
    from quotes.render.statements import conflict_rows, conflicts_text

    found = service.conflicts(service.open_store(database(db), create=False))
    _print_some(found, limit, form, conflict_rows, conflicts_text)


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
    show_rows(stats_rows(counts), form, lambda: stats_text(counts, width=screen()["width"]))
    raise typer.Exit(0 if counts.quotes else 1)


def check(
    code: Annotated[Code | None, typer.Option(help="Only this kind.")] = None,
    limit: Limit = 100,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """List what is odd about the stored articles.

    Texts that are short, garbled, in another language than said, nearly the same as one stored before; dates that
    are missing or cannot be; quotation marks without a partner. Exit code 1 when there is nothing odd.
    """
    from quotes import service
    from quotes.render.reports import alarms_text
    from quotes.render.rows import alarm_rows

    found = service.alarms(service.open_store(database(db), create=False), code, limit + 1 if limit else 0)
    _print_some(found, limit, form, alarm_rows, alarms_text)
