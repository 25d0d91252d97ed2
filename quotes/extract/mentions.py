"""Describe the mentions on a tape: whose name or function, of what gender and number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.model import Span

if TYPE_CHECKING:
    from quotes.extract.grains import Strip
    from quotes.extract.tape import Item
    from quotes.lexicon import Language

PERSON, ROLE, BODY, PRONOUN = "N", "R", "O", "P"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody. ``gender`` is m, f or x; ``number`` s, p or x.

    ``name`` are the folded words of the name (of a person) or of the body, without title and determiner;
    ``head`` the folded noun of the function.
    """

    kind: str
    span: Span
    free: bool  # may be a subject: not after a preposition
    gender: str
    number: str
    name_at: Span | None = None
    name: tuple[str, ...] = ()
    titled: bool = False
    role_at: Span | None = None
    head: str = ""
    complement: tuple[str, ...] = ()
    definite: bool = True
    demonstrative: bool = False
    possessive: bool = False


def describe(strip: Strip, item: Item, lang: Language) -> Mention:
    """Describe the mention that an item of the tape stands for."""
    kind = item.symbol.upper()
    span = Span(strip.starts[item.first], strip.ends[item.last - 1])
    free = item.symbol.isupper()
    if item.parts:
        return Mention(ROLE, span, free, "x", "p", head="&", complement=tuple(strip.words[item.first : item.last]))
    if kind == PRONOUN or kind == "I":
        return _pronoun(strip, item, span, free=free, lang=lang)
    determiner = strip.words[item.first] if strip.grains[item.first] == "d" else ""
    definite = determiner not in lang.sets["indefinite"]
    gender, number = lang.determiners.get(determiner, "xx")
    if kind == PERSON:
        return _person(strip, item, span, free=free, lang=lang, definite=definite, gender=gender)
    head = next((i for i in range(item.first, item.last) if strip.grains[i] in "rb"), item.first)
    return _noun(strip, item, span, head, free=free, lang=lang, definite=definite, gender=gender, number=number)


def noun_phrase(strip: Strip, item: Item, lang: Language) -> Mention:
    """Describe the noun phrase that starts at an item, by whatever noun: le trentenaire, la jeune femme."""
    last = item.first + 1
    while last < len(strip.grains) and strip.grains[last] in "xaOrb0XLAF":
        last += 1
    while last < len(strip.grains) - 1 and strip.grains[last] == "p" and strip.grains[last + 1] in "xarbXLAFd":
        last += 2 + (strip.grains[last + 1] == "d")
        while last < len(strip.grains) and strip.grains[last] in "xaXLAF":
            last += 1
    gender, number = lang.determiners.get(strip.words[item.first], "xx")
    last = min(last, len(strip.grains))
    span = Span(strip.starts[item.first], strip.ends[last - 1])
    head = strip.words[min(item.first + 1, last - 1)]
    definite = strip.words[item.first] not in lang.sets["indefinite"]
    return Mention(
        ROLE,
        span,
        True,
        gender,
        number,
        role_at=Span(strip.starts[min(item.first + 1, last - 1)], span.end),
        head=head,
        complement=_content(strip, item.first + 2, last),
        definite=definite,
        demonstrative=strip.words[item.first] in lang.sets["demonstrative"],
        possessive=strip.words[item.first] in lang.sets["possessive"],
    )


def _pronoun(strip: Strip, item: Item, span: Span, *, free: bool, lang: Language) -> Mention:
    for i in range(item.first, item.last):
        if strip.grains[i] in "il":
            word = strip.words[i].rpartition("-")[2] if strip.grains[i] == "l" else strip.words[i]
            gender, number = lang.pronouns.get(word, "xx")
            dash = strip.words[i].rfind(word) if strip.grains[i] == "l" else 0
            place = Span(strip.starts[i] + dash, strip.ends[i])
            return Mention(PRONOUN, place, free, gender, number, head=word)
    return Mention(PRONOUN, span, free, "x", "x")


def _person(  # noqa: PLR0913
    strip: Strip, item: Item, span: Span, *, free: bool, lang: Language, definite: bool, gender: str
) -> Mention:
    start, titled = item.name, False
    while start < item.last - 1 and strip.grains[start] in "Td":
        title = lang.titles.get(strip.words[start], "")
        if title[:1] in {"m", "f"}:
            gender = title[0]
        titled = titled or strip.grains[start] == "T"
        start += 1
    words = tuple(strip.words[start : item.last])
    if gender == "x":
        gender = lang.names.get(words[0], lang.names.get(words[0].partition("-")[0], "x"))
    role_at, head, complement = None, "", ()
    role = (item.first, item.name) if item.name > item.first else item.role
    if item.role and item.role[0] < item.first:
        role = item.role
    if role and role[1] > role[0]:
        first, last = role[0] + (strip.grains[role[0]] == "d"), role[1]
        while last > first + 1 and strip.grains[last - 1] in ",(":
            last -= 1
        role_at = Span(strip.starts[first], strip.ends[last - 1])
        at = next((i for i in range(first, last) if strip.grains[i] == "r"), first)
        head, complement = _head(strip, at, lang), _content(strip, at + 1, last)
        if gender == "x":
            gender = lang.genders.get(head, "x")[0]
    return Mention(
        PERSON,
        span,
        free,
        gender,
        "s",
        Span(strip.starts[start], strip.ends[item.last - 1]),
        words,
        titled,
        role_at,
        head,
        complement,
        definite,
    )


def _noun(  # noqa: PLR0913
    strip: Strip,
    item: Item,
    span: Span,
    head: int,
    *,
    free: bool,
    lang: Language,
    definite: bool,
    gender: str,
    number: str,
) -> Mention:
    word = strip.words[head]
    own = lang.genders.get(word) or lang.genders.get(word.rstrip("s"), "x")
    if gender == "x":
        gender = own[0]
    if number == "x":
        number = own[1] if len(own) > 1 else ("p" if strip.words[item.first] in {"les", "des"} else "s")
    first = item.first + (strip.grains[item.first] == "d" and item.last > item.first + 1)
    place = Span(strip.starts[first], span.end)
    kind = item.symbol.upper()
    return Mention(
        kind,
        span,
        free,
        gender,
        number,
        name_at=place if kind == BODY else None,
        name=tuple(strip.words[first : item.last]) if kind == BODY else (),
        role_at=place if kind == ROLE else None,
        head=_head(strip, head, lang),
        complement=_content(strip, head + 1, item.last),
        definite=definite,
        demonstrative=strip.words[item.first] in lang.sets["demonstrative"],
        possessive=strip.words[item.first] in lang.sets["possessive"],
    )


def _head(strip: Strip, at: int, lang: Language) -> str:
    """The noun of a function, with the rank that makes another one of it: premier ministre."""
    rank = strip.words[at - 1] if at else ""
    return f"{rank} {strip.words[at]}" if rank in lang.sets["ranks"] else strip.words[at]


def _content(strip: Strip, first: int, last: int) -> tuple[str, ...]:
    """The words of a noun's complement that tell one minister from another."""
    return tuple(strip.words[i] for i in range(first, last) if strip.grains[i] in "xbXLAFr0O")
