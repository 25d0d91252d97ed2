"""Bring words to one plain form: no case, accents or ligatures. For comparing and for indexes, never for offsets."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_SPELT = [(chr(code), letters) for code, letters in LIGATURES.items()]  # replacing is quicker than translating

ACCENT = re.compile("[\u0300-\u034e\u0350-\u036f]+")
RARE = re.compile("[^\0-\u02ff\u2000-\u20cf]")  # what may combine in other writings; nothing else does


def fold(words: str) -> str:
    """Take away case, accents and ligatures. The length changes: never use it for offsets.

    >>> fold("Œuvre ÉTÉ straße")
    'oeuvre ete strasse'
    """
    if words.isascii():
        return words.lower()
    small = words.casefold()
    for ligature, letters in _SPELT:
        small = small.replace(ligature, letters)
    decomposed = unicodedata.normalize("NFKD", small)
    return RARE.sub(_uncombined, ACCENT.sub("", decomposed))


def _uncombined(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]
