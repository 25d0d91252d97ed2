"""Read text in Latin letters by the quicker of two engines.

``regex`` knows the letters of every script; ``re`` does not, and is three to ten times as quick. So a pattern is
compiled for both, for ``re`` with its classes of characters spelt out as far as KNOWN goes, and a text with any
other character is left to ``regex``. Both find the same.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import regex

CLASS = regex.compile(r"\\p\{\w+\}|\\[wd]")
# Latin letters and accents, but no separators (space for re alone); dashes, arrows, pictures
BLOCKS = ((0, 0x1B), (0x20, 0x36F), (0x2000, 0x2BFF), (0xFE00, 0xFE0F), (0x1F300, 0x1FAFF))
KNOWN = "".join([chr(code) for first, last in BLOCKS for code in range(first, last + 1)])
UNKNOWN = re.compile("[^" + "".join([rf"\U{first:08x}-\U{last:08x}" for first, last in BLOCKS]) + "]")


@cache
def _spelt(wanted: str) -> str:
    """Spell a class out for ``re`` as ranges of the characters of KNOWN that are in it, to stand between brackets."""
    ranges: list[list[str]] = []
    for character in regex.findall(f"[{wanted}]", KNOWN):
        if ranges and ord(character) == ord(ranges[-1][1]) + 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return "".join([f"{re.escape(first)}-{re.escape(last)}" for first, last in ranges])


def is_latin(text: str) -> bool:
    """Say whether every character of ``text`` is KNOWN."""
    return UNKNOWN.search(text) is None


Pattern = re.Pattern[str] | regex.Pattern[str]


class Twin(NamedTuple):
    """One pattern, compiled for either engine."""

    latin: re.Pattern[str]
    general: regex.Pattern[str]

    def on(self, *, latin: bool) -> Pattern:
        """Choose the engine for a text that ``is_latin`` or not."""
        return self.latin if latin else self.general


def twin(pattern: str, flags: int = 0) -> Twin:
    r"""Compile a pattern in which ``\p{L}``, ``\w`` and ``\d`` stand between brackets only, and ``\b`` nowhere.

    >>> twin(r"[\p{Lu}][\w]*").on(latin=is_latin("Été")).findall("Été 2021")
    ['Été']
    """
    spelt = CLASS.sub(lambda match: _spelt(match[0]), pattern)
    return Twin(re.compile(spelt, flags), regex.compile(pattern, flags))
