"""What people decide about quotes and speakers, and what is known of a speaker: frozen questions and answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.model import Span, Status


class SpeakerKind(StrEnum):
    """What a speaker is: somebody beyond one article, or words of one article."""

    PERSON = "person"
    ROLE = "role"
    COLLECTIVE = "collective"
    ANONYMOUS = "anonymous"


class Verdict(StrEnum):
    """What a person can decide, of a quote or of a speaker."""

    CONFIRM = "confirm"  # the quote is right as shown
    REJECT = "reject"  # nobody said that
    ASSIGN = "assign"  # somebody else said it, or nobody knows who
    EXTENT = "extent"  # its words begin or end elsewhere
    MERGE = "merge"  # two speakers are one
    SPLIT = "split"  # one speaker is, in some article, another
    RENAME = "rename"
    ALIAS = "alias"  # has one more name
    WIKIDATA = "wikidata"  # is this item there


OF_QUOTES = frozenset({Verdict.CONFIRM, Verdict.REJECT, Verdict.ASSIGN, Verdict.EXTENT})
UNKNOWN = "unknown"  # the value of ``assign`` that leaves a quote without speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What somebody wants to decide, as typed."""

    verdict: Verdict
    subject: str  # beginning of a quote's id; or a speaker's, or its name
    value: str = ""  # see the table judgement
    note: str = ""
    place: str = ""  # where it was asked, for messages: rulings.csv, line 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judgement, as kept."""

    id: str
    at: str
    by: str
    verdict: Verdict
    quote_id: str | None = None
    speaker_id: str | None = None
    article_id: str | None = None
    start: int | None = None
    end: int | None = None
    value: str | None = None
    note: str | None = None
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsShown:
    """What people's judgement left of a quote, or what was found where nobody judged."""

    text: str
    passages: tuple[Span, ...] | None  # of the extent somebody gave it; None where it is as found
    speaker: str | None  # the name across articles
    speaker_id: str | None
    status: Status
    verdict: Verdict | None  # the last valid one on who said it


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A ruling that could not be kept."""

    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeReport:
    """What became of some rulings."""

    kept: tuple[Judged, ...] = ()
    refused: tuple[Refused, ...] = ()
    overtaken: tuple[Judged, ...] = ()  # others' judgements of the same, which these are shown instead of
    overtaking: tuple[Judged, ...] = ()  # others' later judgements, shown instead of earlier ones by this person


@dataclass(frozen=True, slots=True)
class Printed:
    """Words that were printed: a name, a function, an outlet."""

    words: str
    quotes: int
    first: str | None  # date of the first article with one, ISO 8601
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerSummary:
    """One line about a speaker."""

    id: str
    name: str
    kind: str
    quotes: int
    articles: int
    outlets: int
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerDetail:
    """All that is known of one speaker. Functions belong to a quote and its date, not to the person."""

    id: str
    name: str
    kind: str
    quotes: int
    articles: int
    first_published: str | None
    last_published: str | None
    names: tuple[Printed, ...]
    functions: tuple[Printed, ...]  # in the order of their first dates
    outlets: tuple[Printed, ...]  # "" stands for no outlet
    months: tuple[tuple[str, int], ...]  # 2021-08, number of quotes
    aliases: tuple[str, ...]
    wikidata: tuple[str, ...]
    judgements: tuple[Judged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Who somebody known by a function or a surname alone may be, and why."""

    speaker_id: str
    words: str  # as printed: le ministre de la Défense à Londres
    article_id: str
    published: str | None
    quotes: int
    candidate_id: str
    candidate: str
    probability: float  # see ``quotes.store.suggesting``
    evidence: tuple[str, ...]  # one sentence each
