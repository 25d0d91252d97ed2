"""Bytes become the final text once, changed as little as can be."""

from __future__ import annotations

import os

import pytest

from quotes.readers.decode import decode

ACCENTS = "« Ça coûtait trop cher », a déclaré l'œuvre d'à côté, déçue."


def test_utf8_is_taken_as_it_is() -> None:
    assert decode("L’été « déjà »\n".encode()) == ("L’été « déjà »\n", ())


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbfBonjour") == ("Bonjour", ())


@pytest.mark.parametrize(
    "text",
    ["un\r\ndeux\r\n", "un\rdeux", "de\u0301ja\u0300", "a\u00a0b\u202fc\u2009d", "\u200bx\ufeffy", "x\u2028y\x0cz\x85"],
    ids=["CRLF", "CR", "NFD", "spaces", "zero width", "line separators"],
)
def test_line_ends_accents_and_spaces_are_kept(text: str) -> None:
    assert decode(text.encode()) == (text, ())


def test_nul_becomes_u_fffd_one_for_one() -> None:
    words = "x" * 100
    assert decode(f"a\0\0b{words}".encode()) == (f"a\ufffd\ufffdb{words}", ())


def test_a_lone_surrogate_becomes_u_fffd_one_for_one() -> None:
    assert decode("a\ud800b\udfffc".encode("utf-8", "surrogatepass")) == ("a\ufffdb\ufffdc", ())


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16"])
def test_another_encoding_is_detected_and_said(encoding: str) -> None:
    decoded = decode(ACCENTS.encode(encoding))
    assert decoded is not None
    text, warnings = decoded
    assert text == ACCENTS
    assert warnings == (f"not UTF-8: read as {encoding.replace('-', '_')}",)


def test_two_accents_are_enough_to_detect_western_text() -> None:
    decoded = decode("« Ça a été dur », dit-il à Évry.".encode("cp1252"))
    assert decoded is not None
    assert decoded[0] == "« Ça a été dur », dit-il à Évry."


def test_one_broken_byte_does_not_garble_the_accents_of_the_rest() -> None:
    decoded = decode((ACCENTS * 5).encode() + b"\xff fin")
    assert decoded == (ACCENTS * 5 + "\ufffd fin", ("broken UTF-8: 1 unreadable bytes became \ufffd",))


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n...", b"PK\x03\x04docx", b"\x89PNG\r\n", b"SQLite format 3\0", bytes(range(32)) * 40],
    ids=["pdf", "zip", "png", "sqlite", "controls"],
)
def test_a_binary_is_refused(data: bytes) -> None:
    assert decode(data) is None


def test_noise_is_refused() -> None:
    assert decode(os.urandom(4096)) is None


def test_escape_sequences_are_text_here() -> None:
    assert decode(b"\x1b[31mrouge\x1b[0m") == ("\x1b[31mrouge\x1b[0m", ())
