"""Compare two runs of which one or both were imported from another system: their quotes are paired by place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from quotes.model import Span
from quotes.results.runs import Change, Gain
from quotes.store.rows import others_of, printings_of
from quotes.store.schema import Article, FormerQuote, ImportedQuote, Outlet, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row

WORD = re.compile(r"\w+")
NAMING = ("speaker", "mention", "chain")  # places of words that name the speaker
FACTS = ("text", "speaker", "mention", "cue")


@dataclass(frozen=True, slots=True)
class Found:
    """One quote as one run found it."""

    id: str
    facts: Mapping[str, str | None]  # FACTS
    passages: tuple[Span, ...]  # of every printing
    naming: tuple[Span, ...]
    cue: tuple[Span, ...]


def changes(connection: Connection, both: Any, runs: Mapping[str, str | None]) -> Iterator[Change]:  # noqa: ANN401
    """Say how the readings ``both.one`` and ``both.other`` differ; ``runs`` has the id of each that was imported."""
    rows = connection.execute(
        select(both, Article.path, Article.lang, Article.url, Article.published, Outlet.name)
        .join(Article, Article.id == both.c.article_id)
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .order_by(Article.published.is_(None), Article.published, Article.path, Article.id)
    ).all()
    for row in rows:
        before, after = (
            _imported(connection, row.article_id, run)
            if (run := runs[name])
            else _ours(connection, row.article_id, getattr(row, name))
            for name in ("one", "other")
        )
        yield from _compared(row, before, after)


def _imported(connection: Connection, article: str, run: str) -> list[Found]:
    table = ImportedQuote
    wanted = select(table.__table__).where(table.run_id == run, table.article_id == article).order_by(table.id)
    return [_found(row, json.loads(row.places)) for row in connection.execute(wanted)]


def _ours(connection: Connection, article: str, number: int) -> list[Found]:
    """Give what our reading of this number found, whether a later one found it otherwise or not."""
    present, former = Quote, FormerQuote
    rows = connection.execute(
        select(present.__table__).where(present.article_id == article, present.since <= number).order_by(present.id)
    ).all()
    ids = [row.id for row in rows]
    printings, others = printings_of(connection, ids), others_of(connection, ids)
    found = [
        _found(
            row,
            {
                "passages": [span for printing in printings[row.id] for span in printing],
                "chain": others[row.id, "chain"],
                **{
                    name: [(getattr(row, f"{name}_start"), getattr(row, f"{name}_end"))]
                    for name in ("speaker", "mention", "cue")
                    if getattr(row, name) is not None
                },
            },
        )
        for row in rows
    ]
    then = (former.article_id == article, former.since <= number, number < former.until)
    for row in connection.execute(select(former.__table__).where(*then).order_by(former.id)):
        places = json.loads(row.places)
        single = {name: [places[name]] for name in ("speaker", "mention", "cue") if name in places}
        passages = [span for printing in places["printings"] for span in printing]
        found.append(_found(row, {"passages": passages, "chain": places["chain"], **single}))
    return found


def _found(row: Row[Any], places: Mapping[str, Iterable[Sequence[int]]]) -> Found:
    def spans(*names: str) -> tuple[Span, ...]:
        return tuple(Span(*pair) for name in names for pair in places.get(name, ()))

    facts = {name: getattr(row, name) for name in FACTS}
    return Found(row.id, facts, spans("passages"), spans(*NAMING), spans("cue"))


def _compared(row: Row[Any], before: Sequence[Found], after: Sequence[Found]) -> Iterator[Change]:
    """Pair each quote of the first run with the one of the second that shares most of it."""
    for one in before:
        other = max(after, key=lambda each: _shared(one.passages, each.passages), default=None)
        if other is None or not _shared(one.passages, other.passages):
            yield _change(row, Gain.LOST, one, None)
        elif fields := tuple(_differing(one, other)):
            yield _change(row, Gain.CHANGED, one, other, fields)
    for other in after:
        if not any(_shared(one.passages, other.passages) for one in before):
            yield _change(row, Gain.GAINED, None, other)


def _shared(ones: Iterable[Span], others: Sequence[Span]) -> int:
    """Count the code points in both."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in ones for b in others)


def _differing(one: Found, other: Found) -> Iterator[str]:
    """Name what differs: the words of the quote, whom it is given to, the cue; marks and pointing elsewhere do not."""
    if _words(one.facts["text"]) != _words(other.facts["text"]):
        yield "text"
    names = [{tuple(_words(each.facts[name])) for name in ("speaker", "mention")} - {()} for each in (one, other)]
    if bool(names[0]) != bool(names[1]) or (
        names[0] and not names[0] & names[1] and not _shared(one.naming, other.naming)
    ):
        yield "speaker"
    if bool(one.cue) != bool(other.cue) or (one.cue and not _shared(one.cue, other.cue)):
        yield "cue"


def _words(text: str | None) -> list[str]:
    return WORD.findall((text or "").lower())


def _change(
    row: Row[Any], gain: Gain, before: Found | None, after: Found | None, fields: tuple[str, ...] = ()
) -> Change:
    one = before or after
    return Change(
        gain=gain,
        quote_id=one.id if one else "",
        text=(one.facts["text"] if one else None) or "",
        fields=fields,
        before=dict(before.facts) if before else None,
        after=dict(after.facts) if after else None,
        article_id=row.article_id,
        path=row.path,
        lang=row.lang,
        outlet=row.name,
        url=row.url,
        published=row.published,
    )
