"""Read what runs found, and how two of them differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, select, union_all

from quotes.errors import AmbiguousRun, NoSuchRun
from quotes.results.runs import Change, Gain, RunDiff, RunSummary
from quotes.store import comparing
from quotes.store.rereading import WORDS
from quotes.store.schema import Article, FormerQuote, Outlet, Quote, Reading, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row, Select

    from quotes.store.connect import Store

COUNTS = ("quotes", "gained", "lost", "changed")
IMPORT = "import"  # the task of a run that another system made
EVER = 2**31 - 1  # the end of what was not found otherwise since
COMPARED = tuple(name for name in WORDS if name != "text")  # of one place the text is always the same


def runs(store: Store) -> list[RunSummary]:
    """List the runs that read something, the latest first."""
    with store.reading() as connection:
        return [_summary(row) for row in connection.execute(_counted())]


def _counted() -> Select[Any]:
    sums = [func.sum(getattr(Reading, name)).label(name) for name in COUNTS]
    return (
        select(Run.__table__, func.count().label("articles"), *sums)
        .join(Reading, Reading.run_id == Run.id)
        .group_by(*Run.__table__.c)
        .order_by(Run.started_at.desc(), Run.id)
    )


def _summary(row: Row[Any]) -> RunSummary:
    facts: dict[str, Any] = {name: getattr(row, name) for name in Run.__table__.c.keys()}  # noqa: SIM118, no mapping
    facts |= {name: int(getattr(row, name)) for name in COUNTS}
    return RunSummary(**facts, articles=row.articles)


def diff(store: Store, before: str, after: str) -> RunDiff:
    """Compare two runs, named by the beginnings of their ids, on the articles that both read."""
    with store.reading() as connection:
        one, other = (_one(connection, prefix) for prefix in (before, after))
        first, second = (select(Reading).where(Reading.run_id == run.id).subquery() for run in (one, other))
        both = (
            select(first.c.article_id, first.c.number.label("one"), second.c.number.label("other"))
            .join(second, second.c.article_id == first.c.article_id)
            .subquery()
        )
        foreign = {name: run.id if run.task == IMPORT else None for name, run in (("one", one), ("other", other))}
        if any(foreign.values()):
            changes: Iterator[Change] = comparing.changes(connection, both, foreign)
        else:
            changes = _changes(connection, both)
        return RunDiff(
            before=one,
            after=other,
            articles=connection.execute(select(func.count()).select_from(both)).scalar_one(),
            changes=tuple(changes),
        )


def _one(connection: Connection, prefix: str) -> RunSummary:
    asked = prefix.strip().lower()
    rows = connection.execute(_counted()).all()
    named = [row for row in rows if row.task == IMPORT and json.loads(row.options)["extractor"] == asked]
    found = named[:1] or [row for row in rows if asked and row.id.startswith(asked)]
    if not found:
        raise NoSuchRun(prefix)
    if len(found) > 1:
        raise AmbiguousRun(prefix, tuple(row.id[: max(12, len(asked) + 1)] for row in found[:4]))
    return _summary(found[0])


def _changes(connection: Connection, both: Any) -> Iterator[Change]:  # noqa: ANN401
    """Pair the versions of each quote that one of the two readings found, and the other not, or not so."""
    columns = ("id", "article_id", "since", *WORDS)
    former = select(*(getattr(FormerQuote, name) for name in columns), FormerQuote.until)
    present = select(*(Quote.__table__.c[name] for name in columns), literal(EVER).label("until"))
    version = union_all(former, present).subquery()
    by_one = (version.c.since <= both.c.one) & (both.c.one < version.c.until)
    by_other = (version.c.since <= both.c.other) & (both.c.other < version.c.until)
    rows = connection.execute(
        select(version, by_one.label("by_one"), Article.path, Article.lang, Article.url, Article.published, Outlet.name)
        .join(both, both.c.article_id == version.c.article_id)
        .join(Article, Article.id == version.c.article_id)
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .where(by_one != by_other)
        .order_by(Article.published.is_(None), Article.published, Article.path, version.c.article_id, version.c.id)
    )
    pairs: dict[str, dict[bool, Row[Any]]] = {}
    for row in rows:
        pairs.setdefault(row.id, {})[bool(row.by_one)] = row
    return (_change(pair.get(True), pair.get(False)) for pair in pairs.values())


def _change(before: Row[Any] | None, after: Row[Any] | None) -> Change:
    row: Any = after or before
    gain = Gain.GAINED if before is None else Gain.LOST if after is None else Gain.CHANGED
    old, new = (None if each is None else {name: getattr(each, name) for name in COMPARED} for each in (before, after))
    fields = tuple(name for name in COMPARED if old and new and old[name] != new[name])
    return Change(
        gain=gain,
        quote_id=row.id,
        text=row.text,
        fields=fields or ("places",) if gain is Gain.CHANGED else (),
        before=old,
        after=new,
        article_id=row.article_id,
        path=row.path,
        lang=row.lang,
        outlet=row.name,
        url=row.url,
        published=row.published,
    )
