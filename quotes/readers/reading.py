"""What a reader is given, and what it gives: articles or failures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Any, TypeVar

from quotes.errors import TooLong
from quotes.model import Article
from quotes.readers.language import language_of
from quotes.results import Failure

if TYPE_CHECKING:
    from quotes.errors import ReadingError

LONGEST = 2_000_000  # characters of one article: a thousand printed pages
BYTES_A_CHARACTER = 8  # more than any encoding takes, even \u00e9 in a JSON object of other things
UNSAFE = re.compile("[\0\ud800-\udfff]")  # what no database and no UTF-8 file can hold
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

Text = TypeVar("Text", str, bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of an article besides its text; None where nothing was said."""

    outlet: str | None = None
    url: str | None = None
    date: str | None = None  # ISO 8601, as precise as known: 2021-08-12, 2021-08, 2021
    modified: str | None = None  # the same, of the last change
    title: str | None = None
    byline: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """The bytes of one file, or of one member of an archive, and what is known of them beforehand."""

    stream: IO[bytes]
    place: str  # a path, or path:member
    given: Given = field(default_factory=Given)  # said by the user: it wins over what the bytes say
    columns: Mapping[str, str] = field(default_factory=dict)  # text, title … -> what the file calls it
    charset: str | None = None  # said by a server
    depth: int = 0  # archives around it


@dataclass(frozen=True, slots=True)
class Read:
    """One article, ready. ``name`` is its own id when its file gives one, else its place."""

    article: Article
    name: str
    warnings: tuple[str, ...] = ()  # one line each, without the place
    notes: tuple[str, ...] = ()  # what was assumed of the whole file, the same


Reading = Read | Failure
Reader = Callable[[Input], Iterator[Reading]]


def make_article(
    text: str, place: str, said: Given, *, page_digest: str | None = None, reader: str | None = None
) -> Article:
    """Make the article that ``text`` is, with what was said of it."""
    return Article(
        text=text,
        path=safe(place),
        lang=said.lang or language_of(text),
        outlet=said.outlet,
        url=said.url,
        title=said.title,
        byline=said.byline,
        published=said.date,
        modified=said.modified,
        page_digest=page_digest,
        reader=reader,
    )


@cache
def named(package: str) -> str:
    """Name what takes texts out of bytes, and its version."""
    return f"{package} {version(package)}"


def is_safe(text: str) -> bool:
    """Say whether a text has neither NUL nor lone surrogates."""
    try:
        text.encode()  # quicker than to look for them
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def safe(text: str) -> str:
    """Put U+FFFD, one for one, for NUL and lone surrogates."""
    return text if is_safe(text) else UNSAFE.sub(REPLACEMENT, text)


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


def put_back(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    """Give a stream of ``head``, which was read of ``rest``, and then ``rest``."""
    return io.BufferedReader(_Joined(head, rest))


class _Joined(io.RawIOBase):
    """A stream with the bytes that were already read of it put back; closing it leaves the stream open."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401, any writable memory
        size = len(buffer)
        data, self._head = self._head[:size] or self._rest.read(size), self._head[size:]
        buffer[: len(data)] = data
        return len(data)
