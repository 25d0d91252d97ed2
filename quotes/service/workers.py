"""Extraction in several processes: articles in, what was found in them out, in the same order.

What several outlets print word for word, as they do an agency's copy, is read once when it comes soon again.
"""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from quotes.extract import extract, reprinted
from quotes.model import Article
from quotes.results import Failure, Ingested
from quotes.service.processes import Extracted, Processes, Reprint, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quotes.service.processes import Chunk, Extractor, Found, Item

Value = TypeVar("Value")

ALONE = 64  # articles done here before any process is started, which takes as long as fifty of them
CHUNK_ARTICLES = 16  # sent together,
CHUNK_LENGTH = 200_000  # or fewer when they are long: code points
CHUNK_SECONDS = 1.0  # or when they are slow in coming
LATELY = 512  # articles whose texts are known again,
LENGTH_KNOWN = 20_000  # none of them longer: code points


def never() -> bool:
    """Say that nobody has asked to stop."""
    return False


def extract_all(
    items: Iterable[Article | Ingested], extractor: Extractor, workers: int, stopping: Callable[[], bool] = never
) -> Iterator[Extracted | Ingested]:
    """Give each article with what was found in it; ``workers`` processes share the work when it is worth it.

    With more than one, ``extractor`` must be a function of a module, and the program's main module must be
    one that can be imported: see ``multiprocessing`` on *spawn*. Once ``stopping`` says so, what no process has
    begun is left out, from some item to the last.
    """
    left = _told_apart(items)
    lately = _Lately(extractor)
    for item in islice(left, ALONE if workers > 1 else None):
        yield lately.finish(Extracted(item, read(item, extractor)) if isinstance(item, Article) else item)
    for item in islice(left, 1):  # there is more
        with Processes(workers, extractor, stopping) as processes:
            yield from map(lately.finish, processes.extract(_chunks(chain([item], left))))


def _told_apart(items: Iterable[Article | Ingested]) -> Iterator[Item]:
    """Tell reprints from first printings."""
    texts: dict[tuple[str, str], None] = {}
    for item in items:
        if not isinstance(item, Article) or len(item.text) > LENGTH_KNOWN:
            yield item
        elif _text_of(item) in texts:
            yield Reprint(item)
        else:
            _remember(texts, _text_of(item), None)
            yield item


class _Lately:
    """What was found in the last first printings."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._known: dict[tuple[str, str], Extracted] = {}

    def finish(self, item: Extracted | Reprint | Ingested) -> Extracted | Ingested:
        """Give what is found in a reprint; all else is given as it is."""
        if isinstance(item, Extracted) and len(item.article.text) <= LENGTH_KNOWN:
            _remember(self._known, _text_of(item.article), item)
        if not isinstance(item, Reprint):
            return item
        first = self._known.get(_text_of(item.article))
        return Extracted(item.article, self._again(first, item.article) if first else self._read(item.article))

    def _again(self, first: Extracted, article: Article) -> Found:
        """Give what is found in a reprint of ``first``: *jeudi* is another day when it is published later."""
        known = first.found
        if isinstance(known, Failure):
            return replace(known, path=article.path)
        dated = any(quote.said_on_at for quote in known.quotes)
        if not dated or article.published == first.article.published:
            return known
        if self._extractor is not extract:
            return self._read(article)
        return read(article, lambda _text, lang, published: reprinted(known, lang, published=published))

    def _read(self, article: Article) -> Found:
        return read(article, self._extractor)


def _text_of(article: Article) -> tuple[str, str]:
    return article.digest, article.lang


def _remember(known: dict[tuple[str, str], Value], key: tuple[str, str], value: Value) -> None:
    known[key] = value
    if len(known) > LATELY:
        del known[next(iter(known))]


def _chunks(items: Iterable[Item]) -> Iterator[Chunk]:
    chunk: Chunk = []
    length, begun = 0, time.monotonic()
    try:
        for item in items:
            chunk.append(item)
            length += len(item.text) if isinstance(item, Article) else 0
            if len(chunk) == CHUNK_ARTICLES or length > CHUNK_LENGTH or time.monotonic() - begun > CHUNK_SECONDS:
                yield chunk
                chunk, length, begun = [], 0, time.monotonic()
    except GeneratorExit:
        raise
    except BaseException:  # of whoever makes the items: those it made are not lost
        yield chunk
        raise
    if chunk:
        yield chunk
