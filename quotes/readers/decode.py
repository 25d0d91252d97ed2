"""Bytes to the final text: every later offset counts in what leaves this module."""

from __future__ import annotations

import codecs

from quotes.readers.reading import REPLACEMENT, safe

# A guess among the encodings French newsrooms have used is right far more often than one among all:
# two accents are enough for a free guess to end in Latvian.
WESTERN = ["cp1252", "iso8859_15", "mac_roman", "cp850", "utf_16", "utf_32"]
SAMPLE = 65_536  # bytes looked at to tell text from binary
CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\r\f\x1b"))) + b"\x7f"
TOO_MANY_CONTROLS = 0.05
LEAD_BYTES = bytes(range(0xC2, 0xF5))  # each starts one character of several bytes in UTF-8
INTACT_PER_BROKEN = 10
MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"SQLite format",
)
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def decode(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Decode ``data`` to its text and the warnings there are; None when it is no text.

    UTF-8 first, its byte order mark dropped. NUL and lone surrogates become U+FFFD one for one;
    nothing else is changed, line ends and combining accents included.

    >>> decode("L’été".encode())
    ('L’été', ())
    >>> decode("L’été".encode("cp1252"))
    ('L’été', ('not UTF-8: read as cp1252',))
    """
    if is_binary(data):
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return safe(data.decode("utf-8", "surrogatepass")), ()
    except UnicodeDecodeError:
        guess = _damaged_utf8(data) or _detect(data)
    return None if guess is None else (safe(guess[0]), guess[1])


def is_binary(data: bytes) -> bool:
    """Tell by its first bytes whether ``data`` is some other thing than text."""
    if data.startswith(MAGIC):
        return True
    sample = data[:SAMPLE]
    if sample.startswith(WIDE) or not sample:
        return False
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    return controls > TOO_MANY_CONTROLS * len(sample)


def _damaged_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Keep a long UTF-8 text in which a few bytes are broken: a guess would garble all its accents."""
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    accented = len(data) - len(data.translate(None, LEAD_BYTES))
    if accented < INTACT_PER_BROKEN * broken:
        return None
    return text, (f"broken UTF-8: {broken} unreadable bytes became {REPLACEMENT}",)


def _detect(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data, cp_isolation=WESTERN).best() or from_bytes(data).best()
    return None if match is None else (str(match), (f"not UTF-8: read as {match.encoding}",))
