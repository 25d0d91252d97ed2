"""An article before it is read: what is true of the whole text, and needed at each place in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from quotes.extract.latin import Twin, is_latin, twin
from quotes.extract.marks import Passage, find_passages
from quotes.extract.tokens import APOSTROPHE, either_case
from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quotes.lexicon import Language
    from quotes.model import Doubt

TWO_CAPITALS = regex.compile(r"\b(\p{Lu}\p{Ll}+) (?:\p{Lu}\. )?(\p{Lu}\p{Ll}+)\b(?= (\p{Lu}\p{Ll}+))?")


@dataclass(frozen=True, slots=True)
class Page:
    """A text, its language, and its passages; see ``page``."""

    text: str
    lang: Language
    passages: Sequence[Passage]  # all of them, parents first
    doubts: Sequence[Doubt]
    latin: bool  # which engine may read it; see ``latin``
    low: str  # the text in lower case, of the same length
    capitals: frozenset[str]  # words with a capital in the middle of a sentence somewhere: names, mostly
    surnames: frozenset[str]  # common nouns that are somebody's last name here: Lee Baker; in lower case
    printed: Mapping[str, int]  # how often the words of each outermost passage, in lower case, stand between marks

    def outermost(self) -> list[tuple[int, Passage]]:
        """List the passages that stand in no other, with their index."""
        return [(i, passage) for i, passage in enumerate(self.passages) if passage.parent == -1]


def page(text: str, lang: Language) -> Page:
    """Look through a whole text once."""
    spelling, latin = lang.spelling, is_latin(text)
    passages, doubts = find_passages(
        text,
        latin=latin,
        outer_singles=lang.outer_singles,
        apostrophes=spelling.apostrophes,
        possessives=spelling.possessives,
    )
    low = text.lower()
    if len(low) != len(text):  # İ has two code points in lower case, and places must stay places
        low = text
    printed = Counter(passage.inner.of(low) for passage in passages if passage.parent == -1)
    capitals = frozenset(middle_capital(lang).on(latin=latin).findall(text))
    return Page(text, lang, passages, doubts, latin, low, capitals, _surnames(text, lang), printed)


def _surnames(text: str, lang: Language) -> frozenset[str]:
    """Find the functions that are the last names of people, where the language names people so.

    Lee Baker, but not Virginia Senate, Chase Bank, Sydney Mayor, nor Austin Mayor Kirk Watson.
    """
    if not lang.bare_surnames:
        return frozenset()
    no_last, no_given = lang.sets["bodies"], lang.sets["word_names"]
    return frozenset(
        last
        for given, last, then in (
            [word.lower() for word in found] for found in TWO_CAPITALS.findall(text, overlapped=True)
        )
        if last in lang.nouns and last not in no_last
        if given in lang.names and given not in lang.places and given not in no_given and then not in lang.names
    )


@once_per_language
def middle_capital(lang: Language) -> Twin:
    """Match a capitalised word after a small letter or a comma and a space, or after an elision: d'Emmanuel."""
    elisions = [rf"(?<={either_case([word])}{APOSTROPHE}.)" for word in lang.spelling.name_elisions]
    before = "|".join([r"(?<=[\p{Ll},;][ \u00a0].)", *elisions])
    return twin(rf"[\p{{Lu}}](?:{before})[\p{{L}}\p{{M}}'’-]*+")
