"""Write a paragraph as one symbol a phrase: the tape on which the attribution rules are matched.

    Q passage    C has said   I has he said   c to say   G saying   B is accused (passive)   D accused (by)
    N person     R function   O body          P pronoun: free to be a subject    n r o p: after a preposition
    M word for words (propos, phrase)        S selon      W qui        k que           V another verb   q à, en …   % par    & et    m mais
    d w          what is left of noun phrases, and other words        , . : ; ( ) - as they are
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotes.extract.grains import Strip
    from quotes.lexicon import Language

SYMBOLS = str.maketrans("xayls0XFALT~rbDcOzgEnIvjtGPheupq", "w" * 27 + "VVVqq")


class Item(NamedTuple):
    """One symbol of the tape: tokens ``first`` up to ``last`` (not included) of the strip.

    For a person with a function before the name, ``name`` is the token where the name starts; ``role`` are
    the tokens of a function that stands beside the name: John Kirby, le porte-parole du Pentagone.
    """

    symbol: str
    first: int
    last: int
    name: int = -1
    role: tuple[int, int] | None = None
    parts: tuple[Item, ...] = ()  # of two people named together: Jean et Jeanne


@dataclass(frozen=True, slots=True)
class Tape:
    """A paragraph as a string of symbols, one an item."""

    symbols: str
    items: tuple[Item, ...]


@cache
def _phrases(parts: tuple[tuple[str, str], ...], phrases: tuple[tuple[str, str], ...]) -> regex.Pattern[str]:
    made: dict[str, str] = {}
    for name, pattern in parts:
        made[name] = _fill(pattern, made)
    branches = [f"(?P<{name}>{_fill(pattern, made)})" for name, pattern in phrases]
    return regex.compile("|".join(branches))


def _fill(pattern: str, made: Mapping[str, str]) -> str:
    """Put the parts named {so} into a pattern; {1,3} stays a repetition."""
    return regex.sub(r"\{([a-z_]+)\}", lambda match: made[match[1]], pattern)


def write_tape(strip: Strip, lang: Language) -> Tape:
    """Find the phrases of a strip, left to right, and turn each of the other tokens into its own symbol."""
    pattern = _phrases(tuple(lang.rules["parts"].items()), tuple(lang.rules["phrases"].items()))
    grains, items, symbols = strip.grains, list[Item](), list[str]()
    plain = grains.translate(SYMBOLS)
    for i in strip.spoken:
        plain = f"{plain[:i]}M{plain[i + 1 :]}"
    at = 0
    for match in pattern.finditer(grains):
        start, end = match.span()
        if start > at:
            symbols.extend(plain[at:start])
            items.extend(map(Item, plain[at:start], range(at, start), range(at + 1, start + 1)))
        kind = match.lastgroup or ""
        if kind in "NROP" and _oblique(symbols):
            kind = kind.lower()
        name = -1
        if kind in "Nn":
            name = match.start("nname") if match.start("nname") >= 0 else match.start("name")
        items.append(Item(kind, start, end, name))
        symbols.append(kind)
        at = end
    symbols.extend(plain[at:])
    items.extend(map(Item, plain[at:], range(at, len(grains)), range(at + 1, len(grains) + 1)))
    return _join_appositions("".join(symbols), items, compiled(lang.rules["appositions"]["pattern"]))


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern over the tape, in which w stands for any word, M included."""
    made, inside = list[str](), False
    for sign in pattern:
        inside = sign == "[" or (inside and sign != "]")
        made.append(sign if sign != "w" else "wM" if inside else "[wM]")
    return regex.compile(regex.sub(r"\(\?P<\[wM\]ho>", "(?P<who>", "".join(made)))


def _join_appositions(symbols: str, items: list[Item], pattern: regex.Pattern[str]) -> Tape:
    """Make one item of a person and the function beside the name, on either side."""
    kept, out, at = list[Item](), list[str](), 0
    for match in pattern.finditer(symbols):
        kept.extend(items[at : match.start()])
        out.append(symbols[at : match.start()])
        at = match.end()
        item = _joined(match, symbols, items)
        kept.append(item)
        out.append(item.symbol)
    kept.extend(items[at:])
    out.append(symbols[at:])
    return Tape("".join(out), tuple(kept))


def _joined(match: regex.Match[str], symbols: str, items: list[Item]) -> Item:
    if match.start("pair") >= 0:
        parts = tuple(items[i] for i in range(match.start(), match.end()) if symbols[i] != "&")
        return Item("R" if symbols[match.start()].isupper() else "r", parts[0].first, parts[-1].last, parts=parts)
    name = items[match.start("name")]
    if match.start("before") >= 0:
        before = items[match.start("before")]
        role = (before.first, items[match.start("name") - 1].first)
        symbol = "N" if before.symbol == "R" else "n"
        return Item(symbol, before.first, name.last, name.name, role)
    after = items[match.start("after")]
    return Item(name.symbol, name.first, name.last, name.name, (after.first, after.last))


def _oblique(symbols: list[str]) -> bool:
    """Say whether a noun phrase put here hangs on a preposition, or on another one that does."""
    last = symbols[-1] if symbols else ""
    if last == "&" and len(symbols) > 1:
        return symbols[-2] in "nrop"
    return last in "q%(" if last else False
