"""When something was said, and through what: the words near the cue, and the day they stand for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.extract.sentences import Sentence
    from quotes.lexicon import Language

FREE = frozenset("NROP")  # mentions that may be subjects: à l'AFP le ministre is two phrases
CLAUSE_ENDS = frozenset(".;QCGIBVWk(")


def clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """The tokens around the item ``at`` (the cue) up to the next verb, passage or stop on either side."""
    symbols, tape = sentence.symbols, sentence.tape
    left = right = at
    while left > 0 and symbols[left - 1] not in CLAUSE_ENDS:
        left -= 1
    while right < len(symbols) - 1 and symbols[right + 1] not in CLAUSE_ENDS:
        right += 1
    return tape.firsts[sentence.first + left], tape.item(sentence.first + right).last


def said_on(sentence: Sentence, at: int, published: str | None, lang: Language) -> tuple[Span, str | None] | None:
    """Find when the cue at item ``at`` says it was: the words, and the ISO date if it can be worked out.

    *jeudi* is the last Thursday up to the day of publication; *le 12 août* takes the year of publication, or
    the year before when that would lie in the future.
    """
    strip = sentence.strip
    first, last = clause(sentence, at)
    days, months = lang.calendar["weekdays"], lang.calendar["months"]
    i = first
    while i < last:
        word = strip.words[i]
        if (
            word in days
            or word in lang.calendar["relative"]
            or (strip.grains[i] == "0" and _month_at(strip.words, i + 1, last, months))
        ):
            start, end = i, i + 1
            while start > first and strip.words[start - 1] in lang.sets["before_dates"]:
                start -= 1
            weekday = days.get(word)
            day = month = year = None
            at_number = i + 1 if weekday is not None else i
            if (
                at_number < last
                and strip.grains[at_number] == "0"
                and _month_at(strip.words, at_number + 1, last, months)
            ):
                day, month, end = _number(strip.words[at_number]), months[strip.words[at_number + 1]], at_number + 2
                if end < last and strip.words[end].isdigit() and len(strip.words[end]) == 4:
                    year, end = int(strip.words[end]), end + 1
            if end < last and strip.words[end] in lang.sets["after_dates"]:
                end += 1
            span = Span(strip.starts[start], strip.ends[end - 1])
            if end <= last and strip.words[end - 1] in lang.sets["to_come"]:
                return None
            return span, _resolve(word, weekday, day, month, year, published, lang)
        if word in lang.sets["at"] and i + 1 < last:
            found = _month_or_year(strip.words, i + 1, last, months)
            if found:
                return Span(strip.starts[i], strip.ends[found[0] - 1]), found[1]
        i += 1
    return None


def _month_or_year(words: list[str], i: int, last: int, months: dict[str, int]) -> tuple[int, str] | None:
    """Read *en mars 2019*, *en 2019*: the token after it, and the date."""
    if words[i] in months and i + 1 < last and _is_year(words[i + 1]):
        return i + 2, f"{words[i + 1]}-{months[words[i]]:02}"
    return (i + 1, words[i]) if _is_year(words[i]) else None


def _is_year(word: str) -> bool:
    return len(word) == len("2021") and word.isdigit() and word[:2] in {"19", "20"}


def _month_at(words: list[str], i: int, last: int, months: dict[str, int]) -> bool:
    return i < last and words[i] in months


def _number(word: str) -> int | None:
    digits = "".join(c for c in word if c.isdigit())
    return int(digits) if digits and len(digits) <= 2 else None


def _resolve(  # noqa: PLR0913
    word: str,
    weekday: int | None,
    day: int | None,
    month: int | None,
    year: int | None,
    published: str | None,
    lang: Language,
) -> str | None:
    if month is not None:
        return _dated(day, month, year, published)
    if published is None or len(published) < len("2021-08-12"):
        return None
    today = dt.date.fromisoformat(published[:10])
    if weekday is None:
        return (today - dt.timedelta(days=lang.calendar["relative"][word])).isoformat()
    return (today - dt.timedelta(days=(today.weekday() - weekday) % 7)).isoformat()


def _dated(day: int | None, month: int, year: int | None, published: str | None) -> str | None:
    if day is None:
        return None
    if year is None:
        if published is None:
            return None
        year = int(published[:4])
        if f"{year:04}-{month:02}-{day:02}"[: len(published)] > published:
            year -= 1
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:  # le 31 février
        return None


def via(sentence: Sentence, at: int, lang: Language) -> Span | None:
    """Find through what the cue at item ``at`` says it was: *dans un communiqué*, *à l'AFP*, *sur Twitter*."""
    strip = sentence.strip
    first, last = clause(sentence, at)
    speakers = {sentence.tape.firsts[sentence.first + i] for i, symbol in enumerate(sentence.symbols) if symbol in FREE}
    for start in range(first, last):
        if strip.words[start] in lang.sets["through"]:
            end = start + 1
            while end < last and strip.grains[end] in "dpaxrbXLAFO0" and end not in speakers:
                if strip.words[end] in lang.calendar["weekdays"] or strip.words[end] in lang.calendar["months"]:
                    break
                end += 1
            while end > start + 1 and strip.grains[end - 1] in "dp":
                end -= 1
            if any(_is_channel(word, lang) for word in _heads(strip.words, strip.grains, start, end)):
                return Span(strip.starts[start], strip.ends[end - 1])
    return None


def _is_channel(word: str, lang: Language) -> bool:
    return word in lang.sets["channels"] or word in lang.media


def _heads(words: list[str], grains: str, start: int, end: int) -> Iterator[str]:
    """The first nouns of the phrase: a channel's name comes early, or after the noun that presents it."""
    seen = 0
    for i in range(start + 1, end):
        if grains[i] not in "dp":
            yield words[i]
            if i + 1 < end:
                yield f"{words[i]} {words[i + 1]}"
            seen += 1
            if seen == 3:
                return
