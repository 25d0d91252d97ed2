"""Keep what a run found in stored articles: quotes, their places, doubts, and what is no quote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from quotes.model import Article, Doubt, Extraction, Quote, Span, Status, quote_id
from quotes.precision import Measured, assess
from quotes.store import bulk, fulltext, grouping, schema, speaking
from quotes.store.rows import batches
from quotes.store.statements import RULES, TO_INDEX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection


DOUBTS_OF_A_CODE = 1_000  # rows at most in one article: a million opening marks say no more than a thousand


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One go of the extractor, as the tables ``run`` and ``rule`` keep it."""

    id: str
    version: str
    lang: str
    lexicon: str | None
    options: str
    started_at: str
    task: str = "ingest"
    precision: Mapping[str, Measured] = field(default_factory=dict)  # rule -> its record, where there is one


@dataclass(frozen=True)
class Kept:
    """An article and what a run found in it, to be kept."""

    article: Article
    found: Extraction
    run: Run
    since: Mapping[str, int] = field(default_factory=dict)  # quote's id -> first reading that found it so, if not 1

    @cached_property
    def origin(self) -> dict[str, str]:
        """The columns that say where a row comes from; an article's id is a hash of its text, so it is made once."""
        return {"article_id": self.article.id, "run_id": self.run.id}


def keep(connection: Connection, items: Sequence[Kept]) -> set[str]:
    """Keep what was found in stored articles, and give the speakers, who are then to be shown anew."""
    _add_rules(connection, items)
    speakers = _add_quotes(connection, items)
    _add_rest(connection, items)
    return speakers


def _add_rules(connection: Connection, items: Sequence[Kept]) -> None:
    """Keep what is known of the rules that named the speakers, once a run."""
    used: dict[str, set[str]] = {}
    for item in items:
        named = {quote.rule for quote in item.found.quotes if quote.status is not Status.UNKNOWN}
        used.setdefault(item.run.id, set()).update(named)
    for run in {item.run.id: item.run for item in items if used[item.run.id]}.values():
        new = used[run.id].difference(connection.scalars(RULES, {"key": run.id}))
        rows: list[dict[str, Any]] = [
            {
                "run_id": run.id,
                "name": name,
                "confidence": known.expected,
                "precision": known.precision,
                "lower_bound": known.lower,
                "cases": known.cases,
                "basis": known.basis,
            }
            for name in sorted(new)
            if (known := assess(name, run.precision))
        ]
        bulk.add(connection, schema.Rule, rows)


def _add_quotes(connection: Connection, items: Sequence[Kept]) -> set[str]:
    every = [(item, quote_id(item.origin["article_id"], quote), quote) for item in items for quote in item.found.quotes]
    if not every:
        return set()
    speakers = speaking.keep(connection, [(item.article, item.found.quotes) for item in items])
    wordings = grouping.keep(connection, [(item.article.lang, quote.text) for item, _, quote in every])
    rows: list[dict[str, Any]] = [
        {
            "id": key,
            **item.origin,
            "speaker_id": speaker,
            "wording_id": wording,
            "since": item.since.get(key, 1),
            **facts_of(quote),
        }
        for (item, key, quote), speaker, wording in zip(every, speakers, wordings, strict=True)
    ]
    bulk.add(connection, schema.Quote, rows)
    passages: list[dict[str, Any]] = [
        {"quote_id": key, "printing": printing, **row}
        for item, key, quote in every
        for printing, spans in enumerate((quote.passages, *quote.repeats), 1)
        for row in _places(spans, item.article.text)
    ]
    bulk.add(connection, schema.Passage, passages)
    others: list[dict[str, Any]] = [
        {"quote_id": key, "use": use, **row}
        for item, key, quote in every
        for use, spans in (("chain", quote.chain), ("candidate", quote.candidates))
        for row in _places(spans, item.article.text)
    ]
    bulk.add(connection, schema.OtherMention, others)
    runs = sorted({item.run.id for item in items})
    for keys in batches(item.origin["article_id"] for item in items):
        indexed = connection.execute(TO_INDEX, {"keys": keys, "runs": runs})
        fulltext.add(connection, [(row.number, row.text, row.speaker, row.role) for row in indexed])
    return {speaker for speaker in speakers if speaker is not None}


def facts_of(quote: Quote) -> dict[str, object]:
    """Write a quote's own columns: plain values, then words with their places."""
    places = {
        "speaker": quote.speaker_at,
        "mention": quote.mention_at,
        "role": quote.role_at,
        "cue": quote.cue_at,
        "said_on": quote.said_on_at,
        "via": quote.via_at,
    }
    facts: dict[str, object] = {"kind": quote.kind, "status": quote.status, "rule": quote.rule, "text": quote.text}
    for name, at in places.items():
        words = "said_on_words" if name == "said_on" else name
        facts[words] = None if at is None else at.of(quote.source)
        facts[f"{name}_start"] = None if at is None else at.start
        facts[f"{name}_end"] = None if at is None else at.end
    facts["said_on"] = quote.said_on
    return facts


def _places(spans: Iterable[Span], text: str) -> Iterator[dict[str, object]]:
    for number, span in enumerate(spans, 1):
        yield {"number": number, "start": span.start, "end": span.end, "text": span.of(text)}


def _add_rest(connection: Connection, items: Sequence[Kept]) -> None:
    doubts: list[dict[str, Any]] = [
        {
            **item.origin,
            "number": number,
            "code": doubt.code,
            "start": doubt.span.start,
            "end": doubt.span.end,
            "times": times,
        }
        for item in items
        for number, (doubt, times) in enumerate(_not_too_many(item.found.doubts), 1)
    ]
    bulk.add(connection, schema.Doubt, doubts)
    asides: list[dict[str, Any]] = [
        {**item.origin, "label": aside.label, **row}
        for item in items
        for aside, row in zip(
            item.found.asides,
            _places((aside.span for aside in item.found.asides), item.article.text),
            strict=True,
        )
    ]
    bulk.add(connection, schema.Aside, asides)


def _not_too_many(doubts: tuple[Doubt, ...]) -> Iterator[tuple[Doubt, int]]:
    """Give the first doubts of each code with a count of 1; the last one given counts those left out."""
    left = Counter(doubt.code for doubt in doubts)
    given: Counter[str] = Counter()
    for doubt in doubts:
        given[doubt.code] += 1
        if given[doubt.code] < DOUBTS_OF_A_CODE:
            left[doubt.code] -= 1
            yield doubt, 1
        elif given[doubt.code] == DOUBTS_OF_A_CODE:
            yield doubt, left[doubt.code]
