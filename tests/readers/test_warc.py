"""WARC: the pages a crawler kept; a break costs what it broke."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quotes.readers import Given, Read, read_place
from quotes.readers.html import LARGEST
from quotes.results import Failure

if TYPE_CHECKING:
    from .conftest import ReadBytes

SHARED = Path(__file__).parents[3] / "shared" / "pages" / "warc"
FILL = "Le conseil municipal a longuement débattu du budget de la voirie avant de passer au vote, tard dans la soirée."


def page(number: int) -> bytes:
    return (
        f"<html lang=fr><body><article><h1>Le pont {number}</h1><p>{FILL}</p><p>« Nous fermerons le pont {number} »,"
        f" a déclaré Jeanne Martin.</p><p>{number} {FILL}</p></article></body></html>"
    ).encode()


def record(number: int, body: bytes, *, kind: str = "response", status: str = "200 OK", head: str = "") -> bytes:
    media = "" if "Content-Type" in head else "Content-Type: text/html; charset=utf-8\r\n"
    http = f"HTTP/1.1 {status}\r\n{media}{head}\r\n".encode() + body
    about = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
        f"WARC-Target-URI: https://gazette.example/{number}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return about.encode() + http + b"\r\n\r\n"


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


RECORDS = [record(number, page(number)) for number in range(5)]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.warc", b"".join(RECORDS)), ("a.warc.gz", b"".join(map(packed, RECORDS)))],
    ids=["plain", "gzip"],
)
def test_each_page_is_an_article_at_its_offset_and_address(read_bytes: ReadBytes, name: str, data: bytes) -> None:
    readings = read_bytes(name, data)
    assert [type(reading) for reading in readings] == [Read] * 5
    second = readings[1]
    assert isinstance(second, Read)
    assert "« Nous fermerons le pont 1 »" in second.article.text
    assert second.article.url == "https://gazette.example/1"
    size = len(RECORDS[0]) if name == "a.warc" else len(packed(RECORDS[0]))
    assert second.article.path.endswith(f"{name}:{size}")


def test_only_pages_that_were_there_are_read(read_bytes: ReadBytes) -> None:
    records = [
        record(1, page(1), kind="request"),
        record(2, page(2), status="404 Not Found"),
        record(3, page(3), status="302 Found"),
        record(4, b"{}", head="Content-Type: application/json\r\n"),
        record(5, gzip.compress(page(5)), head="Content-Encoding: gzip\r\n"),
        record(6, b"<html>", head=""),
    ]
    read, failure = read_bytes("a.warc", b"".join(records))
    assert isinstance(read, Read)
    assert "le pont 5" in read.article.text
    assert isinstance(failure, Failure)
    assert failure.message == "there is no text in it"


def damaged(data: bytes, start: int, size: int) -> bytes:
    return data[:start] + bytes(byte ^ 0xFF for byte in data[start : start + size]) + data[start + size :]


COMPRESSED = list(map(packed, RECORDS))
THIRD = sum(map(len, COMPRESSED[:2]))
PLAIN = b"".join(RECORDS)


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("a.warc.gz", damaged(b"".join(COMPRESSED), THIRD + 60, 40), "0134"),
        ("a.warc.gz", damaged(b"".join(COMPRESSED), THIRD, 3), "0134"),
        ("a.warc.gz", b"".join(COMPRESSED)[: THIRD + 100], "01"),
        ("a.warc", damaged(PLAIN, 2 * len(RECORDS[0]), 8), "0134"),
        ("a.warc", PLAIN.replace(page(2), page(2)[:-90]), "014"),
        ("a.warc", PLAIN[: 2 * len(RECORDS[0]) + 500], "01"),
    ],
    ids=["broken gzip", "broken start", "cut gzip", "broken header", "shorter than said", "cut"],
)
def test_a_break_is_told_once_and_the_rest_is_read(read_bytes: ReadBytes, name: str, data: bytes, kept: str) -> None:
    readings = read_bytes(name, data)
    read = [reading.article.url or "" for reading in readings if isinstance(reading, Read)]
    assert [url[-1] for url in read if url[-1] in kept] == list(kept)
    failures = [reading.message for reading in readings if isinstance(reading, Failure)]
    assert failures == ["this WARC file is damaged"]


def test_a_bomb_in_a_response_is_a_page_too_large(read_bytes: ReadBytes) -> None:
    bomb = record(1, gzip.compress(b"a" * (LARGEST * 3)), head="Content-Encoding: gzip\r\n")
    failure, read = read_bytes("a.warc", bomb + RECORDS[2])
    assert isinstance(failure, Failure)
    assert "larger than" in failure.message
    assert isinstance(read, Read)


@pytest.mark.parametrize("data", [b"", b"WARC", b"no warc at all" * 99, b"\x1f\x8b\x08" * 50])
def test_what_is_no_warc_is_a_failure(read_bytes: ReadBytes, data: bytes) -> None:
    readings = read_bytes("a.warc", data)
    assert readings
    assert all(isinstance(reading, Failure) for reading in readings)


@pytest.mark.skipif(not SHARED.exists(), reason="no real archives beside the project")
def test_real_archives_give_their_failures_and_never_raise() -> None:
    for path in SHARED.iterdir():
        assert list(read_place(str(path), Given())), path
