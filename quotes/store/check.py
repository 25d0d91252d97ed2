"""Prove a database: every claim against the text, every text against its hash, and the file itself."""

from __future__ import annotations

import hashlib
import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, inspect, select

from quotes.errors import CorruptDatabase
from quotes.model import Span, content_id
from quotes.results import Finding
from quotes.store import article_index, fulltext, judging, postgresql, schema, showing, sqlite
from quotes.store.columns import Base
from quotes.store.proof import derived
from quotes.store.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from quotes.store.connect import Store

OUT_OF_DATE = "is not what follows from the speakers and judgements"
PLACES = {  # columns of quote: words -> prefix of their place
    "speaker": "speaker",
    "mention": "mention",
    "role": "role",
    "cue": "cue",
    "said_on_words": "said_on",
    "via": "via",
}


def check(store: Store) -> list[Finding]:
    """List everything wrong; [] when the database is sound."""
    try:
        with store.reading() as connection:
            found = list(_file(connection))
            if found:
                return found  # a damaged file proves nothing about what is in it
            found += _articles(connection)
            found += _names(connection)
            found += derived(connection)
            found += [
                Finding(f"article {key}", "its words are not indexed") for key in article_index.missing(connection)
            ]
            found += [Finding(f"speaker_shown {key}", OUT_OF_DATE) for key in showing.unsettled(connection)]
            found += [Finding(f"quote_shown {key}", OUT_OF_DATE) for key in judging.shown_otherwise(connection)]
            return found + [Finding("quote_fts", what) for what in fulltext.out_of_step(connection)]
    except CorruptDatabase as error:
        return [Finding("file", error.message)]


def _file(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        yield from (Finding(*damage) for damage in sqlite.damage(connection))
    there = {*inspect(connection).get_table_names(), *inspect(connection).get_view_names()}
    missing = sorted(
        {*Base.metadata.tables, *(view.name for view in VIEWS), fulltext.TABLE, article_index.TABLE} - there
    )
    yield from (Finding("file", f"there is no {name} in it") for name in missing)
    if connection.dialect.name == "postgresql" and not missing:
        yield from (Finding(*damage) for damage in postgresql.damage(connection))


def _articles(connection: Connection) -> Iterator[Finding]:
    """Read each text once, and all the places in it."""
    article, outlet = schema.Article, schema.Outlet
    ids = connection.scalars(select(article.id).order_by(article.id)).all()
    for key in ids:
        text, digest, url, name = connection.execute(
            select(article.text, article.digest, article.url, outlet.name)
            .outerjoin(outlet, outlet.id == article.outlet_id)
            .where(article.id == key)
        ).one()
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            yield Finding(f"article {key}", "its text is not the one that was stored: the SHA-256 differs")
        if content_id("article", name, url, digest) != key:
            yield Finding(f"article {key}", "its id does not fit its outlet, url and digest")
        yield from _quotes(connection, key, text)
        yield from _others(connection, key, text)
        yield from _imported(connection, key, text)


def _quotes(connection: Connection, article: str, text: str) -> Iterator[Finding]:
    quote = schema.Quote
    printed = _passages(connection, article)
    for row in connection.execute(select(quote.__table__).where(quote.article_id == article)):
        passages = printed.get(row.id, [])
        first = [passage for passage in passages if passage.printing == 1]
        if " ".join(passage.text for passage in first) != row.text or not first:
            yield Finding(f"quote {row.id}", "its text is not that of its passages")
        if content_id("quote", article, *(n for passage in first for n in (passage.start, passage.end))) != row.id:
            yield Finding(f"quote {row.id}", "its id does not fit its article and its places")
        for passage in passages:
            where = f"passage {passage.printing}.{passage.number} of quote {row.id}"
            yield from _misquoted(where, passage.text, passage.start, passage.end, text)
        for words, prefix in PLACES.items():
            start, end = getattr(row, f"{prefix}_start"), getattr(row, f"{prefix}_end")
            if start is not None:
                yield from _misquoted(f"{words} of quote {row.id}", getattr(row, words), start, end, text)


def _passages(connection: Connection, article: str) -> dict[str, list[Row[Any]]]:
    passage, quote = schema.Passage, schema.Quote
    rows = connection.execute(
        select(passage.__table__)
        .join(quote, quote.id == passage.quote_id)
        .where(quote.article_id == article)
        .order_by(passage.quote_id, passage.printing, passage.number)
    )
    return {key: list(passages) for key, passages in groupby(rows, key=lambda row: row.quote_id)}


def _others(connection: Connection, article: str, text: str) -> Iterator[Finding]:
    other, aside, doubt, quote = schema.OtherMention, schema.Aside, schema.Doubt, schema.Quote
    mentions = select(other.__table__).join(quote, quote.id == other.quote_id).where(quote.article_id == article)
    for row in connection.execute(mentions):
        where = f"{row.use} {row.number} of quote {row.quote_id}"
        yield from _misquoted(where, row.text, row.start, row.end, text)
    for row in connection.execute(select(aside.__table__).where(aside.article_id == article)):
        yield from _misquoted(f"aside {row.number} of article {article}", row.text, row.start, row.end, text)
    for row in connection.execute(select(doubt.__table__).where(doubt.article_id == article)):
        if row.end > len(text):
            yield Finding(f"doubt {row.number} of article {article}", "its place is beyond the text")


def _imported(connection: Connection, article: str, text: str) -> Iterator[Finding]:
    table = schema.ImportedQuote
    for row in connection.execute(select(table.__table__).where(table.article_id == article)):
        places = json.loads(row.places)
        for name, words in (
            ("passages", row.text),
            ("speaker", row.speaker),
            ("mention", row.mention),
            ("cue", row.cue),
        ):
            if " ".join(Span(*pair).of(text) for pair in places[name]) != (words or ""):
                yield Finding(f"imported quote {row.id}", f"the article does not have its {name} where it says")


def _misquoted(where: str, words: str, start: int, end: int, text: str) -> Iterator[Finding]:
    if Span(start, end).of(text) != words or end > len(text):
        yield Finding(where, f"the article does not have these words at {start}-{end}")


def _names(connection: Connection) -> Iterator[Finding]:
    """Count the printed names again."""
    quote, name = schema.Quote, schema.SpeakerName
    counted = select(quote.speaker_id, quote.speaker, func.count()).where(quote.speaker_id.is_not(None))
    actual = _triples(connection, counted.group_by(quote.speaker_id, quote.speaker))
    stated = _triples(connection, select(name.speaker_id, name.name, name.quotes))
    for speaker, printed, _ in sorted(actual ^ stated):
        yield Finding(f"speaker_name {speaker}", f"miscounts the quotes of {printed!r}")


def _triples(connection: Connection, statement: Any) -> set[tuple[str, str, int]]:  # noqa: ANN401
    return {(row[0], row[1], row[2]) for row in connection.execute(statement)}
