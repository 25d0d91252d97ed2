"""The command that decides: ``quotes judge``, for one quote, for many, or one after the other."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from quotes.cli.terminal import Database, FormatOption, complain, database, screen, show_rows, tell
from quotes.errors.judging import NobodyWatches, UnreadableRulings
from quotes.render.data import Format
from quotes.rulings import Ruling, Verdict

if TYPE_CHECKING:
    from quotes.rulings import Judged, JudgeReport
    from quotes.store import Store

By = Annotated[
    str | None, typer.Option(envvar="QUOTES_BY", help="Who decides; your user name if not said.", metavar="NAME")
]
Note = Annotated[str, typer.Option(help="Why, in your words.", metavar="WORDS")]


def person(by: str | None) -> str:
    """Name who decides: the one given, else the user."""
    if by and by.strip():
        return " ".join(by.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run as a number without a name
        return str(os.getuid())


def judge(  # noqa: PLR0913, PLR0917, each is an option
    quote: Annotated[str | None, typer.Argument(help="The beginning of a quote's id.", metavar="QUOTE")] = None,
    verdict: Annotated[str | None, typer.Argument(help="confirm, reject, assign or extent.", metavar="VERDICT")] = None,
    value: Annotated[
        str, typer.Argument(help="assign: a speaker, or unknown; extent: 120-130,140-150.", metavar="VALUE")
    ] = "",
    csv: Annotated[
        str | None,
        typer.Option(
            help="Keep the rulings of a table: columns verdict, subject, value, note; - is standard input.",
            metavar="FILE",
        ),
    ] = None,
    atomic: Annotated[bool, typer.Option("--atomic", help="Of a table, keep all or none.")] = False,
    withdraw: Annotated[str | None, typer.Option(help="Take a judgement back.", metavar="ID")] = None,
    list_all: Annotated[bool, typer.Option("--list", help="Print all judgements, the last first.")] = False,
    by: By = None,
    note: Note = "",
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Decide about quotes, one, many, or one after the other.

    With a quote and a verdict: confirm (it is right as shown), reject (nobody said that), assign (somebody else said
    it), extent (it begins or ends elsewhere). Without, on a terminal, a review of the most doubtful quotes first:
    y right, n nobody said that, e somebody else said it, s skip, u undo, q quit; the same command goes on. A table may
    hold the verdicts of quotes speakers as well. Nothing is overwritten: the last judgement is shown.
    """
    from quotes import service
    from quotes.render.speakers import judged_rows

    store = service.open_store(database(db), create=False)
    if list_all:
        _list(store, form)
    elif withdraw is not None:
        gone = service.withdraw(store, withdraw, by=person(by))
        show_rows(judged_rows([gone]), form, lambda: [f"withdrawn: {gone.verdict} [{gone.id[:12]}]\n"])
    elif csv is not None:
        _table(store, csv, person(by), form, atomic=atomic)
    elif quote is not None:
        ruling = Ruling(verdict=service.verdict_of(verdict or ""), subject=quote, value=value, note=note)
        _report(service.judge(store, [ruling], by=person(by)), form)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        from quotes.cli.review import review

        review(store, person(by))
    else:
        raise NobodyWatches


def _list(store: Store, form: Format) -> NoReturn:
    from quotes import service
    from quotes.render.speakers import judged_rows, judgements_text

    found = service.judgements(store)
    show_rows(judged_rows(found), form, lambda: judgements_text(found, **screen()))
    raise typer.Exit(0 if found else 1)


def _table(store: Store, path: str, by: str, form: Format, *, atomic: bool) -> NoReturn:
    from quotes import service

    try:
        if path == "-":
            _report(service.judge(store, service.rulings(sys.stdin, "-"), by=by, atomic=atomic), form)
        with open(path, encoding="utf-8-sig", newline="") as lines:  # noqa: PTH123
            _report(service.judge(store, service.rulings(lines, path), by=by, atomic=atomic), form)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableRulings(path or "''", getattr(error, "strerror", None) or "it is not UTF-8") from error


def decide(db: str | None, by: str | None, verdict: Verdict, subject: str, value: str, note: str) -> NoReturn:  # noqa: PLR0913, PLR0917
    """Keep one ruling and say what became of it."""
    from quotes import service

    store = service.open_store(database(db), create=False)
    ruling = Ruling(verdict=verdict, subject=subject, value=value, note=note)
    _report(service.judge(store, [ruling], by=person(by)))


def _report(report: JudgeReport, form: Format = Format.TEXT) -> NoReturn:
    """Say what became of rulings, and end."""
    from quotes.render.speakers import judged_rows, report_text

    tell_overtaken(report.overtaken, "shown before yours")
    for refused in report.refused:
        complain(f"{refused.place}: {refused.message}" if refused.place else refused.message, refused.hint)
    if report.kept or len(report.refused) > 1 or form is not Format.TEXT:
        show_rows(judged_rows(report.kept), form, lambda: report_text(report))
    raise typer.Exit(2 if report.refused else 0)


def tell_overtaken(others: tuple[Judged, ...] | list[Judged], how: str) -> None:
    """Say that somebody else judged the same otherwise."""
    for each in others:
        subject = (each.quote_id or each.speaker_id or "")[:12]
        tell(
            "note",
            f"{each.by} judged {subject} otherwise on {each.at[:16].replace('T', ' ')} UTC: {each.verdict}, {how}",
        )
