"""Extraction in several processes: articles in, what was found in them out, in the same order.

The processes are the standard library's pool. Two things are added: a process that is killed costs the
article that it was at, not the rest; and none outlives the program that started it. And what several outlets
print word for word, as they do an agency's copy, is read once when it comes soon again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Self, TypeVar

from quotes.errors import QuotesError, UnknownLanguage
from quotes.model import Article, Extraction
from quotes.results import Failure, Ingested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    Extractor = Callable[..., Extraction]  # called as quotes.extract.extract is

Value = TypeVar("Value")

ALONE = 64  # articles done here before any process is started, which takes as long as fifty of them
CHUNK_ARTICLES = 16  # sent together,
CHUNK_LENGTH = 200_000  # or fewer when they are long: code points
CHUNKS_AHEAD = 3  # for each process, on their way or done and not yet asked for: they bound the memory
CHUNKS_READY = 160  # more, for all: work for while a batch is kept
LENGTH_READY = 16_000_000  # code points of all of them; no more than that and one chunk
LATELY = 512  # articles whose texts are known again,
LENGTH_KNOWN = 20_000  # none of them longer: code points


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article and what was found in it, or why it could not be read."""

    article: Article
    found: Extraction | Failure


@dataclass(frozen=True, slots=True)
class Reprint:
    """An article whose text and language are those of one shortly before it."""

    article: Article


Item = Article | Reprint | Ingested  # one to read, or one that is only handed on, in its turn
Chunk = list[Item]


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
        yield lately.finish(Extracted(item, _found(item, extractor)) if isinstance(item, Article) else item)
    for item in islice(left, 1):  # there is more
        with _Pool(workers, extractor, stopping) as pool:
            yield from map(lately.finish, pool.extract(_chunks(chain([item], left))))


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
        if first is None or not _holds_for(first, item.article):
            return Extracted(item.article, _found(item.article, self._extractor))
        return Extracted(item.article, first.found)


def _text_of(article: Article) -> tuple[str, str]:
    return article.digest, article.lang


def _remember(known: dict[tuple[str, str], Value], key: tuple[str, str], value: Value) -> None:
    known[key] = value
    if len(known) > LATELY:
        del known[next(iter(known))]


def _holds_for(first: Extracted, article: Article) -> bool:
    """Say whether what was found would be found in a reprint: *jeudi* is another day when it is published later."""
    if isinstance(first.found, Failure):
        return False
    return first.article.published == article.published or not any(quote.said_on_at for quote in first.found.quotes)


def _found(article: Article, extractor: Extractor) -> Extraction | Failure:
    try:
        return extractor(article.text, article.lang, published=article.published)
    except UnknownLanguage:  # kept all the same, with an alarm
        return Extraction(())
    except QuotesError as error:
        return Failure(article.path, error.message, error.hint)


def _chunks(items: Iterable[Item]) -> Iterator[Chunk]:
    chunk: Chunk = []
    length = 0
    try:
        for item in items:
            chunk.append(item)
            length += len(item.text) if isinstance(item, Article) else 0
            if len(chunk) == CHUNK_ARTICLES or length > CHUNK_LENGTH:
                yield chunk
                chunk, length = [], 0
    except GeneratorExit:
        raise
    except BaseException:  # of whoever makes the items: those it made are not lost
        yield chunk
        raise
    if chunk:
        yield chunk


def _length(chunk: Chunk) -> int:
    return sum(len(item.text) for item in chunk if isinstance(item, Article))


class _Pool:
    """Processes that extract, made anew when one of them is killed."""

    def __init__(self, workers: int, extractor: Extractor, stopping: Callable[[], bool]) -> None:
        self._workers = workers
        self._extractor = extractor
        self._stopping = stopping

    def __enter__(self) -> Self:
        self._executor = ProcessPoolExecutor(self._workers, get_context("spawn"), _be_a_worker)
        return self

    def __exit__(self, *exception: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    def extract(self, chunks: Iterator[Chunk]) -> Iterator[Extracted | Reprint | Ingested]:
        """Keep every process busy, and give the results in the order of ``chunks``.

        An error of ``chunks`` is raised after the results of all that came before it.
        """
        under_way: deque[tuple[Chunk, Future[list[Extraction | Failure]]]] = deque()
        error: BaseException | None = None
        most, length = self._workers * CHUNKS_AHEAD + CHUNKS_READY, 0
        while True:
            try:
                while not error and len(under_way) < most and length < LENGTH_READY:
                    if (coming := next(chunks, None)) is None:
                        break
                    under_way.append((coming, self._send(coming)))
                    length += _length(coming)
            except BaseException as raised:  # noqa: BLE001 - raised again below
                error = raised
            while self._stopping() and under_way and under_way[-1][1].cancel():
                under_way.pop()
            if not under_way:
                break
            chunk, future = under_way.popleft()
            length -= _length(chunk)
            try:
                found = iter(future.result())
            except BrokenProcessPool:
                self._renew()
                found = iter([self._alone(item) for item in chunk if isinstance(item, Article)])
                under_way = deque((later, self._send(later)) for later, _ in under_way)
            yield from (Extracted(item, next(found)) if isinstance(item, Article) else item for item in chunk)
        if error:
            raise error

    def _send(self, chunk: Chunk) -> Future[list[Extraction | Failure]]:
        articles = [item for item in chunk if isinstance(item, Article)]
        try:
            return self._executor.submit(_work, articles, self._extractor)
        except BrokenProcessPool:  # known only now
            self._renew()
            return self._executor.submit(_work, articles, self._extractor)

    def _alone(self, article: Article) -> Extraction | Failure:
        """Read one article while nothing else is under way: if a process is killed now, it is for this one."""
        try:
            return self._send([article]).result()[0]
        except BrokenProcessPool:
            self._renew()
            return Failure(
                article.path,
                "the process that read it was killed, twice",
                "look whether memory is short; then ingest it again",
            )

    def _renew(self) -> None:
        self._executor.shutdown(cancel_futures=True)
        self.__enter__()


def _be_a_worker() -> None:
    """Leave Ctrl-C to the program, and end when the program does, even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_program, daemon=True).start()


def _end_with_the_program() -> None:
    if program := parent_process():
        program.join()
        os._exit(1)


def _work(articles: list[Article], extractor: Extractor) -> list[Extraction | Failure]:
    return [_found(article, extractor) for article in articles]
