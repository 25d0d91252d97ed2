"""Learn both sets of weights, again and again: who spoke before is evidence, and the weights decide it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.answers import answer
from evaluation.corpus import outlet_hash
from quotes.lexicon import load
from training.examples import collect
from training.fit import fit_speakers, fit_speech, speakers_right, speech_f1

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluation.answers import Answer
    from evaluation.corpus import Document
    from evaluation.ruler import Ruler
    from quotes.lexicon import Language

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well weights decide what is speech (F1), and who speaks where it is (share right)."""

    speech: float
    speakers: float


@dataclass(frozen=True, slots=True)
class Fold:
    """Articles of some outlets, read with weights learnt from all other outlets."""

    documents: tuple[Document, ...]
    answers: tuple[Answer, ...]
    accuracy: Accuracy


def learn(documents: Sequence[Document], lang: Language, ruler: Ruler) -> Language:
    """Give the language with weights learnt from articles, whatever weights it has."""
    prior = load(lang.weights_of) if lang.weights_of else replace(lang, speech={}, speakers={})
    lang = replace(lang, speech={}, speakers={})
    for _ in range(ROUNDS):
        examples = collect(documents, lang, ruler)
        lang = replace(
            lang,
            speech=fit_speech(examples.passages, prior.speech),
            speakers=fit_speakers(examples.choices, prior.speakers),
        )
    return lang


def accuracy(documents: Sequence[Document], lang: Language, ruler: Ruler) -> Accuracy:
    """Measure the weights of ``lang`` on articles."""
    examples = collect(documents, lang, ruler)
    return Accuracy(
        speech_f1(examples.passages, dict(lang.speech)), speakers_right(examples.choices, dict(lang.speakers))
    )


def folds(
    documents: Sequence[Document], count: int, lang: Language, ruler: Ruler, own: Sequence[Document] = ()
) -> Iterator[Fold]:
    """Read all articles in ``count`` turns, each outlet with weights that never saw it, learnt from ``own`` too."""
    for turn in range(count):
        tested = tuple(document for document in documents if turn_of(document, count) == turn)
        others = [document for document in documents if turn_of(document, count) != turn]
        if tested and others:
            learnt = learn([*others, *own], lang, ruler)
            yield Fold(tested, tuple(answer(tested, learnt, ruler)), accuracy(tested, learnt, ruler))


def turn_of(document: Document, count: int) -> int:
    """Say in which of ``count`` turns an article is set aside: by outlet, the same on every machine."""
    return int(outlet_hash(document.outlet), 16) % count
