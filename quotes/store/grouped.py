"""Read statements: quotes by the cluster of their wordings and by their speaker.

The views ``quote_statement``, ``statement`` and ``conflict`` say the same in SQL.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from quotes.model import Status
from quotes.results.statements import NOBODY, Conflict, Disagreement, Statement
from quotes.store.rows import BATCH, NOT_REJECTED, quotes_with_source
from quotes.store.schema import Article, Passage, Quote, Wording
from quotes.store.search import hits_of, ranked
from quotes.store.views import CONFLICT
from quotes.wording import SHORT, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from quotes.results import Hit, SearchQuery
    from quotes.store.connect import Store

WIDER = 4  # times as many quotes are looked for, until they make enough statements
PERSONS = (Status.NAMED, Status.RESOLVED)


class _Printed(NamedTuple):
    """A quote, with what decides which statement it reports."""

    hit: Hit
    speaker_id: str | None
    cluster: str | None
    length: int


def find(store: Store, query: SearchQuery) -> list[Statement]:
    """Give the statements of the quotes that answer ``query``, best first, each with all its printings."""
    asked = replace(query, limit=max(0, query.limit) * WIDER)
    with store.reading() as connection:
        while True:
            found = ranked(connection, asked)
            known = _by_quote(connection, [row.id for row, _ in found])
            answer: dict[str, Statement] = {}
            for row, match in found:
                answer.setdefault(known[row.id].id, replace(known[row.id], match=match))
            if query.limit <= 0 or len(answer) >= query.limit or len(found) < asked.limit:
                return list(answer.values())[: query.limit if query.limit > 0 else None]
            asked = replace(asked, limit=asked.limit * WIDER)


def conflicts(store: Store) -> list[Conflict]:
    """List judged quotes that are found no more, then words that several speakers are credited with.

    The gravest come first, then the most printed.
    """
    disputed = select(CONFLICT.table.c.cluster)
    by_cluster = defaultdict(list)
    with store.reading() as connection:
        for statement in _statements(_printed(connection, Wording.cluster.in_(disputed))):
            if statement.cluster and statement.speaker_id:
                by_cluster[statement.cluster].append(statement)
        judged = list(_judged(connection))
    found = [_conflict(cluster, statements) for cluster, statements in by_cluster.items()]
    order = list(Disagreement)
    return judged + sorted(
        found, key=lambda each: (order.index(each.disagreement), -each.printings, each.cluster or "")
    )


def _judged(connection: Connection) -> Iterator[Conflict]:
    """Give each quote that was kept for its judgement alone, with what the last reading found in its place."""
    last, other = aliased(Passage), aliased(Quote)
    found_then = select(Quote.id).join(Article, Article.id == Quote.article_id).where(Quote.run_id != Article.run_id)
    instead = (
        select(other.id)
        .join(Article, Article.id == other.article_id)
        .join(last, last.quote_id == other.id)
        .join(Quote, Quote.article_id == other.article_id)
        .join(Passage, Passage.quote_id == Quote.id)
        .where(other.run_id == Article.run_id, last.start < Passage.end, Passage.start < last.end)
        .order_by(other.number)
        .distinct()
    )
    for key in connection.scalars(found_then.order_by(Quote.article_id, Quote.number)).all():
        places = connection.scalars(instead.add_columns(other.number).where(Quote.id == key)).all()
        known = _by_quote(connection, [key, *places])
        alone = [
            replace(known[each], printings=tuple(hit for hit in known[each].printings if hit.id == each))
            for each in (key, *places)
            if each in known  # and not rejected
        ]
        if key in known:
            yield Conflict(cluster=alone[0].cluster, disagreement=Disagreement.JUDGED, statements=tuple(alone))


def _by_quote(connection: Connection, ids: Sequence[str]) -> dict[str, Statement]:
    """Give the statement of each quote."""
    found: dict[str, Statement] = {}
    for first in range(0, len(ids), BATCH):
        missing = [key for key in ids[first : first + BATCH] if key not in found]
        clusters = select(Wording.cluster).join(Quote, Quote.wording_id == Wording.id).where(Quote.id.in_(missing))
        rows = _printed(connection, or_(Wording.cluster.in_(clusters), Quote.id.in_(missing)))
        found |= {hit.id: statement for statement in _statements(rows) for hit in statement.printings}
    return found


def _printed(connection: Connection, condition: Any) -> list[_Printed]:  # noqa: ANN401
    rows = connection.execute(
        quotes_with_source(Wording.cluster, Wording.length)
        .outerjoin(Wording, Wording.id == Quote.wording_id)
        .where(condition, NOT_REJECTED)
        .order_by(Quote.article_id, Quote.number)
    ).all()
    hits = hits_of(connection, [(row, None) for row in rows])
    return [_Printed(hit, row.who_called_id, row.cluster, row.length or 0) for hit, row in zip(hits, rows, strict=True)]


def _statements(printed: Sequence[_Printed]) -> Iterator[Statement]:
    """Make statements of quotes, all of each cluster being there."""
    credited = defaultdict(set)
    for each in printed:
        if each.speaker_id and each.length >= SHORT:
            credited[each.cluster].add(each.speaker_id)
    groups: dict[str, list[_Printed]] = defaultdict(list)
    speakers: dict[str, str | None] = {}
    for each in printed:
        sole = min(credited[each.cluster]) if len(credited[each.cluster]) == 1 else None
        speaker = each.speaker_id or sole
        alone = each.cluster is None or (each.length < SHORT and each.speaker_id is None)
        key = each.hit.id if alone else f"{each.cluster:.20}{speaker or NOBODY:.20}"
        groups[key].append(each)
        speakers[key] = speaker
    for key, group in groups.items():
        hits = sorted((each.hit for each in group), key=_earliest)
        yield Statement(
            id=key,
            cluster=group[0].cluster,
            speaker=next((hit.speaker for hit in hits if hit.status is not Status.UNKNOWN), None),
            speaker_id=speakers[key],
            printings=tuple(hits),
        )


def _earliest(hit: Hit) -> tuple[bool, str, str]:
    return hit.source.published is None, hit.source.published or "", hit.source.article_id


def _conflict(cluster: str, statements: list[Statement]) -> Conflict:
    names = [
        frozenset(wording(statement.speaker or "").split())
        for statement in statements
        if any(hit.status in PERSONS for hit in statement.printings)
    ]
    apart = any(not (one <= other or other <= one) for one, other in combinations(names, 2))
    persons = len(names) > 1
    return Conflict(
        cluster=cluster,
        disagreement=Disagreement.PEOPLE if apart else Disagreement.NAMES if persons else Disagreement.FUNCTIONS,
        statements=tuple(sorted(statements, key=lambda each: (-len(each.printings), each.id))),
    )
