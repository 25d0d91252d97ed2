"""Find quotes: who said it first, then the very words, then anything close."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, false, func, or_, select

from quotes.model import Kind, Span
from quotes.results import Hit, Match, SearchQuery
from quotes.store import corrected, fulltext, schema
from quotes.store.rows import NOT_REJECTED, as_shown, printings_of, quotes_with_source, source_of, span_of, status_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from quotes.store.connect import Store


def find(store: Store, query: SearchQuery) -> list[Hit]:
    """Answer ``query``, best first; within one kind of match the newest article first."""
    with store.reading() as connection:
        hits = hits_of(connection, ranked(connection, query))
        return [_with_context(connection, hit, query.context) for hit in hits] if query.context > 0 else hits


def hits_of(connection: Connection, found: Sequence[tuple[Row[Any], Match | None]]) -> list[Hit]:
    """Turn rows of ``quotes_with_source`` into hits, in the same order."""
    places = printings_of(connection, [row.id for row, _ in found])
    return [_hit(row, match, places[row.id]) for row, match in found]


def ids(connection: Connection, query: SearchQuery) -> Select[Any]:
    """Select the ids of all quotes that answer ``query``, whatever its limit."""
    statement = _narrowed(connection, query).with_only_columns(schema.Quote.id).order_by(None)
    ways = [condition for _, condition in _tiers(connection, query)]
    if ways == [None]:
        return statement
    return statement.where(or_(false(), *(way for way in ways if way is not None)))


def ranked(connection: Connection, query: SearchQuery) -> list[tuple[Row[Any], Match | None]]:
    """Run one statement a kind of match, until there are enough; a quote is given for its best one."""
    found: dict[str, tuple[Row[Any], Match | None]] = {}
    statement = _narrowed(connection, query)
    for match, condition in _tiers(connection, query):
        wanted = statement if condition is None else statement.where(condition)
        if query.limit > 0:
            wanted = wanted.limit(query.limit)  # not less what was found: it may be found again
        for row in connection.execute(wanted):
            found.setdefault(row.id, (row, _verified(match, row.judged_text or row.text, query.words)))
        if 0 < query.limit <= len(found):
            break
    order = {None: 0, Match.SPEAKER: 0, Match.EXACT: 1, Match.TOLERANT: 2}
    ranked = sorted(found.values(), key=lambda item: order[item[1]])
    return ranked[: query.limit] if query.limit > 0 else ranked


def _tiers(connection: Connection, query: SearchQuery) -> Iterator[tuple[Match | None, ColumnElement[bool] | None]]:
    """List the ways to match, best first. Words without a letter or a digit match nothing."""
    if not query.words.strip():
        yield Match.SPEAKER if query.speaker.strip() else None, None
        return
    words = fulltext.words_of(query.words)
    if words:
        text = func.coalesce(schema.QuoteShown.text, schema.Quote.__table__.c.text)
        yield Match.SPEAKER, corrected.said_by(connection, words)
        exact = corrected.worded(connection, words, fulltext.in_sequence(words))
        yield Match.EXACT, exact & fulltext.contains(text, query.words)
        yield Match.TOLERANT, corrected.worded(connection, words, fulltext.all_begin(words))


def _verified(match: Match | None, text: str, words: str) -> Match | None:
    """Call exact only what stands in the text as whole words, in the case and accents that were typed."""
    if match is not Match.EXACT:
        return match
    wording = re.escape(fulltext.as_typed(words))
    return match if re.search(rf"(?<!\w){wording}(?!\w)", fulltext.as_typed(text)) else Match.TOLERANT


def _narrowed(connection: Connection, query: SearchQuery) -> Select[Any]:
    """Apply everything but the words."""
    quote, article = schema.Quote, schema.Article
    statement = (
        quotes_with_source()
        .where(NOT_REJECTED)
        .order_by(article.published.is_(None), article.published.desc(), quote.article_id, quote.number)
    )
    if query.speaker.strip():
        words = fulltext.words_of(query.speaker)
        statement = statement.where(corrected.said_by(connection, words) if words else false())
    if query.outlet.strip():
        statement = statement.where(article.outlet_id.in_(outlets_named(connection, query.outlet)))
    if query.kind is not None:
        statement = statement.where(quote.kind == query.kind)
    if query.status is not None:
        statement = statement.where(status_shown == query.status)
    return statement.where(*published_between(query.since, query.until))


def published_between(since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    """Write what an article's date must be, both inclusive, at the coarser precision of the two compared."""
    date = schema.Article.published
    for limit, above in ((since, True), (until, False)):
        if limit is not None:
            published = func.substr(date, 1, len(limit))
            bound = func.substr(limit, 1, func.length(date))
            yield published >= bound if above else published <= bound


def outlets_named(connection: Connection, asked: str) -> list[str]:
    """List the outlets whose names have words that begin as each of those asked for."""
    wanted = fulltext.words_of(asked)
    return [
        row.id
        for row in connection.execute(select(schema.Outlet.id, schema.Outlet.name))
        if wanted and all(any(word.startswith(begin) for word in fulltext.words_of(row.name)) for begin in wanted)
    ]


def _hit(row: Row[Any], match: Match | None, printings: tuple[tuple[Span, ...], ...]) -> Hit:
    shown = as_shown(row)
    return Hit(
        id=row.id,
        match=match,
        text=shown.text,
        passages=shown.passages or printings[0],
        kind=Kind(row.kind),
        status=shown.status,
        rule=row.rule,
        confidence=row.confidence,
        speaker=shown.speaker,
        speaker_id=shown.speaker_id,
        verdict=shown.verdict,
        mention=row.mention,
        mention_at=span_of(row, "mention"),
        role=row.role,
        cue=row.cue,
        cue_at=span_of(row, "cue"),
        said_on=row.said_on,
        via=row.via,
        printings=len(printings),
        source=source_of(row),
    )


def _with_context(connection: Connection, hit: Hit, width: int) -> Hit:
    """Add the words on either side of the first printing, as many code points as were asked for."""
    first, last = hit.passages[0].start, hit.passages[-1].end
    text = schema.Article.__table__.c.text
    cut = select(
        func.substr(text, max(0, first - width) + 1, min(width, first)), func.substr(text, last + 1, width)
    ).where(schema.Article.id == hit.source.article_id)
    before, after = connection.execute(cut).one()
    return replace(hit, before=before, after=after)
