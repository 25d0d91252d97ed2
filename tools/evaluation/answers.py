"""What the extractor answers for annotated articles, each answer beside what was annotated at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.extract.compose import compose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.corpus import Document, Gold
    from evaluation.ruler import Ruler
    from quotes.lexicon import Language
    from quotes.model import Quote, Span


@dataclass(frozen=True, slots=True)
class Answer:
    """One passage of a quote, and whether it is right. ``gold`` is None where nothing was annotated."""

    document: Document
    quote: Quote
    place: Span
    gold: Gold | None
    speaker_right: bool  # whose words they are; or that nobody can know

    @property
    def speech(self) -> bool:
        """Say whether somebody said these words."""
        return self.gold is not None and self.gold.speech

    @property
    def right(self) -> bool:
        """Say whether somebody said these words, and who is right too."""
        return self.speech and self.speaker_right

    @property
    def counts(self) -> bool:
        """Say whether annotators agreed on it."""
        return self.gold is None or not self.gold.arguable


def answer(documents: Iterable[Document], lang: Language, ruler: Ruler) -> list[Answer]:
    """Extract from each article, and look each passage up among what was annotated."""
    answers = []
    for document in documents:
        for quote in compose(document.text, lang, document.published).quotes:
            for place in (*quote.passages, *(place for printed in quote.repeats for place in printed)):
                gold = document.annotated(place)
                right = gold is not None and gold.speech and ruler.same_speaker(gold.raw, quote.speaker)
                answers.append(Answer(document, quote, place, gold, right))
    return answers


def missed(documents: Iterable[Document], answers: Iterable[Answer]) -> list[tuple[Document, Gold]]:
    """List the annotated speech that no answer found."""
    found = {(answer.document.id, answer.gold.place) for answer in answers if answer.gold}
    return [
        (document, gold)
        for document in documents
        for gold in document.spans
        if gold.speech and not gold.arguable and (document.id, gold.place) not in found
    ]
