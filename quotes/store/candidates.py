"""Fetch what a claim is held against: quotes near it, and articles near it, within some limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import bindparam, func, select

from quotes.model import Span, Status
from quotes.rulings import Verdict
from quotes.store import article_index, corrected, fulltext, near, schema
from quotes.store.rows import NOT_REJECTED, as_shown, printings_of, quotes_with_source, source_of, span_of
from quotes.store.search import outlets_named, published_between
from quotes.store.showing import VALID
from quotes.verdict import Corpus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import BindParameter, Connection, Row, Select

    from quotes.results import Source

BATCH = 500  # numbers in one statement
EXACT = 400  # quotes with the very words that are looked at
LIKE = 40  # others
VARIANTS = 120  # the same, where all variants are wanted
ARTICLES = 12
NAMED = 20  # speakers whose other names are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Which articles count: dates as in ``SearchQuery``, words of the outlet's name."""

    since: str | None = None  # published then or later
    until: str | None = None  # published then or earlier
    outlet: str = ""

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.since or self.until or self.outlet.strip())


class Words(NamedTuple):
    """What must be known of a quote to see whether it is worth a look."""

    number: int
    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored quote that a claim may be held against, as people's judgement left it."""

    number: int
    id: str
    text: str
    status: Status
    speaker: str | None
    speaker_id: str | None
    printed: str | None  # the speaker's name in this article; None where somebody assigned the quote to another
    role: str | None
    mention: str | None
    confidence: float | None
    cue_at: Span | None
    mention_at: Span | None
    passages: tuple[Span, ...] | None  # where somebody changed its extent; else they are yet to be read
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A stored article with its text."""

    text: str
    source: Source


_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
WHOLE = quotes_with_source().where(schema.Quote.number.in_(_KEYS))  # made once, like the others, for it is asked often
WORDS = (
    select(
        schema.Quote.number,
        func.coalesce(schema.QuoteShown.text, schema.Quote.__table__.c.text).label("text"),
        schema.Article.lang,
    )
    .join(schema.Article, schema.Article.id == schema.Quote.article_id)
    .outerjoin(schema.QuoteShown, schema.QuoteShown.quote_id == schema.Quote.id)
    .where(schema.Quote.number.in_(_KEYS), NOT_REJECTED)
)
PAGES: Select[Any] = (
    select(
        schema.Article.text,
        *(c.label(f"source_{c.key}") for c in schema.Article.__table__.c if c.key != "text"),
        schema.Outlet.name.label("outlet"),
    )
    .outerjoin(schema.Outlet, schema.Outlet.id == schema.Article.outlet_id)
    .where(schema.Article.id.in_(_KEYS))
)
QUOTED = (
    select(schema.Quote.article_id, schema.Passage.start, schema.Passage.end)
    .join(schema.Passage, schema.Passage.quote_id == schema.Quote.id)
    .outerjoin(schema.QuoteShown, schema.QuoteShown.quote_id == schema.Quote.id)
    .where(schema.Quote.article_id.in_(_KEYS), NOT_REJECTED)
)
CHANGED = select(schema.QuoteShown.quote_id, schema.QuoteShown.text).where(schema.QuoteShown.text.is_not(None))
CORPUS = {  # each from an index
    engine: select(
        func.coalesce(count, 0),
        select(func.min(schema.Article.published)).scalar_subquery(),
        select(func.max(schema.Article.published)).scalar_subquery(),
    )
    for engine, count in article_index.COUNT.items()
}


def corpus(connection: Connection, limits: Limits) -> Corpus:
    """Count the articles within ``limits``, and say from when to when they are."""
    published = schema.Article.published
    counted: tuple[Any, ...] = (func.count(), func.min(published), func.max(published))
    if limits.any:
        return Corpus(*connection.execute(_limited(connection, select(*counted), limits)).one())
    return Corpus(*connection.execute(CORPUS[connection.dialect.name]).one())


def exact_candidates(
    connection: Connection, wording: str, small: Collection[str], limits: Limits
) -> tuple[list[Words], bool]:
    """Give quotes that have the words of ``wording``, but for case, accents and elision: if any in their order, those.

    And say whether no other quote has the telling ones among these words.
    """
    wanted = f" {' '.join(fulltext.words_of(wording))} "
    numbers, whole = near.quotes_with(connection, wording, small, None if limits.any else EXACT)
    found = _words(connection, [*_changed(connection, wording), *numbers], limits, EXACT)
    return [quote for quote in found if wanted in f" {' '.join(fulltext.words_of(quote.text))} "] or found, whole


def like_candidates(
    connection: Connection, wording: str, small: Collection[str], limits: Limits, *, wide: bool = False
) -> list[Words]:
    """Give the quotes that share most with ``wording``, the nearest first; ``wide`` gives more of them."""
    most = VARIANTS if wide else near.HITS
    numbers = near.quotes_like(connection, wording, small, near.MANY if limits.any else most)
    return _words(connection, [*_changed(connection, wording), *numbers], limits, VARIANTS if wide else LIKE)


def candidates(connection: Connection, numbers: Sequence[int]) -> dict[int, Candidate]:
    """Read all that is to be told of quotes."""
    return {row.number: _candidate(row) for batch in _batches(numbers) for row in connection.execute(WHOLE, batch)}


def pages_with(connection: Connection, wording: str, small: Collection[str], limits: Limits) -> Iterator[list[Page]]:
    """Yield articles that have all telling words of ``wording``, then those that share most with it, nearest first."""
    for keys in near.articles(connection, wording, small, near.MANY if limits.any else ARTICLES):
        yield list(pages(connection, keys, limits).values())[:ARTICLES]


def pages(connection: Connection, keys: Sequence[str], limits: Limits | None = None) -> dict[str, Page]:
    """Read articles, in the order of ``keys``."""
    statement = _limited(connection, PAGES, limits or Limits())
    rows = {row.source_id: row for batch in _batches(keys) for row in connection.execute(statement, batch)}
    return {key: Page(text=rows[key].text, source=source_of(rows[key])) for key in dict.fromkeys(keys) if key in rows}


def quoted(connection: Connection, keys: Sequence[str]) -> dict[str, list[Span]]:
    """Read where articles have quotes, every printing of each."""
    found: dict[str, list[Span]] = {key: [] for key in keys}
    for batch in _batches(keys):
        for row in connection.execute(QUOTED, batch):
            found[row.article_id].append(Span(row.start, row.end))
    return found


def passages(connection: Connection, quotes: Sequence[Candidate]) -> dict[str, tuple[Span, ...]]:
    """Read the passages of each quote as shown, or else of its first printing."""
    found = printings_of(connection, [quote.id for quote in quotes if quote.passages is None])
    return {quote.id: quote.passages or found[quote.id][0] for quote in quotes}


def other_names(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give every name of some speakers, if people merged or named any speaker at all."""
    told = (Verdict.MERGE, Verdict.RENAME, Verdict.ALIAS)
    judgement = schema.Judgement
    keys = list(dict.fromkeys(ids))[:NAMED]
    if not keys or connection.scalar(select(judgement.id).where(VALID, judgement.verdict.in_(told)).limit(1)) is None:
        return {}
    return {key: tuple(sorted(corrected.names_of(connection, key))) for key in keys}


def speakers_like(connection: Connection, words: Sequence[str]) -> list[str]:
    """List the persons, as shown, with a key that has one of ``words``: few, for whoever compares names."""
    speaker, shown = schema.Speaker, schema.SpeakerShown
    found: dict[str, None] = {}
    for word in words:
        having = select(speaker.id).where(  # the plainer condition first: it spares most rows the other
            speaker.key.like(f"%{word}%"), (" " + speaker.key + " ").like(f"% {word} %")
        )
        statement = (
            select(shown.name)
            .where(shown.kind == "person", shown.speaker_id.in_(having))
            .distinct()
            .order_by(shown.name)
            .limit(BATCH)
        )
        found |= dict.fromkeys(connection.scalars(statement))
    return list(found)


def _changed(connection: Connection, wording: str) -> list[int]:
    """Give the quotes whose extent people changed, which the index has as found, if they share words with a claim."""
    wanted = set(fulltext.words_of(wording))
    rows = connection.execute(CHANGED)
    ids = [key for key, text in rows if 2 * len(wanted.intersection(fulltext.words_of(text or ""))) >= len(wanted)]
    return list(connection.scalars(select(schema.Quote.number).where(schema.Quote.id.in_(ids)))) if ids else []


def _words(connection: Connection, numbers: Iterable[int], limits: Limits, most: int) -> list[Words]:
    wanted = list(dict.fromkeys(numbers))
    statement = _limited(connection, cast("Select[Any]", WORDS), limits)
    found: dict[int, Words] = {}
    for batch in _batches(wanted):
        found.update((row.number, Words(*row)) for row in connection.execute(statement, batch))
        if len(found) >= most:
            break
    return [found[number] for number in wanted if number in found][:most]


def _batches(keys: Sequence[int] | Sequence[str]) -> Iterator[dict[str, Sequence[int] | Sequence[str]]]:
    for first in range(0, len(keys), BATCH):
        yield {"keys": keys[first : first + BATCH]}


def _candidate(row: Row[Any]) -> Candidate:
    shown = as_shown(row)
    found = not row.judged_assigned
    return Candidate(
        number=row.number,
        id=row.id,
        text=shown.text,
        status=shown.status,
        speaker=shown.speaker,
        speaker_id=shown.speaker_id,
        printed=row.speaker if found else None,
        role=row.role if found else None,
        mention=row.mention if found else None,
        confidence=row.confidence,
        cue_at=span_of(row, "cue"),
        mention_at=span_of(row, "mention"),
        passages=shown.passages,
        source=source_of(row),
    )


def _limited(connection: Connection, statement: Select[Any], limits: Limits) -> Select[Any]:
    for condition in published_between(limits.since, limits.until):
        statement = statement.where(condition)
    if limits.outlet.strip():
        statement = statement.where(schema.Article.outlet_id.in_(outlets_named(connection, limits.outlet)))
    return statement
