"""Bytes to articles: one reader a format, and the walk over files and folders.

A reader gets an ``Input``, a stream of bytes and the name of its place, and yields a reading for each article
in it: ``Read`` when it could be read, ``Failure`` when not. It never raises for what the bytes hold.
"""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from dataclasses import replace
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, cast

from quotes.errors import DamagedFile, MissingFile, NoTexts, UnknownFormat, UnreadableFile
from quotes.readers.csv import read_csv
from quotes.readers.documents import read_json, read_xml
from quotes.readers.html import read_html
from quotes.readers.jsonl import read_jsonl
from quotes.readers.metadata import iso_date
from quotes.readers.parquet import read_parquet
from quotes.readers.reading import Given, Input, Read, Reader, Reading, failed
from quotes.readers.records import columns_of
from quotes.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quotes.results import Failure

__all__ = [
    "READERS",
    "STDIN",
    "Given",
    "Input",
    "Read",
    "Reading",
    "columns_of",
    "iso_date",
    "read_place",
    "read_stream",
    "walk",
]

STDIN = "-"

READERS: dict[str, Reader] = {
    "": read_text,
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".xml": read_xml,
    ".rss": read_xml,
    ".atom": read_xml,
    ".json": read_json,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}


SUFFIXES = tuple(suffix for suffix in READERS if suffix)
COMPRESSED = ".gz"


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
            if not name.startswith(".") and suffix_of(name) in SUFFIXES:
                found = True
                yield str(Path(here, name))
    for error in denied:
        place = str(error.filename)
        yield failed(place, UnreadableFile(error.strerror or type(error).__name__))
    if not found and not denied:
        yield failed(folder, NoTexts(SUFFIXES))


def suffix_of(name: str) -> str:
    """Give the suffix that says how to read a file, in lower case: that of ``page.html.gz`` is ``.html``."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    if suffixes[-1:] == [COMPRESSED]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def read_place(place: str, given: Given, columns: Mapping[str, str] | None = None) -> Iterator[Reading]:
    """Read the articles at ``place``, a file's path or ``-``; what ``given`` says wins over what they say.

    ``columns`` tells what a table calls its columns, by what they are called here: text, title and so on.
    """
    source = Input(stream=sys.stdin.buffer, place=place, given=given, columns=columns or {})
    try:
        if place == STDIN:
            yield from read_text(source)
            return
        with Path(place).open("rb") as stream:
            yield from read_stream(place, replace(source, stream=stream))
    except FileNotFoundError:
        yield failed(place, MissingFile())
    except OSError as error:
        yield failed(place, UnreadableFile(error.strerror or type(error).__name__))


def read_stream(name: str, source: Input) -> Iterator[Reading]:
    """Read ``source`` as its file's ``name`` tells, decompressed first if it is ``.gz``."""
    reader = READERS.get(suffix_of(name))
    if reader is None:
        yield failed(source.place, UnknownFormat(suffix_of(name), SUFFIXES))
        return
    try:
        if name.lower().endswith(COMPRESSED):
            with gzip.open(source.stream) as stream:
                yield from reader(replace(source, stream=cast("IO[bytes]", stream)))
        else:
            yield from reader(source)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield failed(source.place, DamagedFile("gzip"))
