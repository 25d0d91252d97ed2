"""What was done and what there is, in numbers, for people."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from quotes.render.terminal import Piece, clean, lay_out, plainly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotes.exchange.manifest import Member
    from quotes.render.data import Row
    from quotes.results import Alarmed, Copied, Finding, IngestReport, Stats

WORTH_A_RATE = 100  # articles


def number_of(count: int, noun: str, nouns: str = "") -> str:
    """Count in words.

    >>> number_of(1, "quote"), number_of(2000, "quote"), number_of(2, "copy", "copies")
    ('1 quote', '2,000 quotes', '2 copies')
    """
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"


def ingest_text(report: IngestReport) -> Iterator[str]:
    """Sum up an ingest in two lines, or three when something failed."""
    rate = f", {report.read / report.seconds:,.0f} a second" if report.read >= WORTH_A_RATE else ""
    yield f"{number_of(report.read, 'article')}: {report.stored:,} new, {report.present:,} already there{rate}\n"
    if report.reprints:
        yield f"{report.reprints:,} of the new ones reprint a text that another article has\n"
    if report.unparsed:
        yield f"{report.unparsed:,} in a language that is not parsed: kept, but no quotes are looked for\n"
    unknown = f", {report.unattributed:,} by an unknown speaker" if report.unattributed else ""
    doubts = f"; {number_of(report.doubts, 'doubt')}" if report.doubts else ""
    yield f"{number_of(report.quotes, 'quote')}: {report.new_quotes:,} new{unknown}{doubts}\n"
    if report.failures:
        yield f"{number_of(len(report.failures), 'failure')}, listed above\n"


def ingest_row(report: IngestReport) -> Row:
    """Give an ingest as one object: its counts, and its failures by their reason."""
    failed: dict[str, list[str]] = {}
    for failure in report.failures:
        failed.setdefault(failure.message, []).append(failure.path)
    counts = ("read", "stored", "present", "unparsed", "reprints", "quotes", "new_quotes", "unattributed", "doubts")
    return {
        **{name: getattr(report, name) for name in counts},
        "unattributed_share": round(report.unattributed / report.quotes, 4) if report.quotes else None,
        "seconds": round(report.seconds, 3),
        "articles_a_second": round(report.read / report.seconds, 1) if report.seconds else None,
        "failed": [{"reason": reason, "paths": paths} for reason, paths in failed.items()],
    }


def export_text(files: Iterable[Member], done: str) -> Iterator[str]:
    """List the tables of an export with their rows, and say what was done with them."""
    yield from (f"{member.rows:12,}  {member.table}\n" for member in files)
    yield clean(done) + "\n"


def copied_text(copied: Copied) -> Iterator[str]:
    """Say what a copy holds, and that it is one."""
    yield f"{number_of(copied.rows, 'row')} copied\n"
    yield f"the same in both: {number_of(copied.articles, 'article')}, {number_of(copied.quotes, 'quote')}\n"
    yield f"sha256 of quote_full: {copied.digest}\n"


def stats_text(stats: Stats, *, width: int) -> Iterator[str]:
    """Print the counts, a block a group."""
    yield plainly(f"{stats.location} (schema {stats.schema}, {stats.size:,} bytes)", width=width)
    counts = [
        (stats.articles, "article"),
        (stats.outlets, "outlet"),
        (stats.quotes, "quote"),
        (stats.speakers, "speaker"),
    ]
    yield plainly(", ".join(number_of(count, noun) for count, noun in counts), width=width)
    if stats.first_published and stats.last_published:
        yield f"published {stats.first_published} to {stats.last_published}\n"
    groups = {
        "articles by outlet": stats.by_outlet,
        "articles by language": stats.by_language,
        "of these, kept but not parsed": stats.unparsed,
        "quotes by kind": stats.by_kind,
        "quotes by speaker's status": stats.by_status,
        "quotes by rule": stats.by_rule,
        "most quoted": stats.by_speaker,
        "passages nobody said": stats.asides,
        "doubts": stats.doubts,
        "alarms (quotes check lists them)": stats.alarms,
    }
    for title, values in groups.items():
        if values:
            yield f"\n{title}\n"
            for value, number in values:
                yield plainly(clean(value) or "(none)", width=width, indent=f"{number:8,}  ", hanging=" " * 10)


def alarms_text(alarms: Iterable[Alarmed], *, width: int, colour: bool) -> Iterator[str]:
    """Print what is odd about articles, each under its path."""
    for (path, article), group in groupby(alarms, key=lambda alarm: (alarm.path, alarm.article_id)):
        lines = lay_out([Piece(f"{path} [{article[:6]}]")], width=width, colour=colour, indent="", hanging="  ")
        for alarm in group:
            line = [Piece(f"{alarm.code}: {alarm.words}")]
            lines += lay_out(line, width=width, colour=colour, indent="  ", hanging="    ")
        yield from (f"{line}\n" for line in lines)


def findings_text(findings: Iterable[Finding]) -> Iterator[str]:
    """Print what is wrong in a database, a line a finding."""
    return (clean(f"{finding.where}: {finding.what}") + "\n" for finding in findings)
