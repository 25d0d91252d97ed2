"""Which stored quotes and articles may hold a claimed wording, whatever was changed in it: from indexes alone.

A candidate shares words with the claim, the rarer the better; whether it holds the wording is for ``quotes.match``
to say.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING, TypeVar

from quotes.store import article_index, fulltext

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

Row = TypeVar("Row", int, str)

COMMON = 200  # rows: a word that more of them have says too little by itself
MANY = 1_500  # the same, for whoever narrows the rows down
ASKED = 16  # words of a claim that are looked up, the rarest by look first
EACH = 8  # candidates for each word, so that every part of a claim finds its own
TOGETHER = 3  # common words that are looked up together
STRETCHES = 8  # of so many
HITS = 60  # rows of each
TELLING = 8  # words that are enough to find what has all of a claim
FEW = 100  # rows


def quotes_in_sequence(connection: Connection, wording: str, small: Collection[str], most: int | None) -> list[int]:
    """Give the numbers of all quotes, or ``most``, that have the words of ``wording`` one after the other, folded.

    Where few quotes have its telling words at all, in whatever order, it is those: no index knows that sooner.
    """
    words = fulltext.words_of(wording)
    telling = _telling(words, small)
    if len(telling) >= TOGETHER:
        numbers = fulltext.having(connection, telling, FEW + 1)
        if len(numbers) <= FEW:
            return numbers
    return list(connection.scalars(fulltext.in_sequence(words).limit(most))) if words else []


def quotes_like(connection: Connection, wording: str, small: Collection[str], *, wide: bool) -> list[int]:
    """Give the numbers of the quotes that share most with ``wording``, some for each of its rarer words.

    ``small`` are words that say little. ``wide`` gives all that share a word, for whoever narrows them down.
    """

    def having(words: Sequence[str], most: int) -> list[int]:
        return fulltext.having(connection, words, most)

    common = MANY if wide else COMMON
    rare, together = _postings(fulltext.words_of(wording), small, having, common)
    scores = _scores((*rare, *together), common)
    found = set(scores) if wide else _best_of_each(rare, scores).union(*together)
    return sorted(found, key=lambda number: (-scores[number], number))


def articles_with(connection: Connection, words: Sequence[str], small: Collection[str], most: int) -> list[str]:
    """Give the ids of articles that have the telling ones among ``words``, folded; all where these are few."""
    telling = _telling(words, small)
    wanted = telling if len(telling) >= TOGETHER else list(dict.fromkeys(words))
    return article_index.having(connection, wanted, most) if wanted else []


def articles_like(connection: Connection, wording: str, small: Collection[str], most: int) -> list[str]:
    """Give the ids of the articles that share most with ``wording``, the nearest first."""

    def having(words: Sequence[str], most: int) -> list[str]:
        return article_index.having(connection, words, most)

    common = max(COMMON, most)
    rare, together = _postings(fulltext.words_of(wording), small, having, common)
    scores = _scores((*rare, *together), common)
    return nlargest(most, scores, key=lambda key: (scores[key], key))


def _telling(words: Sequence[str], small: Collection[str]) -> list[str]:
    """Choose the words that are likely to be rarest."""
    return sorted(set(words).difference(small), key=lambda word: (-len(word), word))[:TELLING]


def _postings(
    words: Sequence[str], small: Collection[str], having: Callable[[Sequence[str], int], list[Row]], common: int
) -> tuple[list[list[Row]], list[list[Row]]]:
    """Give the rows that have each rarer word, and apart those that have some of the common ones together."""
    likely = sorted(dict.fromkeys(words), key=lambda word: (word in small, -len(word)))[:ASKED]
    rare: list[list[Row]] = []
    known: set[str] = set()
    for word in likely:
        rows = having([word], common + 1)
        if len(rows) > common:
            known.add(word)
        elif rows:
            rare.append(rows)
    telling = (known - set(small)) or known
    most = HITS if common == COMMON else common
    for size in range(TOGETHER, 1 if rare else 0, -1):
        hits = [having(stretch, most) for stretch in _stretches([word for word in words if word in telling], size)]
        if any(hits):
            return rare, [rows for rows in hits if rows]
    return rare, []


def _scores(found: Iterable[list[Row]], common: int) -> defaultdict[Row, float]:
    """Sum for each row what its words weigh: a word in ten rows more than one in a thousand."""
    scores: defaultdict[Row, float] = defaultdict(float)
    for rows in found:
        weight = log(2 + common / len(rows))
        for row in rows:
            scores[row] += weight
    return scores


def _best_of_each(rare: Iterable[list[Row]], scores: Mapping[Row, float]) -> set[Row]:
    return {row for rows in rare for row in nlargest(EACH, rows, key=lambda row: (scores[row], row))}


def _stretches(words: Sequence[str], size: int) -> list[list[str]]:
    """Choose which words to look up together: neighbours in the claim, for somewhere they were left alone."""
    last = len(words) - size
    if not words or last < 0:
        return []
    spread = max(1, -(-(last + 1) // STRETCHES))
    return [list(dict.fromkeys(words[at : at + size])) for at in range(0, last + 1, spread)]
