"""Find the pieces of a claim in several printed wordings, or in another order in one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotes.lexicon.turns import Turns
    from quotes.match.tokens import Worded

SHORTEST = 3  # words that a piece adds, elided ones apart: a word alone was rather changed than taken from elsewhere
APOSTROPHES = ("'", "’")


class Piece(NamedTuple):
    """Words ``first`` up to ``last`` of a claim, as the wording number ``source`` prints them at ``place``."""

    source: int
    first: int
    last: int
    place: Span  # code points of that wording


def pieces_of(claim: Worded, printed: Sequence[Worded], language: Turns) -> tuple[Piece, ...]:
    """Cut the whole claim into pieces that stand somewhere, as few as may be; () if they do not, or add too little.

    Pieces in their order in one wording are none: that is a claim with words left out.
    """
    keys = claim.keys
    places = [_places(wording.keys) for wording in printed]
    wordings = [wording.keys for wording in printed]
    found: list[Piece] = []
    at = 0
    while at < len(keys):
        run = max(_runs(keys, at, wordings, places), default=None)
        if run is None:
            return ()
        end, source, start, shift = run
        tokens = printed[-source].tokens
        found.append(Piece(-source, at, end, Span(tokens[at + shift].start, tokens[end - 1 + shift].end)))
        added = sum(not claim.text.startswith(APOSTROPHES, token.end) for token in claim.tokens[at:end])
        if added < SHORTEST or all(key in language.small for key in keys[start:end]):
            return ()
        at = end
    rising = all(one.place.end <= other.place.start for one, other in pairwise(found))
    return () if len({piece.source for piece in found}) == 1 and rising else tuple(found)


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(key, []).append(at)
    return places


def _runs(
    keys: Sequence[str], at: int, wordings: Sequence[Sequence[str]], places: Sequence[dict[str, list[int]]]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of equal words around ``at``: end, minus the wording's number, start, shift to its words."""
    for number, wording in enumerate(wordings):
        for there in places[number].get(keys[at], ()):
            shift = there - at
            end = at
            while end < len(keys) and end + shift < len(wording) and keys[end] == wording[end + shift]:
                end += 1
            start = at
            while start and start + shift and keys[start - 1] == wording[start + shift - 1]:
                start -= 1
            if end - start >= SHORTEST:
                yield end, -number, start, shift
