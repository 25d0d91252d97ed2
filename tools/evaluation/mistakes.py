"""What was not read as annotated, one mistake after another with the text around it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.answers import missed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluation.answers import Answer
    from evaluation.corpus import Document
    from quotes.model import Span

KINDS = ("missed", "speaker", "not-speech")
BEFORE, WITHIN, AFTER = 250, 150, 150  # characters shown


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong. ``rule`` is empty where nothing was answered."""

    kind: str
    rule: str
    document: Document
    place: Span
    said: str  # what is wrong with it

    def __str__(self) -> str:
        text, start, end = self.document.text, self.place.start, self.place.end
        words = text[start:end] if end - start <= WITHIN else text[start : start + WITHIN] + "…"
        around = f"{text[max(0, start - BEFORE) : start]}⟦{words}⟧{text[end : end + AFTER]}".replace("\n", "¶")
        return f"--- {self.kind} · {self.document.id} · {self.rule or 'no rule'} · {self.said}\n    {around}"


def mistakes(documents: Sequence[Document], answers: Sequence[Answer]) -> Iterator[Mistake]:
    """List everything that is wrong, in the order of the articles for each kind."""
    for document, lost in missed(documents, answers):
        said = f"{lost.kind}, by {lost.speaker!r} ({lost.mention!r}, {lost.cue!r})"
        yield Mistake("missed", "", document, lost.place, said)
    for answer in answers:
        quote, gold = answer.quote, answer.gold
        if not answer.counts or answer.right:
            continue
        got = f"got {quote.speaker!r} ({quote.mention!r}, {quote.cue!r})"
        if gold is not None and gold.speech:
            wanted = f"wanted {gold.speaker!r} ({gold.mention!r}, {gold.cue!r})"
            yield Mistake("speaker", quote.rule, answer.document, answer.place, f"{got}, {wanted}")
        else:
            what = gold.kind if gold else "nothing annotated here"
            yield Mistake("not-speech", quote.rule, answer.document, answer.place, f"{got}, wanted {what}")


def sample(found: Sequence[Mistake], most: int, kind: str, rule: str, seed: int) -> list[Mistake]:
    """Take ``most`` mistakes of a kind (all if empty) and of rules that start with ``rule``, shuffled by ``seed``."""
    fitting = [m for m in found if kind in {"", m.kind} and m.rule.startswith(rule)]
    return sorted(fitting, key=lambda m: _shuffled(m, seed))[:most]


def _shuffled(mistake: Mistake, seed: int) -> str:
    """Give a place in an order that looks like chance and is the same each time."""
    return hashlib.sha256(f"{seed} {mistake.document.id} {mistake.place.start} {mistake.kind}".encode()).hexdigest()
