"""Patterns of the language over strings of symbols: over grains, and over the tape."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PIECE = re.compile(r"\(\?P<\w+>|\\.|.", re.DOTALL)  # a sign of a pattern; the name of a group is one
BEHIND = re.compile(r"\(\?<[=!][^()]*\)")  # what must or must not stand before
INNERMOST = re.compile(r"(?:\([^()]*\)|\[[^\]]*\])(?:[?*+]|\{[^}]*\})*")  # a class, or a group in which there is none
SINGLE = re.compile(r"\(\?P<\w+>(\w)\)")  # a group of one symbol
LONE = re.compile(r"([A-Zk:%])(?![?*{])")  # a symbol that must stand; w stands for two
GROUP = re.compile(r"\(\?P<(\w+)>")
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))  # the symbols there may be; others are signs as they stand in a text
OTHER = "\0"  # stands for those


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled pattern. A group of it may be named in several branches."""

    pattern: re.Pattern[str]
    groups: Mapping[str, tuple[int, ...]]  # the numbers of the groups of a name

    def search(self, symbols: str) -> re.Match[str] | None:
        """Find the first place that fits."""
        return self.pattern.search(symbols)

    def finditer(self, symbols: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Find all places that fit, left to right."""
        return self.pattern.finditer(symbols, start)

    def start(self, match: re.Match[str], name: str) -> int:
        """Say where a group of this name starts; -1 where there is none, or it took no part."""
        for number in self.groups.get(name, ()):
            at = match.start(number)
            if at >= 0:  # the branches of a pattern exclude one another
                return at
        return -1


def shape(pattern: str) -> Shape:
    """Compile a pattern of symbols.

    >>> two = shape("a(?P<x>b)|c(?P<x>d)")
    >>> [two.start(match, "x") for match in two.finditer("abcd")]
    [1, 3]
    """
    seen, groups = Counter[str](), dict[str, list[str]]()

    def renamed(match: re.Match[str]) -> str:
        """Give a group that was named before a name of its own."""
        name = match[1]
        seen[name] += 1
        own = name if seen[name] == 1 else f"{name}_{seen[name]}"
        groups.setdefault(name, []).append(own)
        return f"(?P<{own}>"

    made = re.compile(GROUP.sub(renamed, pattern))
    return Shape(made, {name: tuple([made.groupindex[own] for own in owns]) for name, owns in groups.items()})


def needed(pattern: str, group: str) -> frozenset[str]:
    """Give the symbols one of which stands in all that a pattern fits, as its group says; none where that is unsure.

    >>> sorted(needed("Q(?P<cue>[Gc])w*T", "cue")), needed("Q|(?P<cue>C)T", "cue")
    (['G', 'c'], frozenset())
    """
    found = re.search(rf"\(\?P<{group}>(?:(\w)|\[(\w+)\])\)(?![?*{{])", pattern)
    if found is None or "|" in pattern[: found.start()] + pattern[found.end() :]:
        return frozenset()
    return frozenset(found[1] or found[2])


def lone(pattern: str) -> frozenset[str]:
    """Give the symbols that stand alone in a pattern or are all of a group: those in all that it fits.

    >>> sorted(lone("(?P<who>[NR]),?Wk{0,2}[^.]*(?P<cue>S)?:(?!C)T")), lone("C|N:")
    ([':', 'T', 'W'], frozenset())
    """
    rest, inner = "", SINGLE.sub(r"\1", pattern).replace("\\(", "").replace("\\)", "")
    while rest != inner:
        rest, inner = inner, INNERMOST.sub("", inner)
    return frozenset() if "|" in rest else frozenset(LONE.findall(rest))


@cache
def compiled(pattern: str) -> Shape:
    """Compile a pattern over the tape, in which w stands for any word, words for words (M) included.

    >>> compiled("(?P<who>N)w[wd]").pattern.pattern
    '(?P<who>N)[wM][wMd]'
    """
    made, inside = list[str](), False
    for piece in PIECE.findall(pattern):
        inside = piece == "[" or (inside and piece != "]")
        made.append(piece if piece != "w" else "wM" if inside else "[wM]")
    return shape("".join(made))


def hurried(pattern: str) -> str:
    """Put before a pattern the symbols that it can start with, so that it is not tried where none of them stands.

    >>> hurried("a*b|(?=c).")
    '(?=[abc])(?:a*b|(?=c).)'
    """
    whole = regex.compile(BEHIND.sub("", pattern))  # what stands before is not there to be looked at
    if whole.fullmatch(OTHER, partial=True):
        return pattern
    first = [re.escape(symbol) for symbol in PRINTABLE if whole.fullmatch(symbol, partial=True)]
    return f"(?=[{''.join(first)}])(?:{pattern})" if first else pattern
