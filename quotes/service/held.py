"""What is held against what: a claim, the quotes and pages it is compared with, and the answer that they give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from quotes.lexicon import known
from quotes.lexicon.turns import turns
from quotes.match import claim_of, tokens_of
from quotes.match.attribution import Credit
from quotes.match.tokens import INSERTED, Worded
from quotes.model import Span
from quotes.store.fulltext import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotes.store.candidates import Candidate, Limits, Page
    from quotes.verdict import Comparison, Wording


ELIDED = 2  # letters of what may have lost its apostrophe: l, qu


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is to be verified: a wording, the speaker it is given to ("" for none), and which articles count."""

    wording: str
    speaker: str = ""
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a claim was held against, a quote or a page of words outside quotes, and how they agree."""

    comparison: Comparison
    text: str  # of the quote, or the words of the page that were compared
    quote: Candidate | None = None
    page: Page | None = None
    place: Span | None = None  # with ``page``: where in it the words are
    names: tuple[str, ...] = ()  # others of who is shown to have said it

    @property
    def credit(self) -> Credit | None:
        """Whom the source credits, as people's judgement left it."""
        quote = self.quote
        if quote is None:
            return None
        names = (*self.names, *([quote.printed] if quote.printed else ()))
        return Credit(quote.speaker or quote.mention, quote.status, quote.role, names)


@dataclass(frozen=True, slots=True)
class Answer:
    """The grade of a claim and what it rests on, the nearest first; ``support`` are those that carry the grade."""

    wording: Wording
    held: tuple[Held, ...] = ()
    support: int = 0


@cache
def small_words() -> frozenset[str]:
    """Give the words that say little by themselves, in any language here."""
    return frozenset[str]().union(*(turns(code).small for code in known()))


@lru_cache(maxsize=64)
def claimed(wording: str, lang: str = "") -> Worded:
    """Cut a claim as a language does; without one, as any does."""
    return claim_of(wording, turns(lang))


@lru_cache(maxsize=1_024)
def words(text: str) -> tuple[str, ...]:
    """Cut a wording as the index does: quicker than as a language does, and near enough to choose by."""
    return tuple(words_of(text))


def plain(claim: Claim) -> str:
    """Leave out what a claim has in [brackets]: it owns up to that."""
    return INSERTED.sub(" ", claimed(claim.wording).text)


def spelt(wording: str) -> set[str]:
    """Give the words that must stand wherever ``wording`` does: numbers and elided words can be written otherwise."""
    return {word for word in words(wording) if len(word) > ELIDED and word.isalpha()}


def titles(held: Held) -> frozenset[str]:
    """Give the titles that do not count in a name, in the language of the source."""
    return turns(held.quote.source.lang).titles if held.quote else frozenset()


def worded(quote: Candidate, passages: Sequence[Span]) -> Worded:
    """Cut a stored quote, with the places where its passages meet and where the reporter speaks in it."""
    joints, at = [], 0
    for passage in passages[:-1]:
        at += passage.end - passage.start + 1
        joints.append(at - 1)
    return Worded(quote.text, tokens_of(quote.text, turns(quote.source.lang), _aside(quote, passages)), tuple(joints))


def _aside(quote: Candidate, passages: Sequence[Span]) -> Iterator[Span]:
    """Find the reporter's words inside the marks: « Non, a-t-il dit, jamais ». Commas or the end stand around them."""
    shift = 0
    for passage in passages:
        cue = quote.cue_at
        if cue and passage.start <= cue.start and cue.end <= passage.end:
            spans = [cue, *([quote.mention_at] if quote.mention_at else [])]
            inside = [span for span in spans if passage.start <= span.start and span.end <= passage.end]
            start = min(span.start for span in inside) - passage.start + shift
            end = max(span.end for span in inside) - passage.start + shift
            first = max(quote.text.rfind(mark, 0, start) for mark in ",–—(") + 1
            last = min((at for mark in ",.!?…–—)" if (at := quote.text.find(mark, end)) >= 0), default=len(quote.text))
            if first:
                yield Span(first, last)
        shift += passage.end - passage.start + 1
