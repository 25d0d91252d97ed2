"""Read judgements: what is known of them, and whose each is shown instead of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from quotes.rulings import UNKNOWN, Judged, Verdict
from quotes.store import schema
from quotes.store.judging import judged_of
from quotes.store.people import Judgement, QuoteShown, Speaker, SpeakerShown
from quotes.store.showing import VALID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

ON_WHO_SAID = (Verdict.CONFIRM, Verdict.REJECT, Verdict.ASSIGN)  # each is an answer to the same question


class Place(NamedTuple):
    """Where a quote was found."""

    article_id: str
    start: int
    end: int
    length: int  # of the article's text


def place_of(connection: Connection, quote_id: str) -> Place:
    """Read where a quote was found, first printing."""
    quote, passage, article = schema.Quote, schema.Passage, schema.Article
    row = connection.execute(
        select(quote.article_id, func.min(passage.start), func.max(passage.end), func.length(article.text))
        .join(passage, (passage.quote_id == quote.id) & (passage.printing == 1))
        .join(article, article.id == quote.article_id)
        .where(quote.id == quote_id)
        .group_by(quote.article_id, article.text)
    ).one()
    return Place(*row)


def assigned(connection: Connection, quote_id: str) -> str | None:
    """Give the speaker that somebody assigned to a quote, UNKNOWN for nobody; None where it is as found."""
    row = connection.execute(
        select(QuoteShown.assigned, QuoteShown.speaker_id).where(QuoteShown.quote_id == quote_id)
    ).first()
    return (row.speaker_id or UNKNOWN) if row is not None and row.assigned else None


def names_in(connection: Connection, article_id: str, shown_id: str) -> list[str]:
    """List the name_ids of the speakers found in an article that are shown as ``shown_id``."""
    rows = (
        select(Speaker.name_id)
        .join(schema.Quote, schema.Quote.speaker_id == Speaker.id)
        .join(SpeakerShown, SpeakerShown.speaker_id == Speaker.id)
        .where(schema.Quote.article_id == article_id, SpeakerShown.shown_id == shown_id)
        .distinct()
    )
    return sorted(connection.scalars(rows))


def others(connection: Connection, facts: Mapping[str, Any], by: str) -> list[Judged]:
    """List what others judged of the same, and is shown until ``facts`` are: it differs, and is not withdrawn."""
    table = Judgement.__table__
    verdict = facts["verdict"]
    wanted = select(table).where(VALID, table.c.by != by).order_by(table.c.at)
    if verdict in ON_WHO_SAID:
        wanted = wanted.where(table.c.quote_id == facts["quote_id"], table.c.verdict.in_(ON_WHO_SAID))
    elif verdict is Verdict.EXTENT:
        wanted = wanted.where(table.c.quote_id == facts["quote_id"], table.c.verdict == verdict)
    elif verdict is Verdict.RENAME:
        wanted = wanted.where(table.c.speaker_id == facts["speaker_id"], table.c.verdict == verdict)
    else:
        return []
    rows = connection.execute(wanted).all()[-1:]
    return [judged_of(row) for row in rows if (row.verdict, row.value) != (verdict, facts.get("value"))]


def overtaking(connection: Connection, by: str) -> list[Judged]:
    """List others' judgements that came after one of this person's on the same, differ, and that she cannot have seen.

    That is: which came after her last judgement of all.
    """
    table = Judgement.__table__
    last = connection.scalar(select(func.max(table.c.at)).where(table.c.by == by))
    if last is None:
        return []
    own = select(table).where(VALID, table.c.by == by)
    mine = {(_about(row)): row for row in connection.execute(own.order_by(table.c.at)) if _about(row) is not None}
    later = connection.execute(select(table).where(VALID, table.c.by != by, table.c.at > last).order_by(table.c.at))
    return [
        judged_of(row)
        for row in later
        if (known := mine.get(_about(row))) is not None and (known.verdict, known.value) != (row.verdict, row.value)
    ]


def _about(row: Row[Any]) -> tuple[str, str] | None:
    """Say what a judgement is one of several answers to, if it is."""
    if row.verdict in ON_WHO_SAID:
        return row.quote_id, "who"
    if row.verdict in (Verdict.EXTENT, Verdict.RENAME):
        return row.quote_id or row.speaker_id, row.verdict
    return None


def all_judgements(connection: Connection) -> list[Judged]:
    """List all judgements, withdrawn ones too, the last first."""
    table = Judgement.__table__
    return [judged_of(row) for row in connection.execute(select(table).order_by(table.c.at.desc(), table.c.id))]
