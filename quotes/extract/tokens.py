"""Cut a text into tokens: words, elided words, clitics, abbreviations, numbers, signs; and passages, one each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quotes.extract.marks import Passage
    from quotes.extract.page import Page
    from quotes.lexicon import Language
    from quotes.model import Span

APOSTROPHE = "['’]"
LETTERS = r"\p{L}[\p{L}\p{M}\p{N}]*+"
ACRONYM = r"(?:\p{Lu}\.){2,}(?=[ \u00a0]\p{Ll}|[,;:)'’])"  # the U.S. army
INITIALS = r"\p{Lu}(?:\.-?\p{Lu})*"  # J. · J.-Y.
NUMBER = r"\d+(?:[ .,\u202f\u00a0]\d{3})*(?:[,.]\d+)?\w*"  # 12 500 · 3,5 · 2021 · 12h
ACCOUNT = r"@\w+"


@dataclass(slots=True)
class Draft:
    """A paragraph on its way to grains. All lists have one element a token; a passage is a token without letters."""

    raw: list[str] = field(default_factory=list)  # as printed
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    passages: dict[int, int] = field(default_factory=dict)  # token -> index of the passage
    words: list[str] = field(default_factory=list)  # folded
    grains: list[str] = field(default_factory=list)


def cut(page: Page, place: Span, passages: Sequence[tuple[int, Passage]]) -> Draft:
    """Cut a paragraph with the given outermost passages (index, passage)."""
    draft, at = Draft(), place.start
    for index, passage in passages:
        _add_tokens(draft, page, at, passage.outer.start)
        draft.passages[len(draft.raw)] = index
        draft.raw.append("")
        draft.starts.append(passage.outer.start)
        draft.ends.append(at := passage.outer.end)
    _add_tokens(draft, page, at, place.end)
    return draft


def _add_tokens(draft: Draft, page: Page, start: int, end: int) -> None:
    matches = list(_token(page.lang).finditer(page.text, start, end))
    draft.raw.extend([match[0] for match in matches])
    draft.starts.extend([match.start() for match in matches])
    draft.ends.extend([match.end() for match in matches])


@once_per_language
def _token(lang: Language) -> regex.Pattern[str]:
    """Make the pattern of a token, the kinds that need most care first."""
    spelling = lang.spelling
    short = "|".join((*spelling.abbreviations, INITIALS))
    kinds = [ACRONYM, rf"(?:{short})\.(?=\s*\p{{Lu}}|-\p{{Lu}})"]
    if spelling.abbreviations:
        kinds.append(rf"(?:{'|'.join(spelling.abbreviations)})\.(?=\s*\d)")  # Aug. 12
    elided = [either_case(spelling.elisions)] if spelling.elisions else []
    if spelling.small_elisions:
        elided.append(rf"{either_case(spelling.small_elisions)}(?!{APOSTROPHE}\p{{Lu}})")
    if elided:
        kinds.append(rf"(?:{'|'.join(elided)}){APOSTROPHE}(?=[\p{{L}}\s]|$)")
    enclitic = ""
    if spelling.enclitics:
        enclitic = rf"{APOSTROPHE}(?:{'|'.join(spelling.enclitics)})(?![\p{{L}}\p{{M}}\p{{N}}])"
        kinds.append(rf"(?<=[\p{{L}}\p{{M}}\p{{N}}]){enclitic}")  # Kirby's
    hyphen = "-"
    if spelling.clitics:
        link = f"(?:(?:{'|'.join(spelling.links)})[-'’])?" if spelling.links else ""
        clitic = rf"{link}(?:{'|'.join(spelling.clitics)})\b"
        kinds.append(f"-{clitic}")
        hyphen = f"-(?!{clitic})"
    inside = rf"(?!{enclitic})[‑'’&]" if enclitic else "[‑'’&]"
    kinds.append(rf"{LETTERS}(?:(?:{hyphen}|{inside}|\.(?=\p{{Ll}})){LETTERS})*")  # porte-parole · AT&T · lemonde.fr
    return regex.compile("|".join([*kinds, NUMBER, ACCOUNT, r"\S"]))


def either_case(words: Iterable[str]) -> str:
    """Match words whose first letter may be a capital: l, L, qu, Qu, but not QU."""
    letters = "".join(word + word.upper() for word in words if len(word) == 1)
    longer = [f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in words if len(word) > 1]
    return "(?:" + "|".join([f"[{letters}]"] * bool(letters) + longer) + ")"
