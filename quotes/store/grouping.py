"""Keep which wordings go together, as articles come and go.

Wordings nearly the same are linked, and a cluster is all that links lead to. As whether two are linked depends on
these two alone, any order and batching of the same articles gives the same clusters; each is named for the smallest
id in it. An index of anchors finds what to compare. Of the wordings that have an anchor, it keeps the ``MANY`` with the
smallest ids, and a wording is compared with as many, those that share most anchors with it: what more have is a
commonplace, or one saying in so many forms that the next is nearly the same as one of these. So no article costs more
for all that is stored already.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlalchemy import BindParameter, bindparam, delete, select, update

from quotes.errors import UnknownLanguage
from quotes.folding import fold
from quotes.model import content_id
from quotes.store import bulk
from quotes.store.derived import Anchor, Wording
from quotes.store.rows import BATCH
from quotes.store.schema import Quote
from quotes.wording import anchors, nearly, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

Key = TypeVar("Key", int, str)

MANY = 16

_keys: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
THERE = select(Wording.id).where(Wording.id.in_(_keys))
INDEXED = select(Anchor.number, Anchor.wording_id).where(Anchor.number.in_(_keys))
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


def keep(connection: Connection, quotations: Sequence[tuple[str, str]]) -> list[str | None]:
    """Give the wording's id of each quotation, a language and a text; None where it has no word.

    Those that are new are kept and linked.
    """
    wordings = [(lang, wording(text)) for lang, text in quotations]
    ids = {each: content_id("wording", *each) for each in wordings if each[1]}
    there = {key for batch in _batches(list(ids.values())) for key in connection.scalars(THERE, {"keys": batch})}
    new: dict[str, list[_Member]] = defaultdict(list)
    for (lang, words), key in ids.items():
        if key not in there:
            new[lang].append(_Member(key, words, key))
    for lang, members in new.items():
        rows = [{**each._asdict(), "lang": lang, "length": each.words.count(" ") + 1} for each in members]
        bulk.add(connection, Wording, rows)
        _link(connection, lang, members)
    return [ids.get(each) for each in wordings]


def _link(connection: Connection, lang: str, new: Sequence[_Member]) -> None:
    """Index new wordings, and join the clusters of all that are nearly the same."""
    numbers = {member.id: anchors(lang, member.words) for member in new}
    indexed: dict[int, list[str]] = defaultdict(list)
    for some in _batches(sorted({number for listed in numbers.values() for number in listed})):
        for number, key in connection.execute(INDEXED, {"keys": some}).all():
            indexed[number].append(key)
    _index(connection, numbers, indexed)
    near = {key: _nearest(indexed[number] for number in own) for key, own in numbers.items()}
    known = {member.id: member for member in new}
    for batch in _batches(sorted({key for listed in near.values() for key in listed} - known.keys())):
        known.update((row[0], _Member(*row)) for row in connection.execute(NEIGHBOURS, {"keys": batch}).all())
    for target, others in _joined(lang, near, known):
        for batch in _batches(others):
            connection.execute(JOIN, {"keys": batch, "target": target})


def _index(connection: Connection, numbers: Mapping[str, Sequence[int]], indexed: dict[int, list[str]]) -> None:
    """Add new wordings, by their anchors, to what is indexed under these, and cut it to ``MANY``."""
    for key, own in numbers.items():
        for number in own:
            indexed[number].append(key)
    left_out, rows = [], []
    for number, listed in indexed.items():
        listed.sort()
        left_out += [{"anchor": number, "key": key} for key in listed[MANY:] if key not in numbers]
        del listed[MANY:]
        rows += [{"number": number, "wording_id": key} for key in listed if key in numbers]
    if left_out:
        connection.execute(LEAVE_OUT, left_out)
    bulk.add(connection, Anchor, rows)


def _nearest(found: Iterable[Iterable[str]]) -> list[str]:
    """Choose those that share most anchors."""
    shared = Counter(chain.from_iterable(found))
    return sorted(shared, key=lambda key: (-shared[key], key))[:MANY] if len(shared) > MANY else list(shared)


def _joined(lang: str, near: Mapping[str, Sequence[str]], known: Mapping[str, _Member]) -> list[tuple[str, list[str]]]:
    """Compare each wording with those ``near`` it; give the clusters to join: smallest, others."""
    parents: dict[str, str] = {}

    def root(cluster: str) -> str:
        while cluster in parents:
            cluster = parents[cluster]
        return cluster

    negations = _negations(lang)
    compared: set[tuple[str, str]] = set()
    words = {key: known[key].words.split() for key in {*near, *chain.from_iterable(near.values())}}
    for key, listed in near.items():
        for neighbour in listed:
            mine, theirs = root(known[key].cluster), root(known[neighbour].cluster)
            if mine == theirs or (neighbour, key) in compared:
                continue
            compared.add((key, neighbour))
            if nearly(words[key], words[neighbour], negations):
                parents[max(mine, theirs)] = min(mine, theirs)
    found = defaultdict(list)
    for cluster in parents:
        found[root(cluster)].append(cluster)
    return list(found.items())


@cache
def _negations(lang: str) -> frozenset[str]:
    from quotes.lexicon import load  # who only asks needs no language

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
        numbers = {member.id: anchors(lang, member.words) for member in members}
        indexed = defaultdict(list)
        for key, listed in numbers.items():
            for number in listed:
                indexed[number].append(key)
        clusters |= {key: key for key in numbers}
        near = {key: list({other for number in own for other in indexed[number]}) for key, own in numbers.items()}
        for target, others in _joined(lang, near, {member.id: member for member in members}):
            clusters |= dict.fromkeys(others, target)
    return clusters


def _batches(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (keys[first : first + BATCH] for first in range(0, len(keys), BATCH))
