"""Read the files of lists: one entry a line, ``#`` starts a comment, ``[section]`` a section."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from quotes.lexicon.language import straight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

GENDERS = ("m", "f", "n", "x", "s", "p", "ms", "fs", "xs", "mp", "fp", "xp", "ns", "np")  # with or without number
SORTS = ("document", "media", "anonymous")  # of a body
CODES = frozenset((*GENDERS, *SORTS))  # what may stand after an entry


def toml(folder: Traversable, name: str) -> dict[str, Any]:
    """Read a TOML file; a language may lack it."""
    file = folder / name
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def lines(folder: Traversable, name: str) -> Iterator[str]:
    """Yield the entries and headings of a file, without comments and blank lines; none if there is no file."""
    file = folder / name
    if file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            if entry := line.partition("#")[0].strip():
                yield entry


def table(folder: Traversable, name: str) -> dict[str, tuple[str, ...]]:
    """Read lines ``entry code …`` up to the first heading; the entry may have several words: feu le ms."""
    entries = {}
    for line in lines(folder, name):
        if line.startswith("["):
            break
        words = line.split()
        end = len(words)
        while end > 1 and words[end - 1] in CODES:
            end -= 1
        entries[straight(" ".join(words[:end]))] = tuple(words[end:])
    return entries


def section(folder: Traversable, name: str, heading: str) -> Iterator[str]:
    """Yield the lines of a file under its ``[heading]``, up to the next one."""
    here = False
    for line in lines(folder, name):
        if line.startswith("["):
            here = line == f"[{heading}]"
        elif here:
            yield line


def pairs(folder: Traversable, name: str) -> Iterator[tuple[str, str]]:
    """Yield the two sides of lines ``entry: kind``."""
    for line in lines(folder, name):
        entry, _, kind = line.partition(":")
        yield entry.strip(), kind.strip()
