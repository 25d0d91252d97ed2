"""A few numbers by which texts that are nearly the same find each other without comparing all with all.

A text is the set of its runs of three long words (shingles); the short ones between them say little. One hash for
each, the least of each of ``BINS`` parts (one-permutation MinHash), and three such together make a band: two texts that
share nine shingles in ten have a band in common nearly always, two that share one in ten nearly never. Whoever meets so
is compared by its shingles.
"""

from __future__ import annotations

import re
import zlib
from struct import pack

BANDS = 6
ROWS = 3  # numbers in a band
BINS = BANDS * ROWS
RUN = 3  # words in a shingle
FEWEST = 8  # shingles that a text needs to be like another
LONG = re.compile(r"\b\w{7,}")


def shingles(text: str) -> frozenset[int]:
    """Hash each run of long words, case and all between them aside, to 32 bits."""
    words = LONG.findall(text.lower())
    runs = map(" ".join, zip(*(words[start:] for start in range(RUN)), strict=False))
    return frozenset([zlib.crc32(run.encode("utf-8", "replace")) for run in runs])


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
