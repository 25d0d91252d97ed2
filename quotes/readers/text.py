"""Plain text, from a file or standard input: one article a file."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from quotes.errors import BinaryFile, EmptyText, ReadingError
from quotes.model import Article
from quotes.readers.decode import decode, is_binary, safe
from quotes.readers.metadata import merge, read_head, split_front_matter
from quotes.readers.reading import Given, Read, Reading, bounded, failed, most_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_text(stream: IO[bytes], place: str, given: Given) -> Iterator[Reading]:
    """Read one article; its text is the file's without byte order mark and front matter, else unchanged."""
    try:
        yield _read(stream.read(most_bytes() + 1), place, given)
    except ReadingError as error:
        yield failed(place, error)


def _read(data: bytes, place: str, given: Given) -> Read:
    if is_binary(data):
        raise BinaryFile
    decoded = decode(bounded(data))
    if decoded is None:
        raise BinaryFile
    text, front, about_front = split_front_matter(decoded[0])
    if not text.strip():
        raise EmptyText
    head, about_head = read_head(text)
    said = merge(given, front, head)
    return Read(article(bounded(text), place, said), place, (*decoded[1], *about_front, *about_head))


def article(text: str, path: str, said: Given) -> Article:
    """Make the article that ``text`` is, with what was said of it."""
    return Article(
        text=text,
        path=safe(path),
        lang=said.lang or "fr",
        outlet=said.outlet,
        url=said.url,
        title=said.title,
        byline=said.byline,
        published=said.date,
    )
