"""Keep what people decide, and derive from it what is shown of a quote.

``quote_shown`` is a function of quote, speaker and judgement: ``show_quotes`` computes rows of it anew.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select, update

from quotes.errors.judging import AlreadyWithdrawn, AmbiguousJudgement, NoSuchJudgement
from quotes.model import content_id
from quotes.rulings import UNKNOWN, Judged, Verdict
from quotes.store import schema
from quotes.store.people import Judgement, QuoteShown, Speaker
from quotes.store.rows import batches, places
from quotes.store.showing import VALID, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Row

ON_WHO = (Verdict.CONFIRM, Verdict.REJECT, Verdict.ASSIGN, Verdict.SPLIT)
OF_CONTENT = ("at", "by", "verdict", "quote_id", "speaker_id", "article_id", "start", "end", "value", "note")


def moment(connection: Connection) -> str:
    """Give the present to the microsecond, later than that of any judgement."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    last = connection.scalar(select(func.max(Judgement.at)))
    if last is None or now > last:
        return now
    return (dt.datetime.fromisoformat(last) + dt.timedelta(microseconds=1)).isoformat(timespec="microseconds")


def keep(connection: Connection, **facts: Any) -> Judged:  # noqa: ANN401, the columns of judgement
    """Keep one judgement, as of now, and show what follows from it."""
    facts["at"] = moment(connection)
    row = Judged(id=content_id("judgement", *(facts.get(name) for name in OF_CONTENT)), **facts)
    connection.execute(insert(Judgement), [{name: getattr(row, name) for name in Judgement.__table__.c.keys()}])  # noqa: SIM118
    show(connection, row)
    return row


def withdraw(connection: Connection, prefix: str, by: str) -> Judged:
    """Take back the one valid judgement whose id starts so, and show what follows from that."""
    table = Judgement.__table__
    beginning = prefix.strip().lower()
    if not beginning or set(beginning) - set("0123456789abcdef"):
        raise NoSuchJudgement(prefix)
    rows = connection.execute(select(table).where(table.c.id >= beginning, table.c.id < beginning + "g").limit(2)).all()
    if not rows:
        raise NoSuchJudgement(prefix)
    if len(rows) > 1:
        raise AmbiguousJudgement(prefix)
    row = rows[0]
    if row.withdrawn_at is not None:
        raise AlreadyWithdrawn(row.id[:12], row.withdrawn_by, row.withdrawn_at)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    connection.execute(update(Judgement).where(Judgement.id == row.id).values(withdrawn_at=now, withdrawn_by=by))
    taken = replace(judged_of(row), withdrawn_at=now, withdrawn_by=by)
    show(connection, taken)
    return taken


def show(connection: Connection, judgement: Judged) -> None:
    """Derive anew what a judgement, or its withdrawal, can change."""
    if judgement.quote_id is not None:
        show_quotes(connection, [judgement.quote_id])
    elif judgement.verdict in (Verdict.MERGE, Verdict.SPLIT, Verdict.RENAME):
        ends = {judgement.speaker_id, judgement.value if judgement.verdict is not Verdict.RENAME else None}
        settle(connection, {end for end in ends if end is not None})
        if judgement.article_id is not None:
            show_articles(connection, [judgement.article_id])


def show_articles(connection: Connection, ids: Iterable[str]) -> None:
    """Derive quote_shown anew for articles whose quotes, or their speakers, changed."""
    for batch in batches(ids):
        about = select(Judgement.quote_id, Judgement.article_id, Judgement.verdict)
        rows = connection.execute(about.where(Judgement.article_id.in_(batch))).all()
        quotes = {row.quote_id for row in rows if row.quote_id is not None}
        split = [row.article_id for row in rows if row.verdict == Verdict.SPLIT]
        quotes.update(connection.scalars(select(schema.Quote.id).where(schema.Quote.article_id.in_(split))))
        show_quotes(connection, quotes)


def show_quotes(connection: Connection, ids: Iterable[str]) -> None:
    """Derive quote_shown anew for some quotes."""
    for batch in batches(ids):
        connection.execute(delete(QuoteShown).where(QuoteShown.quote_id.in_(batch)))
        if rows := _rows(connection, batch):
            connection.execute(insert(QuoteShown), rows)


def shown_otherwise(connection: Connection) -> list[str]:
    """List the quotes that are not shown as they should be: none, unless the tables were tampered with."""
    split = select(Judgement.article_id).where(VALID, Judgement.verdict == Verdict.SPLIT)
    ids = set(connection.scalars(select(schema.Quote.id).where(schema.Quote.article_id.in_(split))))
    ids.update(connection.scalars(select(Judgement.quote_id).where(Judgement.quote_id.is_not(None))))
    there = {row.quote_id: row._asdict() for row in connection.execute(select(QuoteShown.__table__))}
    wanted = {str(row["quote_id"]): row for batch in batches(ids) for row in _rows(connection, batch)}
    return sorted(key for key in wanted.keys() | there.keys() if wanted.get(key) != there.get(key))


def _rows(connection: Connection, ids: Sequence[str]) -> list[dict[str, object]]:
    """Make the rows of quote_shown for those of the quotes ``ids`` that need one."""
    quote = schema.Quote
    quotes: Sequence[Any] = connection.execute(
        select(quote.id, quote.article_id, Speaker.name_id)
        .outerjoin(Speaker, Speaker.id == quote.speaker_id)
        .where(quote.id.in_(ids))
    ).all()
    about = _valid(connection, quotes)
    return [row for each in quotes if (row := _shown(connection, each, about)) is not None]


def _valid(connection: Connection, quotes: Sequence[Row[Any]]) -> dict[tuple[str, str | None], list[Row[Any]]]:
    """Read the valid judgements of quotes by quote, and the splits in their articles by article and name."""
    found: dict[tuple[str, str | None], list[Row[Any]]] = {}
    table = Judgement.__table__
    articles = {row.article_id for row in quotes}
    rows = connection.execute(
        select(table)
        .where(
            VALID,
            or_(
                table.c.quote_id.in_([row.id for row in quotes]),
                table.c.article_id.in_(articles) & (table.c.verdict == Verdict.SPLIT),
            ),
        )
        .order_by(table.c.at, table.c.id)
    )
    for row in rows:
        key = (row.quote_id, None) if row.quote_id is not None else (row.article_id, row.speaker_id)
        found.setdefault(key, []).append(row)
    return found


def _shown(
    connection: Connection, quote: Row[Any], about: dict[tuple[str, str | None], list[Row[Any]]]
) -> dict[str, object] | None:
    """Make a quote's row of quote_shown; None where it is shown as it was found."""
    own, splits = about.get((quote.id, None), []), about.get((quote.article_id, quote.name_id), [])
    on_who = [row for row in (*own, *splits) if row.verdict in ON_WHO]
    extent = next((row.value for row in reversed(own) if row.verdict == Verdict.EXTENT), None)
    if not on_who and extent is None:
        return None
    last = max(on_who, key=lambda row: (row.at, row.id)) if on_who else None
    assigned = last is not None and last.value is not None
    row: dict[str, object] = {
        "quote_id": quote.id,
        "verdict": last and last.verdict,
        "assigned": int(assigned),
        "speaker_id": last.value if last is not None and last.value != UNKNOWN else None,
        "start": None,
        "end": None,
        "passages": extent,
        "text": None,
    }
    if extent is not None:
        text = connection.scalar(select(schema.Article.text).where(schema.Article.id == quote.article_id)) or ""
        spans = places(extent)
        row |= {"start": spans[0].start, "end": spans[-1].end, "text": " ".join(span.of(text) for span in spans)}
    return row


def judged(connection: Connection, quote_id: str, article_id: str, speaker_id: str | None) -> tuple[Judged, ...]:
    """List all judgements of one quote, withdrawn ones too, and the splits that took its speaker, in their order."""
    table = Judgement.__table__
    name = select(Speaker.name_id).where(Speaker.id == speaker_id).scalar_subquery()
    split = (table.c.verdict == Verdict.SPLIT) & (table.c.article_id == article_id) & (table.c.speaker_id == name)
    rows = connection.execute(
        select(table).where(or_(table.c.quote_id == quote_id, split)).order_by(table.c.at, table.c.id)
    )
    return tuple(judged_of(row) for row in rows)


def judged_of(row: Row[Any]) -> Judged:
    """Read a row of the table judgement."""
    facts = {name: getattr(row, name) for name in Judgement.__table__.c.keys()}  # noqa: SIM118
    return Judged(**{**facts, "verdict": Verdict(row.verdict)})
