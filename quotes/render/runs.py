"""Runs of the extractor, and how two of them differ, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from quotes.render.people import SHORT, paragraph, reference
from quotes.render.quoting import NBSP, quotation
from quotes.render.reports import number_of
from quotes.render.terminal import Piece, lay_out
from quotes.results.runs import Gain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quotes.render.data import Row
    from quotes.results.runs import Change, Imported, RereadReport, RunDiff, RunSummary

SIGNS = {Gain.GAINED: "+ ", Gain.LOST: "- ", Gain.CHANGED: "~ "}
IMPORT = "import"


def reread_text(report: RereadReport) -> Iterator[str]:
    """Sum up a re-extraction."""
    if not report.read and not report.failures:
        yield "nothing to do: this version has read every article\n"
        return
    yield f"{number_of(report.read, 'article')} read again: {report.same:,} as before\n"
    yield f"{number_of(report.quotes, 'quote')}: {_gains(report)}\n"
    if report.kept:
        yield f"{number_of(report.kept, 'judged quote')} not found any more and kept: see quotes conflicts\n"
    if report.failures:
        yield f"{number_of(len(report.failures), 'failure')}, listed above\n"


def reread_row(report: RereadReport) -> Row:
    """Sum up a re-extraction, for programs."""
    return asdict(report)


def _gains(counts: RereadReport | RunSummary) -> str:
    return f"{counts.gained:,} gained, {counts.lost:,} lost, {counts.changed:,} changed"


def runs_text(runs: Sequence[RunSummary], *, width: int, colour: bool) -> Iterator[str]:
    """Print the runs, a paragraph each."""
    for run in runs:
        facts = [
            run.started_at.replace("T", " ")[:16],
            run.task if run.task != IMPORT else f"{IMPORT} of {json.loads(run.options)['extractor']}",
            f"version {run.version}",
            run.lang,
            *([f"word lists {run.lexicon[:8]}"] if run.lexicon else []),
            number_of(run.articles, "article"),
            number_of(run.quotes, "quote"),
            *([_gains(run)] if run.task == "reextract" else []),
            *([] if run.finished_at else ["not finished"]),
        ]
        indent = f"[{run.id[:SHORT]}]  "
        piece = Piece(", ".join(fact.replace(" ", NBSP) for fact in facts))
        yield "\n".join(lay_out([piece], width=width, colour=colour, indent=indent, hanging=" " * len(indent))) + "\n"


def run_rows(runs: Iterable[RunSummary]) -> Iterator[Row]:
    """Print one object a run."""
    return (asdict(run) for run in runs)


def diff_text(diff: RunDiff, *, width: int, colour: bool) -> Iterator[str]:
    """Print what the second run gained (+), lost (-) or found otherwise (~), a paragraph a quote."""
    for change in diff.changes:
        facts = change.after or change.before or {}
        who = facts.get("speaker") or facts.get("mention")
        where = (change.outlet, change.url, change.path)
        said = quotation([change.text], change.lang)
        said += reference(who, where, change.published, change.lang, change.quote_id)
        lines = lay_out(said, width=width, colour=colour, indent=SIGNS[change.gain], hanging="  ")
        for name in change.fields:
            lines += lay_out(
                [Piece(_otherwise(change, name))], width=width, colour=colour, indent="    ", hanging="      "
            )
        yield paragraph(lines)
    counts = [(gain, sum(change.gain is gain for change in diff.changes)) for gain in Gain]
    told = ", ".join(f"{number:,} {gain}" for gain, number in counts)
    yield f"{number_of(diff.articles, 'article')} read by both: {told}\n"


def _otherwise(change: Change, name: str) -> str:
    """Write speaker: le ministre → Ben Wallace."""
    if change.before is None or change.after is None or name not in change.after:
        return "found at other places"
    return f"{name}: {change.before[name] or 'none'} → {change.after[name] or 'none'}"


def diff_rows(diff: RunDiff) -> Iterator[Row]:
    """Print one object a quote that differs."""
    return (asdict(change) for change in diff.changes)


def imported_text(done: Imported) -> Iterator[str]:
    """Sum up an import of another system's quotes, and say how to compare them."""
    yield f"{number_of(done.quotes, 'quote')} of {done.system} in {number_of(done.articles, 'article')}\n"
    yield from (f"[{run[:SHORT]}]  compare it: quotes runs diff RUN {run[:SHORT]}\n" for run in done.runs)
    if done.failures:
        yield f"{number_of(len(done.failures), 'failure')}, listed above\n"
