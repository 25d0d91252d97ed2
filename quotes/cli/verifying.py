"""The commands that hold claims against the database: ``verify`` and ``trace``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.narrowing import Outlet, Since, Until
from quotes.cli.terminal import Database, FormatOption, at_least_one, complain, database, language, screen, tell, write
from quotes.errors import NoClaim, QuotesError, UnreadableFile
from quotes.render.data import Format, dump, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotes.results import Failure
    from quotes.service import Limits
    from quotes.store import Store
    from quotes.verdict import Verdict

Wording = Annotated[list[str] | None, typer.Argument(help="The words as they are claimed.", metavar="WORDING...")]
Speaker = Annotated[str, typer.Option(help="Who is claimed to have said it.", metavar="NAME")]
Draft = Annotated[str, typer.Option(help="Verify every quotation in this text; - is standard input.", metavar="FILE")]
Language = Annotated[
    str | None,
    typer.Option("--lang", help="The draft's language, as fr; detected if unsaid.", parser=language, metavar="CODE"),
]
Batch = Annotated[
    str, typer.Option(help="Verify this CSV's wordings; columns speaker, since, until, outlet help.", metavar="FILE")
]


def verify(  # noqa: PLR0913, PLR0917, each is an option
    wording: Wording = None,
    speaker: Speaker = "",
    since: Since = None,
    until: Until = None,
    outlet: Outlet = "",
    draft: Draft = "",
    lang: Language = None,
    batch: Batch = "",
    limit: Annotated[
        int, typer.Option(help="Print so many pieces of evidence at most.", parser=at_least_one, metavar="N")
    ] = 5,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Grade a claimed wording, and its speaker, by what is stored.

    What may turn the meaning comes first (a negation, a number, a sentence that goes on with mais), then the grade
    of the wording, then whom the sources credit, then the evidence with a link to each place. Exit code 0 when the
    wording is verbatim, typographic or edited, nothing turns its meaning and no other speaker is credited; 1 else.
    """
    from quotes import service

    claimed = " ".join(wording or ())
    if sum(given is not None and given != "" for given in (wording and " ", draft, batch)) != 1:
        raise NoClaim
    if speaker and not wording:
        raise typer.BadParameter("a draft, or a table, says itself who speaks", param_hint="'--speaker'")
    if lang and not draft:
        raise typer.BadParameter("it is for a draft alone", param_hint="'--lang'")
    limits = _limits(since, until, outlet)
    store = service.open_store(database(db), create=False)
    if draft or batch:
        verdicts = (
            _of_draft(store, draft, lang, limits)
            if draft
            else service.verify_table(store, _bytes(batch), batch, limits)
        )
        raise typer.Exit(_print_many(verdicts, form, sort=bool(draft)))
    found = service.verify(store, service.Claim(wording=claimed, speaker=speaker, limits=limits), shown=limit)
    _print_one(found, form)
    raise typer.Exit(0 if found.fine else 1)


def trace(  # noqa: PLR0913, PLR0917, each is an option
    wording: Annotated[list[str], typer.Argument(help="The words to follow.", metavar="WORDING...")],
    since: Since = None,
    until: Until = None,
    outlet: Outlet = "",
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Follow a wording: its first appearance, then every variant.

    They stand by date, each with what differs from the first, whom it is credited to and by which outlet; what copies
    one news agency stands under the first to print it. Conflicting credits are told on top. Exit code 1 when nothing is
    found.
    """
    from quotes import service
    from quotes.render.timeline import appearance_rows, timeline_text, trace_row

    limits = _limits(since, until, outlet)
    store = service.open_store(database(db), create=False)
    found = service.trace(store, service.Claim(wording=" ".join(wording), limits=limits))
    if form is Format.TEXT:
        write(timeline_text(found, **screen()))
    elif form is Format.JSON:
        write([dump(trace_row(found), indent=2), "\n"])
    else:
        write(write_rows(appearance_rows(found), form))
    raise typer.Exit(0 if found.appearances else 1)


def _limits(since: str | None, until: str | None, outlet: str) -> Limits:
    """Say which articles count; raise BadDate at once for a bad date."""
    from quotes.dates import iso_date
    from quotes.service import Limits

    return Limits(since=iso_date(since) if since else None, until=iso_date(until) if until else None, outlet=outlet)


def _print_one(found: Verdict, form: Format) -> None:
    from quotes.render.verdict_rows import flat_row, verdict_row
    from quotes.render.verdicts import verdict_text

    if form is Format.TEXT:
        write(verdict_text(found, **screen()))
    elif form is Format.CSV:
        write(write_rows([flat_row(found)], form))
    else:
        write([dump(verdict_row(found), indent=2 if form is Format.JSON else None), "\n"])


def _of_draft(store: Store, draft: str, lang: str | None, limits: Limits) -> Iterator[Verdict | Failure]:
    """Verify the quotations of each article of a draft; what cannot be read is a ``Failure``."""
    from quotes import service
    from quotes.readers import Given, Read, read_place
    from quotes.results import Failure

    for reading in read_place(draft, Given(lang=lang or None)):
        if not isinstance(reading, Read):
            yield reading
            continue
        article = reading.article
        for warning in reading.warnings:
            tell("warning", f"{article.path}: {warning}")
        try:
            found = service.verify_draft(store, article, limits)
        except QuotesError as error:
            yield Failure(article.path, error.message, error.hint)
            continue
        if not found:
            tell("note", f"{article.path}: there is no quotation in it")
        yield from found


def _print_many(found: Iterable[Verdict | Failure], form: Format, *, sort: bool) -> int:
    """Print verdicts, those of a draft the worst first, and tell failures; give the exit code."""
    from quotes import service
    from quotes.render.verdict_rows import flat_row, verdict_row
    from quotes.render.verdicts import table_text
    from quotes.results import Failure

    verdicts: list[Verdict] = []
    failed = False
    for one in found:
        if isinstance(one, Failure):
            failed = True
            complain(f"{one.path}: {one.message}", one.hint)
        else:
            verdicts.append(one)
    if sort:
        verdicts = service.worst_first(verdicts)
    if form is Format.TEXT:
        write(table_text(verdicts, **screen()))
    else:
        write(write_rows(map(flat_row if form is Format.CSV else verdict_row, verdicts), form))
    return 2 if failed else 0 if verdicts and all(one.fine for one in verdicts) else 1


def _bytes(place: str) -> bytes:
    """Read a whole file, or standard input for -."""
    try:
        return sys.stdin.buffer.read() if place == "-" else Path(place).read_bytes()
    except OSError as error:
        raise UnreadableFile(error.strerror or str(error), place) from error
