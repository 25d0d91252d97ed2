"""Write each paragraph as grains: one symbol a token, passages as one token each.

A grain is what a word may be in a sentence; rules.toml explains the alphabet, words.toml and verbs.txt say
which words are what. Most words have one grain whatever stands around them, and are looked up once; the
others (le juge, il juge) are settled by what stands before them, those with a capital in ``capitals``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import regex

from quotes.extract.capitals import before_surnames, capitals_of, doubtful_capitals, starts_sentence
from quotes.extract.context import depends, describes_next, for_words, in_context, is_object, issued, unknown_verbs
from quotes.extract.expressions import (
    begun,
    firms,
    fixed_phrases,
    functions,
    lone_titles,
    long_names,
    places_before_names,
    purposes,
    tails,
)
from quotes.extract.namesakes import named_bodies, named_things
from quotes.extract.tokens import cut
from quotes.lexicon import fold
from quotes.lexicon.kept import Kept
from quotes.lexicon.language import Token, once_per_language, straight
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
LONG = 40  # characters: a longer token is not kept
SPACES = regex.compile(r"\s+$")


@dataclass(slots=True)
class Strip:
    """One paragraph as grains. Token i stands at ``starts[i]``–``end(i)`` of the article's text.

    ``words[i]`` is the folded word (for a passage the empty string, and ``passages[i]`` its index).
    """

    starts: list[int]
    raw: Sequence[str]  # as printed; nothing for a passage
    words: list[str]
    grains: str
    passages: dict[int, int]  # token -> index of the passage
    spoken: list[int]  # tokens that are words for words: propos, phrase
    found: Sequence[Passage]  # all those of the article

    def end(self, i: int) -> int:
        """Say where a token ends; few are asked for, so that none is worked out before."""
        return self.starts[i] + len(self.raw[i]) if self.raw[i] else self.found[self.passages[i]].outer.end

    def place(self, item: Item) -> Span:
        """Give the place in the article of the tokens of an item of the tape."""
        return Span(self.starts[item.first], self.end(item.last - 1))


def write_strip(page: Page, place: Span, passages: Sequence[tuple[int, Passage]] = ()) -> Strip:
    """Write the paragraph at ``place``, with its outermost passages (index, passage)."""
    draft = cut(page, place, passages)
    spoken = _classify(draft, page) if draft.pieces else []
    return Strip(draft.starts, draft.raw, draft.words, "".join(draft.grains), draft.passages, spoken, page.passages)


def _classify(draft: Draft, page: Page) -> list[int]:
    """Give each token its grain, from its form, the lexicon and the grains before it; list the words for words."""
    lang, tokens = page.lang, range(len(draft.pieces))
    found = map(_tokens(lang).__getitem__, draft.pieces)
    draft.raw, words, grains, unsettled, opens, has_tail, announces = zip(*found, strict=True)
    draft.words, draft.grains = list(words), list(grains)
    opening = _settle(draft, list(compress(tokens, unsettled)), page)
    announcers = list(compress(tokens, announces))
    openers = begun(draft, list(compress(tokens, opens)), lang)
    long_names(draft, openers, lang)
    firms(draft, lang)
    doubtful_capitals(draft, opening, page)
    named_bodies(draft, lang)
    named_things(draft, lang)
    before_surnames(draft, lang)
    purposes(draft, lang)
    places_before_names(draft, lang)
    fixed_phrases(draft, openers, lang)
    functions(draft, openers, lang)
    lone_titles(draft, announcers, lang)
    unknown_verbs(draft, lang)
    tails(draft, list(compress(tokens, has_tail)), lang)
    return [i for i in announcers if issued(draft, i, lang) or (draft.grains[i] in "xO" and for_words(words[i], lang))]


def _settle(draft: Draft, unsettled: Sequence[int], page: Page) -> list[int]:
    """Give the tokens their grains that depend on those before; list the capitals that start a sentence."""
    lang, raw, words, grains = page.lang, draft.raw, draft.words, draft.grains
    capitals, either_case, opening = capitals_of(lang), lang.sets["either_case"], list[int]()
    for i in unsettled:
        low, before = words[i], grains[i - 1] if i else "."
        points_back = before == "d" and low in lang.sets["back"] and words[i - 1] in lang.sets["pointing"]
        if points_back and not describes_next(draft, i):  # ce dernier, l'intéressé: a pronoun
            grains[i - 1 : i + 1] = "yi"
        elif grains[i] == CAPITAL:
            starts = starts_sentence(draft, i, page)
            # Lee Baker; Baker said: else what a word may be is the same on any page
            grains[i] = "X" if low in page.surnames and before != "d" else capitals[raw[i], before, starts]
            if starts:
                opening.append(i)
        elif low in either_case:
            grains[i] = "n" if is_object(draft, i, lang) else grains[i]  # « A », nous confie le maire
        else:
            grains[i] = in_context(draft, i, before, lang)
    return opening


@once_per_language
def _tokens(lang: Language) -> Kept[str, Token]:
    return Kept(lambda piece: _look_up(piece, lang), keeps=lambda piece: len(piece) < LONG)


def _look_up(piece: str, lang: Language) -> Token:
    """Look a token up, maybe with spaces after it."""
    raw = SPACES.sub("", piece)
    low, first = fold(raw), raw[:1]
    if low == raw:
        raw = low  # one string where two would do: the more of them stay in the processor's cache
    if not raw:
        grain, unsettled = "Q", False
    elif low in lang.sets["initials"] and raw.isupper():
        grain, unsettled = "F", False
    elif first.isupper():
        grain, unsettled = CAPITAL, True
    elif raw != low and _is_tied(raw, lang):
        grain, unsettled = "X", False
    elif not first.isalpha():
        grain = lang.grains.get(low) or ("A" if low in lang.media else _sign(raw, first))
        unsettled = False
    else:
        grain = lang.grains.get(low) or lang.nouns.get(_simple(low, lang)) or lang.endings.guess(low)
        unsettled = depends(low, grain, lang)
    announces = for_words(low, lang) or (low in lang.titles and low in lang.nouns)
    return Token(raw, low, grain, unsettled, low in lang.firsts, low in lang.tails, announces)


def _sign(token: str, first: str) -> str:
    """Write a stop as ., a number as 0, an account (@lemonde) as a name and a clitic (-t-il) as l."""
    if len(token) == 1:
        return SIGNS.get(token, "0" if first.isdigit() else token)
    return "F" if first == "@" else "l" if first == "-" else "0"


def _is_tied(raw: str, lang: Language) -> bool:
    """Say whether a token is the rest of a name with its article: Abdel Fattah al-Sissi; Mr. d'Ornano."""
    article, _, rest = straight(raw).replace("'", "-").partition("-")
    return rest[:1].isupper() and article in lang.sets["tied"]


def _simple(low: str, lang: Language) -> str:
    """Give the noun in a word with hyphens: ex-ministre is a ministre, a mother-of-two a mother."""
    head, dash, rest = low.partition("-")
    if dash and head in lang.sets["prefixes"]:
        return rest
    return head if rest.partition("-")[0] in lang.sets["inside_nouns"] else ""
