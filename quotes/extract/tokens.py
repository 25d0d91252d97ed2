"""Cut a text into tokens: words, elided words, clitics, abbreviations, numbers, signs; and passages, one each."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

import regex

from quotes.extract.latin import Twin, twin
from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quotes.extract.latin import Pattern
    from quotes.extract.marks import Passage
    from quotes.extract.page import Page
    from quotes.lexicon import Language
    from quotes.model import Span

APOSTROPHE = "['’]"
LETTERS = r"[\p{L}][\p{L}\p{M}\p{N}]*+"
PLAIN = rf"{LETTERS}(?=[ ,\n])"  # most words: none of the other kinds needs to be tried
ACRONYM = r"(?:[\p{Lu}]\.){2,}(?=[ \u00a0][\p{Ll}]|[,;:)'’])"  # the U.S. army
INITIALS = r"[\p{Lu}](?:\.-?[\p{Lu}])*"  # J. · J.-Y.
NUMBER = r"[\d]+(?:[ .,\u202f\u00a0][\d]{3})*(?:[,.][\d]+)?[\w]*"  # 12 500 · 3,5 · 2021 · 12h
ACCOUNT = r"@[\w]+"


@dataclass(slots=True)
class Draft:
    """A paragraph on its way to grains. All lists have one element a token; a passage is a token without letters."""

    raw: Sequence[str] = ()  # as printed
    starts: list[int] = field(default_factory=list)
    passages: dict[int, int] = field(default_factory=dict)  # token -> index of the passage
    pieces: list[str] = field(default_factory=list)  # as printed, with the spaces after it
    words: list[str] = field(default_factory=list)  # folded
    grains: list[str] = field(default_factory=list)


def cut(page: Page, place: Span, passages: Sequence[tuple[int, Passage]]) -> Draft:
    """Cut a paragraph with the given outermost passages (index, passage)."""
    draft, at = Draft(), place.start
    pattern = token(page.lang).on(latin=page.latin)
    for index, passage in passages:
        _add_tokens(draft, pattern, page.text, at, passage.outer.start)
        draft.passages[len(draft.pieces)] = index
        draft.pieces.append("")
        draft.starts.append(passage.outer.start)
        at = passage.outer.end
    _add_tokens(draft, pattern, page.text, at, place.end)
    return draft


def _add_tokens(draft: Draft, pattern: Pattern, text: str, start: int, end: int) -> None:
    """Add what stands between two places: with the spaces after each token, its length tells where the next is."""
    first = pattern.search(text, start, end)
    if first is not None:
        found = pattern.findall(text, first.start(), end)
        draft.pieces += found
        draft.starts += accumulate(map(len, found[:-1]), initial=first.start())


@once_per_language
def token(lang: Language) -> Twin:
    """Make the pattern of a token and the spaces after it, the kinds that need most care first."""
    spelling = lang.spelling
    named = "|".join(map(regex.escape, spelling.states))
    states = [rf"(?:[\p{{Lu}}]-)?(?:{named})"] if named else []  # D-Mich.
    short = "|".join((*spelling.abbreviations, *states, INITIALS))
    particles = "|".join(word for word, grain in lang.grains.items() if grain == "~")
    small = rf"|[ ](?:d['’]|(?:(?:{particles})[ ])+)[\p{{Lu}}]" if particles else ""  # Mr. de Blasio
    kinds = [PLAIN, ACRONYM, rf"(?:{short})\.(?=\s*[\p{{Lu}}]|-[\p{{Lu}}]|[,)]{small})"]
    kinds.append(r"[\p{Lu}]\.(?=\s+[\p{Ll}])")  # Karim B. dort
    if spelling.abbreviations:
        kinds.append(rf"(?:{'|'.join(spelling.abbreviations)})\.(?=\s*[\d])")  # Aug. 12
    if after := [*spelling.abbreviations, *map(str.title, sorted(lang.sets["firms"]))]:
        kinds.append(rf"(?:{'|'.join(after)})\.(?=\s+[\p{{Ll}}])")  # Donald Trump Jr. said, Acme Inc. said
    elided = [either_case(spelling.elisions)] if spelling.elisions else []
    if spelling.small_elisions:
        elided.append(rf"{either_case(spelling.small_elisions)}(?!{APOSTROPHE}[\p{{Lu}}])")
    if elided:
        kinds.append(rf"(?:{'|'.join(elided)}){APOSTROPHE}(?=[\p{{L}}\s]|$)")
    enclitic = ""
    if spelling.enclitics:
        enclitic = rf"{APOSTROPHE}(?:{'|'.join(spelling.enclitics)})(?![\p{{L}}\p{{M}}\p{{N}}])"
        kinds.append(rf"(?<=[\p{{L}}\p{{M}}\p{{N}}]){enclitic}")  # Kirby's
    hyphen = "-"
    if spelling.clitics:
        link = f"(?:(?:{'|'.join(spelling.links)})[-'’])?" if spelling.links else ""
        clitic = rf"{link}(?:{'|'.join(spelling.clitics)})(?![\w])"
        kinds.append(f"-{clitic}")
        hyphen = f"-(?!{clitic})"
        if spelling.links:
            kinds.append(rf"(?:{'|'.join(spelling.links)})-(?:{'|'.join(spelling.clitics)})(?![\w])")  # dit t-elle
    inside = rf"(?!{enclitic})[‑'’&]" if enclitic else "[‑'’&]"
    # porte-parole · AT&T · lemonde.fr
    kinds.append(rf"{LETTERS}(?:(?:{hyphen}|{inside}|\.(?=[\p{{Ll}}])){LETTERS})*")
    return twin(rf"(?:{'|'.join([*kinds, NUMBER, ACCOUNT])}|\S)\s*+")


def either_case(words: Iterable[str]) -> str:
    """Match words whose first letter may be a capital: l, L, qu, Qu, but not QU."""
    letters = "".join(word + word.upper() for word in words if len(word) == 1)
    longer = [f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in words if len(word) > 1]
    return "(?:" + "|".join([f"[{letters}]"] * bool(letters) + longer) + ")"
