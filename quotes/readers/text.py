"""Plain text, from a file or standard input: one article a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.errors import BinaryFile, EmptyText, ReadingError
from quotes.readers.decode import decode, is_binary
from quotes.readers.metadata import merge, read_head, split_front_matter
from quotes.readers.reading import Given, Input, Read, Reading, bounded, failed, make_article, most_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_text(source: Input) -> Iterator[Reading]:
    """Read one article; its text is the file's without byte order mark and front matter, else unchanged."""
    try:
        yield _read(source.stream.read(most_bytes() + 1), source.place, source.given)
    except ReadingError as error:
        yield failed(source.place, error)


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
    return Read(make_article(bounded(text), place, said), place, (*decoded[1], *about_front, *about_head))
