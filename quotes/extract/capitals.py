"""Tell what a word with a capital is: a name, a place, a title, or any word at the start of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.extract.namesakes import surname_follows
from quotes.lexicon import fold
from quotes.lexicon.kept import Kept
from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.extract.page import Page
    from quotes.extract.tokens import Draft
    from quotes.lexicon import Language

VOWELS = frozenset("aeiouy")
SENTENCE_START = frozenset(".:-Q(")
NAMED = frozenset("FT")
TITLED = NAMED | {"r"}
PREPOSITIONS = frozenset("pqf")
NAMELIKE = frozenset("FXTA~")
STOPS = frozenset(".!?…")
CLOSING = 3  # characters at the end of a passage among which its stop is: the stop, a space, the mark
PARTICLES = frozenset("dpq~&y")  # which may stand in a name: Marine Le Pen
AFTER_GIVEN = frozenset("F~")  # a particle with a capital goes on such a name
NO_ACRONYM = frozenset("dpq&kWiynehs")  # a short word printed in capitals, as headlines are
NOT_KEPT = frozenset("vjtuPIGOzgya~x")  # a verb or adjective with a capital is a name: Bouygues, Juste
NO_PERSON_AFTER = frozenset("dqpa0b")  # the Summer Olympics, la Victoria Bank, in late May
MAYBE_GIVEN = frozenset("rbaxOPvjtuz")  # Marine, Aimé, Rose: a given name where a surname follows
FINITE = frozenset("vjthe")  # verbs, but for the unknown: Will Smith said
SETTLED = frozenset("Lyp")  # what a surname after it may settle
GOES_ON = frozenset("XFA~-(hevjusn,L")  # what follows a name


def starts_sentence(draft: Draft, i: int, page: Page) -> bool:
    """Say whether a token with a capital has it from its place; after a passage, only if that ended in a stop."""
    if i == 0:
        return True
    before = draft.grains[i - 1]
    if before != "Q":
        return before in SENTENCE_START
    end = page.passages[draft.passages[i - 1]].outer.end
    return not STOPS.isdisjoint(page.text[end - CLOSING : end])


@once_per_language
def capitals_of(lang: Language) -> Kept[tuple[str, str, bool], str]:
    """Give the grains of words with a capital, by the grain before, and whether they start a sentence."""
    return Kept(lambda key: _capitalised(key[0], key[1], lang, starts=key[2]))


def _capitalised(token: str, before: str, lang: Language, *, starts: bool) -> str:
    """Give the grain of a word with a capital, after a token of grain ``before``."""
    low = fold(token)
    particle = lang.grains.get(low.rstrip(".")) == "~" and not token.isupper()
    if particle and before in TITLED:
        return "~"  # Luigi Di Maio, no detective inspector; Ian St. John
    if particle and before in PREPOSITIONS:
        return "X"  # the mayor of St. Louis
    if low.rpartition("-")[2] in lang.sets["states"]:
        return "y"  # Ann Lee of Flint, Mich., said; Ann Lee, D-Mich., said
    if before in NAMED and low in lang.calendar["months"]:
        return "X"  # Theresa May
    return (
        (starts and _opening_word(token, low, lang))
        or _title(token, low, lang)
        or _place_or_day(low, lang, starts=starts)
        or (starts and _known_word(low, lang))
        or _name(token, low, before, lang)
        or _noun(low, before, lang)
        or _other(low, lang, starts=starts)
    )


def _opening_word(token: str, low: str, lang: Language) -> str:
    """Know a word that the start of a sentence makes another: A Paris · Des manifestants · Pour le ministre · Faux."""
    if token in lang.sets["unaccented"]:
        return "q"
    if low in lang.sets["partitive"]:
        return "d"
    if low in lang.sets["retorts"]:
        return "x"
    return "S" if low in lang.sets["accords"] else ""


def _title(token: str, low: str, lang: Language) -> str:
    """Know a title (Mme) and an initial (J.); a title without a stop may be a given name: Dom."""
    if low in lang.titles and (low.endswith(".") or low not in lang.names):
        return "T"
    if low in lang.sets["suffixes"]:
        return "X"  # Robert Kennedy Jr.
    stem = low.rstrip(".")  # J., Ch., J.R.
    short = "." in stem or len(stem) == 1 or VOWELS.isdisjoint(stem)
    initial = token.endswith(".") and stem and short and low not in lang.places and low not in lang.calendar["months"]
    return "F" if initial else ""


def _place_or_day(low: str, lang: Language, *, starts: bool) -> str:
    if low in lang.sets["places"] and not starts:
        return "L"  # la Place de la République
    if low in lang.sets["ranks"] or low in lang.sets["capitalised"]:
        return "a"  # le Premier ministre; an American official
    if low in lang.places and low not in lang.nouns:
        return "L"
    return "y" if low in lang.calendar["weekdays"] or low in lang.calendar["months"] else ""


def _known_word(low: str, lang: Language) -> str:
    """Know a word that has its capital from the start of the sentence: Le, Selon; but Aimé, Désiré."""
    known = lang.grains.get(low, "")
    if known == "O" and low in lang.names:
        return "F"
    return "" if known in {"~", "a"} else known


def _name(token: str, low: str, before: str, lang: Language) -> str:
    known = lang.grains.get(low, "")
    if low in lang.sets["organisations"]:
        return "A"  # sur Twitter Marine Le Pen: two names
    if known == "~" and before in AFTER_GIVEN:
        return known  # Mohamed Ould Abdel Aziz, Omar Ben Salah
    named = low in lang.names or low.partition("-")[0] in lang.names
    if named and not (before in NO_PERSON_AFTER and low in lang.sets["word_names"]):
        return "F"
    if (known in PARTICLES and before in NAMELIKE) or (known == "d" and before == "r"):
        return "X"  # Marine Le Pen, la présidente Le Pen
    if known == "d" and before == "b":
        return "A"  # le collectif Les Amis du lac
    acronym = len(token) > 1 and token.isupper() and known not in NO_ACRONYM
    return "A" if acronym and low not in lang.nouns else ""  # l'ONU, but le PDG, l'ONG


def _noun(low: str, before: str, lang: Language) -> str:
    """Tell a place from a function: le Français, but Paris Match."""
    if before == "b" and lang.nouns.get(low) == "r" and not lang.head_last:
        return "a"  # le Conseil Général
    if (
        low in lang.nouns
        and low not in lang.sets["bodies"]
        and (before == "F" or (before == "A" and not lang.head_last))
    ):
        return "X"  # Thierry Breton, no native of Brittany; le collectif Les Amis du lac; but Charlotte Police
    if low in lang.places and before != "x":
        return "L"
    return lang.nouns.get(low) or ("L" if low in lang.places else "")


def _other(low: str, lang: Language, *, starts: bool) -> str:
    known = lang.grains.get(low, "")
    if known and known not in NOT_KEPT:
        return known
    return "x" if starts and lang.endings.guess(low) != "x" else "X"


def doubtful_capitals(draft: Draft, opening: Sequence[int], page: Page) -> None:
    """Unmake a name of a word that has its capital from its place: *Difficile de dire*, but *Febelfin a dit*."""
    raw, grains, names = draft.raw, draft.grains, page.lang.names
    for i in opening:
        if grains[i] in MAYBE_GIVEN and draft.words[i] in names and surname_follows(draft, i + 1):
            grains[i] = "F"  # Marine Le Pen, but La marine
            grains[i + 1] = "X" if grains[i + 1] in PARTICLES else grains[i + 1]
        if grains[i] == "h" and draft.words[i] in names and grains[i + 1 : i + 2] == ["X"] and _verb_at(draft, i + 2):
            grains[i] = "F"  # Will Smith said; Will Smith resign?
        alone = i + 1 == len(grains) or grains[i + 1] not in GOES_ON
        if grains[i] == "X" and alone and raw[i] not in page.capitals:
            grains[i] = "x"


def before_surnames(draft: Draft, lang: Language) -> None:
    """Settle what a surname settles: places and months that are given names, and the article of a noble one.

    La réalisatrice Sofia Alaoui, Victoria Nuland, April Ryan; Anne Carrière d'Aubigny.
    """
    grains, surnames = draft.grains, "X" if not lang.head_last else "XF"
    for i in [at for at, grain in enumerate(grains[:-1]) if grain in SETTLED]:
        if grains[i] in "Ly" and grains[i + 1] in surnames and draft.raw[i][0].isupper():
            before = grains[i - 1] if i else ""
            if before == "y":
                continue
            named = draft.words[i] in lang.names and before not in NO_PERSON_AFTER
            if named or (before == "r" and grains[i] == "L"):
                grains[i] = "F"
        elif grains[i] == "p" and draft.words[i] == "d'" and grains[max(0, i - 2) : i + 2] == ["F", "X", "p", "X"]:
            grains[i] = "~"


def _verb_at(draft: Draft, i: int) -> bool:
    """Say whether a token is a verb that needs no other before it."""
    return i < len(draft.grains) and draft.grains[i] in FINITE
