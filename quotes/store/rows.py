"""From rows to the nouns of ``model`` and ``results``."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, select

from quotes.model import Span, Status
from quotes.results import Source
from quotes.store import schema

if TYPE_CHECKING:
    from collections.abc import Sequence


BATCH = 500  # ids in one statement


def quotes_with_source(*more: Any) -> Select[Any]:  # noqa: ANN401
    """Select quotes with their article, outlet and confidence: ``more`` are further columns, of ``rule`` too."""
    article, quote, rule = schema.Article, schema.Quote, schema.Rule
    return (
        select(
            schema.Quote.__table__,
            *(column.label(f"source_{column.key}") for column in article.__table__.columns if column.key != "text"),
            schema.Outlet.name.label("outlet"),
            rule.confidence,
            *more,
        )
        .join(article, article.id == schema.Quote.article_id)
        .outerjoin(schema.Outlet, schema.Outlet.id == article.outlet_id)
        .outerjoin(rule, (rule.run_id == quote.run_id) & (rule.name == quote.rule) & (quote.status != Status.UNKNOWN))
    )


def source_of(row: Row[Any]) -> Source:
    """Read where a quote was printed from a row of ``quotes_with_source``."""
    return Source(
        article_id=row.source_id,
        path=row.source_path,
        lang=row.source_lang,
        digest=row.source_digest,
        outlet=row.outlet,
        url=row.source_url,
        title=row.source_title,
        byline=row.source_byline,
        published=row.source_published,
        agency=row.source_agency,
    )


def span_of(row: Row[Any], prefix: str) -> Span | None:
    """Read a place that may be missing."""
    start = getattr(row, f"{prefix}_start")
    return None if start is None else Span(start, getattr(row, f"{prefix}_end"))


def printings_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Span, ...], ...]]:
    """Read the passages of each quote, one tuple a printing, the first printing first."""
    found: dict[str, tuple[tuple[Span, ...], ...]] = {}
    passage = schema.Passage
    for first in range(0, len(ids), BATCH):
        rows = connection.execute(
            select(passage.quote_id, passage.printing, passage.start, passage.end)
            .where(passage.quote_id.in_(ids[first : first + BATCH]))
            .order_by(passage.quote_id, passage.printing, passage.number)
        )
        for quote, of_quote in groupby(rows, key=lambda row: row.quote_id):
            found[quote] = tuple(
                tuple(Span(row.start, row.end) for row in passages)
                for _, passages in groupby(of_quote, key=lambda row: row.printing)
            )
    return found


def others_of(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], list[Span]]:
    """Read the further mentions of each quote: (its id, ``chain`` or ``candidate``) -> places in their order."""
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    other = schema.OtherMention
    for first in range(0, len(ids), BATCH):
        rows = connection.execute(
            select(other.quote_id, other.use, other.start, other.end)
            .where(other.quote_id.in_(ids[first : first + BATCH]))
            .order_by(other.quote_id, other.use, other.number)
        )
        for row in rows:
            found[row.quote_id, row.use].append(Span(row.start, row.end))
    return found
