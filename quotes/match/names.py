"""Whether a name that was asked for may be the one that is printed."""

from __future__ import annotations

import re

from quotes.folding import fold

WORD = re.compile(r"[^\W_]+")


def fits(asked: str, name: str, titles: frozenset[str] = frozenset()) -> bool:
    """Compare without case, accents and titles: one name must have all the words of the other, in order.

    An initial fits the word it begins. Two persons of one surname both fit it: who asks must be told.

    >>> fits("M. Kirby", "John Kirby", frozenset({"m"})), fits("J. Kirby", "John Kirby")
    (True, True)
    >>> fits("Jane Kirby", "John Kirby"), fits("", "John Kirby")
    (False, False)
    """
    ours, theirs = _words(asked, titles), _words(name, titles)
    return bool(ours and theirs) and (_within(ours, theirs) or _within(theirs, ours))


def _words(name: str, titles: frozenset[str]) -> list[str]:
    return [word for word in WORD.findall(fold(name)) if word not in titles]


def _within(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    whole = 0
    for word in short:
        other = next((other for other in rest if word == other or _initial(word, other)), None)
        if other is None:
            return False
        whole += word == other
    return whole > 0


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]
