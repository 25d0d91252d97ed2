"""Answers about runs of the extractor: what each found, and how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.results import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a stored article again came to."""

    article_id: str
    path: str
    quotes: int = 0
    gained: int = 0
    lost: int = 0
    changed: int = 0
    kept: int = 0  # not found any more, but somebody judged them quotes
    failure: Failure | None = None  # if it could not be read: then nothing changed


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadReport:
    """The sum of one re-extraction."""

    read: int = 0
    same: int = 0  # of these, articles where nothing changed
    quotes: int = 0
    gained: int = 0
    lost: int = 0
    changed: int = 0
    kept: int = 0  # not found any more, but somebody judged them quotes
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """One run, and what it found."""

    id: str
    task: str  # ingest, reextract or import
    version: str  # of this package
    lang: str
    lexicon: str | None  # digest of the language's files
    options: str  # a JSON object
    started_at: str  # ISO 8601 UTC
    finished_at: str | None  # None while it goes on, or when it was cut short
    articles: int
    quotes: int
    gained: int  # against the reading before
    lost: int
    changed: int


class Gain(StrEnum):
    """How a quote differs between two runs."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A quote that two runs did not find alike."""

    gain: Gain
    quote_id: str
    text: str
    fields: tuple[str, ...]  # of former_quote, those that differ; places, when it is nothing but places
    before: dict[str, str | None] | None  # field -> what the first run found; None when it found no quote there
    after: dict[str, str | None] | None
    article_id: str
    path: str
    lang: str
    outlet: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDiff:
    """How two runs differ, on the articles that both have read."""

    before: RunSummary
    after: RunSummary
    articles: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import of another system's quotes came to."""

    system: str
    runs: tuple[str, ...]  # ids, one for each language
    articles: int
    quotes: int
    failures: tuple[Failure, ...]
