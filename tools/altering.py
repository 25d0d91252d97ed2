"""Alter stored quotes at random, and say what an honest verdict on each must be."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from quotes import service
from quotes.verdict import FAITHFUL, ORDER, Attribution, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from quotes.store import Store
    from quotes.verdict import Verdict

LEAST = 8  # words of a quote that is altered: of shorter ones too little is left
WORD = re.compile(r"\w+")
NUMBER = re.compile(r"(?<=\d)[\u00a0\u202f .](?=\d{3}\b)")


@dataclass(frozen=True, slots=True)
class Said:
    """A stored quote, and who is credited."""

    text: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A claim, what was done to make it, and the verdicts that are right; the first is the truth."""

    kind: str
    claim: str
    speaker: str
    wordings: tuple[Wording, ...]
    attribution: Attribution


def alterations(said: Sequence[Said], number: int, seed: int = 0) -> Iterator[Altered]:
    """Make ``number`` claims; the same ones for the same quotes and ``seed``."""
    dice = random.Random(seed)  # noqa: S311, nothing secret
    long = [one for one in said if len(one.text.split(" ")) >= LEAST]
    kinds = list(KINDS)
    made = 0
    while made < number:
        kind = kinds[made % len(kinds)]
        altered = KINDS[kind](dice, dice.choice(long), long)
        if altered is not None:
            made += 1
            yield altered


def judge(store: Store, altered: Altered) -> tuple[bool, bool, Verdict]:
    """Verify a claim: whether the verdict is right, and whether it is milder than the truth."""
    claim = service.Claim(wording=altered.claim, speaker=altered.speaker, limits=service.Limits())
    found = service.verify(store, claim)
    right = found.wording in altered.wordings and found.attribution is altered.attribution
    milder = ORDER[found.wording] < min(ORDER[wording] for wording in altered.wordings)
    return right, milder or (altered.wordings[0] not in FAITHFUL and found.wording in FAITHFUL), found


def _typography(dice: random.Random, one: Said, _: Sequence[Said]) -> Altered | None:
    changes: list[Callable[[str], str]] = [
        str.upper,
        str.lower,
        lambda text: text.replace("'", "’") if "'" in text else text.replace("’", "'"),
        lambda text: "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)),
        lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
        lambda text: re.sub(" ", "\n", text, count=2),
        lambda text: re.sub(r"(?<=\w),(?= )", "", text),
        lambda text: f"{text.rstrip('.')} !",
        lambda text: text.replace("œ", "oe"),
        lambda text: NUMBER.sub("", text),
    ]
    text = one.text
    for change in dice.sample(changes, dice.randint(1, 3)):
        text = change(text)
    if " ".join(text.split()) == " ".join(one.text.split()):
        return None
    return Altered("typography", text, one.speaker, (Wording.TYPOGRAPHIC, Wording.VERBATIM), Attribution.SAME)


def _same(_: random.Random, one: Said, __: Sequence[Said]) -> Altered:
    return Altered("same", f"« {one.text} »", one.speaker, (Wording.VERBATIM,), Attribution.SAME)


def _drop(dice: random.Random, one: Said, _: Sequence[Said]) -> Altered | None:
    words = one.text.split(" ")
    size = dice.randint(1, 3)
    at = dice.randint(2, len(words) - size - 2)
    left = [*words[:at], *words[at + size :]]
    if not any(map(WORD.search, words[at : at + size])) or _folded(" ".join(left)) in _folded(one.text):
        return None
    return Altered("drop", " ".join(left), one.speaker, (Wording.SHORTENED,), Attribution.SAME)


def _swap(dice: random.Random, one: Said, _: Sequence[Said]) -> Altered | None:
    words = one.text.split(" ")
    at, other = sorted(dice.sample(range(len(words)), 2))
    if _folded(words[at]) == _folded(words[other]) or not (_folded(words[at]) and _folded(words[other])):
        return None
    words[at], words[other] = words[other], words[at]
    if _folded(" ".join(words)) == _folded(one.text):
        return None
    return Altered("swap", " ".join(words), one.speaker, (Wording.ALTERED, Wording.STITCHED), Attribution.SAME)


def _change(dice: random.Random, one: Said, all_said: Sequence[Said]) -> Altered | None:
    words = one.text.split(" ")
    at = dice.randrange(len(words))
    new = dice.choice(WORD.findall(dice.choice(all_said).text))
    if not _folded(words[at]) or _folded(new) == _folded(words[at]) or _folded(new) in _folded(one.text).split():
        return None
    words[at] = new
    return Altered("change", " ".join(words), one.speaker, (Wording.ALTERED,), Attribution.SAME)


def _splice(dice: random.Random, one: Said, all_said: Sequence[Said]) -> Altered | None:
    other = dice.choice(all_said)
    left, right = one.text.split(" "), other.text.split(" ")
    claim = " ".join([*left[: max(5, len(left) // 2)], *right[min(len(right) - 5, len(right) // 2) :]])
    if any(_scattered(claim, said.text) for said in all_said) or one.speaker != other.speaker:
        return None
    return Altered("splice", claim, one.speaker, (Wording.STITCHED, Wording.ALTERED), Attribution.SAME)


def _scattered(claim: str, text: str) -> bool:
    """Whether a text has the words of a claim in their order: then words were left out, whatever was meant."""
    words = iter(_folded(text).split())
    return all(word in words for word in _folded(claim).split())


def _other_speaker(dice: random.Random, one: Said, all_said: Sequence[Said]) -> Altered | None:
    other = dice.choice(all_said).speaker
    if set(_folded(other).split()) & set(_folded(one.speaker).split()):
        return None
    return Altered("other speaker", one.text, other, (Wording.VERBATIM,), Attribution.OTHER)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(WORD.findall(plain))


KINDS: dict[str, Callable[[random.Random, Said, Sequence[Said]], Altered | None]] = {
    "same": _same,
    "typography": _typography,
    "drop": _drop,
    "swap": _swap,
    "change": _change,
    "splice": _splice,
    "other speaker": _other_speaker,
}
