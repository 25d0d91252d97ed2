"""What there is to learn from: the evidence for each annotated passage, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.extract.article import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.corpus import Document, Gold
    from evaluation.ruler import Ruler
    from quotes.extract.rank import Candidate
    from quotes.lexicon import Language


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: the evidence that somebody said it, and whether somebody did."""

    evidence: tuple[str, ...]
    speech: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One quote: the evidence for each candidate, nobody among them, and who is right. At least one is."""

    options: tuple[tuple[tuple[str, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """All there is to learn from some articles."""

    passages: tuple[Passage, ...]
    choices: tuple[Choice, ...]


def collect(documents: Iterable[Document], lang: Language, ruler: Ruler) -> Examples:
    """Read articles with the weights that ``lang`` has so far, which decide who spoke before each passage."""
    passages, choices = list[Passage](), list[Choice]()
    for document in documents:
        for reading in Reader(document.text, lang).readings():
            gold = document.annotated(reading.passage.inner)
            if gold is None or gold.arguable:
                continue
            passages.append(Passage(tuple(reading.evidence), gold.speech))
            if gold.speech:
                choices.append(Choice(_options(document, gold, reading.options, ruler)))
    return Examples(tuple(passages), tuple(choices))


def _options(
    document: Document, gold: Gold, candidates: Sequence[Candidate], ruler: Ruler
) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Judge each candidate. Where all are wrong, to name nobody is right: better no name than a wrong one."""
    right = [
        ruler.same_speaker(gold.raw, candidate.entity.name_at.of(document.text) if candidate.entity else None)
        for candidate in candidates
    ]
    if not any(right):
        right = [candidate.entity is None for candidate in candidates]
    return tuple((tuple(sorted(c.evidence)), fits) for c, fits in zip(candidates, right, strict=True))
