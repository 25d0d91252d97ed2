"""Describe the mentions on a tape: whose name or function, of what gender and number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Container

    from quotes.extract.grains import Strip
    from quotes.extract.tape import Item
    from quotes.lexicon import Language

PERSON, ROLE, BODY, PRONOUN = "N", "R", "O", "P"  # kinds of mentions, and their symbols on the tape
CLITIC = "I"  # a cue with its subject inside: a-t-il dit
MENTIONS = frozenset("NROPnrop")  # in lower case: after a preposition

NOUNS = frozenset("rb")
FIRST_PART = frozenset("xaOrb0XLAF")  # what may follow a determiner in a noun phrase
NEXT_PART = frozenset("xarbXLAFd")  # what may follow its de
MORE = frozenset("xaXLAF")
TELLING = frozenset("xbXLAFr0O")  # words of a complement that tell one minister from another
HEAD_ENDS = frozenset("pq%,&(W")  # where the part of a noun phrase ends that has its head


class Mention(NamedTuple):
    """Words that name somebody. ``gender`` is m, f or x; ``number`` s, p or x.

    ``name`` are the folded words of the name (of a person) or of the body, without title and determiner;
    ``head`` is the folded noun of the function, or the pronoun.
    """

    kind: str
    span: Span
    free: bool  # may be a subject: not after a preposition
    gender: str = "x"
    number: str = "x"
    name_at: Span | None = None
    name: tuple[str, ...] = ()
    titled: bool = False
    role_at: Span | None = None
    head: str = ""
    complement: tuple[str, ...] = ()
    definite: bool = True  # le ministre, but un ministre
    demonstrative: bool = False  # ce ministre
    owner: str = ""  # of son ministre: whose gender and number
    again: bool = False  # la même source
    determined: bool = True  # le ministre, but ministre
    bare: bool = False  # le ministre, with nothing that tells which
    country: str = ""  # russie, of le ministre russe


def describe(strip: Strip, item: Item, lang: Language) -> Mention:
    """Describe the mention that an item of the tape stands for."""
    kind = item.symbol.upper()
    if item.parts:  # Jean et Jeanne: a group by all its names
        words = tuple(strip.words[item.first : item.last])
        return Mention(ROLE, strip.place(item), item.symbol.isupper(), number="p", head="&", complement=words)
    if kind in {PRONOUN, CLITIC}:
        return _pronoun(strip, item, lang)
    if kind == PERSON:
        return _person(strip, item, lang)
    return _noun(strip, item, kind, lang)


def noun_phrase(strip: Strip, item: Item, lang: Language) -> Mention:
    """Describe the noun phrase whose determiner an item is, by whatever noun: le trentenaire, la jeune femme."""
    grains, end = strip.grains, len(strip.grains)
    last = item.first + 1
    while last < end and grains[last] in FIRST_PART:
        last += 1
    while last < end - 1 and grains[last] == "p" and grains[last + 1] in NEXT_PART:
        last += 2 + (grains[last + 1] == "d")
        while last < end and grains[last] in MORE:
            last += 1
    last = min(last, end)
    noun = min(item.first + 1, last - 1)
    determiner = strip.words[item.first]
    gender, number = _agreement(lang.determiners.get(determiner))
    return Mention(
        ROLE,
        Span(strip.starts[item.first], strip.end(last - 1)),
        free=True,
        gender=gender,
        number=number,
        role_at=Span(strip.starts[noun], strip.end(last - 1)),
        head=strip.words[noun],
        complement=_content(strip, item.first + 2, last, lang),
        definite=determiner not in lang.sets["indefinite"],
        demonstrative=determiner in lang.sets["demonstrative"],
        owner=lang.owners.get(determiner, ""),
        country=_country(strip, item.first, last, lang),
    )


def _pronoun(strip: Strip, item: Item, lang: Language) -> Mention:
    """Find the pronoun among the words of a cue, too: of a-t-il dit it is il, without its hyphens."""
    for i in range(item.first, item.last):
        grain, word = strip.grains[i], strip.words[i]
        if grain in {"i", "l"}:
            pronoun = word.rpartition("-")[2] if grain == "l" else word
            gender, number = _agreement(lang.pronouns.get(pronoun))
            points = word in lang.sets["back"] and i > 0 and strip.words[i - 1] in lang.sets["pointing"]
            start = strip.starts[i - points] + (word.rfind(pronoun) if grain == "l" else 0)  # ce dernier
            place = Span(start, strip.end(i))
            return Mention(PRONOUN, place, item.symbol.isupper(), gender, number, head=pronoun)
    return Mention(PRONOUN, strip.place(item), item.symbol.isupper())


def _person(strip: Strip, item: Item, lang: Language) -> Mention:
    """Describe a name with its title and function: M. Kirby · le ministre britannique Ben Wallace."""
    determiner = strip.words[item.first] if strip.grains[item.first] == "d" else ""
    gender, titled, start = lang.determiners.get(determiner, "xx")[0], False, item.name
    while start < item.last - 1 and strip.grains[start] in "Td":
        title = lang.titles.get(strip.words[start], "")
        gender = title[0] if title[:1] in {"m", "f"} else gender
        titled = titled or strip.grains[start] == "T"
        start += 1
    last = strip.words[item.last - 1].rstrip(".")  # Robert Kane Jr., 60: as at the end of a sentence
    name = (*strip.words[start : item.last - 1], last)
    stop = len(strip.words[item.last - 1]) - len(last)
    if gender == "x":
        gender = _gender_of(name, lang)
    role_at, head, complement, country = _function(strip, item, lang)
    if head in lang.sets["either_gender"] and not titled:
        gender = _gender_of(name, lang)
    if gender == "x" and head:
        gender = lang.genders.get(head, "x")[0]
    bracketed = item.first < item.name and strip.grains[item.name - 1] == "("  # le roi (Ottokar IV)
    end = strip.end(item.last - 1) - stop
    span = Span(strip.starts[item.first], strip.end(item.last) if bracketed else end)
    return Mention(
        PERSON,
        span,
        item.symbol.isupper(),
        gender,
        number="s",
        name_at=Span(strip.starts[start], end),
        name=name,
        titled=titled,
        role_at=role_at,
        head=head,
        complement=complement,
        definite=determiner not in lang.sets["indefinite"],
        country=country,
    )


def _gender_of(name: tuple[str, ...], lang: Language) -> str:
    """Give the gender of the first word of a name that is a given name: Jean-Marc Roux; Brave Jane Cole."""
    given = name[:-1] or name
    return next(
        (lang.names[word] for part in given for word in (part, part.partition("-")[0]) if word in lang.names), "x"
    )


def _function(strip: Strip, item: Item, lang: Language) -> tuple[Span | None, str, tuple[str, ...], str]:
    """Find the function beside a name: its place without determiner, its noun, its complement, its country."""
    role = (item.first, item.name) if item.name > item.first else item.role
    if item.role and item.role[0] < item.first:
        role = item.role
    if role is None or role[1] <= role[0]:
        return None, "", (), ""
    first, last = role[0] + (strip.grains[role[0]] == "d"), role[1]
    while last > first + 1 and strip.grains[last - 1] in ",(":
        last -= 1
    noun = _noun_at(strip, first, last, lang, "r")
    place = Span(strip.starts[first], strip.end(last - 1))
    return place, *_named_function(strip, first, noun, last, lang), _country(strip, first, last, lang)


def _noun(strip: Strip, item: Item, kind: str, lang: Language) -> Mention:
    """Describe a function or a body by its noun: le porte-parole du Pentagone · le ministère de la Défense."""
    has_determiner = strip.grains[item.first] == "d"
    determiner = strip.words[item.first] if has_determiner else ""
    noun = _noun_at(strip, item.first, item.last, lang, NOUNS)
    gender, number = _agreement(lang.determiners.get(determiner))
    word = strip.words[noun]
    own = lang.genders.get(word) or lang.genders.get(lang.endings.singular(word), "x")
    first = item.first + (has_determiner and item.last > item.first + 1)
    head, complement = _named_function(strip, first, noun, item.last, lang)
    span, is_body = strip.place(item), kind == BODY
    place = span if first == item.first else Span(strip.starts[first], span.end)
    return Mention(
        kind,
        span,
        item.symbol.isupper(),
        gender=own[0] if gender == "x" else gender,
        number=(own[1:] or "s") if number == "x" else number,
        name_at=place if is_body else None,
        name=tuple(strip.words[first : item.last]) if is_body else (),
        role_at=None if is_body else place,
        head=head,
        complement=complement,
        definite=determiner not in lang.sets["indefinite"],
        demonstrative=determiner in lang.sets["demonstrative"],
        owner=lang.owners.get(determiner, ""),
        again=noun > first and not lang.sets["same"].isdisjoint(strip.words[first:noun]),
        determined=has_determiner,
        bare=has_determiner and noun == first and item.last == noun + 1,
        country=_country(strip, first, item.last, lang),
    )


def _agreement(code: str | None) -> tuple[str, str]:
    """Part a code such as fs into gender and number; none is either."""
    return (code[0], code[1]) if code else ("x", "x")


def _noun_at(strip: Strip, first: int, last: int, lang: Language, nouns: Container[str]) -> int:
    """Find the noun of a function or body: le ministre de la Défense, the defence secretary of Britain; l'Élysée."""
    if last == first + 1:
        return first
    first += strip.grains[first] == "d"
    found = [i for i in range(first, last) if strip.grains[i] in nouns]
    if not lang.head_last:
        return found[0] if found else first
    end = next((i for i in range(first + 1, last) if strip.grains[i] in HEAD_ENDS), last)
    return next((i for i in reversed(found) if i < end), found[0] if found else end - 1)


def _named_function(strip: Strip, first: int, noun: int, last: int, lang: Language) -> tuple[str, tuple[str, ...]]:
    """Give the noun of a function and its complement; le chef de l'État is le président."""
    complement = _complement(strip, first, noun, last, lang)
    other = lang.equivalents.get(f"{strip.words[noun]} {complement[0]}") if complement else None
    return _ranked(strip, noun, other, lang), complement[1:] if other else complement


def _complement(strip: Strip, first: int, noun: int, last: int, lang: Language) -> tuple[str, ...]:
    """Give what tells a function from others: the words after its noun, and where that comes last those before."""
    before = _content(strip, first, noun, lang) if lang.head_last else ()
    return before + _content(strip, noun + 1, last, lang)


def _ranked(strip: Strip, at: int, other: str | None, lang: Language) -> str:
    """Give the noun with the rank that makes another function of it: premier ministre."""
    first = at
    while first and strip.words[first - 1] in lang.sets["ranks"]:
        first -= 1
    noun = other or strip.words[at]
    return " ".join([*strip.words[first:at], noun]) if first < at else noun


def _content(strip: Strip, first: int, last: int, lang: Language) -> tuple[str, ...]:
    """Give the words of a noun's complement that tell one minister from another, but for countries."""
    if first >= last:
        return ()
    words = [strip.words[i] for i in range(first, last) if strip.grains[i] in TELLING]
    return tuple([word for word in words if word not in lang.countries])


def _country(strip: Strip, first: int, last: int, lang: Language) -> str:
    """Give the country that a noun phrase names first: le ministre russe · l'ambassadeur de Russie."""
    for word in strip.words[first:last]:
        if word in lang.countries:
            return lang.countries[word]
    return ""
