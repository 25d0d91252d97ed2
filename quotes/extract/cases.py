"""The passage in question: where it stands, what is next to it, and who spoke last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.latin import twin

if TYPE_CHECKING:
    from quotes.extract.cast import Entity
    from quotes.extract.marks import Passage
    from quotes.extract.page import Page
    from quotes.extract.sentences import Sentence

WORD = twin(r"[\p{L}]+")


class Case(NamedTuple):
    """A passage, as item ``at`` of its sentence (or of the part of it that rules look at)."""

    passage: Passage
    sentence: Sentence
    at: int
    words: tuple[str, ...]  # between the marks, in lower case; numbers are none
    before: Sentence | None = None  # the sentences beside, if the paragraph has any
    after: Sentence | None = None
    lead: Sentence | None = None  # the end of the paragraph before, where that ends in a colon
    previous: Entity | None = None  # the last speaker
    previous_end: int = -1  # where the last quote ended, or -1
    asked: bool = False  # whether the last quote was a question
    other: Entity | None = None  # the last speaker but that one
    linked: str = ""  # whether the passage that this one is joined to (« A » et « B ») was speech: yes or no

    @property
    def alone(self) -> bool:
        """Say whether the sentence has nothing but the passage."""
        return self.sentence.symbols.strip("-.") == "Q"

    @property
    def turn(self) -> bool:
        """Say whether the passage is a line of a dialogue: – « A »."""
        return self.alone and self.sentence.symbols.startswith("-")


def words_of(passage: Passage, page: Page) -> tuple[str, ...]:
    """List the words between the marks, in lower case."""
    found = WORD.on(latin=page.latin).findall(page.text, passage.inner.start, passage.inner.end)
    return tuple([word.lower() for word in found])
