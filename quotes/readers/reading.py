"""What reading gives: an article or a failure, and what the user said about it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TypeVar

from quotes.errors import TooLong
from quotes.results import Failure

if TYPE_CHECKING:
    from quotes.errors import ReadingError
    from quotes.model import Article

LONGEST = 2_000_000  # characters of one article: a thousand printed pages
BYTES_A_CHARACTER = 8  # more than any encoding takes, even \u00e9 in a JSON object of other things

Text = TypeVar("Text", str, bytes)


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


def bounded(text: Text) -> Text:
    """Give ``text`` back, characters or the bytes they come from; raise ``TooLong`` when no article is so long."""
    if len(text) > (LONGEST if isinstance(text, str) else most_bytes()):
        raise TooLong(LONGEST)
    return text


def most_bytes() -> int:
    """Say after how many bytes there is no use in reading on."""
    return LONGEST * BYTES_A_CHARACTER


def failed(place: str, error: ReadingError) -> Failure:
    """List ``error`` as what came of ``place``: a file, or a file and line."""
    return Failure(place, error.message, error.hint)


Reading = Read | Failure
Reader = Callable[[IO[bytes], str, Given], Iterator[Reading]]
