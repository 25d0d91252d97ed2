"""Processes that extract: chunks of articles in, what was found in them out, in the same order.

The program is one of them while it has nothing better to do, for more processes than cores make each other slower. The
others are the standard library's pool, with two things added: a process that is killed costs the article that it was
at, not the rest, and none outlives the program that started it. What is long, and could exhaust the memory, is left to
the pool; a short text that killed whatever reads it would end the program, if it is the one that happens to read it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import takewhile
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Self

from quotes.errors import QuotesError, UnknownLanguage
from quotes.model import Article, Extraction
from quotes.results import Failure, Ingested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Extractor = Callable[..., Extraction]  # called as quotes.extract.extract is

AHEAD = 3  # chunks for each process, begun or next
WAITING = 160  # chunks more, for all: work for while a batch is kept; they and those done bound the memory
LENGTH_AHEAD = 16_000_000  # code points of all of them; no more than that and one chunk
SHORT = 200_000  # code points of a chunk that the program reads itself
SWITCH = 0.0005  # seconds that the program goes on before it lets the pool's threads give a process its next work


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
Found = Extraction | Failure


def read(article: Article, extractor: Extractor) -> Found:
    """Extract; an article that cannot be read is a failure, one in an unknown language has no quotes."""
    try:
        return extractor(article.text, article.lang, published=article.published)
    except UnknownLanguage:  # kept all the same, with an alarm
        return Extraction(())
    except QuotesError as error:
        return Failure(article.path, error.message, error.hint)


class Processes:
    """As many processes as ``workers``, two at least: the program, and a pool of all but one."""

    def __init__(self, workers: int, extractor: Extractor, stopping: Callable[[], bool]) -> None:
        self._under_way: deque[_Task] = deque()  # those whose results were not yet asked for
        self._waiting: deque[_Task] = deque()  # of them, those given to nobody
        self._giving = threading.RLock()
        self._pool = _Pool(workers - 1, extractor)
        self._most = workers * AHEAD + WAITING
        self._extractor = extractor
        self._stopping = stopping

    def __enter__(self) -> Self:
        self._switched = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH)
        return self

    def __exit__(self, *exception: object) -> None:
        with self._giving:
            self._waiting.clear()
        self._pool.close()
        sys.setswitchinterval(self._switched)

    def extract(self, chunks: Iterator[Chunk]) -> Iterator[Extracted | Reprint | Ingested]:
        """Keep every process busy, and give the results in the order of ``chunks``.

        A result that is there is given before the next chunk is asked for, which may be long in coming. An error of
        ``chunks`` is raised after the results of all that came before it. Once ``stopping`` says so, what no process
        was given is left out, and no chunk is asked for.
        """
        error: BaseException | None = None
        more = True
        while True:
            if self._stopping():
                more = False
                self._leave_out()
            if looks_ahead := more and self._has_room():
                try:
                    more = self._take(chunks)
                except BaseException as raised:  # noqa: BLE001 - raised again below
                    error, more = raised, False
            if not self._under_way:
                break
            self._give()
            if self._under_way[0].future.done():
                yield from self._result(self._under_way.popleft())
            elif looks_ahead:
                continue  # there may be more to come
            elif own := self._short():
                own.read(self._extractor)
            else:
                self._pool.wait()
        if error:
            raise error

    def _has_room(self) -> bool:
        return len(self._under_way) < self._most and sum(task.length for task in self._under_way) < LENGTH_AHEAD

    def _take(self, chunks: Iterator[Chunk]) -> bool:
        """Take the next chunk; say whether there was one."""
        coming = next(chunks, None)
        if coming is not None:
            task = _Task(coming)
            self._under_way.append(task)
            self._waiting.append(task)
        return coming is not None

    def _leave_out(self) -> None:
        """Leave out what nobody was given, and all that comes after it."""
        with self._giving:
            self._waiting.clear()
        self._under_way = deque(takewhile(lambda task: task.given, self._under_way))

    def _give(self) -> None:
        """Give the pool work when it has not enough of it."""
        with self._giving:
            while self._waiting and self._pool.has_room():
                self._send(self._waiting.popleft())

    def _send(self, task: _Task) -> None:
        task.given, task.future = True, self._pool.send(task.articles)
        task.future.add_done_callback(self._go_on)

    def _go_on(self, future: Future[list[Found]]) -> None:
        """Give the pool its next work, whatever the program is at; called in a thread of the pool."""
        if not future.cancelled() and not future.exception():
            self._give()

    def _short(self) -> _Task | None:
        """Take the next task that cannot exhaust the memory."""
        with self._giving:
            task = next((task for task in self._waiting if task.length <= SHORT), None)
            if task:
                task.given = True
                self._waiting.remove(task)
            return task

    def _result(self, task: _Task) -> Iterator[Extracted | Reprint | Ingested]:
        """Give what came of a task. If its process was killed, read it one by one, and send again what was lost."""
        try:
            found = iter(task.future.result())
        except BrokenProcessPool:
            self._pool.renew()
            found = iter([self._pool.read_alone(article) for article in task.articles])
            with self._giving:
                for other in self._under_way:
                    if is_lost(other.future):
                        self._send(other)
        yield from (Extracted(item, next(found)) if isinstance(item, Article) else item for item in task.chunk)


class _Task:
    """A chunk, and what comes of it."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self.articles = [item for item in chunk if isinstance(item, Article)]
        self.length = sum(len(article.text) for article in self.articles)
        self.given = False  # to the pool, or read by the program
        self.future: Future[list[Found]] = Future()

    def read(self, extractor: Extractor) -> None:
        """Read it here; an error waits for its turn, as that of a process does."""
        try:
            self.future.set_result(_work(self.articles, extractor))
        except Exception as error:  # noqa: BLE001 - raised when the result is asked for
            self.future.set_exception(error)


def is_lost(future: Future[list[Found]]) -> bool:
    """Say whether the process that it waits for was killed."""
    return future.done() and isinstance(future.exception(), BrokenProcessPool)


class _Pool:
    """Some processes, made anew when one of them is killed."""

    def __init__(self, number: int, extractor: Extractor) -> None:
        self._number = number
        self._extractor = extractor
        self._start()

    def _start(self) -> None:
        self._executor = ProcessPoolExecutor(self._number, get_context("spawn"), _be_a_worker)
        self._under_way: list[Future[list[Found]]] = []  # those lost among them, until it is known here

    def close(self) -> None:
        """End them."""
        self._executor.shutdown(cancel_futures=True)

    def renew(self) -> None:
        """Make them anew."""
        self.close()
        self._start()

    def has_room(self) -> bool:
        """Say whether they need more work; those of whom one was killed can take none."""
        self._under_way = [future for future in self._under_way if not future.done() or is_lost(future)]
        return len(self._under_way) < self._number * AHEAD

    def wait(self) -> None:
        """Wait until something that they are at is done."""
        wait([future for future in self._under_way if not future.done()], return_when=FIRST_COMPLETED)

    def send(self, articles: list[Article]) -> Future[list[Found]]:
        """Have articles read."""
        try:
            future = self._executor.submit(_work, articles, self._extractor)
        except BrokenProcessPool as killed:  # known only now
            future = Future()
            future.set_exception(killed)
        self._under_way.append(future)
        return future

    def read_alone(self, article: Article) -> Found:
        """Read one article while they have nothing else to do: if a process is killed now, it is for this one."""
        try:
            return self.send([article]).result()[0]
        except BrokenProcessPool:
            self.renew()
            return Failure(
                article.path,
                "the process that read it was killed, twice",
                "look whether memory is short; then ingest it again",
            )


def _be_a_worker() -> None:
    """Leave Ctrl-C to the program, and end when the program does, even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_program, daemon=True).start()


def _end_with_the_program() -> None:
    if program := parent_process():
        program.join()
        os._exit(1)


def _work(articles: list[Article], extractor: Extractor) -> list[Found]:
    return [read(article, extractor) for article in articles]
