"""The same words, or nearly: what is left of a quotation when typography and editors' marks are taken away.

Two wordings of one language are **the same** when their folded words are: case, accents, ligatures, apostrophes,
hyphens, punctuation and spaces play no part, nor what an editor put between brackets or parentheses. They are
**nearly the same** when both have ``LEAST`` words or more, ``SHARE`` in a hundred of the longer one's words are the
other's, in the same order, and

- being of one length, all other words are forms of one word (*partons*, *partirons*): the same first ``STEM`` letters,
  ``ALIKE`` in a hundred of all letters, and no number;
- being of two lengths, the other words are such forms, or left out by one of the two and neither numbers nor negations;
  and they share an anchor: one of the ``ANCHORS`` smallest hashes of their runs of ``RUN`` words, each taken with all
  numbers of the wording (so that an index finds them, and not all that a template makes; runs of very short words,
  *il n'y a pas*, are left out while there are others).

The rule looks at the two wordings alone, never at what else is stored: the order of arrival cannot change it.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from quotes.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SHORT = 5  # fewer words are anybody's: « inacceptable »
LEAST = 8
SHARE = 80
ALIKE = 80
STEM = 3
RUN = 4
HEAVY = 14  # letters of a run worth an anchor
ANCHORS = 8

CHANGED_LETTER = re.compile(r"[\[(](\w{1,2})[\])](?=\w)")  # [n]ous: an editor's capital
INSERTED = re.compile(r"\[[^\[\]]{0,200}\]|\([^()]{0,200}\)")  # […], (…), (sic), [le président]
GROUPED = re.compile(r"(\d)[\s.\u202f](?=\d{3}(?!\d))")  # 3 000, 3.000
DIGIT = re.compile(r"\d")
WORD = re.compile(r"[^\W_]+")


def wording(text: str) -> str:
    """Give the folded words of a quotation, joined by one space.

    >>> wording("« [N]ous n’avons [...] rien cédé (sic) », à 3 000 m")
    'nous n avons rien cede a 3000 m'
    """
    if "[" in text or "(" in text:
        text = INSERTED.sub(" ", CHANGED_LETTER.sub(r"\1", text))
    return " ".join(WORD.findall(GROUPED.sub(r"\1", fold(text))))


class Anchors(NamedTuple):
    """The numbers, of 63 bits, under which an index finds what may be nearly the same."""

    whole: int  # of what has as many words, each with the same first letters
    runs: list[int]  # of what has more words, or fewer


def anchors(lang: str, words: str) -> Anchors | None:
    """Give the anchors of a wording; None for a short one."""
    cut = words.split()
    if len(cut) < LEAST:
        return None
    runs = {" ".join(cut[at : at + RUN]) for at in range(len(cut) - RUN + 1)}
    heavy = {run for run in runs if len(run) >= HEAVY + RUN - 1}
    numbers = " ".join(word for word in cut if _is_number(word)) if _is_number(words) else ""
    common = blake2b(f"{lang}:{numbers}:".encode(), digest_size=8)  # once: a quotation may be a long list of numbers
    whole = _hash(common, f"{len(cut)}:" + " ".join([word[:STEM] for word in cut]))
    return Anchors(whole, sorted(_hash(common, run) for run in heavy or runs)[:ANCHORS])


def _hash(common: blake2b, run: str) -> int:
    whole = common.copy()
    whole.update(run.encode())
    return int.from_bytes(whole.digest(), "big") >> 1


def nearly(one: Sequence[str], other: Sequence[str], negations: Collection[str]) -> bool:
    """Whether two wordings found by an anchor, each cut into words, are nearly the same, whichever comes first."""
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < LEAST:
        return False
    if len(one) == len(other):
        changed = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
        return 100 * len(changed) <= (100 - SHARE) * longest and all(_one_form(*pair) for pair in changed)
    from rapidfuzz.distance import LCSseq, Levenshtein  # most articles have nothing to compare

    first, second = sorted((list(one), list(other)))
    if 100 * LCSseq.similarity(first, second) < SHARE * longest:
        return False
    for step in Levenshtein.opcodes(first, second):
        words, others = first[step.src_start : step.src_end], second[step.dest_start : step.dest_end]
        if step.tag == "replace" and not all(map(_one_form, words, others)):  # stretches of one length
            return False
        if step.tag in {"delete", "insert"} and not _harmless(words + others, negations):
            return False
    return True


def _harmless(left_out: Sequence[str], negations: Collection[str]) -> bool:
    return not any(word in negations or _is_number(word) for word in left_out)


def _is_number(word: str) -> bool:
    return DIGIT.search(word) is not None


def _one_form(word: str, other: str) -> bool:
    """Whether a word printed in the place of another is a form of it."""
    if word[:STEM] != other[:STEM]:
        return False
    from rapidfuzz.distance import Indel

    return 100 * Indel.normalized_similarity(word, other) >= ALIKE and _harmless((word, other), ())
