"""Tell the apostrophe from the single quotation mark, in languages that quote with single marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Collection

WORD = regex.compile(r"[\p{L}\p{M}\d]+")


def is_clipped(text: str, end: int, words: Collection[str]) -> bool:
    """Say whether the word after a mark that ends at ``end`` lacks its beginning: 'em, the '90s."""
    word = WORD.match(text, end)
    return word is not None and word[0].lower() in words


def may_be_possessive(text: str, start: int, endings: Collection[str]) -> bool:
    """Say whether a mark stands between an s and another word: ‘The ministers’ decision is final,’ he said."""
    return text[start - 1 : start] in endings and text[start + 1 : start + 2] == " " and text[start + 2 :][:1].isalpha()
