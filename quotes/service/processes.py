"""Processes that extract: chunks of articles in, what was found in them out, in the same order.

They are the standard library's pools. Three things are added: a process that is killed costs the article that it was
at, not the rest; none outlives the program that started it; and while the program itself is busy, as it is when it
keeps a batch, no more of them run than leave it room: one more, and each is slower for what the others do to the
processor's caches. So all but one have work waiting for them, and take it by themselves; the spare one is given more
only when the program comes round to it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Self

from quotes.errors import QuotesError, UnknownLanguage
from quotes.model import Article, Extraction
from quotes.results import Failure, Ingested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Extractor = Callable[..., Extraction]  # called as quotes.extract.extract is

AHEAD = 3  # chunks for each process, begun or next
WAITING = 160  # chunks more, for all: work for while a batch is kept; they and those done bound the memory
LENGTH_AHEAD = 16_000_000  # code points of all of them; no more than that and one chunk


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
    """As many processes as ``workers``, two at least."""

    def __init__(self, workers: int, extractor: Extractor, stopping: Callable[[], bool]) -> None:
        self._waiting: deque[_Task] = deque()  # sent to nobody so far
        self._handing_out = threading.RLock()
        self._steady = _Pool(workers - 1, extractor)
        self._spare = _Pool(1, extractor)
        self._most = workers * AHEAD + WAITING
        self._stopping = stopping

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        with self._handing_out:
            self._waiting.clear()
        self._steady.close()
        self._spare.close()

    def extract(self, chunks: Iterator[Chunk]) -> Iterator[Extracted | Reprint | Ingested]:
        """Keep every process busy, and give the results in the order of ``chunks``.

        An error of ``chunks`` is raised after the results of all that came before it. Once ``stopping`` says so, what
        no process was given is left out.
        """
        under_way: deque[_Task] = deque()
        error: BaseException | None = None
        length = 0
        while True:
            try:
                while not error and len(under_way) < self._most and length < LENGTH_AHEAD:
                    if (coming := next(chunks, None)) is None:
                        break
                    task = _Task(coming)
                    length += task.length
                    under_way.append(task)
                    self._waiting.append(task)
            except BaseException as raised:  # noqa: BLE001 - raised again below
                error = raised
            if self._stopping():
                with self._handing_out:
                    self._waiting.clear()
                while under_way and under_way[-1].pool is None:
                    under_way.pop()
            if not under_way:
                break
            self._hand_out(self._spare)
            self._hand_out(self._steady)
            task = under_way.popleft()  # somebody was given it: tasks are handed out in their order
            length -= task.length
            yield from self._result(task, under_way)
        if error:
            raise error

    def _hand_out(self, pool: _Pool) -> None:
        """Give work to processes that have not enough of it."""
        with self._handing_out:
            while self._waiting and pool.has_room():
                self._send(self._waiting.popleft(), pool)

    def _send(self, task: _Task, pool: _Pool) -> None:
        task.pool, task.future = pool, pool.send(task.articles)
        if pool is self._steady:
            task.future.add_done_callback(self._go_on)

    def _go_on(self, future: Future[list[Found]]) -> None:
        """Give the next task to those that take it by themselves; called in a thread of their pool."""
        if not future.cancelled() and not future.exception():
            self._hand_out(self._steady)

    def _result(self, task: _Task, later: Iterable[_Task]) -> Iterator[Extracted | Reprint | Ingested]:
        """Wait for a task. If its process was killed, read its articles one by one, and send again what was lost."""
        pool = task.pool or self._steady
        try:
            found = iter(task.future.result())
        except BrokenProcessPool:
            pool.renew()
            found = iter([pool.read_alone(article) for article in task.articles])
            with self._handing_out:
                for other in later:
                    if other.pool is pool and is_lost(other.future):
                        self._send(other, pool)
        yield from (Extracted(item, next(found)) if isinstance(item, Article) else item for item in task.chunk)


class _Task:
    """A chunk, and who reads it: nobody so far, at first."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self.articles = [item for item in chunk if isinstance(item, Article)]
        self.length = sum(len(article.text) for article in self.articles)
        self.pool: _Pool | None = None
        self.future: Future[list[Found]] = Future()


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
