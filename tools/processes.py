"""A program and every process that it started: which they are, and what they take."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

MB = 2**20
WORKER = "--multiprocessing-fork"  # on the command line of a process that extracts
GONE = (psutil.NoSuchProcess, psutil.AccessDenied)  # ended, or ending, while it was looked at


def family(program: psutil.Process) -> list[psutil.Process]:
    """List the program and what it started, and what these started, as far as they still run."""
    with suppress(*GONE):
        return [program, *program.children(recursive=True)]
    return []


def alive(process: psutil.Process) -> bool:
    """Say whether it still runs: one that ended, and that nobody has asked how, does not."""
    with suppress(*GONE):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def workers(program: psutil.Process) -> list[psutil.Process]:
    """List the processes that extract for an ingest."""
    found = []
    for process in family(program)[1:]:
        with suppress(*GONE):
            found += [process] if WORKER in process.cmdline() else []
    return found


def memory(program: psutil.Process) -> float:
    """Give the MB of memory that the family holds: pages shared by several are shared out among them (PSS)."""
    held = 0
    for process in family(program):
        with suppress(*GONE):
            held += process.memory_full_info().pss
    return held / MB


@dataclass(frozen=True, slots=True)
class Spent:
    """What something took, in seconds: by the clock, where all else that the machine does counts too; of processor."""

    clock: float
    processor: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.clock + other.clock, self.processor + other.processor)

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.clock - other.clock, self.processor - other.processor)

    def times(self, other: Spent) -> Spent:
        """Divide each by the other's."""
        return Spent(self.clock / other.clock, self.processor / other.processor)


def spent(action: Callable[[], object]) -> Spent:
    """Do it and say what it took, here and in the processes that were started here."""
    start = now(psutil.Process())
    action()
    return now(psutil.Process()) - start


def now(program: psutil.Process) -> Spent:
    """Give what the clock shows, and what a program and its family have taken of the processor."""
    return Spent(time.perf_counter(), processor(program))


def processor(program: psutil.Process) -> float:
    """Give the seconds of processor that the family has taken, with those of it that have ended."""
    spent = 0.0
    for process in family(program):
        with suppress(*GONE):
            spent += sum(process.cpu_times()[:4])  # user and system, its own and of the children it saw end
    return spent
