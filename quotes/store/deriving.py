"""Write whose copy an article is; and, for articles stored by an older version, all that follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from quotes.model import Article
from quotes.store import bulk, grouping, schema
from quotes.wire import credited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from quotes.store.connect import Store
    from quotes.wire import Credit

BATCH = 100  # articles in one transaction


def agency(given: Sequence[Credit]) -> str | None:
    """Name the agency that an article counts for."""
    return min((credit.agency for credit in given), default=None)


def add_credits(connection: Connection, credited: Iterable[tuple[Article, Sequence[Credit]]]) -> None:
    """Keep the credits of stored articles."""
    rows = [
        {
            "article_id": article.id,
            "number": number,
            "agency": credit.agency,
            "field": credit.field,
            "start": credit.place.start,
            "end": credit.place.end,
            "words": credit.place.of(getattr(article, credit.field)),
        }
        for article, given in credited
        for number, credit in enumerate(given, 1)
    ]
    bulk.add(connection, schema.Credit, rows)


def complete(store: Store) -> None:
    """Group quotes that no statement has yet, and credit their articles. What is complete is left as it is."""
    quote, done = schema.Quote, ""
    while True:
        wanted = select(quote.article_id).where(quote.wording_id.is_(None), quote.article_id > done).distinct()
        with store.writing() as connection:
            keys = connection.scalars(wanted.order_by(quote.article_id).limit(BATCH)).all()
            for key in keys:
                _complete(connection, key)
        if len(keys) < BATCH:
            return
        done = keys[-1]


def _complete(connection: Connection, key: str) -> None:
    table, outlet, quote = schema.Article, schema.Outlet, schema.Quote
    row = connection.execute(
        select(table.text, table.lang, table.url, table.byline, outlet.name)
        .outerjoin(outlet, outlet.id == table.outlet_id)
        .where(table.id == key)
    ).one()
    article = Article(text=row.text, lang=row.lang, url=row.url, byline=row.byline, outlet=row.name)
    if connection.scalar(select(schema.Credit.number).where(schema.Credit.article_id == key).limit(1)) is None:
        given = credited(article)
        connection.execute(update(table).where(table.id == key).values(agency=agency(given)))
        add_credits(connection, [(article, given)])
    quotes = connection.execute(
        select(quote.id, quote.text).where(quote.article_id == key, quote.wording_id.is_(None))
    ).all()
    for each, wording in zip(
        quotes, grouping.keep(connection, [(row.lang, each.text) for each in quotes]), strict=True
    ):
        connection.execute(update(quote).where(quote.id == each.id).values(wording_id=wording))
