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

SYMBOLS = str.maketrans("xayls0XFALT~rbDcOzgEnIvjtGP+heupq", "w" * 28 + "VVVqq")


MENTIONS = frozenset("NROP")


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
    """A paragraph as a string of symbols, one an item; most items are single tokens, ``phrases`` are the others."""

    symbols: str
    firsts: list[int]  # the first token of each item
    phrases: dict[int, Item]

    def item(self, at: int) -> Item:
        """The item at ``at``."""
        return self.phrases.get(at) or Item(self.symbols[at], self.firsts[at], self.firsts[at] + 1)


_GRAMMARS: dict[str, regex.Pattern[str]] = {}


def _grammar(digest: str, lang: Language) -> regex.Pattern[str]:
    """Compile the phrases of a language into one pattern, once for each version of its files."""
    if digest not in _GRAMMARS:
        made: dict[str, str] = {}
        for name, pattern in lang.rules["parts"].items():
            made[name] = _fill(pattern, made)
        phrases = lang.rules["phrases"].items()
        _GRAMMARS[digest] = regex.compile(
            "|".join(f"(?P<{name}>{_whole(name, _fill(pattern, made))})" for name, pattern in phrases)
        )
    return _GRAMMARS[digest]


def _whole(name: str, pattern: str) -> str:
    """Let a cue run to the end of its expression: a fait savoir."""
    return pattern if name in MENTIONS else f"(?:{pattern})(?:y{{0,2}}\\++)?"


def _fill(pattern: str, made: Mapping[str, str]) -> str:
    """Put the parts named {so} into a pattern; {1,3} stays a repetition."""
    return regex.sub(r"\{([a-z_]+)\}", lambda match: made[match[1]], pattern)


def write_tape(strip: Strip, lang: Language) -> Tape:
    """Find the phrases of a strip, left to right, and turn each of the other tokens into its own symbol."""
    pattern = _grammar(lang.digest, lang)
    grains, symbols, firsts, phrases = strip.grains, "", list[int](), dict[int, Item]()
    plain = grains.translate(SYMBOLS)
    for i in strip.spoken:
        plain = f"{plain[:i]}M{plain[i + 1 :]}"
    at = 0
    for match in pattern.finditer(grains):
        start, end = match.span()
        if start > at:
            symbols += plain[at:start]
            firsts.extend(range(at, start))
        kind = match.lastgroup or ""
        if kind in MENTIONS and _oblique(symbols):
            kind = kind.lower()
        name = -1
        if kind in "Nn":
            name = match.start("nname") if match.start("nname") >= 0 else match.start("name")
        phrases[len(firsts)] = Item(kind, start, end, name)
        symbols += kind
        firsts.append(start)
        at = end
    firsts.extend(range(at, len(grains)))
    return _join_appositions(
        Tape(symbols + plain[at:], firsts, phrases), compiled(lang.rules["appositions"]["pattern"])
    )


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern over the tape, in which w stands for any word, M included."""
    made, inside = list[str](), False
    for sign in pattern:
        inside = sign == "[" or (inside and sign != "]")
        made.append(sign if sign != "w" else "wM" if inside else "[wM]")
    return regex.compile(regex.sub(r"\(\?P<\[wM\]ho>", "(?P<who>", "".join(made)))


def _join_appositions(tape: Tape, pattern: regex.Pattern[str]) -> Tape:
    """Make one item of a person and the function beside the name, on either side."""
    matches = list(pattern.finditer(tape.symbols))
    if not matches:
        return tape
    symbols, firsts, phrases, at = "", list[int](), dict[int, Item](), 0
    for match in [*matches, None]:
        end = match.start() if match else len(tape.symbols)
        phrases.update({i - at + len(firsts): tape.phrases[i] for i in range(at, end) if i in tape.phrases})
        symbols += tape.symbols[at:end]
        firsts.extend(tape.firsts[at:end])
        if match:
            item = _joined(match, tape)
            phrases[len(firsts)] = item
            symbols += item.symbol
            firsts.append(item.first)
            at = match.end()
    return Tape(symbols, firsts, phrases)


def _joined(match: regex.Match[str], tape: Tape) -> Item:
    if match.start("pair") >= 0:
        parts = tuple(tape.item(i) for i in range(match.start(), match.end()) if tape.symbols[i] != "&")
        return Item("R" if tape.symbols[match.start()].isupper() else "r", parts[0].first, parts[-1].last, parts=parts)
    name = tape.item(match.start("name"))
    if match.start("before") >= 0:
        before = tape.item(match.start("before"))
        role = (before.first, tape.firsts[match.start("name") - 1])
        symbol = "N" if before.symbol == "R" else "n"
        return Item(symbol, before.first, name.last, name.name, role)
    after = tape.item(match.start("after"))
    return Item(name.symbol, name.first, name.last, name.name, (after.first, after.last))


def _oblique(symbols: str) -> bool:
    """Say whether a noun phrase put here hangs on a preposition, or on another one that does."""
    last = symbols[-1:]
    if last == "&":
        return symbols[-2:-1] in set("nrop")
    return last in set("q%(")
