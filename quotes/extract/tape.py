"""Write a paragraph as one symbol a phrase: the tape on which the attribution rules are matched.

rules.toml explains its alphabet, and says which phrases there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.symbols import Shape, compiled, hurried, shape
from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotes.extract.grains import Strip
    from quotes.lexicon import Language

# what becomes of a grain that is no part of a phrase: a word, another verb, a preposition
SYMBOLS = str.maketrans("xayls0XFALT~rbDcOzgEnIvjtGP+heupqof", "w" * 28 + "VVVqqqq")
SPOKEN = "M"
MENTIONS = frozenset("NROP")
PERSONS = frozenset("Nn")
OBLIQUE = frozenset("nrop")
PREPOSITIONS = frozenset("q%(")
NEVER = "(?!)"  # a pattern that fits nowhere


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


class Tape(NamedTuple):
    """A paragraph as a string of symbols, one an item; most items are single tokens, ``phrases`` are the others."""

    symbols: str
    firsts: list[int]  # the first token of each item
    phrases: dict[int, Item]

    def item(self, at: int) -> Item:
        """Give the item at index ``at``."""
        return self.phrases.get(at) or Item(self.symbols[at], self.firsts[at], self.firsts[at] + 1)


@once_per_language
def _grammar(lang: Language) -> Shape:
    """Compile the phrases of a language into one pattern: the first that fits is the one."""
    made: dict[str, str] = {}
    for name, pattern in lang.rules.get("parts", {}).items():
        made[name] = _fill(pattern, made)
    phrases = lang.rules.get("phrases", {}).items()
    return shape("|".join([_phrase(name, _fill(pattern, made)) for name, pattern in phrases]) or NEVER)


def _phrase(name: str, pattern: str) -> str:
    """Name a phrase; let a cue run to the end of its expression: a fait savoir."""
    whole = pattern if name in MENTIONS else f"(?:{pattern})(?:y{{0,2}}\\++)?"
    return hurried(f"(?P<{name}>{whole})")


def _fill(pattern: str, made: Mapping[str, str]) -> str:
    """Put the parts named {so} into a pattern; {1,3} stays a repetition."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: made[match[1]], pattern)


def write_tape(strip: Strip, lang: Language) -> Tape:
    """Find the phrases of a strip, left to right, and turn each of the other tokens into its own symbol."""
    grains, firsts, phrases = strip.grains, list[int](), dict[int, Item]()
    plain, symbols, at = _plain(strip), list[str](), 0
    grammar, telling = _grammar(lang), lang.sets["telling"]
    for match in grammar.finditer(grains):
        start, end = match.span()
        if start > at:
            symbols.append(plain[at:start])
            firsts += range(at, start)
        kind = match.lastgroup or ""
        told = start > 0 and strip.words[start - 1] in telling
        if kind in MENTIONS and symbols and (told or _oblique(symbols)):
            kind = kind.lower()
        name = grammar.start(match, "name") if kind in PERSONS else -1
        phrases[len(firsts)] = Item(kind, start, end, name)
        symbols.append(kind)
        firsts.append(start)
        at = end
    firsts.extend(range(at, len(grains)))
    return _join_appositions(Tape("".join([*symbols, plain[at:]]), firsts, phrases), lang)


def _plain(strip: Strip) -> str:
    """Write each token as the symbol that it is outside of phrases."""
    if not strip.spoken:
        return strip.grains.translate(SYMBOLS)
    symbols = list(strip.grains.translate(SYMBOLS))
    for i in strip.spoken:
        symbols[i] = SPOKEN
    return "".join(symbols)


def _oblique(before: list[str]) -> bool:
    """Say whether a noun phrase put after these symbols hangs on a preposition: devant Paul, après avoir vu Paul."""
    last = before[-1][-1]
    if last in "&V":  # or on one before it that does: devant Jean et Paul
        two = "".join(before[-2:])[-2:]
        return two == "qV" or (last == "&" and two[:1] in OBLIQUE)
    return last in PREPOSITIONS


@once_per_language
def _appositions(lang: Language) -> Shape:
    return compiled(hurried(lang.rules.get("appositions", {}).get("pattern", NEVER)))


def _join_appositions(tape: Tape, lang: Language) -> Tape:
    """Make one item of a person and the function beside the name, on either side."""
    appositions = _appositions(lang)
    matches = list(appositions.finditer(tape.symbols))
    if not matches:
        return tape
    symbols, firsts, phrases, at = list[str](), list[int](), dict[int, Item](), 0
    for match in [*matches, None]:
        end = match.start() if match else len(tape.symbols)
        phrases.update({i - at + len(firsts): tape.phrases[i] for i in range(at, end) if i in tape.phrases})
        symbols.append(tape.symbols[at:end])
        firsts.extend(tape.firsts[at:end])
        if match:
            item = _joined(match, appositions, tape)
            phrases[len(firsts)] = item
            symbols.append(item.symbol)
            firsts.append(item.first)
            at = match.end()
    return Tape("".join(symbols), firsts, phrases)


def _joined(match: re.Match[str], appositions: Shape, tape: Tape) -> Item:
    """Make the one item of what the pattern of appositions found (see its groups in rules.toml)."""
    if appositions.start(match, "pair") >= 0:
        parts = tuple([tape.item(i) for i in range(match.start(), match.end()) if tape.symbols[i] != "&"])
        return Item("R" if parts[0].symbol.isupper() else "r", parts[0].first, parts[-1].last, parts=parts)
    name_at, before_at = appositions.start(match, "name"), appositions.start(match, "before")
    name = tape.item(name_at)
    if before_at >= 0:
        before = tape.item(before_at)
        role = (before.first, tape.firsts[name_at - 1])
        return Item("N" if before.symbol == "R" else "n", before.first, name.last, name.name, role)
    after = tape.item(appositions.start(match, "after"))
    return Item(name.symbol, name.first, name.last, name.name, (after.first, after.last))
