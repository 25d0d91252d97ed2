"""The language of a text of which nobody says it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL = "fr"  # of a text too short to tell, or where nothing is there to tell it
SAMPLE = 1_000  # characters from the middle: a title or a byline at the start says little
SHORTEST = 60  # letters; of a hundred characters, one text in two hundred is told wrong
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+")
TELLING = 0.1  # share of words that one language alone has among its small ones: of a text in it, a fifth or more


def language_of(text: str) -> str:
    """Tell the language of ``text``, as an ISO 639 code: by py3langid, or without that which of those here it is."""
    start = max(0, (len(text) - SAMPLE) // 2)
    sample = text[start : start + SAMPLE]
    if len(LETTER.findall(sample)) < SHORTEST:
        return USUAL
    classify = _classifier()
    return str(classify(sample)[0]) if classify else _by_small_words(sample)


def _by_small_words(text: str) -> str:
    """Choose the language here whose own small words (the, of; le, dans) are most frequent; ``USUAL`` if none are."""
    from quotes.folding import fold

    words = WORD.findall(fold(text))
    found = {code: sum(word in own for word in words) for code, own in _own_words().items()}
    best = max(found, key=found.__getitem__, default=USUAL)
    return best if found.get(best, 0) > TELLING * len(words) else USUAL


@cache
def _own_words() -> dict[str, frozenset[str]]:
    """Give the small words that one language alone has, by language."""
    from quotes.lexicon import known
    from quotes.lexicon.turns import turns

    small = {code: turns(code).small for code in known()}
    return {
        code: words.difference(*(other for each, other in small.items() if each != code))
        for code, words in small.items()
    }


@cache
def _classifier() -> Callable[[str], Any] | None:
    """Load the model, which takes half a second; nobody needs it who says the language."""
    try:
        import py3langid
    except ImportError:
        return None
    return cast("Callable[[str], Any]", py3langid.classify)
