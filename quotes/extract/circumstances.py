"""When something was said, and through what: the words near the cue, and the day they stand for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.extract.grains import write_strip
from quotes.extract.page import page
from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.extract.grains import Strip
    from quotes.extract.sentences import Sentence
    from quotes.lexicon import Language

FREE = frozenset("NROP")  # mentions that may be subjects: à l'AFP le ministre is two phrases
CLAUSE_ENDS = frozenset(".;QCGIBVWk(")
PHRASE = frozenset("dpaxrbXLAFO0")  # what may stand in a noun phrase
SMALL = frozenset("dp")
DAY_DIGITS, YEAR_DIGITS, WHOLE_DATE = len("12"), len("2021"), len("2021-08-12")
CENTURIES = frozenset({"19", "20"})  # a number of four digits that is a year
HEADS = 3  # words of a phrase among which the channel is: dans un long entretien


@dataclass(frozen=True, slots=True)
class Date:
    """A day as printed: tokens ``first`` up to ``last``, and what they say. None: not said."""

    first: int
    last: int
    back: int | None = None  # days before the day of publication: hier
    weekday: int | None = None  # 0 is Monday
    day: int | None = None
    month: int | None = None
    year: int | None = None
    told: int | None = None  # last week, last month: how many characters of an ISO date that gives

    def iso(self, published: str | None) -> str | None:
        """Work the date out, ISO 8601; None where that takes a day of publication that is not known."""
        if self.month is not None:
            return self._of_month(self.month, published)
        if self.year is not None:
            return str(self.year)
        if published is None or len(published) < WHOLE_DATE:
            return None
        today = dt.date.fromisoformat(published[:WHOLE_DATE])
        if self.told is not None:
            before = today.replace(day=1, month=1 if self.told == YEAR_DIGITS else today.month) - dt.timedelta(days=1)
            return before.isoformat()[: self.told] or None
        back = (today.weekday() - self.weekday) % 7 if self.weekday is not None else self.back or 0
        return (today - dt.timedelta(days=back)).isoformat()

    def _of_month(self, month: int, published: str | None) -> str | None:
        """Take the year of publication, or the year before when the day would lie in the future."""
        year = self.year
        if self.day is None:
            return None if year is None else f"{year}-{month:02}"
        if year is None:
            if published is None:
                return None
            year = int(published[:YEAR_DIGITS])
            if f"{year:04}-{month:02}-{self.day:02}"[: len(published)] > published:
                year -= 1
        try:
            return dt.date(year, month, self.day).isoformat()
        except ValueError:  # le 31 février
            return None


def said_on(sentence: Sentence, at: int, published: str | None, lang: Language) -> tuple[Span, str | None] | None:
    """Find when the cue at item ``at`` says it was: the words, and the ISO date if it can be worked out.

    *jeudi* is the last Thursday up to the day of publication; *le 12 août* takes the year of publication, or
    the year before when that would lie in the future. A day to come (*jeudi prochain*) is none of saying.
    """
    strip = sentence.strip
    first, last = _clause(sentence, at)
    date = next(_dates(strip, first, last, lang), None)
    if date is None or not lang.sets["to_come"].isdisjoint(strip.words[date.first : date.last]):
        return None
    return Span(strip.starts[date.first], strip.end(date.last - 1)), date.iso(published)


def dated_anew(words: str, published: str | None, lang: Language) -> str | None:
    """Work out the date that ``words``, which ``said_on`` found, stand for in a text published another day."""
    strip = write_strip(page(words, lang), Span(0, len(words)))
    return next((date.iso(published) for date in _dates(strip, 0, len(strip.words), lang)), None)


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """Give the tokens around the item ``at`` (the cue) up to the next verb, passage or stop on either side."""
    symbols = sentence.symbols
    left = right = at
    while left > 0 and symbols[left - 1] not in CLAUSE_ENDS:
        left -= 1
    while right < len(symbols) - 1 and symbols[right + 1] not in CLAUSE_ENDS:
        right += 1
    return sentence.token(left), sentence.item(right).last


def _dates(strip: Strip, first: int, last: int, lang: Language) -> Iterator[Date]:
    """Yield the dates between two tokens: ce jeudi · le 12 août 2021 · hier soir · en mars 2019."""
    days, months, relative, spans = (lang.calendar[kind] for kind in ("weekdays", "months", "relative", "spans"))
    words = strip.words
    for i in range(first, last):
        word = words[i]
        if word in days or word in relative or _is_day(strip, i, last, lang):
            start = i
            while start > first and words[start - 1] in lang.sets["before_dates"]:
                start -= 1
            weekday = days.get(word)
            end, day, month, year = _day(strip, i if weekday is None else i + 1, last, lang)
            end = max(end, i + 1)
            if end < last and words[end] in lang.sets["after_dates"]:
                end += 1
            yield Date(start, end, relative.get(word), weekday, day, month, year)
        elif word in spans and i > first and words[i - 1] in lang.sets["last"]:
            yield Date(i - 1, i + 1, told=spans[word])
        elif word in lang.sets["at"] and i + 1 < last:
            after = words[i + 1]
            if after in months and i + 2 < last and _is_year(words[i + 2]):
                yield Date(i, i + 3, month=months[after], year=int(words[i + 2]))
            elif _is_year(after):
                yield Date(i, i + 2, year=int(after))


def _is_day(strip: Strip, i: int, last: int, lang: Language) -> bool:
    """Say whether a number and a month stand here: 12 août; or, where the language writes so, August 12."""
    if i + 1 >= last:
        return False
    numbers, months = (strip.grains[i], strip.grains[i + 1]), lang.calendar["months"]
    if numbers[0] == "0" and strip.words[i + 1] in months:
        return True
    return lang.month_first and strip.words[i] in months and numbers[1] == "0"


def _day(strip: Strip, i: int, last: int, lang: Language) -> tuple[int, int | None, int | None, int | None]:
    """Read day, month and year, and give the token after them; nothing where no day stands here."""
    words, start = strip.words, i
    if lang.month_first and i < last and words[i] == ",":  # Thursday, August 12, 2021
        i += 1
    if not _is_day(strip, i, last, lang):
        return start, None, None, None
    number, month, end, year = words[i], words[i + 1], i + 2, None
    if strip.grains[i] != "0":
        number, month = month, number
    digits = "".join(sign for sign in number if sign.isdecimal())  # 1er
    day = int(digits) if digits and len(digits) <= DAY_DIGITS else None
    comma = lang.month_first and end + 1 < last and words[end] == ","
    if end + comma < last and words[end + comma].isdecimal() and len(words[end + comma]) == YEAR_DIGITS:
        year, end = int(words[end + comma]), end + comma + 1
    return end, day, lang.calendar["months"][month], None if day is None else year


def _is_year(word: str) -> bool:
    return len(word) == YEAR_DIGITS and word.isdecimal() and word[:2] in CENTURIES


def via(sentence: Sentence, at: int, lang: Language) -> Span | None:
    """Find through what the cue at item ``at`` says it was: *dans un communiqué*, *à l'AFP*, *sur Twitter*."""
    strip = sentence.strip
    first, last = _clause(sentence, at)
    told = sentence.item(at).last
    starts = [(i, i + 1) for i in range(first, last) if strip.words[i] in lang.sets["through"]]
    tells = told < last and strip.words[told - 1] in lang.sets["telling"]  # told Reuters: no preposition
    if tells:
        starts.insert(0, (told, told))
    if not starts:
        return None
    speakers = {sentence.token(i) for i, symbol in enumerate(sentence.symbols) if symbol in FREE}
    if tells:
        speakers.discard(told)
    for start, inside in starts:
        end = inside
        while (
            end < last and strip.grains[end] in PHRASE and end not in speakers and not _is_time(strip.words[end], lang)
        ):
            end += 1
        while end > inside and strip.grains[end - 1] in SMALL:
            end -= 1
        if any(word in lang.sets["channels"] or word in lang.media for word in _heads(strip, inside, end)):
            return Span(strip.starts[start], strip.end(end - 1))
    return None


def _is_time(word: str, lang: Language) -> bool:
    return word in lang.calendar["weekdays"] or word in lang.calendar["months"]


def _heads(strip: Strip, start: int, end: int) -> Iterator[str]:
    """Yield the first nouns of the phrase, alone and with the next word: France Inter.

    A channel's name comes early, or after the noun that presents it.
    """
    content = [i for i in range(start, end) if strip.grains[i] not in SMALL]
    for i in content[:HEADS]:
        yield strip.words[i]
        if i + 1 < end:
            yield f"{strip.words[i]} {strip.words[i + 1]}"
