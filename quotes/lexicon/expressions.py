"""Expressions of several words, and the patterns of phrases that hide a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quotes.lexicon.language import Expressions


def split_words(expression: str) -> list[str]:
    """Split an expression as the extractor splits text: after each apostrophe.

    >>> split_words("d'un coup d’œil")
    ["d'", 'un', 'coup', "d'", 'œil']
    """
    return regex.findall(r"[^\s']+'|[^\s']+", expression.replace("’", "'"))


def by_first_words(expressions: Iterable[str]) -> Expressions:
    """Index expressions of several words by the first two, the longest first; single words are left out."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for expression in expressions:
        first, *rest = split_words(expression) or [""]
        if rest:
            table.setdefault(first, []).append(tuple(rest))
    return {first: by_next_word(sorted(rests, key=len, reverse=True)) for first, rests in table.items()}


def by_next_word(rests: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Index what may follow a word by the first word of that."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for rest in rests:
        table[rest[0]] = (*table.get(rest[0], ()), rest)
    return table


def hidden_speakers(lines: Iterable[str], contractions: Mapping[str, Sequence[str]]) -> str:
    """Make one pattern, over folded text, of the word patterns of anonymous.txt (see its head).

    ``contractions`` are what a word of these patterns stands for beside itself: de for du, des.
    """
    made = ["".join(_word(word, contractions) for word in line.split()) for line in lines]
    return r"(?<![\w])(?:" + "|".join(made) + ")" if made else r"(?!)"


def _word(word: str, contractions: Mapping[str, Sequence[str]]) -> str:
    bare = word.strip("()")
    if bare == "*":
        piece = r"(?:\S+ ?){1,3}"
    else:
        spelt = [spelling for choice in bare.split("|") for spelling in contractions.get(choice, (choice,))]
        piece = "(?:" + "|".join(map(regex.escape, spelt)) + ")"
    return f"(?:{piece} ?)?" if word.startswith("(") else f"{piece} ?"
