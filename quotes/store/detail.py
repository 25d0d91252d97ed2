"""All that is known of one quote, with the paragraphs it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from quotes.errors import AmbiguousId, NoSuchQuote
from quotes.model import Kind, Span, Status
from quotes.precision import Basis, Confidence
from quotes.results import Excerpt, Printing, QuoteDetail
from quotes.store import schema
from quotes.store.judging import judged
from quotes.store.rows import as_shown, others_of, printings_of, quotes_with_source, source_of, span_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.rulings import Judged
    from quotes.store.connect import Store

REACH = 2_000  # code points of a paragraph shown on either side; some texts are one endless line
SHOWN = 12  # digits of an id given to choose from
FEW = 4  # ids given to choose from


def detail(store: Store, id_prefix: str) -> QuoteDetail:
    """Give the one quote whose id starts so, all but why it has its speaker."""
    with store.reading() as connection:
        key = one_id(connection, id_prefix)
        statement = quotes_with_source(
            schema.Article.text.label("article_text"),
            schema.Run.version,
            schema.Run.started_at,
            *(
                column
                for column in schema.Rule.__table__.c
                if column.key in {"precision", "lower_bound", "cases", "basis"}
            ),
        ).join(schema.Run, schema.Run.id == schema.Quote.run_id)
        row = connection.execute(statement.where(schema.Quote.id == key)).one()
        printings = printings_of(connection, [key])[key]
        others = _other_mentions(connection, key)
        judgements = judged(connection, key, row.article_id, row.speaker_id)
    return _detail(row, printings, others, judgements)


def one_id(connection: Connection, id_prefix: str) -> str:
    """Give the id of the one quote whose id starts so (``AmbiguousId``, ``NoSuchQuote``)."""
    prefix = id_prefix.strip().lower()
    if not prefix or set(prefix) - set("0123456789abcdef"):
        raise NoSuchQuote(id_prefix)
    key = schema.Quote.id
    found = connection.scalars(select(key).where(key >= prefix, key < prefix + "g").order_by(key).limit(FEW)).all()
    if not found:
        raise NoSuchQuote(id_prefix)
    if len(found) > 1:
        raise AmbiguousId(id_prefix, tuple(each[: max(SHOWN, len(prefix) + 1)] for each in found))
    return found[0]


def _other_mentions(connection: Connection, key: str) -> dict[str, tuple[Span, ...]]:
    found = others_of(connection, [key])
    return {use: tuple(found[key, use]) for use in schema.MENTION_USES}


def _detail(
    row: Row[Any],
    printings: tuple[tuple[Span, ...], ...],
    others: dict[str, tuple[Span, ...]],
    judgements: tuple[Judged, ...],
) -> QuoteDetail:
    text, as_judged = row.article_text, as_shown(row)
    extent = as_judged.passages
    speaker_at, mention_at, cue_at = (span_of(row, prefix) for prefix in ("speaker", "mention", "cue"))
    around = [at for at in (mention_at, cue_at) if at]
    first = excerpt(text, (*printings[0], *around))
    shown = Span(first.start, first.start + len(first.text))
    elsewhere = speaker_at is not None and not shown.start <= speaker_at.start <= speaker_at.end <= shown.end
    return QuoteDetail(
        id=row.id,
        text=row.text,
        kind=Kind(row.kind),
        status=Status(row.status),
        rule=row.rule,
        confidence=_confidence(row),
        why=None,
        speaker=row.speaker,
        speaker_id=row.speaker_id,
        speaker_at=speaker_at,
        speaker_excerpt=excerpt(text, (speaker_at,)) if speaker_at and elsewhere else None,
        mention=row.mention,
        mention_at=mention_at,
        chain=others["chain"],
        chain_words=tuple(span.of(text) for span in others["chain"]),
        role=row.role,
        role_at=span_of(row, "role"),
        cue=row.cue,
        cue_at=cue_at,
        said_on=row.said_on,
        said_on_at=span_of(row, "said_on"),
        via=row.via,
        via_at=span_of(row, "via"),
        candidates=others["candidate"],
        candidate_words=tuple(span.of(text) for span in others["candidate"]),
        printings=(
            Printing(passages=printings[0], excerpt=first),
            *(Printing(passages=spans, excerpt=excerpt(text, spans)) for spans in printings[1:]),
        ),
        source=source_of(row),
        version=row.version,
        extracted_at=row.started_at,
        shown=as_judged,
        changed=Printing(passages=extent, excerpt=excerpt(text, (*extent, *around))) if extent else None,
        judgements=judgements,
    )


def _confidence(row: Row[Any]) -> Confidence | None:
    if row.confidence is None:
        return None
    return Confidence(row.confidence, row.precision, row.lower_bound, row.cases, Basis(row.basis))


def excerpt(text: str, spans: tuple[Span, ...]) -> Excerpt:
    """Cut out the paragraphs that hold ``spans``, or at most ``REACH`` code points on either side."""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    begin = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    near, far = max(begin, first - REACH), min(end, last + REACH)
    return Excerpt(text=text[near:far], start=near, cut_before=near > begin, cut_after=far < end)
