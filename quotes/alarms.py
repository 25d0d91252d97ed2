"""What is odd about an article: seen when it is stored, shown by ``quotes check``, decided by nobody but its reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotes.lexicon import Language
    from quotes.model import Article, Doubt

SHORT = 300  # characters; the shortest of news items have more
MARKS = frozenset({"unopened_mark", "unclosed_mark", "mixed_marks"})  # doubts
GARBLED = re.compile("\N{REPLACEMENT CHARACTER}|ï¿½|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|â€.|Å[\u0092\u0093“”]")
WORD = re.compile(r"[^\W\d_]+")
FEW = 40  # words; of fewer, no language is told
SMALL = frozenset("dp&")  # grains: determiners, of, and
ENOUGH = (  # of all words: 0.15 and more of a news text are small words of its language, 0.05 at most of another
    (500, 0.2),  # in so many characters; for nearly all texts that is all that need be looked at
    (1_500, 0.1),
)


class Code(StrEnum):
    """What is odd."""

    TOO_SHORT = "too_short"
    NO_DATE = "no_date"
    FUTURE_DATE = "future_date"
    MODIFIED_EARLY = "modified_early"
    ODD_MARKS = "odd_marks"
    GARBLED = "garbled"
    WRONG_LANGUAGE = "wrong_language"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    NEAR_DUPLICATE = "near_duplicate"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is odd about an article, and what it is in words."""

    code: Code
    words: str
    other: str | None = None  # the id of the article that it is like


def alarms(article: Article, doubts: Iterable[Doubt], language: Language | None, today: str) -> Iterator[Alarm]:
    """Look an article over; ``language`` is None where there is none for it, ``today`` an ISO date."""
    if len(article.text) < SHORT:
        yield Alarm(Code.TOO_SHORT, f"its text has {len(article.text)} characters")
    yield from _dates(article, today)
    odd = [doubt for doubt in doubts if doubt.code in MARKS]
    if odd:
        marks = "1 quotation mark" if len(odd) == 1 else f"{len(odd):,} quotation marks"
        yield Alarm(Code.ODD_MARKS, f"{marks} without a partner, the first at {odd[0].span.start}")
    garbled = list(islice(GARBLED.finditer(article.text), 1000))
    if garbled:
        first = garbled[0]
        yield Alarm(Code.GARBLED, f"{len(garbled):,} garbled places, the first at {first.start()}: {first[0]}")
    if language is None:
        yield Alarm(Code.UNSUPPORTED_LANGUAGE, f"no quotes are looked for in {article.lang!r}")
    elif _is_foreign(article.text, language):
        yield Alarm(Code.WRONG_LANGUAGE, f"it has hardly any of the small words of {article.lang!r}")


def _dates(article: Article, today: str) -> Iterator[Alarm]:
    published, modified = article.published, article.modified
    if published is None:
        yield Alarm(Code.NO_DATE, "nothing says when it was published")
    elif published > today[: len(published)]:
        yield Alarm(Code.FUTURE_DATE, f"published {published}, but stored {today}")
    if published and modified:
        known = min(len(published), len(modified))
        if modified[:known] < published[:known]:
            yield Alarm(Code.MODIFIED_EARLY, f"modified {modified}, but published {published}")


def _is_foreign(text: str, language: Language) -> bool:
    """Say whether a text has too few of a language's small words to be written in it."""
    small = _small_words(language)
    if len(small) <= 1:
        return False
    for first, share in ENOUGH:
        words = WORD.findall(text[:first].lower())
        if len(words) >= FEW and sum(map(small.__contains__, words)) >= share * len(words):
            return False
    return len(words) >= FEW


def _small_words(language: Language) -> frozenset[str]:
    if language.digest not in _SMALL_WORDS:
        grains = (word for word, grain in language.grains.items() if grain in SMALL)
        _SMALL_WORDS[language.digest] = frozenset((*grains, *language.determiners, *language.pronouns))
    return _SMALL_WORDS[language.digest]


_SMALL_WORDS: dict[str, frozenset[str]] = {}  # by the digest of a language; to import the lexicon takes long here
