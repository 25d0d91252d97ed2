"""Keep articles and all that was found in them, each whole or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotes.model import Article, Doubt, Extraction, Quote, Span, Status, content_id, quote_id
from quotes.precision import Measured, assess
from quotes.store import alarming, article_index, deriving, fulltext, grouping, schema, speaking
from quotes.store.judging import show_articles
from quotes.store.showing import settle
from quotes.store.statements import (
    COUNTS,
    FINISH,
    INSERT,
    KNOWN,
    METADATA,
    RULES,
    TO_INDEX,
    TWIN,
)
from quotes.wire import credited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from quotes.store.columns import Base
    from quotes.store.connect import Store

RUN = ("id", "task", "version", "lang", "lexicon", "options", "started_at")  # what the table run keeps of a Run

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A stored article with the same text as a given one."""

    article_id: str
    same: bool  # the same printing: outlet and url agree
    fields: tuple[str, ...]  # of METADATA, those that differ
    quotes: int
    unattributed: int
    doubts: int


def twin_of(store: Store, article: Article) -> Twin | None:
    """Find the stored article with this text: the same printing if it is there, else the first other."""
    with store.reading() as connection:
        return _twin(connection, article)


def add_articles(store: Store, batch: Sequence[tuple[Article, Extraction, Run]]) -> list[Twin | None]:
    """Keep articles and what was found in them, all in one transaction or, raising, none of them.

    Gives for each the article with the same text that was there before it. One that is the same printing
    is left as it is.
    """
    with store.writing() as connection:
        unsettled: set[str] = set()
        twins = [_add(connection, article, found, run, unsettled) for article, found, run in batch]
        show_anew(connection, [article.id for article, *_ in batch], unsettled)
        return twins


def _add(connection: Connection, article: Article, found: Extraction, run: Run, unsettled: set[str]) -> Twin | None:
    twin = _twin(connection, article)
    if twin is not None and twin.same:
        return twin
    know_run(connection, run)
    given = credited(article)
    connection.execute(
        INSERT[schema.Article],
        {
            "id": article.id,
            "outlet_id": _outlet(connection, article.outlet),
            "run_id": run.id,
            "digest": article.digest,
            **{name: getattr(article, name) for name in ("text", "lang", "url", "title", "byline")},
            "path": article.path.encode(errors="backslashreplace").decode(),  # a name may be no Unicode
            **{name: getattr(article, name) for name in ("published", "modified", "page_digest", "reader")},
            "agency": deriving.agency(given),
        },
    )
    deriving.add_credits(connection, article, given)
    article_index.add(connection, [(article.id, article.text)])
    unsettled |= keep_found(connection, article, found, run, {})
    alarming.add(connection, article, found, run.started_at[:10])
    new = len(found.quotes)
    counts = {"number": 1, "quotes": new, "gained": new, "lost": 0, "changed": 0}
    connection.execute(INSERT[schema.Reading], {"article_id": article.id, "run_id": run.id, **counts})
    return twin


def keep_found(
    connection: Connection, article: Article, found: Extraction, run: Run, since: Mapping[str, int]
) -> set[str]:
    """Keep what was found in a stored article; ``since``: quote's id -> first reading that found it so, if not 1.

    Gives the speakers, who are then to be shown anew.
    """
    origin = {"article_id": article.id, "run_id": run.id}
    _add_rules(connection, found.quotes, run)
    speakers = _add_quotes(connection, article, found.quotes, origin, since)
    _add_rest(connection, article.text, found, origin)
    return speakers


def show_anew(connection: Connection, articles: Iterable[str], speakers: set[str]) -> None:
    """Show what follows from changed quotes of ``articles`` and their ``speakers``, before and after the change."""
    settle(connection, speakers)
    show_articles(connection, articles)


def know_run(connection: Connection, run: Run) -> None:
    """Keep a run, the first time."""
    _make_known(connection, schema.Run, {name: getattr(run, name) for name in RUN})


def finish_run(store: Store, run: Run, at: str) -> None:
    """Say that a run came to its end."""
    with store.writing() as connection:
        connection.execute(FINISH, {"key": run.id, "at": at})


def _twin(connection: Connection, article: Article) -> Twin | None:
    row = connection.execute(TWIN, {"digest": article.digest, "key": article.id}).first()
    if row is None:
        return None
    return Twin(
        article_id=row.id,
        same=row.id == article.id,
        fields=tuple(name for name in METADATA if getattr(row, name) != getattr(article, name)),
        **{name: connection.execute(count, {"key": row.id}).scalar_one() for name, count in COUNTS.items()},
    )


def _make_known(connection: Connection, table: type[Base], row: dict[str, object]) -> None:
    """Insert ``row`` unless one with its id is there."""
    if connection.scalar(KNOWN[table], {"key": row["id"]}) is None:
        connection.execute(INSERT[table], row)


def _outlet(connection: Connection, name: str | None) -> str | None:
    if name is None:
        return None
    key = content_id("outlet", name)
    _make_known(connection, schema.Outlet, {"id": key, "name": name})
    return key


def _add_rules(connection: Connection, quotes: tuple[Quote, ...], run: Run) -> None:
    """Keep what is known of the rules that named the speakers, once a run."""
    used = {quote.rule for quote in quotes if quote.status is not Status.UNKNOWN}
    new = used.difference(connection.scalars(RULES, {"key": run.id})) if used else set[str]()
    rows = [
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
    if rows:
        connection.execute(INSERT[schema.Rule], rows)


def _add_quotes(
    connection: Connection,
    article: Article,
    quotes: tuple[Quote, ...],
    origin: dict[str, str],
    since: Mapping[str, int],
) -> set[str]:
    if not quotes:
        return set()
    ids = [quote_id(article.id, quote) for quote in quotes]
    speakers = speaking.keep(connection, article, quotes)
    wordings = grouping.keep(connection, article.lang, [quote.text for quote in quotes])
    rows = [
        {
            "id": key,
            **origin,
            "speaker_id": speaker,
            "wording_id": wording,
            "since": since.get(key, 1),
            **facts_of(quote),
        }
        for key, quote, speaker, wording in zip(ids, quotes, speakers, wordings, strict=True)
    ]
    connection.execute(INSERT[schema.Quote], rows)
    connection.execute(
        INSERT[schema.Passage],
        [
            {"quote_id": key, "printing": printing, **row}
            for key, quote in zip(ids, quotes, strict=True)
            for printing, passages in enumerate((quote.passages, *quote.repeats), 1)
            for row in _places(passages, article.text)
        ],
    )
    others = [
        {"quote_id": key, "use": use, **row}
        for key, quote in zip(ids, quotes, strict=True)
        for use, spans in (("chain", quote.chain), ("candidate", quote.candidates))
        for row in _places(spans, article.text)
    ]
    if others:
        connection.execute(INSERT[schema.OtherMention], others)
    indexed = connection.execute(TO_INDEX, {"key": origin["article_id"], "run": origin["run_id"]})
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


def _add_rest(connection: Connection, text: str, found: Extraction, origin: dict[str, str]) -> None:
    if found.doubts:
        connection.execute(
            INSERT[schema.Doubt],
            [
                {
                    **origin,
                    "number": number,
                    "code": doubt.code,
                    "start": doubt.span.start,
                    "end": doubt.span.end,
                    "times": times,
                }
                for number, (doubt, times) in enumerate(_not_too_many(found.doubts), 1)
            ],
        )
    if found.asides:
        places = _places((aside.span for aside in found.asides), text)
        connection.execute(
            INSERT[schema.Aside],
            [{**origin, "label": aside.label, **row} for aside, row in zip(found.asides, places, strict=True)],
        )


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
