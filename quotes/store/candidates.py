"""Fetch what a claim is held against: quotes near it, and articles near it, within some limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from quotes.model import Span, Status
from quotes.store import near, schema
from quotes.store.rows import printings_of, quotes_with_source, source_of, span_of
from quotes.store.search import outlets_named, published_between
from quotes.verdict import Corpus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection, Row, Select

    from quotes.results import Source

BATCH = 500  # numbers in one statement
EXACT = 400  # quotes with the very words that are looked at
LIKE = 120  # others
ARTICLES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Which articles count: dates as in ``SearchQuery``, words of the outlet's name."""

    before: str | None = None  # published then or earlier
    after: str | None = None  # published then or later
    outlet: str = ""

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.before or self.after or self.outlet.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored quote that a claim may be held against."""

    number: int
    id: str
    text: str
    status: Status
    speaker: str | None
    speaker_id: str | None
    role: str | None
    mention: str | None
    confidence: float | None
    cue_at: Span | None
    mention_at: Span | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A stored article with its text, and the places of all its quotes."""

    text: str
    source: Source
    passages: tuple[Span, ...]


def corpus(connection: Connection, limits: Limits) -> Corpus:
    """Count the articles within ``limits``, and say from when to when they are."""
    published = schema.Article.published
    columns: tuple[Any, ...] = (func.count(), func.min(published), func.max(published))
    return Corpus(*connection.execute(_limited(connection, select(*columns), limits)).one())


def exact_candidates(connection: Connection, wording: str, limits: Limits) -> list[Candidate]:
    """Give quotes that have the words of ``wording`` in their order, but for case, accents and elision."""
    numbers = near.quotes_in_sequence(connection, wording, None if limits.any else EXACT)
    return _candidates(connection, numbers, limits, EXACT)


def like_candidates(connection: Connection, wording: str, small: Collection[str], limits: Limits) -> list[Candidate]:
    """Give the quotes that share most with ``wording``, the nearest first."""
    numbers = near.quotes_like(connection, wording, small, wide=limits.any)
    return _candidates(connection, numbers, limits, LIKE)


def like_pages(connection: Connection, wording: str, small: Collection[str], limits: Limits) -> list[Page]:
    """Give the articles that share most with ``wording``, the nearest first."""
    keys = near.articles_like(connection, wording, small, near.COMMON if limits.any else ARTICLES)
    return list(pages(connection, keys, limits).values())[:ARTICLES]


def pages(connection: Connection, keys: Sequence[str], limits: Limits | None = None) -> dict[str, Page]:
    """Read articles with all that is needed to show a place in them, in the order of ``keys``."""
    article, passage, quote = schema.Article, schema.Passage, schema.Quote
    rows: dict[str, Row[Any]] = {}
    for first in range(0, len(keys), BATCH):
        wanted = select(
            article.text, *(c.label(f"source_{c.key}") for c in article.__table__.c if c.key != "text"),
            schema.Outlet.name.label("outlet"),
        ).outerjoin(schema.Outlet, schema.Outlet.id == article.outlet_id)  # fmt: skip
        statement = wanted.where(article.id.in_(keys[first : first + BATCH]))
        for row in connection.execute(_limited(connection, statement, limits or Limits())):
            rows[row.source_id] = row
    spans: dict[str, list[Span]] = {}
    for first in range(0, len(keys), BATCH):
        places = (
            select(quote.article_id, passage.start, passage.end)
            .join(quote, quote.id == passage.quote_id)
            .where(quote.article_id.in_(keys[first : first + BATCH]))
        )
        for row in connection.execute(places):
            spans.setdefault(row.article_id, []).append(Span(row.start, row.end))
    return {
        key: Page(text=rows[key].text, source=source_of(rows[key]), passages=tuple(sorted(spans.get(key, ()))))
        for key in dict.fromkeys(keys)
        if key in rows
    }


def passages(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Span, ...]]:
    """Read the passages of each quote's first printing."""
    return {key: printings[0] for key, printings in printings_of(connection, ids).items()}


def speakers_like(connection: Connection, words: Sequence[str]) -> list[str]:
    """List the persons of this database whose key has one of ``words``: few, for whoever compares names."""
    speaker = schema.Speaker
    found: dict[str, None] = {}
    for word in words:
        statement = (
            select(speaker.name)
            .where(speaker.kind == "person", (" " + speaker.key + " ").like(f"% {word} %"))
            .order_by(speaker.key)
            .limit(BATCH)
        )
        found |= dict.fromkeys(connection.scalars(statement))
    return list(found)


def _candidates(connection: Connection, numbers: Iterable[int], limits: Limits, most: int) -> list[Candidate]:
    wanted = list(numbers)
    found: dict[int, Candidate] = {}
    for first in range(0, len(wanted), BATCH):
        statement = quotes_with_source().where(schema.Quote.number.in_(wanted[first : first + BATCH]))
        for row in connection.execute(_limited(connection, statement, limits)):
            found[row.number] = _candidate(row)
        if len(found) >= most:
            break
    return [found[number] for number in wanted if number in found][:most]


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        number=row.number,
        id=row.id,
        text=row.text,
        status=Status(row.status),
        speaker=row.speaker,
        speaker_id=row.speaker_id,
        role=row.role,
        mention=row.mention,
        confidence=row.confidence,
        cue_at=span_of(row, "cue"),
        mention_at=span_of(row, "mention"),
        source=source_of(row),
    )


def _limited(connection: Connection, statement: Select[Any], limits: Limits) -> Select[Any]:
    for condition in published_between(limits.after, limits.before):
        statement = statement.where(condition)
    if limits.outlet.strip():
        statement = statement.where(schema.Article.outlet_id.in_(outlets_named(connection, limits.outlet)))
    return statement
