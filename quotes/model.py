"""The nouns: spans of an article's text, and what was found there.

Offsets count code points from the start of ``Article.text`` (as Python does, and not UTF-16 units as
browsers do). A span is half open. No noun here reads, writes or decides anything.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in one article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Give back the words at this place in ``text``."""
        return text[self.start : self.end]


class Kind(StrEnum):
    """How the quoted words stand in the sentence."""

    DIRECT = "direct"  # a clause or sentences of its own
    PARTIAL = "partial"  # a fragment in the reporter's sentence: il juge la loi « injuste »


class Status(StrEnum):
    """How well the speaker is known."""

    NAMED = "named"  # the full name stands at the quote
    RESOLVED = "resolved"  # a short name, a function or a pronoun there, linked to a full name elsewhere
    ROLE = "role"  # a person known by a function only
    COLLECTIVE = "collective"  # an organisation, a group or a document
    ANONYMOUS = "anonymous"  # un proche du dossier
    UNKNOWN = "unknown"


class Label(StrEnum):
    """What a passage between marks is when nobody said it."""

    TITLE = "title"
    NAME = "name"
    TERM = "term"
    SCARE = "scare"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words somebody said or wrote, and why we think it was them. Every claim is a place in ``source``.

    ``passages`` are the insides of the marks, in order: « A », dit X, « B » has two. When the article
    prints the same words of the same speaker again, each further printing is in ``repeats``.
    """

    source: str = field(repr=False)  # the whole article, shared by all its quotes
    passages: tuple[Span, ...]
    kind: Kind
    status: Status
    rule: str  # the name of the rule that attributed it
    repeats: tuple[tuple[Span, ...], ...] = ()
    speaker_at: Span | None = None  # the fullest name in the article, or the function as written
    mention_at: Span | None = None  # the words nearest the quote that name the speaker: elle, M. Kirby
    chain: tuple[Span, ...] = ()  # the mentions that lead from ``mention_at`` to ``speaker_at``
    role_at: Span | None = None  # le porte-parole du Pentagone
    cue_at: Span | None = None  # a déclaré
    said_on: str | None = None  # ISO 8601, as precise as the article: 2021-08-12, 2021-08, 2021
    said_on_at: Span | None = None  # the words that say when: ce jeudi 12 août
    via_at: Span | None = None  # through what: dans un communiqué
    candidates: tuple[Span, ...] = ()  # names that fitted as well, when none was chosen

    @property
    def text(self) -> str:
        """The words between the marks, the passages joined by one space."""
        return " ".join(passage.of(self.source) for passage in self.passages)

    @property
    def speaker(self) -> str | None:
        """The speaker's fullest name in the article, or the function as written; None if unknown."""
        return self._words(self.speaker_at)

    @property
    def mention(self) -> str | None:
        """The words nearest the quote that name the speaker."""
        return self._words(self.mention_at)

    @property
    def role(self) -> str | None:
        """The speaker's function as written, without article or name."""
        return self._words(self.role_at)

    @property
    def cue(self) -> str | None:
        """The reporting expression."""
        return self._words(self.cue_at)

    @property
    def via(self) -> str | None:
        """Through what it was said."""
        return self._words(self.via_at)

    def _words(self, place: Span | None) -> str | None:
        return None if place is None else place.of(self.source)


@dataclass(frozen=True, slots=True)
class Aside:
    """A passage between marks that nobody said, and what it is instead."""

    span: Span
    label: Label


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something seen in the text and not guessed at; ``code`` is from a closed list in ``extract``."""

    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text, each list in the order of the text."""

    quotes: tuple[Quote, ...]
    asides: tuple[Aside, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def unattributed(self) -> int:
        """How many of the quotes have no known speaker."""
        return sum(quote.status is Status.UNKNOWN for quote in self.quotes)


@dataclass(frozen=True, kw_only=True)
class Article:
    """One text as printed, final: readers make it, nothing changes it afterwards."""

    text: str
    path: str = ""  # where it was read from; not part of its identity
    lang: str = "fr"
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None  # ISO 8601, as precise as known: 2021-08-12, 2021-08, 2021
    modified: str | None = None  # the same, of the last change that its page tells
    page_digest: str | None = None  # SHA-256 of the bytes the text was taken out of; None when they are the text
    reader: str | None = None  # what took it out, and which version: trafilatura 2.1.0

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def id(self) -> str:
        """Content hash of outlet, address and text: the same printing has the same id on any machine."""
        return content_id("article", self.outlet, self.url, self.digest)


_written = json.JSONEncoder(ensure_ascii=False).encode


def content_id(*parts: object) -> str:
    """Hash ``parts`` (strings, numbers, None) to 40 hexadecimal digits, the same on every machine."""
    return hashlib.sha256(_written(parts).encode()).hexdigest()[:40]


def quote_id(article_id: str, quote: Quote) -> str:
    """Hash a quote's article and the places of its first printing; who is said to speak plays no part."""
    return content_id("quote", article_id, *(n for p in quote.passages for n in (p.start, p.end)))
