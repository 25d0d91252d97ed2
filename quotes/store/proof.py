"""Prove what follows from articles and quotes: whose copy, which wording, which cluster."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from quotes.model import content_id
from quotes.results import Finding
from quotes.store import schema
from quotes.store.grouping import clustered
from quotes.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


def derived(connection: Connection) -> Iterator[Finding]:
    """List what does not follow: [] when all does."""
    yield from _credits(connection)
    yield from _wordings(connection)
    yield from _clusters(connection)


def _credits(connection: Connection) -> Iterator[Finding]:
    credit, article, outlet = schema.Credit, schema.Article, schema.Outlet
    rows = connection.execute(
        select(credit.__table__, article.text, article.byline, outlet.name.label("outlet"))
        .join(article, article.id == credit.article_id)
        .outerjoin(outlet, outlet.id == article.outlet_id)
    )
    for row in rows:
        if (getattr(row, row.field) or "")[row.start : row.end] != row.words:
            where = f"credit {row.number} of article {row.article_id}"
            yield Finding(where, f"its {row.field} does not have these words at {row.start}-{row.end}")
    first = select(func.min(credit.agency)).where(credit.article_id == article.id).scalar_subquery()
    wrong = select(article.id).where(func.coalesce(article.agency, "") != func.coalesce(first, ""))
    for key in connection.scalars(wrong):
        yield Finding(f"article {key}", "its agency is not the first of those it credits")


def _wordings(connection: Connection) -> Iterator[Finding]:
    quote, article = schema.Quote, schema.Article
    rows = connection.execute(
        select(quote.id, quote.text, quote.wording_id, article.lang).join(article, article.id == quote.article_id)
    )
    for row in rows:
        words = wording(row.text)
        if row.wording_id != (content_id("wording", row.lang, words) if words else None):
            yield Finding(f"quote {row.id}", "its wording is not that of its text")
    used = select(quote.id).where(quote.wording_id == schema.Wording.id).exists()
    for key in connection.scalars(select(schema.Wording.id).where(~used)):
        yield Finding(f"wording {key}", "no quote has it")


def _clusters(connection: Connection) -> Iterator[Finding]:
    """Cluster the members of each cluster again, among themselves."""
    table = schema.Wording
    rows = connection.execute(select(table.__table__).order_by(table.cluster, table.id))
    for cluster, members in groupby(rows, key=lambda row: row.cluster):
        listed = list(members)
        for row in listed:
            if content_id("wording", row.lang, row.words) != row.id or row.words.count(" ") + 1 != row.length:
                yield Finding(f"wording {row.id}", "its id and length do not fit its words")
        if set(clustered((row.lang, row.id, row.words) for row in listed).values()) != {cluster}:
            yield Finding(f"cluster {cluster}", "its wordings do not all belong together")
