"""What turns the meaning of a wording in one language: turns.toml, read apart from all that extraction needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from quotes.folding import fold
from quotes.lexicon.lists import table, toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

Phrases = tuple[tuple[str, ...], ...]

KINDS = ("negation", "number", "date", "unit", "modal", "quantifier")  # of words, as [words] of turns.toml has them
PARTS = str.maketrans("'’‑-", "    ")


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """The words of one language, folded (see ``quotes.folding``), and how it writes numbers."""

    kinds: Mapping[str, frozenset[str]]  # negation -> ne, pas; every one of KINDS is there
    small: frozenset[str]  # words that say little by themselves
    whole: tuple[str, ...]  # words with a hyphen or an apostrophe that are one, as written: peut-être
    conditional: tuple[str, ...]  # endings
    continuations: Phrases  # what may follow a claim that stops too early
    openings: Phrases  # what may come before one that starts too late
    that: frozenset[str]  # what ties a clause to a negation before it: I do not think that ...
    titles: frozenset[str]  # before a name: m, mme
    group: str  # signs between groups of three digits, beside a space
    decimal: str


@cache
def turns(code: str) -> Turns:
    """Read what turns a meaning in the language ``code``; of a language without such a file, nothing is known."""
    return read_turns(files("quotes") / "lang" / (code if code.isalpha() else "-"))


def read_turns(folder: Traversable) -> Turns:
    """Read turns.toml, and what it borrows from words.toml, in ``folder``; either may be missing."""
    told, words = toml(folder, "turns.toml"), toml(folder, "words.toml")
    whole = _listed(told, "spelling", "whole")
    calendar: Mapping[str, Mapping[str, int]] = words.get("calendar", {})
    dates = [word for name in ("weekdays", "months") for word in calendar.get(name, {})]
    kinds = {kind: _folded(_listed(told, "words", kind), whole) for kind in KINDS}
    kinds["date"] |= _folded(dates, whole)
    continuations = told.get("continuations", {})
    numerals = told.get("numerals", {})
    return Turns(
        kinds=kinds,
        small=_folded(" ".join(words.get("grains", {}).values()).split(), whole),
        whole=whole,
        conditional=_listed(told, "endings", "conditional"),
        continuations=tuple(_phrases(continuations.get("phrases", ""), whole)),
        openings=tuple(_phrases(continuations.get("openings", ""), whole)),
        that=_folded(_listed(told, "continuations", "that"), whole),
        titles=_folded((title.strip(".") for title in table(folder, "titles.txt")), whole),
        group=numerals.get("group", ""),
        decimal=numerals.get("decimal", "."),
    )


def _listed(told: Mapping[str, Any], section: str, key: str) -> tuple[str, ...]:
    return tuple(str(told.get(section, {}).get(key, "")).split())


def _folded(words: Iterable[str], whole: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_cut(words, whole))


def _phrases(listed: str, whole: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (tuple(_cut(line.split(), whole)) for line in listed.splitlines() if line.strip())


def _cut(words: Iterable[str], whole: tuple[str, ...]) -> Iterator[str]:
    """Fold the words, cut as a text is cut: quatre-vingts is two; l' is l."""
    return (fold(part) for word in words for part in ([word] if word in whole else word.translate(PARTS).split()))
