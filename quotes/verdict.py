"""What ``verify`` and ``trace`` answer: how a claimed wording, and its speaker, agree with what was printed.

As in ``model``, every place counts code points from the start of the article's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.model import Span, Status
    from quotes.results import Source


class Wording(StrEnum):
    """How the claimed words agree with the printed ones, from the best to the worst."""

    VERBATIM = "verbatim"  # the same characters, one after the other, in one quote
    TYPOGRAPHIC = "typographic"  # the same words: only marks, spaces, case, accents or numerals are written otherwise
    EDITED = "edited"  # what differs is owned up to: by […] or [words] in either, or it is the reporter's « dit-il »
    SHORTENED = "shortened"  # words are left out without saying so, none changed
    ALTERED = "altered"  # words are changed or added
    STITCHED = "stitched"  # its parts come from several quotes, or stand in another order
    NOT_A_QUOTE = "not_a_quote"  # an article has these words, outside any quote
    NOT_FOUND = "not_found"  # nothing like it in this database


ORDER = {wording: rank for rank, wording in enumerate(Wording)}
FAITHFUL = frozenset((Wording.VERBATIM, Wording.TYPOGRAPHIC, Wording.EDITED))


class Attribution(StrEnum):
    """How the claimed speaker agrees with the printed credits."""

    SAME = "same"
    OTHER = "other"  # the words are credited to someone else
    CONFLICT = "conflict"  # different sources credit different people
    UNATTRIBUTED = "unattributed"  # the sources name nobody: no speaker, or a function alone
    NOT_ASKED = "not_asked"


class Flag(StrEnum):
    """What to look at before anything else, in this order."""

    NEGATION = "negation"
    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"
    MODAL = "modal"  # a modal verb or adverb, or a conditional
    QUANTIFIER = "quantifier"
    NAME = "name"
    QUESTION = "question"  # a question mark came or went
    ACCENTS = "accents"  # a small letter has another accent, which can make another word: tue, tué
    UNSEEN = "unseen"  # the source itself leaves words out where the claim has some
    GOES_ON = "goes_on"  # the printed sentence goes on, with mais, sauf, si …
    BEGINS_BEFORE = "begins_before"  # the printed sentence begins before, with a negation or a condition
    SHORT = "short"  # fewer than five words prove little
    SEVERAL_SPEAKERS = "several_speakers"  # the name that was given fits several speakers of this database


FLAG_ORDER = {flag: rank for rank, flag in enumerate(Flag)}
TURNING = frozenset(list(Flag)[: list(Flag).index(Flag.QUESTION) + 1])  # a change of these can turn the meaning


class Step(StrEnum):
    """The ladder of tolerance: what had to be looked past for the words to agree. ``quotes.match`` explains each."""

    UNICODE = "unicode"
    MARKUP = "markup"
    SPACES = "spaces"
    APOSTROPHES = "apostrophes"
    LIGATURES = "ligatures"
    NUMERALS = "numerals"
    HYPHENS = "hyphens"
    MARKS = "marks"
    CASE = "case"
    ACCENTS = "accents"
    INTERRUPTION = "interruption"
    REPORTER = "reporter"
    BRACKETS = "brackets"
    OMISSION = "omission"


class Op(StrEnum):
    """What one piece of a diff says. ``insert`` is what the claim has more, ``delete`` what it lacks."""

    EQUAL = "equal"
    TYPOGRAPHY = "typography"  # the same words, otherwise written
    EDIT = "edit"  # accounted for by brackets or by the reporter's words
    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of a diff: an operation, the claim's words, the printed words."""

    op: Op
    claimed: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A claim held against one printed wording."""

    wording: Wording | None  # verbatim to altered; None: too little in common to speak of
    score: float  # share of the claim's words, by weight, that stand there: 0 to 1
    steps: tuple[Step, ...] = ()  # in the order of the ladder
    flags: tuple[Flag, ...] = ()
    diff: tuple[Change, ...] = ()
    start: int = 0  # of the printed words that answer the claim: code points of the printed wording
    end: int = 0
    begins: str = ""  # how the printed sentence begins before them, where that may turn the meaning
    goes_on: str = ""  # how it goes on, where that may turn it


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was searched: so many articles, from then to then (ISO 8601; None where no article has a date)."""

    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One printed wording near the claim, with what is needed to check it."""

    id: str | None  # of the quote; None when the words stand in an article outside any quote
    text: str
    comparison: Comparison
    speaker: str | None
    speaker_id: str | None
    status: Status | None
    role: str | None
    confidence: float | None
    place: Span  # in the article's text: of the words that answer the claim
    before: str  # the rest of their sentence before them, or the sentence before
    after: str
    link: str | None  # opens the page at the words
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one claim. ``fine`` says that nothing in it needs a second look."""

    claim: str
    speaker: str | None  # as asked
    wording: Wording
    attribution: Attribution
    flags: tuple[Flag, ...]
    matcher: str  # version of ``quotes.match``
    corpus: Corpus
    matches: tuple[Evidence, ...]  # ranked, the nearest first
    credited: tuple[str, ...] = ()  # the speakers the matching sources name
    fitting: tuple[str, ...] = ()  # speakers of this database whom the asked name fits, when several

    @property
    def fine(self) -> bool:
        """Whether wording and speaker are as claimed, with no turn of meaning owned up to or not."""
        return (
            self.wording in FAITHFUL
            and self.attribution in {Attribution.SAME, Attribution.NOT_ASKED}
            and not TURNING.intersection(self.flags)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A printing of a wording or of a variant, with the copies of the same wire."""

    evidence: Evidence
    difference: Comparison  # its words held against those of the first appearance
    copies: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a wording was printed, the earliest first, those without a date last."""

    claim: str
    matcher: str
    corpus: Corpus
    credited: tuple[str, ...]  # two or more persons when the printings contradict each other; else none
    appearances: tuple[Appearance, ...]

    @property
    def as_early(self) -> int:
        """How many others may be as early as the first: on its day, or on one that is not known so closely."""
        first, *others = [one.evidence.source.published or "" for one in self.appearances] or [""]
        return sum(date.startswith(first) or not date for date in others)
