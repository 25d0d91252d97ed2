"""One flat object a quote, the same words in JSON, JSON Lines and CSV."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from itertools import chain, count
from math import isfinite
from typing import TYPE_CHECKING

from quotes.explain import confidence_of, why
from quotes.model import quote_id
from quotes.render.quoting import passages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quotes.lexicon import Language
    from quotes.model import Article, Extraction, Quote, Span
    from quotes.render.data import Row
    from quotes.results import Alarmed, Finding, Hit, QuoteDetail, Stats


def quote_rows(
    name: str, article: Article, extraction: Extraction, language: Language, *, explained: bool = False
) -> Iterator[Row]:
    """Print an extraction: places are code points in the article's text, ``printing`` counts from 1.

    ``explained`` adds ``why``, an object of the fields of ``results.Why``.
    """
    article_id = article.id
    for quote in extraction.quotes:
        confidence = confidence_of(quote, language)
        yield {
            "article": name,
            "id": quote_id(article_id, quote),
            "text": quote.text,
            "passages": _passages(quote),
            "kind": quote.kind,
            "speaker": quote.speaker,
            "speaker_status": quote.status,
            "mention": quote.mention,
            **_place("mention", quote.mention_at),
            "role": quote.role,
            "cue": quote.cue,
            **_place("cue", quote.cue_at),
            "said_on": quote.said_on,
            "via": quote.via,
            "rule": quote.rule,
            "confidence": confidence and confidence.expected,
            **({"why": asdict(why(quote, language))} if explained else {}),
        }


def _passages(quote: Quote) -> list[Row]:
    return [
        {"start": span.start, "end": span.end, "text": span.of(quote.source), "printing": printing}
        for printing, spans in enumerate((quote.passages, *quote.repeats), start=1)
        for span in spans
    ]


def hit_rows(hits: Iterable[Hit]) -> Iterator[Row]:
    """Print what a search found; ``passages`` are those of the first printing."""
    for hit in hits:
        yield {
            "match": hit.match,
            "article": hit.source.path,
            "article_id": hit.source.article_id,
            "id": hit.id,
            "text": hit.text,
            "passages": [
                {"start": span.start, "end": span.end, "text": words, "printing": 1}
                for span, words in zip(hit.passages, passages_of(hit.text, hit.passages), strict=True)
            ],
            "kind": hit.kind,
            "speaker": hit.speaker,
            "speaker_status": hit.status,
            "speaker_id": hit.speaker_id,
            "verdict": hit.verdict,
            "mention": hit.mention,
            **_place("mention", hit.mention_at),
            "role": hit.role,
            "cue": hit.cue,
            **_place("cue", hit.cue_at),
            "said_on": hit.said_on,
            "via": hit.via,
            "rule": hit.rule,
            "confidence": hit.confidence,
            "printings": hit.printings,
            "outlet": hit.source.outlet,
            "published": hit.source.published,
            "agency": hit.source.agency,
            "title": hit.source.title,
            "byline": hit.source.byline,
            "url": hit.source.url,
            "lang": hit.source.lang,
            "digest": hit.source.digest,
            "before": hit.before,
            "after": hit.after,
        }


def _place(name: str, span: Span | None) -> Row:
    return {f"{name}_start": span and span.start, f"{name}_end": span and span.end}


def detail_rows(detail: QuoteDetail) -> Iterator[Row]:
    """Print all that is known of one quote, as one nested object."""
    shown = detail.shown
    found = {name: getattr(detail, name) for name in ("text", "speaker", "speaker_id", "status")}
    row = {**asdict(detail), "confidence": detail.confidence and detail.confidence.expected, "found": found}
    del row["shown"]
    row |= {name: getattr(shown, name) for name in (*found, "verdict")}
    yield row


def finding_rows(findings: Iterable[Finding]) -> Iterator[Row]:
    """Print what is wrong in a database."""
    return (asdict(finding) for finding in findings)


def alarm_rows(alarms: Iterable[Alarmed]) -> Iterator[Row]:
    """Print what is odd about articles, an object an alarm."""
    return (asdict(alarm) for alarm in alarms)


def stats_rows(stats: Stats) -> Iterator[Row]:
    """Print the counts in long form: a group, a value in it, how many."""
    for group, values in asdict(stats).items():
        if isinstance(values, tuple):
            yield from ({"group": group, "value": value, "number": number} for value, number in values)
        else:
            yield {"group": "database", "value": group, "number": values}


def told_apart(columns: Sequence[str]) -> list[str]:
    """Give the names, with a number where one comes again: total, total_2."""
    names: list[str] = []
    for column in columns:
        numbered = (f"{column}_{number}" for number in count(2))
        names.append(next(name for name in chain([column], numbered) if name not in names))
    return names


def answer_rows(names: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[Row]:
    """Name the values of any rows."""
    for row in rows:
        yield {name: _plain(value) for name, value in zip(names, row, strict=True)}


def _plain(value: object) -> object:
    """Give what JSON can write: numbers, text and lists as they are, bytes in hexadecimal, all else as it prints."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
