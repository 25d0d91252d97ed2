"""A few numbers by which texts that are nearly the same find each other without comparing all with all.

A text is the set of its runs of five words that begin with a long one (shingles): one run in four, chosen by what
they are, so that two texts choose alike. One hash for each, the least of each of ``BINS`` parts (one-permutation
MinHash), and three such together make a band: two texts that share nine shingles in ten have a band in common nearly
always, two that share one in ten nearly never. Whoever meets so is compared by its shingles.
"""

from __future__ import annotations

import re
import zlib
from struct import pack

BANDS = 6
ROWS = 3  # numbers in a band
BINS = BANDS * ROWS
RUN = 5  # words in a shingle
LONG = 8  # letters of a word that a shingle begins with
FEWEST = 8  # shingles that a text needs to be like another
WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """Hash each run of words that begins with a long one, case and punctuation aside, to 32 bits."""
    words = WORD.findall(text.lower())
    return frozenset(
        zlib.crc32(" ".join(words[at : at + RUN]).encode("utf-8", "replace"))
        for at in range(len(words) - RUN + 1)
        if len(words[at]) >= LONG
    )


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

    >>> one = shingles("Certains ministres partent demain pour la Suisse")
    >>> other = shingles("Certains ministres partent demain pour la France")
    >>> round(resemblance(one, other), 2)
    0.5
    """
    return len(one & other) / max(1, len(one | other))
