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


def language_of(text: str) -> str:
    """Tell the language of ``text`` by py3langid, as an ISO 639 code, if that is installed."""
    start = max(0, (len(text) - SAMPLE) // 2)
    sample = text[start : start + SAMPLE]
    if len(LETTER.findall(sample)) < SHORTEST:
        return USUAL
    classify = _classifier()
    return str(classify(sample)[0]) if classify else USUAL


@cache
def _classifier() -> Callable[[str], Any] | None:
    """Load the model, which takes half a second; nobody needs it who says the language."""
    try:
        import py3langid
    except ImportError:
        return None
    return cast("Callable[[str], Any]", py3langid.classify)
