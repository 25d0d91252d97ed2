"""What the use cases give back: frozen answers, free of the database, ready to be rendered.

As in ``model``, every ``Span`` counts code points from the start of the article's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.model import Kind, Span, Status
    from quotes.precision import Confidence
    from quotes.rulings import AsShown, Judged, Verdict


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or a record that could not become an article, or an article that could not be stored."""

    path: str
    message: str  # what happened, one line
    hint: str  # what to do, one line


class Outcome(StrEnum):
    """What became of one item given to ``ingest``."""

    STORED = "stored"
    PRESENT = "present"  # the same printing was there already: nothing changed
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one item; the numbers are 0 when it failed."""

    path: str
    outcome: Outcome
    article_id: str | None = None  # None when it failed before it was an article
    quotes: int = 0  # in the article, stored now or before
    new_quotes: int = 0  # stored now
    unattributed: int = 0  # quotes of this article whose speaker is unknown
    doubts: int = 0
    unparsed: int = 0  # 1 if it was stored now, in a language in which no quotes are looked for
    failure: Failure | None = None
    difference: Difference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An article whose text the database already had, with other facts about it.

    When outlet and url are the same, the stored row is kept as it was. When one of them differs the
    article is another printing, stored beside the first one.
    """

    path: str
    article_id: str  # of the article that was there first
    stored: bool  # True: stored beside it as another printing; False: the first one was kept
    fields: tuple[str, ...]  # of outlet, url, title, byline, published, lang: those that differ


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """The sum of one ingest. ``read == stored + present``; failures are counted apart."""

    read: int = 0
    stored: int = 0
    present: int = 0  # already there
    quotes: int = 0
    new_quotes: int = 0
    unattributed: int = 0
    doubts: int = 0
    unparsed: int = 0  # of ``stored``: in languages in which no quotes are looked for
    reprints: int = 0  # of ``stored``: a text that was there, of another outlet or at another address
    seconds: float = field(default=0.0, compare=False)  # that it took
    failures: tuple[Failure, ...] = ()
    differences: tuple[Difference, ...] = ()  # of articles that were not stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What was copied from one database to another; the numbers are of all that is there now but for ``rows``."""

    articles: int
    quotes: int
    rows: int  # of all tables, written this time
    digest: str  # of what the view ``quote_full`` shows in both


class Match(StrEnum):
    """Why a quote answers the words of a query, best first."""

    SPEAKER = "speaker"  # the words are in the speaker's name or function
    EXACT = "exact"  # the words stand in the quote as typed (any kind of space or apostrophe)
    TOLERANT = "tolerant"  # they do once case, accents, ligatures and elision are ignored, or as beginnings


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What to look for; each field narrows the answer, an empty one does not.

    Dates are ISO 8601 and may be partial (2021-08, 2021). They are compared with the article's date at the
    coarser precision of the two; an article without a date is left out as soon as one is asked for.
    """

    words: str = ""  # any string: it is data, never syntax
    speaker: str = ""  # words of the speaker's name or function, tolerant
    outlet: str = ""  # words of the outlet's name, tolerant
    since: str | None = None  # inclusive
    until: str | None = None  # inclusive
    kind: Kind | None = None
    status: Status | None = None
    limit: int = 20  # 0 or less: no limit
    context: int = 0  # code points of the article wanted on either side of the quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a quote was printed."""

    article_id: str
    path: str  # where the article was read from
    lang: str
    digest: str  # SHA-256 of the article's text
    outlet: str | None
    url: str | None
    title: str | None
    byline: str | None
    published: str | None  # ISO 8601, as precise as known
    agency: str | None = None  # the news agency whose copy it is, if it credits one


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One quote that answers a query. The readable words are copies of the article's at their places."""

    id: str  # of the quote, 40 hexadecimal digits; any unambiguous beginning will do for ``show``
    match: Match | None  # None when the query has neither words nor a speaker
    text: str  # the passages joined by one space
    passages: tuple[Span, ...]  # of the first printing
    kind: Kind
    status: Status
    rule: str
    confidence: float | None  # share of quotes by this rule to expect right; None if unknown, or never measured
    speaker: str | None  # the name across articles; the article's own words are in ``mention``
    speaker_id: str | None = None  # across articles, quote_full.speaker_id
    verdict: Verdict | None = None  # what a person judged of who said it
    mention: str | None
    mention_at: Span | None
    role: str | None
    cue: str | None
    cue_at: Span | None
    said_on: str | None
    via: str | None
    printings: int  # how many times the article prints it; 1 is the rule
    source: Source
    before: str = ""  # ``context`` code points that end where the first passage starts
    after: str = ""  # ``context`` code points that start where the last passage ends


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article at their place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why this speaker. What a language's rules file does not say of a rule, or an article of a speaker, is None."""

    rule: str
    reason: str | None  # in words, where it is no wording that decides: whoever spoke just before goes on
    example: str | None  # a sentence of the rule's kind, « A » for the quote: « A », a déclaré le ministre.
    speaker_example: str | None  # one whose speaker stands where this one does, if the rule knows several places
    cue: Words | None
    mention: Words | None
    chain: tuple[Words, ...]  # from the mention to the fullest name; one place when they are the same
    confidence: Confidence | None
    candidates: tuple[Words, ...]  # those who fitted as well, the likeliest first, when nobody was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of an article: whole paragraphs, or less when they are very long."""

    text: str
    start: int  # its offset: ``text[i]`` is ``article.text[start + i]``
    cut_before: bool = False  # its first paragraph starts earlier
    cut_after: bool = False  # its last paragraph goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One place where the article prints the quote."""

    passages: tuple[Span, ...]
    excerpt: Excerpt  # the paragraphs around; for the first printing, cue and mention included


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDetail:
    """All that is known of one quote, with the text needed to check it."""

    id: str
    text: str
    kind: Kind
    status: Status
    rule: str
    confidence: Confidence | None  # as it was when the quote was found; None for an unknown speaker
    why: Why | None  # None until a use case has explained it
    speaker: str | None
    speaker_id: str | None  # the same for every article that prints this name; None if unknown
    speaker_at: Span | None
    speaker_excerpt: Excerpt | None  # around ``speaker_at`` when that is not in the first printing's excerpt
    mention: str | None
    mention_at: Span | None
    chain: tuple[Span, ...]
    chain_words: tuple[str, ...]  # of ``chain``
    role: str | None
    role_at: Span | None
    cue: str | None
    cue_at: Span | None
    said_on: str | None
    said_on_at: Span | None
    via: str | None
    via_at: Span | None
    candidates: tuple[Span, ...]
    candidate_words: tuple[str, ...]  # of ``candidates``
    printings: tuple[Printing, ...]  # the first printing first
    source: Source
    version: str  # of this package, when it extracted the quote
    extracted_at: str  # when that run started, ISO 8601 UTC
    shown: AsShown  # what is shown of it; the other fields are what was found
    changed: Printing | None = None  # the extent somebody gave it, ``shown.passages``
    judgements: tuple[Judged, ...] = ()  # the first one first


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What is in a database. Each ``by_`` list is (value, number), the largest number first."""

    location: str
    schema: str  # revision of the schema
    size: int  # of the database file, bytes
    articles: int
    outlets: int
    quotes: int
    speakers: int
    first_published: str | None
    last_published: str | None
    by_outlet: tuple[tuple[str, int], ...]  # articles; "" stands for no outlet
    by_language: tuple[tuple[str, int], ...]  # articles
    unparsed: tuple[tuple[str, int], ...]  # articles by language, where it is one in which no quotes are looked for
    by_kind: tuple[tuple[str, int], ...]
    by_status: tuple[tuple[str, int], ...]
    by_rule: tuple[tuple[str, int], ...]
    by_speaker: tuple[tuple[str, int], ...]  # quotes; the ten most quoted
    doubts: tuple[tuple[str, int], ...]  # by code
    asides: tuple[tuple[str, int], ...]  # by label
    alarms: tuple[tuple[str, int], ...]  # by code


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarmed:
    """Something odd about an article, and which article it is."""

    article_id: str
    code: str  # of alarms.Code
    words: str
    other_id: str | None  # the article that it is nearly the same as
    path: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a database: ``where`` names the row (table and id), ``what`` is one line."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Migration:
    """A change of schema. ``backup`` is the copy made first, if one was made."""

    before: str  # revision; "base" is no schema at all
    after: str
    backup: str | None = None
