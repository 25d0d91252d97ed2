"""Whose copy an article is: the news agencies it credits, each with the words that say so.

An agency that an article only speaks of (*selon Reuters*, *a-t-il dit à l'AFP*) gets no credit. A credit stands

- in the name of the outlet, or in the byline, as a word of its own;
- in a dateline: *PARIS (AFP) –* in a line, *APA-Abidjan* at the start of the text;
- between brackets after the end of a sentence, alone or with *avec*: *… partis. (avec AFP)*;
- on one of the text's first or last lines, with nothing else but *par*, *avec*, *source* or ©, or at the end of a
  short line that names authors: *Le Quotidien avec AFP*; without such a word, at the end of the text alone, since
  elsewhere it belongs to a picture.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotes.model import Article

FIELDS = ("text", "byline", "outlet")
FIRST, LAST = 4, 3  # lines of the text, blank ones apart, that may be a credit
LONGEST_LINE = 80
ENDS = (".", "!", "?", "…", "»", "”", '"')  # of a sentence
TAIL = 40  # code points in which the end of a sentence is looked for before a credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Words of an article that name the agency whose copy it is."""

    agency: str  # its name in agencies.toml
    field: str  # of FIELDS: the article's own text, or what is known of it
    place: Span  # of the agency's name in that field


class _Patterns(NamedTuple):
    name: re.Pattern[str]  # an agency, in its own capitals
    any_case: re.Pattern[str]
    dateline: re.Pattern[str]
    opening: re.Pattern[str]
    bracketed: re.Pattern[str]
    line: re.Pattern[str]
    closing: re.Pattern[str]


def credited(article: Article) -> tuple[Credit, ...]:
    """List the credits, each place once, in the order of ``FIELDS`` and of each field."""
    found = {
        (field, span.start): Credit(agency=agency, field=field, place=span)
        for field, text in (("text", article.text), ("byline", article.byline), ("outlet", article.outlet))
        if text
        for agency, span in (_in_text(text) if field == "text" else _names(text, 0, len(text)))
    }
    return tuple(found[key] for key in sorted(found, key=lambda key: (FIELDS.index(key[0]), key[1])))


def _in_text(text: str) -> Iterator[tuple[str, Span]]:
    patterns = _patterns()
    for at in _brackets(text):
        dateline = patterns.dateline.match(text, at)
        if dateline and _begins_a_line(text, at):
            yield from _names(text, *dateline.span("names"), any_case=True)
        bracketed = patterns.bracketed.match(text, at)
        if bracketed and _ends_a_sentence(text, at):
            yield from _names(text, *bracketed.span("names"), any_case=True)
    others = [patterns.opening.search(text), patterns.closing.search(text, max(0, len(text) - TAIL))]
    for start, end, closes in _edges(text):
        match_of_line = patterns.line.fullmatch(text, start, end)
        if match_of_line and (closes or match_of_line["word"]):
            others.append(match_of_line)
    for found in others:
        if found:
            yield from _names(text, *found.span("names"))


def _brackets(text: str) -> Iterator[int]:
    """Give the places of all opening brackets: sooner found so than by patterns."""
    for bracket in "([":
        at = text.find(bracket)
        while at >= 0:
            yield at
            at = text.find(bracket, at + 1)


def _begins_a_line(text: str, end: int) -> bool:
    """Say whether what stands before ``end`` is short enough for a dateline's place, and has no other bracket."""
    before = text[text.rfind("\n", 0, end) + 1 : end]
    return len(before) <= LONGEST_LINE and "(" not in before


def _ends_a_sentence(text: str, end: int) -> bool:
    return text[max(0, end - TAIL) : end].rstrip().endswith(ENDS)


def _edges(text: str) -> Iterator[tuple[int, int, bool]]:
    """Give the first and last lines that are not blank, and whether each is the last but one or the last."""
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    for number, (start, end) in enumerate(lines):
        if (number < FIRST or number >= len(lines) - LAST) and end - start <= LONGEST_LINE:
            yield start, end, number >= max(1, len(lines) - 2)


def _names(text: str, start: int, end: int, *, any_case: bool = False) -> Iterator[tuple[str, Span]]:
    pattern = _patterns().any_case if any_case else _patterns().name
    for match in pattern.finditer(text, start, end):
        written = match[0]
        yield _agencies().get(written) or _agencies()[written.casefold()], Span(*match.span())


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("quotes") / "lang" / "agencies.toml").read_text(encoding="utf-8"))


@cache
def _agencies() -> dict[str, str]:
    """Give each way to write an agency, as it is and without capitals -> the agency."""
    written = [(words, name) for name, known in _data()["agencies"].items() for words in known]
    return {words.casefold(): name for words, name in written} | dict(written)


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(each).replace("'", "['’]") for each in longest_first)


@cache
def _patterns() -> _Patterns:
    credit = {name: _any_of(words) for name, words in _data()["credit"].items()}
    name = rf"(?<![\w&])(?:{_any_of(words for known in _data()['agencies'].values() for words in known)})(?![\w&])"
    one = rf"(?i:{credit['article']})?{name}"
    several = rf"{one}(?:\s*(?:[,/;&–-]|\b(?:{credit['between']})\b)\s*{one})*"
    before = rf"(?i:{credit['before']})"
    initials = r"(?:\w{1,4}/)+"  # of those who wrote and checked it: LS/te/APA
    authors = r"(?:[^\n:]{0,50}\W)?"
    return _Patterns(
        name=re.compile(name),
        any_case=re.compile(name, re.IGNORECASE),
        dateline=re.compile(rf"\((?P<names>(?i:{several}))[^()\n]{{0,40}}\)\s{{0,3}}[-–—]"),
        opening=re.compile(rf"\A\s*(?P<names>{name})\s?[-–—]\s?[A-Z]"),
        bracketed=re.compile(rf"[(\[](?:{before}\s+)?(?P<names>(?i:{several}))[)\]]\s*$", re.MULTILINE),
        line=re.compile(
            rf"\W*(?:(?P<word>{authors}{before})\s*:?|{initials})?\s*(?:\d{{4}}\s+)?(?P<names>{several})\W*"
        ),
        closing=re.compile(rf"[{''.join(ENDS)}]\s*(?:{before}\s+)?(?P<names>{several})\W*\Z"),
    )
