"""WARC: an article each page that a crawler kept, by FastWARC."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

from quotes.errors import BrokenAnswer, DamagedFile, MissingLibrary, NoPages, ReadingError
from quotes.readers.html import LARGEST, read_page
from quotes.readers.reading import Given, failed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.readers.reading import Input, Reading

PAGES = frozenset({"text/html", "application/xhtml+xml"})
GZIP = b"\x1f\x8b\x08"  # what each record of a compressed file starts with
PLAIN = b"WARC/1."
MOST_DAMAGES = 1_000  # places where a file is broken; after so many it is noise
CHUNK = 1_000_000  # bytes looked through at once
DONE = 200  # HTTP: here it is


def read_warc(source: Input) -> Iterator[Reading]:
    """Read the pages that were answered with 200; a place is the record's offset in the file.

    What is broken is told once, and reading goes on at the next record that can be found.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield failed(source.place, MissingLibrary("fastwarc"))
        return
    wanted = WarcRecordType.response | WarcRecordType.resource
    at, broken, empty = 0, False, True
    for _ in range(MOST_DAMAGES):
        source.stream.seek(at)
        try:
            for record in ArchiveIterator(source.stream, record_types=wanted, auto_decode="all", strict_mode=False):
                at = record.stream_pos
                if _is_headless(record):
                    raise EOFError  # noqa: TRY301, as FastWARC does for other files that are cut
                broken = False
                if _is_page(record):
                    empty = False
                    yield _reading(record, replace(source, place=f"{source.place}:{at}"))
            break
        except (OSError, ValueError, EOFError):
            if not broken:  # else it is the same damage, found again from its other end
                yield failed(f"{source.place}:{at}", DamagedFile("WARC"))
            broken, empty = True, False
        found = _next_record(source.stream, at + 1)
        if found is None:
            break
        at = found
    if empty:
        yield failed(source.place, NoPages())


def read_record(source: Input) -> Reading:
    """Read the page in a stream of one record, an answer that was just kept."""
    from fastwarc.warc import ArchiveIterator

    try:
        records = ArchiveIterator(source.stream, auto_decode="all", strict_mode=False)
        return _reading(next(records), source)
    except (OSError, ValueError, EOFError):
        return failed(source.place, BrokenAnswer("it cannot be unpacked"))


def _is_headless(record: Any) -> bool:  # noqa: ANN401, FastWARC has no types
    """Tell a response of which nothing is left: FastWARC takes a compressed file that is cut there for whole."""
    return "WARC-Record-ID" not in record.headers or (record.is_http and record.http_headers.status_code is None)


def _is_page(record: Any) -> bool:  # noqa: ANN401, FastWARC has no types
    if record.http_headers is not None:
        return record.http_headers.status_code == DONE and record.http_content_type in PAGES
    return (record.headers.get("Content-Type") or "").partition(";")[0].strip() in PAGES


def _reading(record: Any, source: Input) -> Reading:  # noqa: ANN401
    """Read the page of a record; an OSError is a damage of the file, not of the page."""
    data = record.reader.read(LARGEST + 1)
    charset = record.http_charset if record.http_headers is not None else None
    try:
        if _is_cut(record, data):
            raise DamagedFile("WARC")
        known = Given(url=record.headers.get("WARC-Target-URI"))
        return read_page(data, replace(source, charset=charset), known)
    except ReadingError as error:
        return failed(source.place, error)


def _is_cut(record: Any, data: bytes) -> bool:  # noqa: ANN401
    headers = record.http_headers
    coded = headers is not None and ("Content-Encoding" in headers or "Transfer-Encoding" in headers)
    return not coded and len(data) < min(record.content_length, LARGEST)


def _next_record(stream: IO[bytes], after: int) -> int | None:
    """Find where the next record may start, at ``after`` or later."""
    stream.seek(0)
    mark = GZIP if stream.read(len(GZIP)) == GZIP else PLAIN
    stream.seek(after)
    at, rest = after, b""
    while chunk := stream.read(CHUNK):
        found = (rest + chunk).find(mark)
        if found >= 0:
            return at - len(rest) + found
        at += len(chunk)
        rest = (rest + chunk)[1 - len(mark) :]
    return None
