"""Bytes to articles: one reader a format, and the walk over files and folders.

A reader gets an ``Input``, a stream of bytes and the name of its place, and yields a reading for each article
in it: ``Read`` when it could be read, ``Failure`` when not. It never raises for what the bytes hold.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import sys
import zlib
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any

from quotes.errors import DamagedFile, MissingFile, NoSuchList, NoTexts, UnknownFormat, UnreadableFile
from quotes.readers.archive import SEEKING, read_tar, read_zip, to_and_fro
from quotes.readers.csv import read_csv
from quotes.readers.documents import read_json, read_xml
from quotes.readers.html import read_html
from quotes.readers.jsonl import read_jsonl
from quotes.readers.parquet import read_parquet
from quotes.readers.reading import Given, Input, Read, Reader, Reading, failed, put_back
from quotes.readers.records import columns_of
from quotes.readers.text import read_text
from quotes.readers.warc import read_record, read_warc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from quotes.results import Failure

__all__ = [
    "READERS",
    "STDIN",
    "Given",
    "Input",
    "Read",
    "Reading",
    "columns_of",
    "listed",
    "read_place",
    "read_record",
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
    ".warc": read_warc,
    ".zip": read_zip,
    ".tar": read_tar,
}


HEAD = 4_096  # bytes of standard input looked at to tell its format
SNIFFED = {
    ".jsonl": re.compile(rb'\{[ \t]*"[^"\n]{1,60}"[ \t]*:[^\n]*(?:\}[ \t\r]*(?:\n|\Z)|\Z)'),  # a whole object in a line
    ".json": re.compile(rb'\[?\s*\{\s*"[^"\n]{1,60}"\s*:'),
    ".html": re.compile(rb"(?:<!--.{0,200}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL),
    ".xml": re.compile(rb"<(?:\?xml|rss|feed|nitf|newsml|newsmessage|newsitem)\b", re.IGNORECASE),
    ".warc": re.compile(rb"WARC/1\.\d"),
    ".zip": re.compile(rb"PK\x03\x04"),
}
SUFFIXES = tuple(suffix for suffix in READERS if suffix)
COMPRESSED: dict[str, Callable[[IO[bytes]], Any]] = {
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream),
    ".tgz": lambda stream: gzip.GzipFile(fileobj=stream),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
DAMAGES = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError)
OPENED_AS_IT_IS = frozenset({".warc"})  # its records are compressed one by one


def listed(path: str) -> Iterator[str]:
    """Give the paths in a list, one a line, ``-`` being standard input; blank lines are none."""
    try:
        with nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb") as lines:
            for line in lines:
                if name := os.fsdecode(line.strip(b"\r\n")):
                    yield name
    except OSError as error:
        raise NoSuchList(path, error.strerror or type(error).__name__) from error


def walk(paths: Iterable[str]) -> Iterator[str | Failure]:
    """Give the place of each file among ``paths``: the files, ``-``, and what the folders hold, sorted.

    In a folder only files with a known suffix count, and hidden ones do not; a file named outright is
    always given, whatever its name.
    """
    for path in paths:
        if not path or "\0" in path:  # of a list that is none, perhaps: no file can be called so
            yield failed(path or "''", MissingFile())
        elif path != STDIN and os.path.isdir(path):  # noqa: PTH112, is_dir raises where one may not look
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
    if suffixes[-1:] == [".tgz"]:
        return ".tar"
    if suffixes[-1:] and suffixes[-1] in COMPRESSED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def read_place(
    place: str,
    given: Given,
    columns: Mapping[str, str] | None = None,
    on_open: Callable[[IO[bytes]], None] | None = None,
) -> Iterator[Reading]:
    """Read the articles at ``place``, a file's path or ``-``; what ``given`` says wins over what they say.

    ``columns`` tells what a table calls its columns, by what they are called here: text, title and so on.
    ``on_open`` is shown the stream of a file, whose position tells how far the reading is.
    """
    source = Input(stream=sys.stdin.buffer, place=place, given=given, columns=columns or {})
    try:
        if place == STDIN:
            yield from _read_unnamed(source)
            return
        with Path(place).open("rb") as stream:
            if on_open is not None:
                on_open(stream)
            yield from read_stream(place, replace(source, stream=stream))
    except FileNotFoundError:
        yield failed(place, MissingFile())
    except OSError as error:
        yield failed(place, UnreadableFile(error.strerror or type(error).__name__))


def _read_unnamed(source: Input) -> Iterator[Reading]:
    head = source.stream.read(HEAD)
    suffix = sniffed(head)
    stream = put_back(head, source.stream)
    if suffix in SEEKING:
        with to_and_fro(stream) as whole:
            yield from READERS[suffix](replace(source, stream=whole))
    else:
        yield from READERS[suffix](replace(source, stream=stream))


def sniffed(head: bytes) -> str:
    """Tell by the beginning of bytes without a name what suffix a file of them would have.

    >>> sniffed(b'{"text": "Oui."}'), sniffed("« Oui. »".encode())
    ('.jsonl', '.txt')
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:400]
    return next((suffix for suffix, pattern in SNIFFED.items() if pattern.match(start)), ".txt")


def read_stream(name: str, source: Input) -> Iterator[Reading]:
    """Read ``source`` as its file's ``name`` tells, decompressed first if it is ``.gz``."""
    reader = READERS.get(suffix_of(name))
    if reader is None:
        yield failed(source.place, UnknownFormat(suffix_of(name), SUFFIXES))
        return
    unpack = COMPRESSED.get(PurePath(name).suffix.lower())
    if unpack is None or suffix_of(name) in OPENED_AS_IT_IS:
        yield from reader(source)
        return
    try:
        with unpack(source.stream) as stream:
            yield from reader(replace(source, stream=stream))
    except DAMAGES:
        yield failed(source.place, DamagedFile(PurePath(name).suffix.lower().removeprefix(".")))
