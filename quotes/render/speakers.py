"""Speakers, suggestions and judgements, for people and as rows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from quotes.render.dates import readable
from quotes.render.reports import number_of
from quotes.render.terminal import Piece, Style, clean, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quotes.render.data import Row
    from quotes.rulings import Judged, JudgeReport, Printed, SpeakerDetail, SpeakerSummary, Suggestion

SHORT = 12  # digits of an id
BAR = 40  # columns of the longest bar
BEFORE = 16  # columns of the month and the number that stand before it
LABEL = 11  # columns of what stands before a fact
MONTHS = 24  # the last ones drawn


def speakers_text(speakers: Sequence[SpeakerSummary], *, width: int, colour: bool) -> Iterator[str]:
    """Print a line a speaker."""
    for each in speakers:
        about = f"{number_of(each.quotes, 'quote')}, {number_of(each.articles, 'article')}"
        dates = _dates(each.first_published, each.last_published)
        pieces = [Piece(each.name, Style.MENTION), Piece(f" ({each.kind}), {about}{dates and ', '}{dates}, ")]
        yield "\n".join(lay_out([*pieces, _id(each.id)], width=width, colour=colour, hanging="  ")) + "\n"


def _id(key: str) -> Piece:
    return Piece(f"[{key[:SHORT]}]", Style.FAINT)


def _dates(first: str | None, last: str | None) -> str:
    """Write the time between two dates: 2021-08-12 to 2022; one date as one; "" without."""
    return " to ".join(dict.fromkeys(date for date in (first, last) if date))


def speaker_text(known: SpeakerDetail, *, width: int, colour: bool) -> Iterator[str]:
    """Print all that is known of a speaker."""
    facts: list[tuple[str, str]] = [
        ("speaker", f"{known.name} ({known.kind})"),
        ("quotes", f"{known.quotes:,} in {number_of(known.articles, 'article')}"),
        *_listed("printed as", known.names),
        *(("also", alias) for alias in known.aliases),
        *_listed("function", known.functions),
        *_listed("outlet", known.outlets),
        *(("wikidata", item) for item in known.wikidata),
        ("id", known.id),
    ]
    last = ""
    for label, value in facts:
        shown = "" if label == last else label
        last = label
        lines = lay_out([Piece(value)], width=width, colour=colour, indent=f"{shown:{LABEL}}", hanging=" " * LABEL)
        yield "\n".join(lines) + "\n"
    if known.months:
        yield "\nquotes by month\n"
        yield from _bars(known.months, width)
    if known.judgements:
        yield "\njudgements\n"
        yield from judgements_text(known.judgements, width=width, colour=colour)


def _listed(label: str, printed: Iterable[Printed]) -> Iterator[tuple[str, str]]:
    for each in printed:
        dates = _dates(each.first, each.last)
        yield label, f"{each.words or '(unknown)'}: {each.quotes:,}{dates and f' ({dates})'}"


def _bars(months: Sequence[tuple[str, int]], width: int) -> Iterator[str]:
    """Draw the last months with quotes, and the gaps between them, a line a month."""
    counted = dict(months)
    last = months[-1][0]
    drawn = [last]
    while drawn[-1] > months[0][0] and len(drawn) < MONTHS:
        year, number = map(int, drawn[-1].split("-"))
        drawn.append(f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}")
    longest = max(1, min(BAR, width - BEFORE))
    most = max(counted.get(month, 0) for month in drawn)
    for month in reversed(drawn):
        number = counted.get(month, 0)
        bar = "█" * max(bool(number), round(number * longest / most))
        yield f"{month} {number:7,} {bar}".rstrip() + "\n"


def suggestions_text(suggestions: Sequence[Suggestion], *, width: int, colour: bool) -> Iterator[str]:
    """Print who somebody may be, and why, a paragraph a candidate."""
    for each in suggestions:
        date = f", {readable(each.published, 'en')}" if each.published else ""
        pieces = [
            Piece(each.words, Style.CUE),
            Piece(f" ({number_of(each.quotes, 'quote')}{date}) may be "),
            Piece(each.candidate, Style.MENTION),
            Piece(f": {each.probability:.2f}"),
        ]
        lines = lay_out(pieces, width=width, colour=colour, hanging="  ")
        for sentence in each.evidence:
            lines += lay_out([Piece(sentence)], width=width, colour=colour, indent="  ", hanging="    ")
        yield "\n".join(lines) + "\n"
        yield f"  quotes speakers merge {each.speaker_id[:SHORT]} {each.candidate_id[:SHORT]}\n\n"


def judgements_text(judgements: Iterable[Judged], *, width: int, colour: bool) -> Iterator[str]:
    """Print a judgement in a line or two."""
    for each in judgements:
        subject = (each.quote_id or each.speaker_id or "")[:SHORT]
        value = f" {_value(each)}" if each.value else ""
        note = f" ({each.note})" if each.note else ""
        gone = f", withdrawn by {each.withdrawn_by} on {(each.withdrawn_at or '')[:10]}" if each.withdrawn_at else ""
        pieces = [
            Piece(f"{each.at[:16].replace('T', ' ')} {each.by}: "),
            Piece(f"{each.verdict} {subject}{value}", Style.CUE),
            Piece(f"{note}{gone} "),
            _id(each.id),
        ]
        yield "\n".join(lay_out(pieces, width=width, colour=colour, indent="  ", hanging="    ")) + "\n"


def _value(judged: Judged) -> str:
    value = judged.value or ""
    return value[:SHORT] if len(value) == 40 and value.isalnum() else value  # noqa: PLR2004, an id


def report_text(report: JudgeReport) -> Iterator[str]:
    """Sum up what became of rulings."""
    for each in report.kept:
        yield clean(f"{each.verdict} {(each.quote_id or each.speaker_id or '')[:SHORT]} [{each.id[:SHORT]}]") + "\n"
    refused = f", {len(report.refused):,} refused" if report.refused else ""
    yield f"{number_of(len(report.kept), 'judgement')} kept{refused}\n"


def summary_rows(speakers: Iterable[SpeakerSummary]) -> Iterator[Row]:
    """Print a row a speaker, as the view ``speaker_full`` has it."""
    return (asdict(each) for each in speakers)


def detail_rows(known: SpeakerDetail) -> Iterator[Row]:
    """Print one speaker as one nested object."""
    yield asdict(known)


def suggestion_rows(suggestions: Iterable[Suggestion]) -> Iterator[Row]:
    """Print a row a candidate."""
    return (asdict(each) for each in suggestions)


def judged_rows(judgements: Iterable[Judged]) -> Iterator[Row]:
    """Print a row a judgement."""
    return (asdict(each) for each in judgements)
