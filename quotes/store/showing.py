"""What is shown of speakers: the names joined, then people's merges, splits and names applied.

``speaker_shown`` is a function of the tables speaker, speaker_name and judgement. ``settle`` computes it anew for
whatever hangs together with some speakers: all uses of their names, and what was ever merged with these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, delete, func, or_, select

from quotes.model import content_id
from quotes.rulings import Verdict
from quotes.store import bulk
from quotes.store.joining import bearers
from quotes.store.people import Judgement, Speaker, SpeakerName, SpeakerShown
from quotes.store.rows import batches
from quotes.store.uses import LATELY, PERSON, Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Row

VALID = Judgement.withdrawn_at.is_(None)
LINKS = (Verdict.MERGE, Verdict.SPLIT)

_keys: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
JUDGED = select(Judgement.id).where(VALID, Judgement.verdict.in_((*LINKS, Verdict.RENAME))).limit(1)
NAMES = select(Speaker.name_id).where(or_(Speaker.id.in_(_keys), Speaker.name_id.in_(_keys))).distinct()
NAMED = select(Speaker.__table__).where(Speaker.name_id.in_(_keys))
LINKED = select(Judgement.__table__).where(
    VALID, Judgement.verdict.in_(LINKS), or_(Judgement.speaker_id.in_(_keys), Judgement.value.in_(_keys))
)
RENAMED = select(Judgement.at, Judgement.speaker_id, Judgement.value).where(
    VALID, Judgement.verdict == Verdict.RENAME, Judgement.speaker_id.in_(_keys)
)
SHOWN = select(SpeakerShown.__table__).where(SpeakerShown.speaker_id.in_(_keys))
QUOTED = (
    select(SpeakerName.speaker_id, func.sum(SpeakerName.quotes))
    .where(SpeakerName.speaker_id.in_(_keys))
    .group_by(SpeakerName.speaker_id)
)


class Shown(NamedTuple):
    """A row of speaker_shown but for its key."""

    joined_id: str
    shown_id: str
    called_id: str
    kind: str
    name: str


@dataclass(slots=True)
class Family:
    """All that can have a say in who some speakers are."""

    speakers: dict[str, Row[Any]] = field(default_factory=dict)
    nodes: set[str] = field(default_factory=set)
    judged: bool = False  # whether anybody merged, split or renamed any speaker, of these or others
    links: dict[str, Row[Any]] = field(default_factory=dict)  # merges and splits, by id


def settle(connection: Connection, ids: Iterable[str]) -> None:
    """Bring speaker_shown up to date for the speakers ``ids`` and all that hangs together with them."""
    wanted, there = _wanted_and_there(connection, set(ids))
    for batch in batches(key for key, shown in there.items() if wanted.get(key) != shown):
        connection.execute(delete(SpeakerShown).where(SpeakerShown.speaker_id.in_(batch)))
    new = [{"speaker_id": key, **shown._asdict()} for key, shown in wanted.items() if there.get(key) != shown]
    bulk.add(connection, SpeakerShown, new)


def unsettled(connection: Connection) -> list[str]:
    """List the speakers that are not shown as they should be: none, unless the tables were tampered with."""
    every = {*connection.scalars(select(Speaker.id)), *connection.scalars(select(SpeakerShown.speaker_id))}
    wanted, there = _wanted_and_there(connection, every)
    return sorted(key for key in wanted.keys() | there.keys() if wanted.get(key) != there.get(key))


def _wanted_and_there(connection: Connection, ids: set[str]) -> tuple[dict[str, Shown], dict[str, Shown]]:
    """Give the rows of speaker_shown that should be and those that are, for ``ids`` and all they hang together with."""
    family = _family(connection, ids)
    wanted = _shown(connection, family)
    there = {
        row.speaker_id: Shown(row.joined_id, row.shown_id, row.called_id, row.kind, row.name)
        for batch in batches(family.nodes | wanted.keys())
        for row in connection.execute(SHOWN, {"keys": batch}).all()
    }
    return wanted, there


def _family(connection: Connection, ids: set[str]) -> Family:
    """Follow names, merges and splits from ``ids`` until nothing new turns up."""
    family = Family(judged=connection.scalar(JUDGED) is not None)
    names: set[str] = set()
    new = ids
    while new:
        family.nodes |= new
        met: set[str] = set()
        for batch in batches(new):
            met.update(connection.scalars(NAMES, {"keys": batch}).all())
            if family.judged:
                family.links.update((row.id, row) for row in connection.execute(LINKED, {"keys": batch}))
        for batch in batches(met - names):
            family.speakers.update((row.id, row) for row in connection.execute(NAMED, {"keys": batch}).all())
        names |= met
        ends = {end for link in family.links.values() for end in (link.speaker_id, link.value)}
        new = (ends | names | family.speakers.keys()) - family.nodes
        if not family.judged:  # names lead to nothing else
            family.nodes |= new
            break
    return family


def _shown(connection: Connection, family: Family) -> dict[str, Shown]:
    """Work out who each speaker of a family is."""
    joined = _joined(connection, family)
    splits = sorted(
        (link for link in family.links.values() if link.verdict == Verdict.SPLIT),
        key=lambda link: link.at,
        reverse=True,
    )
    origin = {link.value: link.speaker_id for link in splits}
    joined.update((node, node) for node in origin)
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while node in parent:
            node = parent[node]
        return node

    merges = (link for link in family.links.values() if link.verdict == Verdict.MERGE)
    for link in sorted(merges, key=lambda link: (link.at, link.id)):
        if link.speaker_id in joined and link.value in joined:  # else it names one who is several by now
            one, other = root(joined[link.speaker_id]), root(joined[link.value])
            if one != other:
                parent[one] = other
    faces = _faces(connection, family, joined, origin)
    called = {
        row.id: content_id("speaker", row.kind, row.key)
        for row in family.speakers.values()
        if row.article_id is not None
    }
    return {
        node: Shown(own, whole, called.get(whole, whole), *faces[whole])
        for node, own in joined.items()
        for whole in (root(own),)
    }


def _joined(connection: Connection, family: Family) -> dict[str, str]:
    """Give for each use, and for each name that one person alone bears, who it is by the names alone."""
    by_name: dict[str, list[Row[Any]]] = {}
    for row in family.speakers.values():
        by_name.setdefault(row.name_id, []).append(row)
    persons = {name for name, rows in by_name.items() if rows[0].kind == PERSON and rows[0].article_id is None}
    counted = _quotes(connection, [row.id for name in persons for row in by_name[name]])
    joined: dict[str, str] = {}
    for name, rows in by_name.items():
        if name not in persons:
            joined.update((row.id, row.id) for row in rows)
            continue
        used = {Use(*(getattr(row, column) for column in Use._fields)): counted.get(row.id, 0) for row in rows}
        quoted = {use: number for use, number in used.items() if number}
        found = bearers(quoted or used)  # somebody named by a judgement alone may have no quote
        joined.update((row.id, name if found.main else row.id) for row in rows)  # those that no quote has any more
        for group in found.groups:
            own = name if group is found.main else min(use.id for use in group)
            joined.update((use.id, own) for use in group)
        if found.main:
            joined[name] = name
    return joined


def _quotes(connection: Connection, ids: list[str]) -> dict[str, int]:
    return {
        key: int(quotes) for batch in batches(ids) for key, quotes in connection.execute(QUOTED, {"keys": batch}).all()
    }


def _faces(
    connection: Connection, family: Family, joined: dict[str, str], origin: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """Give the kind and the name of each person or body: the last name somebody gave it, else the best printed."""
    printed: dict[str, tuple[str, str]] = {}
    for row in sorted(family.speakers.values(), key=lambda row: (form(row.name), row.id)):
        printed.setdefault(joined[row.id], (row.kind, " ".join(row.name.split())))
    for node, source in origin.items():
        printed.update(
            (node, (row.kind, " ".join(row.name.split())))
            for row in family.speakers.values()
            if source in (row.id, row.name_id)
        )
    asked = family.nodes if family.judged else ()
    renames = [row for batch in batches(asked) for row in connection.execute(RENAMED, {"keys": batch})]
    given = {joined.get(row.speaker_id, ""): row.value for row in sorted(renames, key=lambda row: row.at)}
    return {node: (kind, given.get(node, name)) for node, (kind, name) in printed.items()}


@lru_cache(LATELY)
def form(name: str) -> tuple[int, int, str]:
    """Order printed forms, the best first: fewest capitals, then most accents.

    >>> min(["ELISABETH BORNE", "Elisabeth Borne", "Élisabeth Borne"], key=form)
    'Élisabeth Borne'
    """
    return sum(char.isupper() for char in name), -sum(not char.isascii() for char in name), name
