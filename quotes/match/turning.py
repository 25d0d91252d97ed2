"""Which changes can turn the meaning, and what stands around words that were cut out of their sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from quotes.verdict import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotes.lexicon.turns import Phrases, Turns
    from quotes.match.tokens import Laid, Token

KINDS = {flag: str(flag) for flag in (Flag.NEGATION, Flag.NUMBER, Flag.DATE, Flag.UNIT, Flag.MODAL, Flag.QUANTIFIER)}
UNITS = regex.compile(r"[\p{Sc}%‰°]")
STOP = regex.compile(r"[.!?…](?=[\s»”\"]|$)|\n")
STEM = 3  # letters that two forms of one verb have in common at the least
YEAR = regex.compile(r"(?:1[89]|20)\d\d")
NEAR = 6  # words after the claim among which a continuation is looked for, the reporter's own not counted


class Text(NamedTuple):
    """Words of one side of a change, with the wording they stand in."""

    wording: str
    tokens: Sequence[Token]
    first: int
    last: int

    @property
    def here(self) -> Sequence[Token]:
        """The changed words themselves."""
        return self.tokens[self.first : self.last]


def turned(claimed: Text, printed: Text, turns: Turns) -> Iterator[Flag]:
    """Flag one change: words of the claim in place of printed ones, either maybe none."""
    ours, theirs = {token.key for token in claimed.here}, {token.key for token in printed.here}
    changed = ours ^ theirs
    for flag, kind in KINDS.items():
        if changed & turns.kinds[kind]:
            yield flag
    for side in (claimed, printed):
        for at, token in enumerate(side.here, side.first):
            if token.key in changed:
                yield from _turned_by(side, at, turns)
    if _exchanged(claimed, printed, turns):
        yield Flag.NAME
    if _conditional(ours, theirs, turns) or _conditional(theirs, ours, turns):
        yield Flag.MODAL


def _turned_by(side: Text, at: int, turns: Turns) -> Iterator[Flag]:
    """Flag what no list holds: numbers in digits, signs of units, names."""
    token = side.tokens[at]
    if token.number:
        yield Flag.NUMBER
        if YEAR.fullmatch(token.key) or _beside(side.tokens, at, turns.kinds["date"]):
            yield Flag.DATE
    elif UNITS.match(token.key):
        yield Flag.UNIT
    elif _is_name(side, at):
        yield Flag.NAME


def _beside(tokens: Sequence[Token], at: int, words: frozenset[str]) -> bool:
    return any(0 <= near < len(tokens) and tokens[near].key in words for near in (at - 1, at + 1))


def _is_name(side: Text, at: int) -> bool:
    """Whether a word has a capital that no sentence gives it."""
    token = side.tokens[at]
    if not side.wording[token.start].isupper():
        return False
    before = side.wording[side.tokens[at - 1].end : token.start] if at else ""
    starts = at == 0 or bool(regex.search(r"[.!?…:«“\"\n]", before))
    acronym = side.wording[token.start : token.end].isupper() and token.end - token.start > 1
    return acronym or not starts


def _exchanged(claimed: Text, printed: Text, turns: Turns) -> bool:
    """Whether a telling word with a capital stands for another one: at the start of a sentence too it may be a name."""
    known = turns.small.union(*turns.kinds.values())
    return all(
        any(side.wording[token.start].isupper() and token.key not in known for token in side.here)
        for side in (claimed, printed)
    )


def _conditional(ours: set[str], theirs: set[str], turns: Turns) -> bool:
    """Whether one side has a conditional where the other has another form of the same verb, or nothing."""
    for word in ours - theirs:
        ending = next((ending for ending in turns.conditional if word.endswith(ending)), "")
        stem = word.removesuffix(ending)[:-1] if ending else ""
        if len(stem) >= STEM and any(other.startswith(stem) for other in theirs - ours):
            return True
    return False


def goes_on(laid: Laid, turns: Turns, joints: Sequence[int]) -> str:
    """Give how the printed sentence goes on after the paired words, if with what may turn them; else ''.

    ``joints`` are where the passages of the printed words meet: another passage is another sentence.
    """
    last = laid.pairs[-1][1]
    end, after = laid.there[last].end, _start(laid.there, last + 1, laid.printed)
    if STOP.search(laid.printed, end, after) or any(end <= joint < after for joint in joints):
        return ""
    rest = [token for token in laid.there[last + 1 : last + 1 + NEAR * 2] if not token.inserted]
    keys = [token.key for token in rest[:NEAR]]
    if not keys or _begins(keys, turns.continuations) is None:
        return ""
    stop = STOP.search(laid.printed, rest[0].start)
    return laid.printed[rest[0].start : stop.end() if stop else None].strip()


def begins_before(laid: Laid, turns: Turns, joints: Sequence[int]) -> str:
    """Give how the printed sentence begins before the paired words, if with a negation or a condition; else ''."""
    first = laid.pairs[0][1]
    stops = [stop.end() for stop in STOP.finditer(laid.printed, 0, laid.there[first].start)]
    start = max((at for at in (*stops, *joints) if at <= laid.there[first].start), default=0)
    before = [token for token in laid.there[:first] if token.start >= start and not token.inserted]
    keys = [token.key for token in before]
    phrases = any(_begins(keys[at:], turns.openings) is not None for at in range(len(keys)))
    that = turns.that.intersection([*keys[-2:], laid.claimed[0].key])
    if not phrases and not (that and turns.kinds["negation"].intersection(keys)):
        return ""
    return laid.printed[before[0].start : laid.there[first].start].strip()


def _start(tokens: Sequence[Token], at: int, wording: str) -> int:
    return tokens[at].start if at < len(tokens) else len(wording)


def _begins(keys: Sequence[str], phrases: Phrases) -> int | None:
    """Give the length of the phrase that ``keys`` begin with."""
    return next((len(phrase) for phrase in phrases if tuple(keys[: len(phrase)]) == phrase), None)
