"""Ctrl-C in the middle of much work: finish what has begun, keep it, and say how to go on."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Self, TypeVar

from quotes.cli.terminal import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")

EXIT_CODE = 130  # what a shell reports of a program that Ctrl-C ended


class Interruption:
    """Takes the first Ctrl-C for a wish that no further item be begun, the second for an order to stop at once."""

    def __init__(self) -> None:
        self.asked = False
        self._waiting = False  # for an item, which may never come: from a keyboard, say

    def __enter__(self) -> Self:
        self._before = signal.getsignal(signal.SIGINT)
        if self._before is not signal.SIG_IGN:  # a job in the background
            signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(self, *exception: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _hear(self, *_: object) -> None:
        stop_now = self.asked or self._waiting
        self.asked = True
        if stop_now:
            raise KeyboardInterrupt

    def until_asked(self, items: Iterable[Item]) -> Iterator[Item]:
        """Give the items until Ctrl-C."""
        coming = iter(items)
        while not self.asked:
            self._waiting = True
            try:
                item = next(coming)
            except (StopIteration, KeyboardInterrupt):
                return
            finally:
                self._waiting = False
            yield item
        tell("note", "finishing what was begun; Ctrl-C once more stops at once, and what is then lost is read again")
