"""Bring words to one plain form: no case, accents or ligatures. For comparing and for indexes, never for offsets."""

from __future__ import annotations

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def fold(words: str) -> str:
    """Take away case, accents and ligatures. The length changes: never use it for offsets.

    >>> fold("Œuvre ÉTÉ straße")
    'oeuvre ete strasse'
    """
    if words.isascii():
        return words.lower()
    decomposed = unicodedata.normalize("NFKD", words.casefold().translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
