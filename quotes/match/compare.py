"""Grade a claim against one printed wording. The ladder is explained in ``quotes.match``."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from quotes.match.align import align
from quotes.match.steps import hidden, in_order, looked_past
from quotes.match.tokens import Laid, Worded, claim_of, tokens_of
from quotes.match.turning import Text, begins_before, goes_on, turned
from quotes.verdict import FLAG_ORDER, Change, Comparison, Flag, Op, Step, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.lexicon.turns import Turns
    from quotes.match.tokens import Token

STANDS_FOR = 5  # printed words that one [insertion] of a claim may stand for
SMALL = 0.4  # weight of a word that says little by itself
LIKE = 0.4  # share of an altered claim's words, by weight, that must stand there
PIECES = 2  # words a piece, on average, when pieces are far apart
HARMLESS = {Step.UNICODE, Step.INTERRUPTION}  # a wording is verbatim in spite of these


@dataclass(slots=True)
class _Found:
    """What is gathered on the way through a claim."""

    diff: list[Change] = field(default_factory=list)
    steps: set[Step] = field(default_factory=set)
    flags: set[Flag] = field(default_factory=set)
    lost: float = 0.0  # weight of printed words left out


def compare(claim: str | Worded, printed: str | Worded, language: Turns) -> Comparison:
    """Grade ``claim`` against ``printed``, of which it may be any part.

    >>> from quotes.lexicon.turns import turns
    >>> found = compare("il est venu", "Il n’est pas venu.", turns("fr"))
    >>> str(found.wording), [str(step) for step in found.steps], [str(flag) for flag in found.flags]
    ('shortened', ['case'], ['negation'])
    >>> [(str(change.op), change.claimed, change.printed) for change in found.diff][:2]
    [('typography', 'il', 'Il'), ('delete', '', 'n’')]
    """
    ours = claim if isinstance(claim, Worded) else claim_of(claim, language)
    theirs = printed if isinstance(printed, Worded) else Worded(printed, tokens_of(printed, language))
    pairs = align(ours.keys, theirs.keys) if _possible(ours, theirs, language) else []
    if not pairs:
        return Comparison(wording=None, score=0.0)
    laid = Laid(ours.text, theirs.text, ours.tokens, theirs.tokens, pairs)
    found = _Found()
    _walk(laid, language, found)
    found.steps |= looked_past(laid) | _edges(laid)
    found.steps |= {Step.MARKUP} if ours.markup else set()
    before, after = _ends(laid)
    start, end = laid.there[pairs[0][1] - before].start, laid.there[pairs[-1][1] + after].end
    found.steps |= {Step.INTERRUPTION} if any(start < joint < end for joint in theirs.joints) else set()
    found.flags |= set(hidden(laid))
    rest = goes_on(laid, language, theirs.joints) if pairs[-1][0] == len(ours.tokens) - 1 else ""
    head = begins_before(laid, language, theirs.joints) if pairs[0][0] == 0 else ""
    found.flags |= {Flag.GOES_ON} if rest else set()
    found.flags |= {Flag.BEGINS_BEFORE} if head else set()
    share, score = _scores(laid, found.lost, language)
    return Comparison(
        wording=_grade(found, share, laid),
        score=score,
        steps=in_order(found.steps),
        flags=tuple(sorted(found.flags, key=FLAG_ORDER.__getitem__)),
        diff=tuple(found.diff),
        start=start,
        end=end,
        begins=head,
        goes_on=rest,
    )


def _possible(claim: Worded, printed: Worded, language: Turns) -> bool:
    """Whether so much of the claim's words may stand there, in whatever order, that it is worth to lay them along."""
    there = set(printed.keys)
    weights = [(0.0 if token.inserted else _weight(token, language), token.key in there) for token in claim.tokens]
    whole = sum(weight for weight, _ in weights)
    return not whole or sum(weight for weight, known in weights if known) >= LIKE * whole


def _grade(found: _Found, share: float, laid: Laid) -> Wording | None:
    ops = {change.op for change in found.diff}
    if ops & {Op.REPLACE, Op.INSERT}:
        return Wording.ALTERED if share >= LIKE and _compact(laid) else None
    if Op.DELETE in ops:
        return Wording.SHORTENED if _compact(laid) else None
    if Op.EDIT in ops or found.steps & {Step.BRACKETS, Step.OMISSION}:
        return Wording.EDITED
    return Wording.TYPOGRAPHIC if found.steps - HARMLESS else Wording.VERBATIM


def _compact(laid: Laid) -> bool:
    """Whether the words stand close together, or at least in pieces: scattered ones prove nothing."""
    pieces = 1 + sum(there != (here[0] + 1, here[1] + 1) for here, there in pairwise(laid.pairs))
    covered = laid.pairs[-1][1] - laid.pairs[0][1] + 1
    return len(laid.pairs) >= PIECES * pieces or 2 * len(laid.pairs) >= covered


def _scores(laid: Laid, lost: float, language: Turns) -> tuple[float, float]:
    """Give the share of the claim that stands there, and the same made less by what is left out of it."""
    weights = [0.0 if token.inserted else _weight(token, language) for token in laid.claimed]
    kept = sum(weights[i] for i, _ in laid.pairs)
    whole = sum(weights) or 1.0
    return kept / whole, kept / (whole + lost / 2)


def _weight(token: Token, language: Turns) -> float:
    return SMALL if token.key in language.small else 1.0


def _walk(laid: Laid, language: Turns, found: _Found) -> None:
    """Go from pair to pair; every word of the claim, and every printed one between pairs, is in the diff."""
    first, last = laid.pairs[0], laid.pairs[-1]
    before, after = _ends(laid)
    _between(laid, (0, first[0]), (first[1] - before, first[1]), language, found)
    begin = first
    for here, there in pairwise(laid.pairs):
        if there == (here[0] + 1, here[1] + 1):
            if (laid.claimed[there[0]].gap == "cut") != (laid.there[there[1]].gap == "cut"):
                found.steps.add(Step.OMISSION)
            continue
        _equal(laid, begin, here, found)
        _between(laid, (here[0] + 1, there[0]), (here[1] + 1, there[1]), language, found)
        begin = there
    _equal(laid, begin, last, found)
    _between(laid, (last[0] + 1, len(laid.claimed)), (last[1] + 1, last[1] + 1 + after), language, found)


def _ends(laid: Laid) -> tuple[int, int]:
    """Count the printed words at either end that answer words of the claim which are not there."""
    first, last = laid.pairs[0], laid.pairs[-1]
    return min(first), min(len(laid.claimed) - last[0], len(laid.there) - last[1]) - 1


def _equal(laid: Laid, begin: tuple[int, int], end: tuple[int, int], found: _Found) -> None:
    claimed = _words(Text(laid.claim, laid.claimed, begin[0], end[0] + 1))
    printed = _words(Text(laid.printed, laid.there, begin[1], end[1] + 1))
    same = unicodedata.normalize("NFC", claimed) == unicodedata.normalize("NFC", printed)
    found.diff.append(Change(Op.EQUAL if same else Op.TYPOGRAPHY, claimed, printed))
    for i, j in zip(range(begin[0], end[0] + 1), range(begin[1], end[1] + 1), strict=True):
        if (laid.claimed[i].inserted == "brackets") != (laid.there[j].inserted == "brackets"):
            found.steps.add(Step.BRACKETS)


def _between(laid: Laid, ours: tuple[int, int], theirs: tuple[int, int], language: Turns, found: _Found) -> None:
    """Say what stands between two pairs, or at an end: words of the claim, printed words, both or none."""
    claimed, printed = Text(laid.claim, laid.claimed, *ours), Text(laid.printed, laid.there, *theirs)
    if not claimed.here and not printed.here:
        return
    op, step = _told(claimed, printed)
    if step is not None:
        found.steps.add(step)
    found.diff.append(Change(op, _words(claimed), _words(printed)))
    if step is not Step.REPORTER and not (step is Step.BRACKETS and not claimed.here):
        found.flags |= set(turned(claimed, printed, language))
    if op is Op.DELETE:
        found.lost += sum(_weight(token, language) for token in printed.here if not token.inserted)
    unseen = theirs[1] < len(laid.there) and laid.there[theirs[1]].gap == "cut"
    if claimed.here and op is not Op.EDIT and (unseen or any(t.inserted == "brackets" for t in printed.here)):
        found.flags.add(Flag.UNSEEN)


def _told(claimed: Text, printed: Text) -> tuple[Op, Step | None]:
    """Name what is between, and the step that accounts for it, if one does."""
    ours, theirs = claimed.here, printed.here
    if not ours:
        if all(token.inserted for token in theirs):
            return Op.EDIT, Step.REPORTER if theirs[0].inserted == "reporter" else Step.BRACKETS
        after = claimed.tokens[claimed.last] if claimed.last < len(claimed.tokens) else None
        copied = any(token.gap for token in printed.tokens[printed.first : printed.last + 1])  # the source's own […]
        return (Op.EDIT, Step.OMISSION) if after is not None and after.gap and not copied else (Op.DELETE, None)
    if all(token.inserted for token in ours) and len(theirs) <= STANDS_FOR:
        return Op.EDIT, Step.BRACKETS
    return (Op.REPLACE if theirs else Op.INSERT), None


def _words(text: Text) -> str:
    """Give the words of one side as written, with the apostrophe that ends the last one: n'."""
    here: Sequence[Token] = text.here
    if not here:
        return ""
    end = here[-1].end
    return text.wording[here[0].start : end + text.wording.startswith(("'", "’"), end)]


def _edges(laid: Laid) -> set[Step]:
    """Look at the marks at the two ends of a claim: those it has must stand there as well."""
    (i, j), (k, end) = laid.pairs[0], laid.pairs[-1]
    before = laid.printed[laid.there[j - 1].end if j else 0 : laid.there[j].start]
    after = laid.printed[laid.there[end].end : laid.there[end + 1].start if end + 1 < len(laid.there) else None]
    begins, ends = laid.claim[: laid.claimed[i].start], laid.claim[laid.claimed[k].end :]
    odd = (i == 0 and not before.endswith(begins)) or (k == len(laid.claimed) - 1 and not after.startswith(ends))
    return {Step.MARKS} if odd else set()
