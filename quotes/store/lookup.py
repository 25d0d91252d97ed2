"""Find speakers by id or by name, and sum up what is known of one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import null, or_, select

from quotes.errors.judging import AmbiguousSpeaker, NoSuchSpeaker, SpeakerMergedAway
from quotes.rulings import Printed, SpeakerDetail, SpeakerSummary, Verdict
from quotes.store import fulltext, schema
from quotes.store.corrected import all_begin
from quotes.store.judging import judged_of
from quotes.store.people import Judgement, QuoteShown, Speaker, SpeakerShown
from quotes.store.rows import NOT_REJECTED, batches
from quotes.store.showing import VALID
from quotes.store.summaries import SPEAKER_FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

SHORT = 12  # digits of an id given to choose from
FEW = 6  # speakers given to choose from


def speaker(connection: Connection, asked: str, *, whole: bool = False) -> str:
    """Give the shown id of the one speaker with an id that starts so, or with that name.

    ``whole``: a name must be given in full, and a speaker that was merged into another is refused.
    """
    ids = _by_id(connection, asked)
    if len({row.shown_id for row in ids}) == 1:
        row = ids[0]
        if whole and all(each.joined_id != each.shown_id for each in ids):
            raise SpeakerMergedAway(asked, row.name, row.shown_id[:SHORT])
        return str(row.shown_id)
    found = {row.shown_id: row.name for row in ids} or _by_name(connection, asked, whole=whole)
    if not found:
        raise NoSuchSpeaker(asked)
    if len(found) > 1:
        listed = sorted(found.items(), key=lambda item: (item[1], item[0]))[:FEW]
        raise AmbiguousSpeaker(asked, tuple(f"{key[:SHORT]} ({name})" for key, name in listed))
    return next(iter(found))


def _by_id(connection: Connection, asked: str) -> list[Row[Any]]:
    beginning = asked.strip().lower()
    if not re.fullmatch("[0-9a-f]{4,40}", beginning):
        return []
    key = SpeakerShown.speaker_id
    return list(
        connection.execute(select(SpeakerShown.__table__).where(key >= beginning, key < beginning + "g").limit(50))
    )


def _by_name(connection: Connection, asked: str, *, whole: bool) -> dict[str, str]:
    """Give those called so by their whole name, better beyond one article; else, not ``whole``, by a part of it."""
    words = fulltext.words_of(asked)
    found = called(connection, words)
    full = [row for row, names in found if words in names]
    tiers = [[row for row in full if row.article_id is None], full]
    if not whole:
        rows = [row for row, _ in found]
        tiers += [[row for row in rows if row.article_id is None], rows]
    best = next((tier for tier in tiers if tier), [])
    return {row.shown_id: row.name for row in best}


def called(connection: Connection, words: list[str]) -> list[tuple[Row[Any], list[list[str]]]]:
    """List the speakers with a name in which each of ``words`` begins a word, with their names in folded words."""
    if not words:
        return []
    key = Speaker.key
    fits: list[ColumnElement[bool]] = [or_(key.like(f"{word}%"), key.like(f"% {word}%")) for word in words]
    columns = (*SpeakerShown.__table__.c, Speaker.article_id)
    shown = select(*columns, Speaker.key).join(Speaker, Speaker.id == SpeakerShown.speaker_id)
    found: list[tuple[Row[Any], list[list[str]]]] = [
        (row, [row.key.split()]) for row in _rows(connection, shown.where(*fits))
    ]
    split_off = select(Judgement.value).where(VALID, Judgement.verdict == Verdict.SPLIT)
    bare = select(*SpeakerShown.__table__.c, null().label("article_id"))
    found += [
        (row, [fulltext.words_of(row.name)])
        for row in _rows(connection, bare.where(SpeakerShown.speaker_id.in_(split_off)))
        if all_begin(words, row.name)
    ]
    told = select(Judgement.speaker_id, Judgement.value).where(
        VALID, Judgement.verdict.in_((Verdict.RENAME, Verdict.ALIAS))
    )
    given = [row for row in connection.execute(told) if all_begin(words, row.value)]
    for batch in batches({row.speaker_id for row in given}):
        rows = connection.execute(
            select(*columns)
            .outerjoin(Speaker, Speaker.id == SpeakerShown.speaker_id)
            .where(SpeakerShown.speaker_id.in_(batch))
        )
        for row in rows:
            names = [fulltext.words_of(each.value) for each in given if each.speaker_id == row.speaker_id]
            found.append((row, names))
    return found


def _rows(connection: Connection, wanted: Any) -> Sequence[Row[Any]]:  # noqa: ANN401
    return connection.execute(wanted).all()


def name_of(connection: Connection, shown: str) -> str:
    """Give the name of a speaker as shown."""
    return connection.scalars(select(SpeakerShown.name).where(SpeakerShown.shown_id == shown).limit(1)).one()


def most_quoted(connection: Connection, kinds: Sequence[str], limit: int) -> list[SpeakerSummary]:
    """List speakers of some kinds, the most quoted first; ``limit`` 0: all."""
    table = SPEAKER_FULL.table
    wanted = select(table).where(table.c.kind.in_(kinds)).order_by(table.c.quotes.desc(), table.c.name, table.c.id)
    rows = connection.execute(wanted.limit(limit) if limit else wanted)
    return [SpeakerSummary(**row._asdict()) for row in rows]


def said_by(connection: Connection, shown: Iterable[str]) -> ColumnElement[bool]:
    """Whether a quote is shown as said by one of these."""
    nodes = [
        node
        for batch in batches(shown)
        for node in connection.scalars(select(SpeakerShown.speaker_id).where(SpeakerShown.shown_id.in_(batch)))
    ]
    found = schema.Quote.speaker_id.in_(nodes) & or_(QuoteShown.assigned.is_(None), QuoteShown.assigned == 0)
    return (found | QuoteShown.speaker_id.in_(nodes)) & NOT_REJECTED


def _quotes(*columns: Any) -> Select[Any]:  # noqa: ANN401
    quote, article = schema.Quote, schema.Article
    return (
        select(*columns)
        .select_from(quote)
        .join(article, article.id == quote.article_id)
        .outerjoin(schema.Outlet, schema.Outlet.id == article.outlet_id)
        .outerjoin(QuoteShown, QuoteShown.quote_id == quote.id)
    )


def summaries(connection: Connection, shown: Iterable[str]) -> list[SpeakerSummary]:
    """Sum up speakers, the most quoted first."""
    return sorted(
        (_summary(detail(connection, each)) for each in shown), key=lambda each: (-each.quotes, each.name, each.id)
    )


def _summary(known: SpeakerDetail) -> SpeakerSummary:
    return SpeakerSummary(
        **{name: getattr(known, name) for name in ("id", "name", "kind", "quotes", "articles")},
        outlets=len([outlet for outlet in known.outlets if outlet.words]),
        first_published=known.first_published,
        last_published=known.last_published,
    )


def detail(connection: Connection, shown: str) -> SpeakerDetail:
    """Gather all that is known of one speaker."""
    who = connection.execute(select(SpeakerShown.__table__).where(SpeakerShown.shown_id == shown)).all()
    nodes = [row.speaker_id for row in who]
    quote, article = schema.Quote, schema.Article
    rows = connection.execute(
        _quotes(
            quote.speaker, quote.role, quote.article_id, article.published, schema.Outlet.name.label("outlet")
        ).where(said_by(connection, [shown]))
    ).all()
    about = connection.execute(
        select(Judgement.__table__)
        .where(or_(Judgement.speaker_id.in_(nodes), Judgement.value.in_(nodes)))
        .order_by(Judgement.at)
    ).all()
    valid = [row for row in about if row.withdrawn_at is None and row.speaker_id in nodes]
    dates = sorted(row.published for row in rows if row.published)
    return SpeakerDetail(
        id=shown,
        name=who[0].name,
        kind=who[0].kind,
        quotes=len(rows),
        articles=len({row.article_id for row in rows}),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        names=_printed((row.speaker, row.published) for row in rows),
        functions=tuple(
            sorted(
                _printed((row.role, row.published) for row in rows), key=lambda each: (each.first or "~", each.words)
            )
        ),
        outlets=_printed((row.outlet or "", row.published) for row in rows),
        months=tuple(sorted(Counter(date[:7] for date in dates if len(date) > len("2021")).items())),
        aliases=tuple(row.value for row in valid if row.verdict == Verdict.ALIAS),
        wikidata=tuple(row.value for row in valid if row.verdict == Verdict.WIKIDATA),
        judgements=tuple(judged_of(row) for row in about),
    )


def _printed(seen: Iterable[tuple[str | None, str | None]]) -> tuple[Printed, ...]:
    """Count words by how often they were printed, with the first and the last date."""
    numbers: Counter[str] = Counter()
    dates: defaultdict[str, list[str]] = defaultdict(list)
    for words, date in seen:
        if words is not None:
            numbers[words] += 1
            dates[words] += [date] if date else []
    return tuple(
        Printed(words, number, min(dates[words], default=None), max(dates[words], default=None))
        for words, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    )
