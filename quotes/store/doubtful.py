"""Which quotes to judge first: those most likely to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from quotes.model import Status
from quotes.store import schema
from quotes.store.people import QuoteShown
from quotes.store.rows import quotes_with_source

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

UNKNOWN_WITH_CANDIDATES, UNKNOWN = 0.0, 2.0  # among confidences: first of all, and last


def next_doubtful(connection: Connection, skipped: Collection[str]) -> str | None:
    """Give the id of the most doubtful quote on whose speaker nobody has a valid judgement; None if none is left.

    Unknown speakers for whom somebody fitted come first, then the attributed quotes by rising confidence, those
    of rules never measured among them as certain, then the other unknown ones.
    """
    quote, other, rule = schema.Quote, schema.OtherMention, schema.Rule
    fitted = select(other.quote_id).where(other.quote_id == quote.id, other.use == "candidate").exists()
    doubt = case(
        ((quote.status == Status.UNKNOWN) & fitted, UNKNOWN_WITH_CANDIDATES),
        (quote.status == Status.UNKNOWN, UNKNOWN),
        else_=func.coalesce(rule.confidence, 1.0),
    )
    wanted = (
        quotes_with_source()
        .with_only_columns(quote.id)
        .where(QuoteShown.verdict.is_(None))
        .order_by(doubt, quote.id)
        .limit(len(skipped) + 1)
    )
    return next((key for key in connection.scalars(wanted) if key not in skipped), None)


def left(connection: Connection) -> int:
    """Count the quotes on whose speaker nobody has a valid judgement."""
    quote = schema.Quote
    wanted = (
        select(func.count())
        .select_from(quote)
        .outerjoin(QuoteShown, QuoteShown.quote_id == quote.id)
        .where(QuoteShown.verdict.is_(None))
    )
    return connection.execute(wanted).scalar_one()
