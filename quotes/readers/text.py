"""Plain text, from a file or standard input: one article a file."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from quotes.errors import BinaryFile, EmptyText
from quotes.model import Article
from quotes.readers.decode import decode, safe
from quotes.readers.metadata import merge, read_head, split_front_matter
from quotes.readers.reading import Given, Read, Reading, failed

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_text(stream: IO[bytes], place: str, given: Given) -> Iterator[Reading]:
    """Read one article; its text is the file's without byte order mark and front matter, else unchanged."""
    decoded = decode(stream.read())
    if decoded is None:
        yield failed(place, BinaryFile())
        return
    text, front, about_front = split_front_matter(decoded[0])
    if not text.strip():
        yield failed(place, EmptyText())
        return
    head, about_head = read_head(text)
    said = merge(given, front, head)
    yield Read(article(text, place, said), place, (*decoded[1], *about_front, *about_head))


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
