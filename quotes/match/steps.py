"""The ladder of tolerance: what had to be looked past for paired words to agree, by name.

A step was needed when the two still differ with all the other steps taken.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import regex

from quotes.folding import LIGATURES
from quotes.match.tokens import JOINERS
from quotes.verdict import Flag, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from quotes.match.tokens import Laid

RUNGS = {step: number for number, step in enumerate(Step)}

SPACE = regex.compile(r"[\s" + JOINERS + "]+")
APOSTROPHE = regex.compile("['’ʼ′´`‘]")
HYPHEN = regex.compile("[-‐‑]")
MARK = regex.compile(r"[^\w\s'’ʼ′´`‘‐‑-]+")
QUESTION = regex.compile(r"[?？]")
ACCENT = regex.compile(r"\p{Mn}")
BOTH_CASES = LIGATURES | {ord(chr(char).upper()): str(plain).upper() for char, plain in LIGATURES.items()}

WORDS: Mapping[Step, Callable[[str], str]] = {
    Step.UNICODE: lambda word: unicodedata.normalize("NFC", word),
    Step.SPACES: lambda word: SPACE.sub("", word),
    Step.APOSTROPHES: lambda word: APOSTROPHE.sub("'", word),
    Step.LIGATURES: lambda word: unicodedata.normalize("NFKC", word.translate(BOTH_CASES)),
    Step.HYPHENS: lambda word: HYPHEN.sub("-", word),
    Step.CASE: str.lower,
    Step.ACCENTS: lambda word: unicodedata.normalize("NFC", ACCENT.sub("", unicodedata.normalize("NFD", word))),
}
BETWEEN: Mapping[Step, Callable[[str], str]] = {
    Step.SPACES: lambda marks: SPACE.sub("", marks),
    Step.APOSTROPHES: lambda marks: APOSTROPHE.sub("", marks),
    Step.HYPHENS: lambda marks: HYPHEN.sub("", marks),
    Step.MARKS: lambda marks: MARK.sub("", marks),
}


def looked_past(laid: Laid) -> set[Step]:
    """Name the steps that paired words, and what stands between neighbours, need in order to be the same."""
    steps: set[Step] = set()
    previous = (-1, -1)
    for number, (i, j) in enumerate(laid.pairs):
        one, other = laid.words(i, j)
        if one != other:
            steps |= {Step.NUMERALS} if laid.claimed[i].number else set(_needed(WORDS, one, other))
        if number and previous == (i - 1, j - 1):
            steps |= set(_needed(BETWEEN, laid.claim[laid.claimed[i - 1].end : laid.claimed[i].start],
                                 laid.printed[laid.there[j - 1].end : laid.there[j].start]))  # fmt: skip
        previous = (i, j)
    return steps


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Put the steps in the order of the ladder, the harmless first."""
    return tuple(sorted(steps, key=RUNGS.__getitem__))


def hidden(laid: Laid) -> Iterator[Flag]:
    """Flag what these steps can hide: a question mark that came or went, another accent on a small letter."""
    last, end = laid.pairs[-1]
    if last == len(laid.claimed) - 1:
        here, there = laid.claim[laid.claimed[last].end :], laid.printed[laid.there[end].end : _next(laid, end)]
        if bool(QUESTION.search(here)) != bool(QUESTION.search(there)):
            yield Flag.QUESTION
    if any(one != other and _small_accents(one, other) for one, other in (laid.words(i, j) for i, j in laid.pairs)):
        yield Flag.ACCENTS


def _next(laid: Laid, at: int) -> int:
    return laid.there[at + 1].start if at + 1 < len(laid.there) else len(laid.printed)


def _needed(ladder: Mapping[Step, Callable[[str], str]], one: str, other: str) -> Iterator[Step]:
    if one == other:
        return
    found = False
    for step in ladder:
        here, there = one, other
        for taken, plain in ladder.items():
            if taken is not step:
                here, there = plain(here), plain(there)
        if here != there:
            found = True
            yield step
    if not found:  # each of several would do
        yield next(step for step, plain in ladder.items() if plain(one) == plain(other))


def _small_accents(one: str, other: str) -> bool:
    """Whether they differ in the accent of a small letter: a capital may go without."""
    letters, others = (regex.findall(r"\X", unicodedata.normalize("NFD", word)) for word in (one, other))
    return any(a != b and a[0] == b[0] and a[0].islower() for a, b in zip(letters, others, strict=False))
