"""Bytes to articles: one reader a format, and the walk over files and folders.

A reader gets a stream of bytes and the name of its place, and yields a reading for each article in it:
``Read`` when it could be read, ``Failure`` when not. It never raises for what the bytes hold.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import MissingFile, NoTexts, UnknownFormat, UnreadableFile
from quotes.readers.jsonl import read_jsonl
from quotes.readers.metadata import iso_date
from quotes.readers.reading import Given, Read, Reader, Reading, failed
from quotes.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotes.results import Failure

__all__ = ["READERS", "STDIN", "Given", "Read", "Reading", "iso_date", "read_place", "walk"]

STDIN = "-"

READERS: dict[str, Reader] = {
    "": read_text,
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}


SUFFIXES = tuple(suffix for suffix in READERS if suffix)


def walk(paths: Iterable[str]) -> Iterator[str | Failure]:
    """Give the place of each file among ``paths``: the files, ``-``, and what the folders hold, sorted.

    In a folder only files with a known suffix count, and hidden ones do not; a file named outright is
    always given, whatever its name.
    """
    for path in paths:
        if path != STDIN and os.path.isdir(path):  # noqa: PTH112, is_dir raises where one may not look
            yield from _walk_folder(path)
        else:
            yield path


def _walk_folder(folder: str) -> Iterator[str | Failure]:
    denied: list[OSError] = []
    found = False
    for here, folders, files in os.walk(folder, onerror=denied.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                found = True
                yield str(Path(here, name))
    for error in denied:
        place = str(error.filename)
        yield failed(place, UnreadableFile(error.strerror or type(error).__name__))
    if not found and not denied:
        yield failed(folder, NoTexts(SUFFIXES))


def read_place(place: str, given: Given) -> Iterator[Reading]:
    """Read the articles at ``place``, a file's path or ``-``; what ``given`` says wins over what they say."""
    suffix = "" if place == STDIN else Path(place).suffix.lower()
    reader = READERS.get(suffix)
    try:
        if place == STDIN:
            yield from read_text(sys.stdin.buffer, place, given)
            return
        with Path(place).open("rb") as stream:
            if reader is None:
                yield failed(place, UnknownFormat(suffix, SUFFIXES))
            else:
                yield from reader(stream, place, given)
    except FileNotFoundError:
        yield failed(place, MissingFile())
    except OSError as error:
        yield failed(place, UnreadableFile(error.strerror or type(error).__name__))
