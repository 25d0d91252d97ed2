"""How far a long reading has come, for whoever watches the terminal."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, TypeVar

from quotes.results import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.progress import Progress

Item = TypeVar("Item")


class Watched:
    """The files to read, and how far they have been: by their bytes, as what is in them shows only later."""

    def __init__(self, places: Iterable[str | Failure], progress: Progress | None = None) -> None:
        self._places = places if progress is None else list(places)
        self._progress = progress
        self._begun = time.monotonic()
        self._articles = 0
        self._before = 0  # bytes of the files that were read
        self._stream: IO[bytes] | None = None  # of the file that is being read
        if progress is not None:
            self._task = progress.add_task("", total=sum(map(_size, self._places)), said="")

    def __iter__(self) -> Iterator[str | Failure]:
        for place in self._places:
            self._stream = None
            yield place
            self._before += _size(place)

    def opened(self, stream: IO[bytes]) -> None:
        """Take note of the file that is read now."""
        self._stream = stream

    def done(self) -> None:
        """Count one article."""
        if self._progress is None:
            return
        self._articles += 1
        here = 0
        if self._stream is not None:
            with contextlib.suppress(ValueError, OSError):  # it was closed meanwhile, or is a pipe
                here = self._stream.tell()
        rate = self._articles / max(time.monotonic() - self._begun, 0.001)
        said = f"{self._articles:,} done, {rate:,.0f} a second"
        self._progress.update(self._task, completed=self._before + here, said=said)


@contextmanager
def watched(places: Iterable[str | Failure]) -> Iterator[Watched]:
    """Give the files to read, with a progress bar when somebody watches."""
    if not sys.stderr.isatty():
        yield Watched(places)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.fields[said]}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Watched(places, progress)


def _size(place: str | Failure) -> int:
    try:
        return 0 if isinstance(place, Failure) else os.stat(place).st_size  # noqa: PTH116 - a place may be no path
    except (OSError, ValueError):
        return 0


@contextmanager
def counted(items: Sequence[Item], doing: str) -> Iterator[Iterator[Item]]:
    """Give ``items`` one by one, with a progress bar that counts them when somebody watches."""
    if not sys.stderr.isatty():
        yield iter(items)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield iter(progress.track(items))
