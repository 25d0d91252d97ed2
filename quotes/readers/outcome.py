"""What reading gives: an article or a failure, and what the user said about it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.errors import QuotesError
    from quotes.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of an article besides its text; None where nothing was said."""

    outlet: str | None = None
    url: str | None = None
    date: str | None = None  # ISO 8601, as precise as known: 2021-08-12, 2021-08, 2021
    title: str | None = None
    byline: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """One article, ready. ``name`` is its own id when its file gives one, else its place."""

    article: Article
    name: str
    warnings: tuple[str, ...] = ()  # one line each, without the place


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that gave no article: where (a file, or a file and line), and why."""

    place: str
    error: QuotesError


Outcome = Read | Failed
Reader = Callable[[IO[bytes], str, Given], Iterator[Outcome]]
