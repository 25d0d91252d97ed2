"""A review on the terminal: the most doubtful quotes one after the other, a key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from quotes import service
from quotes.cli.judging import tell_overtaken
from quotes.cli.terminal import complain, screen, write
from quotes.errors import QuotesError
from quotes.render.people import detail_text
from quotes.render.terminal import clean
from quotes.rulings import Ruling, Verdict

if TYPE_CHECKING:
    from quotes.results import QuoteDetail
    from quotes.store import Store

KEYS = "y right · n nobody said that · e somebody else · s skip · u undo · q quit"
ASIDE = {"\x03", "\x04"}  # Ctrl-C, Ctrl-D


def review(store: Store, by: str) -> None:
    """Ask about quotes until none is left, or somebody quits. What was answered is kept at once."""
    tell_overtaken(service.overtaken(store, by), "shown instead of yours")
    skipped: set[str] = set()
    kept: list[str] = []  # judgements of this session, for undoing
    while (quote := service.next_doubtful(store, skipped)) is not None:
        detail = service.show(store, quote)
        write(["\n", *detail_text(detail, **screen()), f"\n{service.left_to_judge(store):,} to judge · {KEYS}\n"])
        key = _key()
        if key == "q":
            break
        if key == "s":
            skipped.add(quote)
        elif key == "u":
            _undo(store, by, kept, skipped)
        else:
            _answer(store, by, key, detail, kept)
    else:
        write(["nothing is left to judge\n"])


def _key() -> str:
    while True:
        try:
            key = typer.getchar().lower()
        except (KeyboardInterrupt, EOFError):
            return "q"
        if key in ASIDE:
            return "q"
        if key in "ynesuq":
            return key


def _answer(store: Store, by: str, key: str, detail: QuoteDetail, kept: list[str]) -> None:
    value = ""
    if key == "e":
        for number, words in enumerate(detail.candidate_words, 1):
            write([clean(f"  {number}  {words}") + "\n"])
        value = typer.prompt(
            "who (a name, an id, a number, unknown, or new: and a name)", default="", show_default=False
        )
        if value.isdecimal() and 0 < int(value) <= len(detail.candidate_words):
            value = detail.candidate_words[int(value) - 1]
        if not value.strip():
            return
    verdict = {"y": Verdict.CONFIRM, "n": Verdict.REJECT, "e": Verdict.ASSIGN}[key]
    report = service.judge(store, [Ruling(verdict=verdict, subject=detail.id, value=value)], by=by)
    for refused in report.refused:
        complain(refused.message, refused.hint)
    tell_overtaken(report.overtaken, "shown before yours")
    kept += [each.id for each in report.kept]


def _undo(store: Store, by: str, kept: list[str], skipped: set[str]) -> None:
    if not kept:
        write(["nothing to undo in this session\n"])
        return
    try:
        gone = service.withdraw(store, kept.pop(), by=by)
    except QuotesError as error:
        complain(error.message, error.hint)
        return
    skipped.discard(gone.quote_id or "")
    write([f"undone: {gone.verdict} {(gone.quote_id or '')[:12]}\n"])
