"""Write each paragraph as grains: one symbol a token, passages as one token each.

A grain is what a word may be in a sentence; rules.toml explains the alphabet, words.toml and verbs.txt say
which words are what. Most words have one grain whatever stands around them, and are looked up once; the
others (le juge, il juge) are settled by what stands before them, those with a capital in ``capitals``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from operator import add
from typing import TYPE_CHECKING

import regex

from quotes.extract.capitals import before_surnames, capitalised, doubtful_capitals, starts_sentence
from quotes.extract.expressions import (
    BETWEEN_VERBS,
    firms,
    fixed_phrases,
    functions,
    lone_titles,
    long_names,
    places_before_names,
    tails,
)
from quotes.extract.tokens import cut
from quotes.lexicon import fold
from quotes.lexicon.language import Token
from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.extract.marks import Passage
    from quotes.extract.page import Page
    from quotes.extract.tape import Item
    from quotes.extract.tokens import Draft
    from quotes.lexicon import Language

SIGNS = {".": ".", "!": ".", "?": ".", "…": ".", "–": "-", "—": "-", "−": "-", "[": "(", "]": ")", "%": "0"}
CAPITAL = "^"  # not a grain: a capitalised word, whose grain depends on where it stands
REMEMBERED = 50_000  # tokens looked up once and kept, until there are so many: bounded, for flat memory
LONG = 40  # characters: a longer token is not kept
SPACES = regex.compile(r"\s+$")

REPORTING = frozenset("vjtuPIG")  # verbs that may be nouns, or participles, by what stands before them
FINITE = frozenset("vjtu")
AUXILIARY = frozenset("heE")
VERBS = FINITE | AUXILIARY
UNSAID_NOUNS = frozenset("xrb0")  # nouns, by the lexicon or by default
NOUNS = frozenset("xrbA")
DESCRIBED = NOUNS | {"g"}  # le montant financier
NOUNLIKE = frozenset("xarbXLAF0OPpq%")
BEFORE_STRESSED = frozenset("Sq%p")  # selon lui, à elle
CLAUSE = 8  # words before a verb among which another one of its clause may be
CLAUSE_STARTS = frozenset(",.:;Qk&mWi-(")
NO_SUBJECT = frozenset("x0apqf%'d~")  # before a word that may be a noun: it is one
SUBJECT = frozenset("iWs")  # il la menace: a verb though la stands before it
NAMED = frozenset("FX")  # Jeanne Martin les accuse
MAYBE_SUBJECT = frozenset("m,Q")  # « A », leur crie-t-on


@dataclass(slots=True)
class Strip:
    """One paragraph as grains. Token i stands at ``starts[i]``–``ends[i]`` of the article's text.

    ``words[i]`` is the folded word (for a passage the empty string, and ``passages[i]`` its index).
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    grains: str
    passages: dict[int, int]  # token -> index of the passage
    spoken: list[int]  # tokens that are words for words: propos, phrase

    def place(self, item: Item) -> Span:
        """Give the place in the article of the tokens of an item of the tape."""
        return Span(self.starts[item.first], self.ends[item.last - 1])


def write_strip(page: Page, place: Span, passages: Sequence[tuple[int, Passage]] = ()) -> Strip:
    """Write the paragraph at ``place``, with its outermost passages (index, passage)."""
    draft = cut(page, place, passages)
    spoken = _classify(draft, page) if draft.raw else []
    return Strip(draft.starts, draft.ends, draft.words, "".join(draft.grains), draft.passages, spoken)


def _classify(draft: Draft, page: Page) -> list[int]:
    """Give each token its grain, from its form, the lexicon and the grains before it; list the words for words."""
    lang, tokens = page.lang, range(len(draft.raw))
    memory = lang.memory
    found = [memory.get(token) or _look_up(token, lang) for token in draft.raw]
    raw, words, grains, unsettled, opens, has_tail, announces = zip(*found, strict=True)
    draft.raw, draft.words, draft.grains = list(raw), list(words), list(grains)
    draft.ends = list(map(add, draft.starts, map(len, raw)))
    for i, index in draft.passages.items():
        draft.ends[i] = page.passages[index].outer.end
    opening = _settle(draft, list(compress(tokens, unsettled)), page)
    openers, announcers = list(compress(tokens, opens)), list(compress(tokens, announces))
    long_names(draft, openers, lang)
    firms(draft, openers, lang)
    doubtful_capitals(draft, opening, page)
    before_surnames(draft, lang)
    places_before_names(draft, lang)
    fixed_phrases(draft, openers, lang)
    functions(draft, openers, lang)
    lone_titles(draft, announcers, lang)
    tails(draft, list(compress(tokens, has_tail)), lang)
    speaking = lang.sets["speaking"]
    return [i for i in announcers if draft.grains[i] == "x" and words[i] in speaking]


def _settle(draft: Draft, unsettled: Sequence[int], page: Page) -> list[int]:
    """Give the tokens their grains that depend on those before; list the capitals that start a sentence."""
    lang, raw, words, grains = page.lang, draft.raw, draft.words, draft.grains
    opening = list[int]()
    for i in unsettled:
        low, before = words[i], grains[i - 1] if i else "."
        points_back = before == "d" and low in lang.sets["back"] and words[i - 1] in lang.sets["pointing"]
        if points_back and not _describes_next(draft, i):  # ce dernier, l'intéressé: a pronoun
            grains[i - 1 : i + 1] = "yi"
        elif grains[i] == CAPITAL:
            starts = starts_sentence(draft, i, page.text)
            grains[i] = capitalised(raw[i], low, before, starts=starts, page=page)
            if starts:
                opening.append(i)
        elif low in lang.sets["either_case"]:
            grains[i] = "n" if _is_object(draft, i, lang) else grains[i]  # « A », nous confie le maire
        else:
            grains[i] = _in_context(draft, i, before, lang)
    return opening


def _look_up(piece: str, lang: Language) -> Token:
    """Look a token, maybe with spaces after it, up once."""
    raw = SPACES.sub("", piece)
    low, first = fold(raw), raw[:1]
    if not raw:
        grain, unsettled = "Q", False
    elif low in lang.sets["initials"] and raw.isupper():
        grain, unsettled = "F", False
    elif first.isupper():
        grain, unsettled = CAPITAL, True
    elif _is_tied(raw, lang):
        grain, unsettled = "X", False
    elif not first.isalpha():
        grain = lang.grains.get(low) or ("A" if low in lang.media else _sign(raw, first))
        unsettled = False
    else:
        grain = lang.grains.get(low) or lang.nouns.get(_simple(low, lang)) or lang.endings.guess(low)
        unsettled = _depends(low, grain, lang)
    announces = low in lang.sets["speaking"] or (low in lang.titles and low in lang.nouns)
    found = Token(raw, low, grain, unsettled, low in lang.firsts, low in lang.tails, announces)
    if len(piece) < LONG:
        if len(lang.memory) >= REMEMBERED:
            lang.memory.clear()
        lang.memory[piece] = found
    return found


def _sign(token: str, first: str) -> str:
    """Write a stop as ., a number as 0, an account (@lemonde) as a name and a clitic (-t-il) as l."""
    if len(token) == 1:
        return SIGNS.get(token, "0" if first.isdigit() else token)
    return "F" if first == "@" else "l" if first == "-" else "0"


def _is_tied(raw: str, lang: Language) -> bool:
    """Say whether a token is the rest of a name with its article: Abdel Fattah al-Sissi."""
    article, _, rest = raw.partition("-")
    return rest[:1].isupper() and article in lang.sets["tied"]


def _simple(low: str, lang: Language) -> str:
    """Give the noun in a word with hyphens: ex-ministre is a ministre, a mother-of-two a mother."""
    head, dash, rest = low.partition("-")
    if dash and head in lang.sets["prefixes"]:
        return rest
    return head if rest.partition("-")[0] in lang.sets["inside_nouns"] else ""


def _depends(low: str, grain: str, lang: Language) -> bool:
    """Say whether the words before may change the grain of a word; see ``_in_context``."""
    sets = lang.sets
    return (
        grain in REPORTING
        or (grain in "Ogz" and low in lang.nouns)
        or grain == "r"
        or (grain == "b" and low in lang.sets["describing"])
        or (grain == "x" and low.endswith(lang.endings.adjective))
        or (grain == "n" and low in lang.pronouns)
        or any(low in sets[name] for name in ("partitive", "back", "accords", "either_case"))
    )


def _in_context(draft: Draft, i: int, before: str, lang: Language) -> str:
    """Settle what the words before settle, for a word without a capital."""
    low, grain, sets = draft.words[i], draft.grains[i], lang.sets
    if low in sets["partitive"] and before not in NOUNLIKE:
        return "d"  # clament des manifestants, but le maire des lilas
    if low in sets["accords"] and (before == "m" or (before == "," and draft.grains[max(i - 2, 0) : i - 1] == ["y"])):
        return "S"  # mais pour le ministre, …
    if grain in REPORTING:
        return _verb_or_noun(draft, i, before, lang)
    if grain in "Ogz" and (before == "d" or (before == "p" and low in lang.nouns) or _is_named(draft, i, lang)):
        return lang.nouns.get(low, "x" if grain in "gz" else grain)  # l'élue, un habitant, le montant
    if lang.head_last:
        describes = False
    elif grain in "rb":
        noun = draft.grains[i - 2] if before == "a" and i > 1 else before
        describes = before == "b" or (noun in DESCRIBED and lang.endings.singular(low) in sets["describing"])
    else:
        describes = grain == "x" and before in "rba" and low.endswith(lang.endings.adjective)
    if describes:
        return "a"  # une source policière, des sources diplomatiques
    return "i" if grain == "n" and before in BEFORE_STRESSED and low in lang.pronouns else grain  # selon lui


def _is_named(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether a function has its holder's given name after it: Warriors coach Steve Kerr."""
    following = "".join(draft.raw[i + 1 : i + 2])
    return following[:1].isupper() and draft.words[i + 1] in lang.names and lang.nouns.get(draft.words[i]) == "r"


def _describes_next(draft: Draft, i: int) -> bool:
    """Say whether a word that may point back only describes the noun after it: ces derniers jours."""
    return i + 1 < len(draft.raw) and draft.grains[i + 1] in UNSAID_NOUNS


def _is_object(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether nous or vous is the object of a verb whose subject is another: nous a confié le maire."""
    following = i + 1
    return (
        following < len(draft.raw)
        and draft.grains[following] in VERBS
        and not draft.words[following].endswith(lang.endings.own_person)
    )


def _verb_near(grains: Sequence[str], i: int) -> bool:
    """Say whether a verb or noun follows at once, or a verb stands before: has dismissed media questions."""
    if i + 1 < len(grains) and grains[i + 1] in "vjtherb":
        return True  # the report said; a press secretary
    for grain in reversed(grains[max(0, i - CLAUSE) : i]):
        if grain in CLAUSE_STARTS:
            return False
        if grain in "vjtuPOzG":
            return True
    return False


def _after_noun(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether an adjective follows its noun, so that a verb may come next: le ministre russe accuse."""
    while i and draft.grains[i] == "a":
        i -= 1
    return not lang.head_last and draft.grains[i] in NOUNS


def _verb_or_noun(draft: Draft, i: int, before: str, lang: Language) -> str:
    """Settle what the word before settles: a dit is a participle, le juge is no verb."""
    low, grain, grains = draft.words[i], draft.grains[i], draft.grains
    back = i - 1
    while back >= 0 and grains[back] in BETWEEN_VERBS:
        back -= 1
    last = grains[back] if back >= 0 else "."
    if low in lang.sets["noun_verbs"] and grain in FINITE and (before in NO_SUBJECT or _verb_near(grains, i)):
        return lang.nouns.get(low, "x")  # abuse claims, the report said
    if last in AUXILIARY and (low in lang.participles or grain == "u"):
        return "P" if low in lang.participles else "O"
    if before == "d" and grain == "I":
        return lang.nouns.get(low, grain)  # un conseiller
    if before == "d":
        subject = grains[back - 1] if back and lang.articles_are_objects else ""
        is_verb = subject in SUBJECT or (subject in MAYBE_SUBJECT and grain in "vjt")
        is_verb = is_verb or (low not in lang.nouns and (grain == "G" or (subject in NAMED and grain in FINITE)))
        return grain if is_verb else lang.nouns.get(low, "x")
    if before in "pa" and grain in FINITE and not (before == "a" and _after_noun(draft, i - 1, lang)):
        return lang.nouns.get(low, "x")
    return lang.nouns.get(low, grain) if before == "q" and grain in FINITE else grain
