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

COMMON = 1_500  # rows: a word that more of them have says too little
ASKED = 16  # words of a claim that are looked up, the rarest by look first
EACH = 8  # candidates for each word, so that every part of a claim finds its own
FEW = 2  # rare words: with fewer, some of the common ones are looked up together
TOGETHER = 4  # words
STRETCHES = 12  # of so many


def quotes_in_sequence(connection: Connection, wording: str, most: int | None) -> list[int]:
    """Give the numbers of quotes that have the words of ``wording`` one after the other, folded."""
    words = fulltext.words_of(wording)
    return list(connection.scalars(fulltext.in_sequence(words).limit(most))) if words else []


def quotes_like(connection: Connection, wording: str, small: Collection[str], *, wide: bool) -> list[int]:
    """Give the numbers of the quotes that share most with ``wording``, some for each of its rarer words.

    ``small`` are words that say little. ``wide`` gives all that share a word, for whoever narrows them down.
    """

    def having(words: Sequence[str], most: int) -> list[int]:
        return list(connection.scalars(fulltext.have(words).limit(most)))

    words = fulltext.words_of(wording)
    rare, common = _postings(_telling(words, small), having)
    scores = _scores(rare)
    found = set(scores) if wide else _best_of_each(rare, scores)
    if len(rare) < FEW:
        for stretch in _stretches(words, common):
            found.update(having(stretch, COMMON if wide else EACH * 2))
    return sorted(found, key=lambda number: (-scores.get(number, 0.0), number))


def articles_like(connection: Connection, wording: str, small: Collection[str], most: int) -> list[str]:
    """Give the ids of the articles that share most with ``wording``, the nearest first."""

    def having(words: Sequence[str], most: int) -> list[str]:
        return article_index.having(connection, words, most)

    words = _telling(fulltext.words_of(wording), small)
    rare, _ = _postings(words, having)
    scores = _scores(rare)
    if len(rare) < FEW and words:
        for key in having(words, most):
            scores[key] += 1.0
    return nlargest(most, scores, key=lambda key: (scores[key], key))


def _telling(words: Sequence[str], small: Collection[str]) -> list[str]:
    """Put the words that are likely to be rare first: not small, then long."""
    return sorted(dict.fromkeys(words), key=lambda word: (word in small, -len(word)))[:ASKED]


def _postings(
    words: Iterable[str], having: Callable[[Sequence[str], int], list[Row]]
) -> tuple[dict[str, list[Row]], list[str]]:
    """Give the rows that have each word, and apart the words that too many rows have."""
    rare: dict[str, list[Row]] = {}
    common: list[str] = []
    for word in words:
        rows = having([word], COMMON + 1)
        if len(rows) > COMMON:
            common.append(word)
        elif rows:
            rare[word] = rows
    return rare, common


def _scores(rare: Mapping[str, list[Row]]) -> defaultdict[Row, float]:
    """Sum for each row what its words weigh: a word in ten rows more than one in a thousand."""
    scores: defaultdict[Row, float] = defaultdict(float)
    for rows in rare.values():
        weight = log(2 + COMMON / len(rows))
        for row in rows:
            scores[row] += weight
    return scores


def _best_of_each(rare: Mapping[str, list[Row]], scores: Mapping[Row, float]) -> set[Row]:
    return {row for rows in rare.values() for row in nlargest(EACH, rows, key=lambda row: (scores[row], row))}


def _stretches(words: Sequence[str], common: Collection[str]) -> list[list[str]]:
    """Choose which words to look up together: neighbours in the claim, for somewhere they were left alone."""
    known = [word for word in words if word in common] or list(words)
    size = min(TOGETHER, max(1, len(known) // 2))
    spread = max(1, (len(known) - size) // STRETCHES + 1)
    return [list(dict.fromkeys(known[at : at + size])) for at in range(0, max(1, len(known) - size + 1), spread)]
