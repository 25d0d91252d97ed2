"""From rows to the nouns of ``model`` and ``results``."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, bindparam, case, or_, select

from quotes.model import Span, Status
from quotes.results import Source
from quotes.rulings import AsShown, Verdict
from quotes.store import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


BATCH = 500  # ids in one statement


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """Sort ``ids`` and cut them into lists short enough for one statement."""
    listed = sorted(ids)
    for first in range(0, len(listed), BATCH):
        yield listed[first : first + BATCH]


status_shown = case(  # as in quote_full
    (
        schema.QuoteShown.assigned == 1,
        case(
            (schema.SpeakerShown.kind.is_(None), Status.UNKNOWN),
            (schema.SpeakerShown.kind == "person", Status.NAMED),
            else_=schema.SpeakerShown.kind,
        ),
    ),
    else_=schema.Quote.status,
)
NOT_REJECTED = or_(schema.QuoteShown.verdict.is_(None), schema.QuoteShown.verdict != Verdict.REJECT)


def quotes_with_source(*more: Any) -> Select[Any]:  # noqa: ANN401
    """Select quotes with their article, outlet and confidence: ``more`` are further columns, of ``rule`` too."""
    article, quote, rule, judged, who = (
        schema.Article,
        schema.Quote,
        schema.Rule,
        schema.QuoteShown,
        schema.SpeakerShown,
    )
    assigned = judged.assigned == 1
    return (
        select(
            schema.Quote.__table__,
            *(column.label(f"source_{column.key}") for column in article.__table__.columns if column.key != "text"),
            schema.Outlet.name.label("outlet"),
            case((assigned, None), else_=rule.confidence).label("confidence"),
            *(column.label(f"judged_{column.key}") for column in judged.__table__.columns),
            *(column.label(f"who_{column.key}") for column in who.__table__.columns),
            status_shown.label("status_shown"),
            *more,
        )
        .join(article, article.id == schema.Quote.article_id)
        .outerjoin(schema.Outlet, schema.Outlet.id == article.outlet_id)
        .outerjoin(rule, (rule.run_id == quote.run_id) & (rule.name == quote.rule) & (quote.status != Status.UNKNOWN))
        .outerjoin(judged, judged.quote_id == quote.id)
        .outerjoin(who, who.speaker_id == case((assigned, judged.speaker_id), else_=quote.speaker_id))
    )


def as_shown(row: Row[Any]) -> AsShown:
    """Read what people's judgement left of a quote from a row of ``quotes_with_source``, as quote_full has it."""
    return AsShown(
        text=row.text if row.judged_text is None else row.judged_text,
        passages=places(row.judged_passages) if row.judged_passages else None,
        speaker=row.who_name,
        speaker_id=row.who_shown_id,
        status=Status(row.status_shown),
        verdict=row.judged_verdict and Verdict(row.judged_verdict),
    )


def places(written: str) -> tuple[Span, ...]:
    """Read places as a judgement has them: 120-130,140-150."""
    return tuple(Span(*map(int, place.split("-"))) for place in written.split(","))


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


_PRINTINGS = (  # made once, for it is asked often
    select(schema.Passage.quote_id, schema.Passage.printing, schema.Passage.start, schema.Passage.end)
    .where(schema.Passage.quote_id.in_(bindparam("ids", expanding=True)))
    .order_by(schema.Passage.quote_id, schema.Passage.printing, schema.Passage.number)
)


def printings_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Span, ...], ...]]:
    """Read the passages of each quote, one tuple a printing, the first printing first."""
    found: dict[str, tuple[tuple[Span, ...], ...]] = {}
    for first in range(0, len(ids), BATCH):
        rows = connection.execute(_PRINTINGS, {"ids": ids[first : first + BATCH]})
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
