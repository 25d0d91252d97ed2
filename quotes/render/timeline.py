"""A traced wording as a timeline: when, in which words, credited to whom, printed by whom, copied by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.render.people import reference
from quotes.render.quoting import marks_of
from quotes.render.reports import number_of
from quotes.render.terminal import Piece, Style, lay_out, plainly
from quotes.render.verdict_rows import comparison_row, corpus_row, match_row
from quotes.render.verdicts import LEGEND, changes, differs, searched
from quotes.verdict import Op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.render.data import Row
    from quotes.verdict import Appearance, Evidence, Trace

DATE = 12  # columns
UNDATED = "no date"


def timeline_text(trace: Trace, *, width: int, colour: bool) -> Iterator[str]:
    """Print the first appearance, then every other with what differs from the first."""
    if trace.credited:
        told = [Piece(f"different sources credit {', '.join(trace.credited)}", Style.LESS)]
        yield "\n".join(lay_out(told, width=width, colour=colour, indent="! conflict: ", hanging="  ")) + "\n\n"
    for number, one in enumerate(trace.appearances):
        yield from _appearance(one, first=number == 0, width=width, colour=colour)
    if any(differs(one.difference.diff) for one in trace.appearances):
        yield plainly(LEGEND.replace("the claim", "this one").replace("the source", "the first"), width=width)
    if trace.as_early:
        yield plainly(f"first by the dates known: {number_of(trace.as_early, 'other')} may be as early", width=width)
    copies = sum(len(one.copies) for one in trace.appearances)
    folded = f", {number_of(copies, 'wire copy', 'wire copies')}" if copies else ""
    yield f"{number_of(len(trace.appearances), 'appearance')}{folded}\n"
    yield searched(trace.matcher, trace.corpus, width=width)


def _appearance(one: Appearance, *, first: bool, width: int, colour: bool) -> Iterator[str]:
    indent = f"{one.evidence.source.published or UNDATED:{DATE}}"
    same = all(change.op is Op.EQUAL for change in one.difference.diff)
    opening, closing = marks_of(one.evidence.source.lang)
    words = [Piece(opening), *changes(one.difference.diff), Piece(f"{closing} ")]
    pieces = [Piece("the same words ", Style.FAINT)] if same and not first else words
    pieces += _reference(one.evidence)
    yield "\n".join(lay_out(pieces, width=width, colour=colour, indent=indent, hanging=" " * DATE)) + "\n"
    for copy in one.copies:
        told = [Piece(f"copied {copy.source.published or ''} "), *_reference(copy)]
        hanging = " " * (DATE + 2)
        yield "\n".join(lay_out(told, width=width, colour=colour, indent=f"{' ' * DATE}↳ ", hanging=hanging)) + "\n"
    yield "\n"


def _reference(one: Evidence) -> list[Piece]:
    source = one.source
    where = (source.outlet, source.url, source.path)
    agency = f" ({source.agency})" if source.agency and source.agency != source.outlet else ""
    return [*reference(one.speaker, where, source.published, source.lang, one.id or source.article_id), Piece(agency)]


def trace_row(trace: Trace) -> Row:
    """Write a trace whole; ``first`` compares the words of each appearance with those of the first one."""
    return {
        "claim": trace.claim,
        "matcher": trace.matcher,
        "corpus": corpus_row(trace.corpus),
        "conflict": list(trace.credited),
        "as_early": trace.as_early,
        "appearances": [_row(one) for one in trace.appearances],
    }


def _row(one: Appearance) -> Row:
    return {
        **match_row(one.evidence),
        "agency": one.evidence.source.agency,
        "first": comparison_row(one.difference),
        "copies": [{**match_row(copy), "agency": copy.source.agency} for copy in one.copies],
    }


def appearance_rows(trace: Trace) -> Iterator[Row]:
    """Write one line of a table for each printing, copies too, in the order of the timeline."""
    for number, one in enumerate(trace.appearances, start=1):
        for printing in (one.evidence, *one.copies):
            whole = match_row(printing)
            yield {
                "appearance": number,
                "copy": printing is not one.evidence,
                "published": whole["published"],
                "outlet": whole["outlet"],
                "agency": printing.source.agency,
                "speaker": whole["speaker"],
                "speaker_status": whole["speaker_status"],
                "words": printing.text[printing.comparison.start : printing.comparison.end],
                "wording": one.difference.wording,
                "flags": list(one.difference.flags),
                **{name: whole[name] for name in ("id", "url", "link", "start", "end", "confidence")},
            }
