"""Lay the words of a claim along printed ones: which answers which, in as few and as long pieces as possible."""

from __future__ import annotations

from difflib import SequenceMatcher
from operator import eq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Pairs = list[tuple[int, int]]  # (place in the claim, place in the printed words), both rising

CELLS = 250_000  # claim × printed: above that the quicker, less exact way
MATCH, CHANGED = 4.0, -1.0
MORE, MORE_YET = -1.5, -1.0  # a first and a further word of the claim that is not printed there
LESS, LESS_YET = -1.0, -0.25  # a first and a further printed word that the claim lacks
NEVER = float("-inf")


def align(claim: Sequence[str], printed: Sequence[str]) -> Pairs:
    """Pair equal words. What stands before the first and after the last printed word of a pair costs nothing.

    Gotoh's alignment with affine gaps; for very long wordings Ratcliff and Obershelp's, as difflib has it.
    """
    at = find(claim, printed)
    if at is not None:
        return [(number, at + number) for number in range(len(claim))]
    pairs = alongside(claim, printed)
    if pairs:
        return pairs
    if len(claim) * len(printed) > CELLS:
        blocks = SequenceMatcher(None, claim, printed, autojunk=False).get_matching_blocks()
        return [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
    return by_table(claim, printed)


def by_table(claim: Sequence[str], printed: Sequence[str]) -> Pairs:
    """Pair equal words in the way that costs least of all there are: ``len(claim) * len(printed)`` steps."""
    return _trace(claim, printed, *_fill(claim, printed))


def find(claim: Sequence[str], printed: Sequence[str]) -> int | None:
    """Give the place where ``printed`` has all of ``claim``, one word after the other; None if nowhere."""
    size, claimed = len(claim), list(claim)
    if not size:
        return None
    for at in range(len(printed) - size + 1):
        if printed[at] == claimed[0] and list(printed[at : at + size]) == claimed:
            return at
    return None


def alongside(claim: Sequence[str], printed: Sequence[str]) -> Pairs:
    """Lay the claim along as many printed words, where so many agree that no other way pairs more; else nowhere.

    Each word that differs costs as little as can be, so no gap is worth it: this is what the table would give.
    """
    from rapidfuzz.distance import LCSseq

    size = len(claim)
    agreeing = [sum(map(eq, claim, printed[at : at + size])) for at in range(len(printed) - size + 1)]
    most = max(agreeing, default=0)
    if not most or most < LCSseq.similarity(claim, printed):
        return []
    at = agreeing.index(most)
    return [(number, at + number) for number in range(size) if claim[number] == printed[at + number]]


def _fill(claim: Sequence[str], printed: Sequence[str]) -> tuple[list[bytearray], int]:
    """Fill the table; a step holds, for each of the three states, which state it was best reached from."""
    width = len(printed) + 1
    pair = [0.0] * width  # the last word of both is paired, alike or not; in the first row: nothing is yet
    more, less = [NEVER] * width, [NEVER] * width
    steps = []
    for word in claim:
        step = bytearray(width)
        new_pair, new_more, new_less = [NEVER] * width, [NEVER] * width, [NEVER] * width
        for at in range(width):
            paired, gone, left = pair[at], more[at], less[at]
            opened, code = (left, 8) if left > paired else (paired, 0)
            opened += MORE
            gone += MORE_YET
            new_more[at], step[at] = (gone, 4) if gone > opened else (opened, code)
            if at:
                before, code = pair[at - 1], 0
                if more[at - 1] > before:
                    before, code = more[at - 1], 1
                if less[at - 1] > before:
                    before, code = less[at - 1], 2
                new_pair[at] = before + (MATCH if word == printed[at - 1] else CHANGED)
                paired, gone, left = new_pair[at - 1], new_more[at - 1], new_less[at - 1] + LESS_YET
                opened, other = (gone, 32) if gone > paired else (paired, 0)
                opened += LESS
                new_less[at], other = (left, 16) if left > opened else (opened, other)
                step[at] |= code | other
        pair, more, less = new_pair, new_more, new_less
        steps.append(step)
    ends = [max(scores) for scores in zip(pair, more, strict=True)]
    end = ends.index(max(ends))
    steps.append(bytearray([1 if more[end] > pair[end] else 0]))
    return steps, end


def _trace(claim: Sequence[str], printed: Sequence[str], steps: list[bytearray], end: int) -> Pairs:
    """Walk the table back from its best end."""
    pairs: Pairs = []
    row, at, state = len(claim), end, steps[-1][0]
    while row > 0:
        step = steps[row - 1][at]
        if state == 0:
            if claim[row - 1] == printed[at - 1]:
                pairs.append((row - 1, at - 1))
            state = step & 3
            row, at = row - 1, at - 1
        elif state == 1:
            state = 1 if step & 4 else 2 if step & 8 else 0
            row -= 1
        else:
            state = 2 if step & 16 else 1 if step & 32 else 0
            at -= 1
    return pairs[::-1]
