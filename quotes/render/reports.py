"""What was done and what there is, in numbers, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.render.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotes.results import Finding, IngestReport, Stats


def number_of(count: int, noun: str) -> str:
    """Count in words.

    >>> number_of(1, "quote"), number_of(2000, "quote")
    ('1 quote', '2,000 quotes')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def ingest_text(report: IngestReport) -> Iterator[str]:
    """Sum up an ingest in two lines, or three when something failed."""
    yield f"{number_of(report.read, 'article')}: {report.stored:,} new, {report.present:,} already there\n"
    unknown = f", {report.unattributed:,} by an unknown speaker" if report.unattributed else ""
    doubts = f"; {number_of(report.doubts, 'doubt')}" if report.doubts else ""
    yield f"{number_of(report.quotes, 'quote')}: {report.new_quotes:,} new{unknown}{doubts}\n"
    if report.failures:
        yield f"{number_of(len(report.failures), 'failure')}, listed above\n"


def stats_text(stats: Stats) -> Iterator[str]:
    """Print the counts, a block a group."""
    yield f"{stats.location} (schema {stats.schema}, {stats.size:,} bytes)\n"
    counts = [
        (stats.articles, "article"),
        (stats.outlets, "outlet"),
        (stats.quotes, "quote"),
        (stats.speakers, "speaker"),
    ]
    yield ", ".join(number_of(count, noun) for count, noun in counts) + "\n"
    if stats.first_published and stats.last_published:
        yield f"published {stats.first_published} to {stats.last_published}\n"
    groups = {
        "articles by outlet": stats.by_outlet,
        "quotes by kind": stats.by_kind,
        "quotes by speaker's status": stats.by_status,
        "quotes by rule": stats.by_rule,
        "most quoted": stats.by_speaker,
        "passages nobody said": stats.asides,
        "doubts": stats.doubts,
    }
    for title, values in groups.items():
        if values:
            yield f"\n{title}\n"
            yield from (f"{number:8,}  {clean(value) or '(none)'}\n" for value, number in values)


def findings_text(findings: Iterable[Finding]) -> Iterator[str]:
    """Print what is wrong in a database, a line a finding."""
    return (clean(f"{finding.where}: {finding.what}") + "\n" for finding in findings)
