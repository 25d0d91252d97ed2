"""A few numbers by which texts that are nearly the same find each other without comparing all with all.

A text is the set of its runs of three long words (shingles); the short ones between them say little. One hash for
each, the least of each of ``BINS`` parts (one-permutation MinHash), and three such together make a band: two texts that
share nine shingles in ten have a band in common nearly always, two that share one in ten nearly never. Whoever meets so
is compared by its shingles.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from itertools import groupby
from struct import pack

BANDS = 6
ROWS = 3  # numbers in a band
BINS = BANDS * ROWS
RUN = 3  # words in a shingle
FEWEST = 8  # shingles that a text needs to be like another
LONG = 7  # letters of a long word


def shingles(text: str) -> frozenset[int]:
    """Hash each run of long words, case and all between them aside, to 32 bits."""
    words = " ".join(_long_word().findall(text.lower())).encode("utf-8", "replace").split(b" ")
    return frozenset(map(zlib.crc32, map(b" ".join, zip(*(words[start:] for start in range(RUN)), strict=False))))


@cache
def _long_word() -> re.Pattern[str]:
    r"""Compile ``\w{7,}`` with its letters spelt out, which are found in half the time so.

    Beyond U+FFFF only planes of scripts are told from those of signs: a name in Adlam is a word, ten faces are none.
    """
    letters = (chr(code) for code in range(0x10000) if chr(code).isalnum() or code == ord("_"))
    ranges = [
        (first[1], last[1])
        for _, run in groupby(enumerate(letters), key=lambda each: ord(each[1]) - each[0])
        for first, *_, last in [[*run] * 2]
    ]
    beyond = "\U00010000-\U0001efff\U00020000-\U0003ffff"
    return re.compile(f"[{''.join(f'{first}-{last}' for first, last in ranges)}{beyond}]{{{LONG},}}")


def bands(hashes: frozenset[int]) -> tuple[int, ...]:
    """Give the ``BANDS`` numbers of a text, 32 bits each; none of one that is too short."""
    if len(hashes) < FEWEST:
        return ()
    least: dict[int, int] = {}
    for number in hashes:
        place, value = number % BINS, number // BINS
        if value < least.get(place, number):
            least[place] = value
    places = sorted(least)  # an empty part borrows from the next one that is not
    filled = [least[next((place for place in places if place >= bin_), places[0])] for bin_ in range(BINS)]
    return tuple(zlib.crc32(pack("<B3I", band, *filled[band * ROWS : (band + 1) * ROWS])) for band in range(BANDS))


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Say what share of all their shingles two texts have in common.

    >>> one = shingles("Certains ministres partiront bientôt pour la Tunisie")
    >>> other = shingles("Certains ministres partiront bientôt pour la Belgique")
    >>> round(resemblance(one, other), 2)
    0.5
    """
    common = len(one & other)
    return common / max(1, len(one) + len(other) - common)
