"""Keep which wordings go together, as articles come and go.

Wordings nearly the same are linked, and a cluster is all that links lead to. As whether two are linked depends on
these two alone, any order and batching of the same articles gives the same clusters; each is named for the smallest
id in it. An index of anchors finds what to compare. Of the wordings that have an anchor, it keeps the ``MANY`` with the
smallest ids, and a wording is compared with those that have its own anchor as a whole, and with as many of other
lengths, which share most anchors with it: what more have is a commonplace, or one saying in so many forms that the next
is nearly the same as one of these. So no article costs more for all that is stored already.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlalchemy import BindParameter, bindparam, cast, delete, func, select, update

from quotes.errors import UnknownLanguage
from quotes.folding import fold
from quotes.model import content_id
from quotes.store import bulk
from quotes.store.columns import Text
from quotes.store.derived import Anchor, Wording
from quotes.store.lately import remembered
from quotes.store.rows import BATCH
from quotes.store.schema import Quote
from quotes.wording import anchors, nearly, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from quotes.wording import Anchors

Key = TypeVar("Key", int, str)

MANY = 16
LATELY = 4_096, 2_000  # quotations whose wording is remembered, and code points of each at most

_keys: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
THERE = select(Wording.id).where(Wording.id.in_(_keys))
INDEXED = (  # one row for each anchor: rows cost more than what is in them
    select(Anchor.number, func.aggregate_strings(Anchor.wording_id + "/" + cast(Anchor.length, Text), " "))
    .where(Anchor.number.in_(_keys))
    .group_by(Anchor.number)
)
NEIGHBOURS = select(Wording.id, Wording.words, Wording.cluster).where(Wording.id.in_(_keys))
LEAVE_OUT = delete(Anchor).where(Anchor.number == bindparam("anchor"), Anchor.wording_id == bindparam("key"))
JOIN = update(Wording).where(Wording.cluster.in_(_keys)).values(cluster=bindparam("target"))
MEMBERS = select(Wording.id, Wording.lang, Wording.words).where(Wording.cluster.in_(_keys))
RENAME = update(Wording).where(Wording.id == bindparam("key")).values(cluster=bindparam("target"))
UNUSED = select(Wording.id, Wording.cluster).where(
    Wording.id.in_(_keys), ~select(Quote.id).where(Quote.wording_id == Wording.id).exists()
)


class _Member(NamedTuple):
    """A wording, as it takes part in comparing."""

    id: str
    words: str
    cluster: str

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.words.count(" ") + 1


class _Own(NamedTuple):
    """What a wording is indexed by."""

    length: int
    anchors: Anchors


def keep(connection: Connection, quotations: Sequence[tuple[str, str]]) -> list[str | None]:
    """Give the wording's id of each quotation, a language and a text; None where it has no word.

    Those that are new are kept and linked.
    """
    wordings = [(lang, _wording(text)) for lang, text in quotations]
    ids = {each: content_id("wording", *each) for each in wordings if each[1]}
    there = {key for batch in _batches(list(ids.values())) for key in connection.scalars(THERE, {"keys": batch})}
    new: dict[str, list[_Member]] = defaultdict(list)
    for (lang, words), key in ids.items():
        if key not in there:
            new[lang].append(_Member(key, words, key))
    for lang, members in new.items():
        rows = [{**each._asdict(), "lang": lang, "length": each.length} for each in members]
        bulk.add(connection, Wording, rows)
        _link(connection, lang, members)
    return [ids.get(each) for each in wordings]


_wording = remembered(wording, *LATELY)


def _own(lang: str, members: Iterable[_Member]) -> dict[str, _Own]:
    """Give the anchors of those that have any, by id."""
    found = ((member, anchors(lang, member.words)) for member in members)
    return {member.id: _Own(member.length, each) for member, each in found if each}


def _link(connection: Connection, lang: str, new: Sequence[_Member]) -> None:
    """Index new wordings, and join the clusters of all that are nearly the same."""
    own = _own(lang, new)
    numbers = {number for _, (whole, runs) in own.values() for number in (whole, *runs)}
    indexed: dict[int, list[str]] = defaultdict(list)
    for some in _batches(sorted(numbers)):
        for number, listed in connection.execute(INDEXED, {"keys": some}).all():
            indexed[number] = listed.split()
    _index(connection, own, indexed)
    near = {key: _near(each, indexed) for key, each in own.items()}
    known = {member.id: member for member in new}
    for batch in _batches(sorted({key for listed in near.values() for key in listed} - known.keys())):
        known.update((row[0], _Member(*row)) for row in connection.execute(NEIGHBOURS, {"keys": batch}).all())
    for target, others in _joined(lang, near, known):
        for batch in _batches(others):
            connection.execute(JOIN, {"keys": batch, "target": target})


def _index(connection: Connection, own: Mapping[str, _Own], indexed: dict[int, list[str]]) -> None:
    """Enter new wordings in what is indexed under their anchors, and keep that."""
    cut = _enter(own, indexed)
    new = {f"{key}/{each.length}" for key, each in own.items()}
    left_out = [{"anchor": number, "key": each.partition("/")[0]} for number, each in cut if each not in new]
    if left_out:
        connection.execute(LEAVE_OUT, left_out)
    rows: list[dict[str, object]] = []
    for number, listed in indexed.items():
        for each in new.intersection(listed):
            key, _, length = each.partition("/")
            rows.append({"number": number, "wording_id": key, "length": int(length)})
    bulk.add(connection, Anchor, rows)


def _enter(own: Mapping[str, _Own], indexed: dict[int, list[str]]) -> list[tuple[int, str]]:
    """Enter wordings under their anchors, as ``id/length``, and leave ``MANY`` under each; give those left out."""
    for key, (length, (whole, runs)) in own.items():
        for number in (whole, *runs):
            indexed[number].append(f"{key}/{length}")
    left_out: list[tuple[int, str]] = []
    for number, listed in indexed.items():
        if len(listed) > MANY:
            listed.sort()
            left_out += [(number, each) for each in listed[MANY:]]
            del listed[MANY:]
    return left_out


def _near(own: _Own, indexed: Mapping[int, list[str]]) -> list[str]:
    """Choose those that have all words but for their endings; and of other lengths, those that share most anchors."""
    same = f"/{own.length}"
    shared = Counter(chain.from_iterable(indexed[number] for number in own.anchors.runs))
    others = [each for each in shared if not each.endswith(same)]
    if len(others) > MANY:
        others = sorted(others, key=lambda each: (-shared[each], each))[:MANY]
    return [each.partition("/")[0] for each in (*indexed[own.anchors.whole], *others)]


def _joined(lang: str, near: Mapping[str, Sequence[str]], known: Mapping[str, _Member]) -> list[tuple[str, list[str]]]:
    """Compare each wording with those ``near`` it; give the clusters to join: smallest, others."""
    parents: dict[str, str] = {}

    def root(cluster: str) -> str:
        while cluster in parents:
            cluster = parents[cluster]
        return cluster

    compared: set[tuple[str, str]] = set()
    words = {key: known[key].words.split() for key in {*near, *chain.from_iterable(near.values())}}
    for key, listed in near.items():
        mine = root(known[key].cluster)
        for neighbour in listed:
            theirs = root(known[neighbour].cluster)
            if mine == theirs or (neighbour, key) in compared:
                continue
            compared.add((key, neighbour))
            if nearly(words[key], words[neighbour], _negations(lang)):  # who compares nothing needs no language
                parents[max(mine, theirs)] = mine = min(mine, theirs)
    found = defaultdict(list)
    for cluster in parents:
        found[root(cluster)].append(cluster)
    return list(found.items())


@cache
def _negations(lang: str) -> frozenset[str]:
    from quotes.lexicon import load

    try:
        return frozenset(fold(word) for word in load(lang).sets["negations"])
    except UnknownLanguage:  # an extractor of the caller's may know more languages
        return frozenset()


def release(connection: Connection, keys: Iterable[str | None]) -> None:
    """Forget those of the wordings ``keys`` that no quote has any more, and cluster again what they held together."""
    asked = sorted({key for key in keys if key})
    gone = [row for batch in _batches(asked) for row in connection.execute(UNUSED, {"keys": batch})]
    for batch in _batches([row.id for row in gone]):
        connection.execute(delete(Anchor).where(Anchor.wording_id.in_(batch)))
        connection.execute(delete(Wording).where(Wording.id.in_(batch)))
    for batch in _batches(sorted({row.cluster for row in gone})):
        _cluster_again(connection, batch)


def _cluster_again(connection: Connection, clusters: Sequence[str]) -> None:
    wanted = [(row.lang, row.id, row.words) for row in connection.execute(MEMBERS, {"keys": clusters})]
    if wanted:
        connection.execute(RENAME, [{"key": key, "target": target} for key, target in clustered(wanted).items()])


def clustered(wordings: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Cluster wordings, given as (lang, id, words), afresh and among themselves: id -> cluster."""
    by_lang = defaultdict(list)
    for lang, key, words in wordings:
        by_lang[lang].append(_Member(key, words, key))
    clusters: dict[str, str] = {}
    for lang, members in by_lang.items():
        own = _own(lang, members)
        indexed: dict[int, list[str]] = defaultdict(list)
        _enter(own, indexed)
        clusters |= {member.id: member.id for member in members}
        near = {key: _near(each, indexed) for key, each in own.items()}
        for target, others in _joined(lang, near, {member.id: member for member in members}):
            clusters |= dict.fromkeys(others, target)
    return clusters


def group_anew(connection: Connection) -> None:
    """Index and cluster all wordings that are there, as a new rule wants it."""
    connection.execute(delete(Anchor))
    connection.execute(update(Wording).values(cluster=Wording.id))
    every = connection.execute(select(Wording.lang, Wording.id).order_by(Wording.lang, Wording.id)).all()
    for lang, rows in groupby(every, key=lambda row: row.lang):
        for batch in _batches([row.id for row in rows]):
            found = connection.execute(NEIGHBOURS, {"keys": batch}).all()
            _link(connection, lang, sorted(_Member(*row) for row in found))


def _batches(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (keys[first : first + BATCH] for first in range(0, len(keys), BATCH))
