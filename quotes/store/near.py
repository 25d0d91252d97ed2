"""Which stored quotes and articles may hold a claimed wording, whatever was changed in it: from indexes alone.

A candidate shares words with the claim; whether it holds the wording is for ``quotes.match`` to say. What has all of
the telling words is looked up first. For the others, the telling words are taken in groups of neighbours: where a
few words were changed, some group was left alone. Of a group that nothing has, parts are looked up; one that much has,
with its neighbour. Only words that no group found are looked up alone, and count where they are rare.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, TypeVar

from quotes.store import article_index, fulltext, together

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from quotes.store.article_index import Key

Row = TypeVar("Row", bound=int | str)
Group = tuple[str | tuple[str, ...], ...]  # words, of those in a tuple any
Hit = tuple[Group, list[Row]]  # what has them all

MANY = 1_500  # rows of each group for whoever narrows them down
ASKED = 16  # words of a claim that are looked up, the rarest by look
GROUP = 4  # of them that are looked up together
LITTLE = 0.01  # weight of a word that stands in more
HITS = 40  # rows of each group; a word that more have says too little by itself
EACH = 12  # candidates for each group, so that every part of a claim finds its own
TELLING = 8  # words that are enough to find what has all of a claim; of a longer one none is looked up alone
FEW = 100  # rows
SHORT = 8  # words of a claim that are one group
SEVERAL = 3  # words that say something together


def quotes_with(
    connection: Connection, wording: str, small: Collection[str], most: int | None
) -> tuple[list[int], bool]:
    """Give the numbers of quotes that have the telling words of ``wording``, in whatever order, and whether it is all.

    Where these are many, or the words too few to tell, it is those, or ``most`` of them, that have all words one after
    the other: no index knows that sooner.
    """
    words = fulltext.words_of(wording)
    telling = _rarest(words, small)
    if len(telling) >= SEVERAL:
        (numbers,) = together.quotes_having(connection, [telling], FEW + 1)
        if len(numbers) <= FEW:
            return numbers, True
    return list(connection.scalars(fulltext.in_sequence(words).limit(most))) if words else [], False


def quotes_like(connection: Connection, wording: str, small: Collection[str], most: int) -> list[int]:
    """Give the numbers of quotes that share most with ``wording``, some for every part of it.

    ``small`` are words that say little; ``most`` is how many there may be for each group of words.
    """

    def having(groups: Sequence[Group]) -> list[list[int]]:
        return together.quotes_having(connection, groups, most)

    words = fulltext.words_of(wording)
    hits = _hits(words, small, having, most)
    left = [word for group in _groups(words, small)[0] for word in group if not any(word in part for part, _ in hits)]
    if 1 < len(left) <= TELLING:
        alone: list[Group] = [(word,) for word in left]
        hits += (hit for hit in zip(alone, having(alone), strict=True) if 0 < len(hit[1]) < most)
    scores = _scores(hits, most)
    every = EACH if most == HITS else most
    found = {row for _, rows in hits for row in nlargest(every, rows, key=lambda row: (scores[row], -row))}
    return sorted(found, key=lambda number: (-scores[number], number))


def articles(connection: Connection, wording: str, small: Collection[str], most: int) -> Iterator[list[str]]:
    """Yield the ids of articles that have all telling words of ``wording``, then of those that share most with it."""
    each = max(HITS, most)

    def having(groups: Sequence[Group]) -> list[list[Key]]:
        return article_index.having(connection, groups, each)

    words = fulltext.words_of(wording)
    telling = _rarest(words, small)
    all_words = tuple(dict.fromkeys(words))[:ASKED]
    whole = having([telling if len(telling) >= SEVERAL else all_words] if words else [])
    yield article_index.ids(connection, [key for keys in whole for key in keys][:most])
    scores = _scores(_hits(words, small, having, each), each)
    yield article_index.ids(connection, nlargest(most, scores, key=lambda key: (scores[key], key)))


def _telling(words: Sequence[str], small: Collection[str]) -> list[str]:
    """Choose the words that say most; numbers can be written otherwise."""
    return [word for word in dict.fromkeys(words) if word not in small and not any(map(str.isdecimal, word))]


def _rarest(words: Sequence[str], small: Collection[str]) -> Group:
    """Choose the telling words that are likely to be rarest, enough to find what has all."""
    return tuple(sorted(_telling(words, small), key=lambda word: (-len(word), word))[:TELLING])


def _groups(words: Sequence[str], small: Collection[str]) -> tuple[list[Group], Group]:
    """Cut the telling words of a claim into groups of neighbours; give apart what words are left."""
    telling = _telling(words, small)
    few = len(telling) < SEVERAL
    likely = sorted(dict.fromkeys(words), key=lambda word: (word not in telling, word in small, -len(word)))
    asked = set(likely[: min(ASKED, len(likely) if few else len(telling))])
    wanted = [word for word in dict.fromkeys(words) if word in asked]
    number = 1 if few and len(wanted) <= SHORT else -(-len(wanted) // GROUP)
    cuts = [len(wanted) * at // number for at in range(number + 1)] if number else []
    return [tuple(wanted[start:end]) for start, end in pairwise(cuts)], tuple(likely[len(wanted) : ASKED])


def _hits(
    words: Sequence[str],
    small: Collection[str],
    having: Callable[[Sequence[Group]], list[list[Row]]],
    most: int,
) -> list[Hit[Row]]:
    """Give what has groups of words: or parts of those that nothing has, or those that much has with a neighbour."""
    groups, rest = _groups(words, small)
    first = list(zip(groups, having(groups), strict=True))
    parts = [(part, group) for group, rows in first if not rows for part in _parts(group)]
    wider = [more for at, (_, rows) in enumerate(first) if len(rows) >= most for more in _wider(first, at, rest)]
    asked = [part for part, _ in parts] + list({frozenset(group): group for group in wider}.values())
    second = list(zip(asked, having(asked), strict=True))
    last: list[Group] = []
    intact = next((group for group, rows in first if rows), ())
    for (part, group), (_, rows) in zip(parts, second, strict=False):
        if len(rows) >= most:
            others = tuple(word for word in group if isinstance(word, str) and word not in part)
            last += [part + intact] if intact else []
            last += [(*part, others)] if len(others) > 1 else []  # one more would be the group again
    return [hit for hit in (*first, *second, *zip(last, having(last), strict=True)) if hit[1]]


def _wider(first: Sequence[Hit[Row]], at: int, rest: Group) -> list[Group]:
    """Put a group together with the next one that anything has, or with parts of a neighbour, or with small words."""
    group, _ = first[at]
    others = [*first[at + 1 :], *first[:at]]
    found = next((other for other, rows in others if rows), ())
    if found or not others:
        return [group + (found or rest)] if found or rest else []
    return [group + part for part in _parts(others[0][0])]


def _parts(group: Group) -> list[Group]:
    """Cut a group so that it has one of the parts whole when one of its words was changed."""
    if len(group) == GROUP:
        return [group[: GROUP // 2], group[GROUP // 2 :]]
    return [(*group[:at], *group[at + 1 :]) for at in range(len(group))] if len(group) > 1 else []


def _scores(hits: Iterable[Hit[Row]], most: int) -> defaultdict[Row, float]:
    """Sum for each row what its groups weigh: more words more, and those that fewer rows have.

    Where there are more rows than were asked for, some other row may have the words as well: that says next to nothing.
    """
    scores: defaultdict[Row, float] = defaultdict(float)
    for words, rows in hits:
        weight = len(words) * (log(2 + most / len(rows)) if len(rows) < most else LITTLE)
        for row in rows:
            scores[row] += weight
    return scores
