"""Cut a wording into words, numbers and signs: what must agree. Everything between them is only looked past."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

import regex

from quotes.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotes.lexicon.turns import Turns
    from quotes.model import Span

SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"
# Signs that say something of their own: 10 %, 5 €, n° 3, km/h, A & B. All other marks are punctuation.
SIGNS = r"[\p{Sc}\p{So}\p{No}%‰&@\#§°+=×÷±/*]"
JOINERS = (  # characters that nobody sees, inside a word
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}"
    "\N{ZERO WIDTH NO-BREAK SPACE}"
)
PLAIN = str.maketrans("’‐‑", "'--", JOINERS)
MINUS = "-\N{MINUS SIGN}"

CUT = regex.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]")  # […], (...): words left out, and it says so
DOTS = regex.compile(r"…|\.\.\.")  # may say the same, or only that the voice trails off
MARKS = "\"'«»“”„‟‹›‘’<> \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"  # that may stand around a claim
TAG = regex.compile(r"</?[A-Za-z][^<>]{0,1000}>")
INSERTED = regex.compile(r"\[(?P<inside>[^\[\]\n]{0,300})\]")


class Token(NamedTuple):
    """A word, number or sign: ``key`` is what is compared, ``start`` and ``end`` its place in the wording."""

    key: str
    start: int
    end: int
    number: bool = False
    inserted: str = ""  # "brackets" where it stands in some; "reporter" where it is the reporter's own: dit-il
    gap: str = ""  # what stands before it: "cut" for […], "dots" for …


@cache
def _expression(turns: Turns) -> regex.Pattern[str]:
    """Say what a token is in this language: a number in its way of writing, a word, a sign."""
    group, decimal = regex.escape(turns.group + SPACES), regex.escape(turns.decimal)
    spelt = {form for word in turns.whole for form in (word, unicodedata.normalize("NFD", word), fold(word))}
    whole = "|".join("".join(map(_sign, word)) for word in sorted(spelt))
    one = rf"(?:{whole})(?![\p{{L}}\p{{M}}])|" if whole else ""
    return regex.compile(
        rf"""
        (?P<number>(?<![\p{{L}}\p{{M}}\p{{Nd}}])[{MINUS}]?
            (?:\p{{Nd}}{{1,3}}(?P<sep>[{group}])\p{{Nd}}{{3}}(?:(?P=sep)\p{{Nd}}{{3}})*+(?!\p{{Nd}})(?:[{decimal}]\p{{Nd}}+)?
            |\p{{Nd}}+(?:[.,]\p{{Nd}}+)?)
          |\p{{Nd}}+)
        |(?P<word>{one}[\p{{L}}\p{{M}}{JOINERS}]*\p{{L}}[\p{{L}}\p{{M}}{JOINERS}]*)
        |(?P<sign>{SIGNS})
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


def _sign(char: str) -> str:
    return {"'": "['’]", "-": "[-‐‑]"}.get(char) or regex.escape(char)


@dataclass(frozen=True, slots=True)
class Worded:
    """A wording and its tokens. ``joints`` are where its passages meet: code points of the text."""

    text: str
    tokens: tuple[Token, ...]
    joints: tuple[int, ...] = ()
    markup: bool = False  # tags or entities were taken out of it

    @property
    def keys(self) -> list[str]:
        """What is compared."""
        return [token.key for token in self.tokens]


def tokens_of(wording: str, turns: Turns, asides: Iterable[Span] = ()) -> tuple[Token, ...]:
    """Cut ``wording``; what is in [brackets] or in ``asides`` is marked as inserted.

    >>> from quotes.lexicon.turns import turns
    >>> [token.key for token in tokens_of("L’Œuvre a coûté 3 500,50 € […], « peut-être »", turns("fr"))]
    ['l', 'oeuvre', 'a', 'coute', '3500.50', '€', 'peut-etre']
    """
    found = [_token(match, turns) for match in _expression(turns).finditer(wording)]
    starts = [token.start for token in found]
    insertions = [(*match.span("inside"), "brackets") for match in INSERTED.finditer(wording)]
    insertions += [(span.start, span.end, "reporter") for span in asides]
    for start, end, whose in insertions:
        for at in range(bisect_left(starts, start), bisect_left(starts, end)):
            found[at] = found[at]._replace(inserted=whose)
    for pattern, gap in ((DOTS, "dots"), (CUT, "cut")):
        for match in pattern.finditer(wording):
            after = bisect_left(starts, match.start())
            if after < len(found):
                found[after] = found[after]._replace(gap=gap)
    return tuple(found)


def claim_of(wording: str, turns: Turns) -> Worded:
    """Take the markup out of a claim, and the marks and spaces around it, and cut it.

    >>> from quotes.lexicon.turns import turns
    >>> claim_of(" «&nbsp;<b>Non</b>, jamais ! » ", turns("fr")).text
    'Non, jamais !'
    """
    plain = unescape(TAG.sub("", wording))
    text = plain.strip().strip(MARKS)
    return Worded(text, tokens_of(text, turns), markup=plain != wording)


def _token(match: regex.Match[str], turns: Turns) -> Token:
    written = match[0]
    start, end = match.span()
    if match.lastgroup == "number":
        return Token(_value(written, match["sep"], turns), start, end, number=True)
    if match.lastgroup == "sign":
        plain = unicodedata.normalize("NFKC", written)  # m², m2
        return Token(plain if plain.isdecimal() else written, start, end)
    return Token(written.lower() if written.isascii() else fold(written.translate(PLAIN)), start, end)


def _value(written: str, separator: str | None, turns: Turns) -> str:
    """Write a number in one way: digits and a point. Zeros at either end stay, since somebody chose them."""
    if separator is not None:
        written = written.replace(separator, "")
    written = written.replace("\N{MINUS SIGN}", "-").replace(turns.decimal, ".").replace(",", ".")
    # Python may know fewer digits than the expression does: those stay as they are.
    return "".join(char if char in "-." else str(unicodedata.decimal(char, char)) for char in written)


@dataclass(frozen=True, slots=True)
class Laid:
    """A claim laid along printed words: both wordings, their tokens, and which answers which."""

    claim: str
    printed: str
    claimed: tuple[Token, ...]
    there: tuple[Token, ...]
    pairs: list[tuple[int, int]]  # never empty

    def words(self, i: int, j: int) -> tuple[str, str]:
        """Give a token of the claim and one of the printed words as they are written."""
        one, other = self.claimed[i], self.there[j]
        return self.claim[one.start : one.end], self.printed[other.start : other.end]
