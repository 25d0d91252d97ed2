"""Part an article into paragraphs, written as grains and on the tape, and these into sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.grains import write_strip
from quotes.extract.tape import write_tape
from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.extract.grains import Strip
    from quotes.extract.marks import Passage
    from quotes.extract.page import Page
    from quotes.extract.tape import Item, Tape

END = re.compile("[.Q]")  # symbols at which a sentence may end
REACH = 150  # symbols on either side of a passage at which rules look: bounded, so that time is linear


class Sentence(NamedTuple):
    """Items ``first`` up to ``last`` of a paragraph's tape. An index into it counts from ``first``."""

    strip: Strip
    tape: Tape
    first: int
    last: int

    @property
    def symbols(self) -> str:
        """The sentence as it stands on the tape."""
        return self.tape.symbols[self.first : self.last]

    @property
    def start(self) -> int:
        """Where the sentence starts in the article."""
        return self.strip.starts[self.tape.firsts[self.first]]

    @property
    def span(self) -> Span:
        """The place of the whole sentence in the article."""
        return Span(self.start, self.place(self.last - self.first - 1).end)

    def near(self, at: int) -> tuple[Sentence, int]:
        """Give the part of the sentence that rules may look at, and where ``at`` is in that."""
        first, last = max(self.first, self.first + at - REACH), min(self.last, self.first + at + REACH)
        return Sentence(self.strip, self.tape, first, last), self.first + at - first

    def item(self, at: int) -> Item:
        """Give the item at index ``at``: which tokens it covers."""
        return self.tape.item(self.first + at)

    def token(self, at: int) -> int:
        """Give the first token of the item at index ``at``."""
        return self.tape.firsts[self.first + at]

    def place(self, at: int) -> Span:
        """Give the place in the article of the item at index ``at``."""
        return self.strip.place(self.item(at))

    def passage(self, at: int) -> int:
        """Give the index, in the article, of the passage at index ``at``."""
        return self.strip.passages[self.token(at)]


def paragraphs(page: Page) -> Iterator[tuple[Strip, Tape]]:
    """Write each line of the text; a passage that runs over several lines joins them into one paragraph."""
    text, outer, at, number = page.text, page.outermost(), 0, 0
    while at < len(text):
        end = _line_end(text, at)
        inside_here: list[tuple[int, Passage]] = []
        while number < len(outer) and outer[number][1].outer.start < end:
            passage = outer[number][1]
            if passage.outer.end > end:
                end = _line_end(text, passage.outer.end)
            inside_here.append(outer[number])
            number += 1
        if end > at:
            strip = write_strip(page, Span(at, end), inside_here)
            yield strip, write_tape(strip, page.lang)
        at = end + 1


def sentences(strip: Strip, tape: Tape, page: Page) -> Iterator[Sentence]:
    """Part a paragraph at its stops, those at the end of a passage included."""
    start = 0
    for match in END.finditer(tape.symbols):
        i = match.start()
        if _starts_anew(strip, tape, i + 1, page) if match[0] == "." else _ends_sentence(strip, tape, i, page):
            yield Sentence(strip, tape, start, i + 1)
            start = i + 1
    if start < len(tape.symbols):
        yield Sentence(strip, tape, start, len(tape.symbols))


def _starts_anew(strip: Strip, tape: Tape, i: int, page: Page) -> bool:
    """Say whether a stop is followed by a new sentence: not in « … savait » ? a plaidé l'avocat."""
    while tape.symbols[i : i + 1] == ")":  # Sen. Mark Warner (D-Va.) told
        i += 1
    return i >= len(tape.symbols) or not page.text[strip.starts[tape.firsts[i]]].islower()


def _ends_sentence(strip: Strip, tape: Tape, i: int, page: Page) -> bool:
    """Say whether a passage that ends in a stop ends the reporter's sentence as well."""
    passage = page.passages[strip.passages[tape.firsts[i]]]
    if i + 1 == len(tape.symbols) or page.text[passage.inner.end - 1] not in ".!?…":
        return False
    return page.text[strip.starts[tape.firsts[i + 1]]].isupper() or tape.symbols[i + 1] in "Q-("


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
