"""Join what has several words: names, fixed phrases, reporting expressions. Each step changes the draft's grains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quotes.extract.tokens import Draft
    from quotes.lexicon import Language
    from quotes.lexicon.language import Expressions

PLACE = re.compile("qXF")  # maybe a preposition, a place and a name
BETWEEN_VERBS = frozenset("ynl")  # what may stand inside a verb group: a ainsi fait savoir
BETWEEN = 3  # how many of them at most
NOUNS = frozenset("rbx")  # which an adjective may describe
NAMED = frozenset("XF")  # what the name of a firm looks like: Harris Miller Inc.
MAY_BE_NAMED = frozenset("XLAFbrx")
VERBS = frozenset("uvjtOPzIgGh")
# what a verb becomes with the rest of its expression: fait is any verb, fait savoir one of saying
REPORTING = {"O": "P", "P": "P", "z": "I", "I": "I", "g": "G", "G": "G", "v": "v"}
DETERMINED = frozenset("dap")  # before a noun: la tête de liste, l'ancien bras droit, des gilets jaunes
PURPOSE = frozenset("xrbOXL")  # nouns, or what may be one
DESCRIBING = frozenset("axO")  # after them, their adjective
AFTER_TITLE = frozenset("TFXA~L")


def begun(draft: Draft, openers: Iterable[int], lang: Language) -> list[int]:
    """List the tokens, of those that may begin a long name or a phrase, whose next word goes on with one."""
    seconds, words = _seconds(lang), draft.words
    return [i for i in openers if i + 1 < len(words) and words[i + 1] in seconds.get(words[i], ())]


@once_per_language
def _seconds(lang: Language) -> dict[str, frozenset[str]]:
    """Collect the second words of long names and phrases, by the first one."""
    tables = (lang.long_names, lang.organised, *lang.phrases.values(), *lang.functions.values())
    return {first: frozenset().union(*(table.get(first, ()) for table in tables)) for first in lang.firsts}


def long_names(draft: Draft, openers: Sequence[int], lang: Language) -> None:
    """Keep a known name of several words together: a déclaré à Global News Jim Hollingsworth.

    That of an organisation may end in small letters, and begin with any word: La France insoumise.
    """
    raw, words, grains = draft.raw, draft.words, draft.grains
    for i in openers:
        if not raw[i][0].isupper():
            continue
        known = _rests(lang.long_names, words, i, i + 1) if grains[i] in MAY_BE_NAMED else ()
        organised = _rests(lang.organised, words, i, i + 1)
        for rest in (*organised, *known):
            end = i + 1 + len(rest)
            if tuple(words[i + 1 : end]) == rest and (rest in organised or not raw[end - 1][0].islower()):
                grains[i:end] = "A" * (end - i)
                if end < len(grains) and grains[end] == "x" and words[end] in lang.verbs:
                    grains[end] = lang.grains[words[end]]  # Amnesty International said: no noun after an adjective
                break


def firms(draft: Draft, lang: Language) -> None:
    """Make no person of a firm: Acme Inc."""
    suffixes = _suffixes(lang)
    if suffixes.isdisjoint(draft.words):
        return
    for i, word in enumerate(draft.words):
        if word in suffixes and draft.raw[i][0].isupper():
            first = i
            while first and draft.grains[first - 1] in NAMED:
                first -= 1
            draft.grains[first : i + 1] = "A" * (i + 1 - first) if first < i else draft.grains[i]


@once_per_language
def _suffixes(lang: Language) -> frozenset[str]:
    """List what may end the name of a firm, with its stop and without."""
    return lang.sets["firms"].union(f"{firm}." for firm in lang.sets["firms"])


def _rests(table: Expressions, words: Sequence[str], first: int, second: int) -> tuple[tuple[str, ...], ...]:
    """List what may follow the first of two words and starts with the second."""
    nexts = table.get(words[first])
    return nexts.get(words[second], ()) if nexts and second < len(words) else ()


def purposes(draft: Draft, lang: Language) -> None:
    """Take what a body is for into its name: l'Alliance pour le renouveau démocratique."""
    words, grains = draft.words, draft.grains
    for i in [at for at, grain in enumerate(grains[:-3]) if grain == "b"]:
        if words[i + 1] in lang.sets["purposes"] and draft.raw[i][0].isupper():
            end = i + 2 + (grains[i + 2] == "d")
            if end < len(grains) and grains[end] in PURPOSE:
                end += 1 + ("".join(grains[end + 1 : end + 2]) in DESCRIBING)
                grains[i + 1 : end] = "+" * (end - i - 1)


def places_before_names(draft: Draft, lang: Language) -> None:
    """Part a place from the name after it: a assuré à Genève Monika Rüegg."""
    for match in PLACE.finditer("".join(draft.grains)):
        if draft.words[match.start()] in lang.sets["at"]:
            draft.grains[match.start() + 1] = "L"


def fixed_phrases(draft: Draft, openers: Sequence[int], lang: Language) -> None:
    """Make one of *pour sa part* (an adverb) and of *de l'avis de* (selon); a + is the rest of an expression.

    *Même réaction chez Paul Martin* is one too, but not *ont noté la même réaction chez des patients*.
    """
    words, grains = draft.words, draft.grains
    for grain, phrases in lang.phrases.items():
        for i in openers:
            if grains[i] == "A" or (grain == "S" and i and grains[i - 1] == "d"):
                continue  # la Ligue des droits de l'homme is one name
            for rest in _rests(phrases, words, i, i + 1):
                end = i + 1 + len(rest)
                if tuple(words[i + 1 : end]) == rest:
                    grains[i:end] = grain + ("y" if grain == "y" else "+") * (end - i - 1)
                    break


def functions(draft: Draft, openers: Sequence[int], lang: Language) -> None:
    """Make one noun of *tête de liste*, after its determiner: les mis en cause, but ils ont été mis en cause.

    In English it needs none: said Acme chief executive Ann Lee.
    """
    words, grains = draft.words, draft.grains
    for grain, phrases in lang.functions.items():
        for i in openers:
            determined = i and (grains[i - 1] in DETERMINED or words[i - 1] in lang.sets["contracted"])
            if lang.head_last or determined:
                for rest in _rests(phrases, words, i, i + 1):
                    end = i + 1 + len(rest)
                    if tuple(words[i + 1 : end]) == rest:
                        grains[i:end] = grain + "+" * (end - i - 1)
                        break


def lone_titles(draft: Draft, titles: Sequence[int], lang: Language) -> None:
    """Make a function of a title with no name after it (l'Ambassadeur a confié), and of an adjective with no noun.

    Le général is a soldier in le général Luc Corbel, and no more than an adjective in le directeur général.
    """
    words, grains = draft.words, draft.grains
    for i in titles:
        named = i + 1 < len(grains) and grains[i + 1] in AFTER_TITLE
        if lang.head_last and grains[i] == "T" and grains[i + 1 : i + 2] == ["b"]:
            grains[i] = "x"  # the Justice Department
        alone = grains[i - 1 : i + 1] == ["d", "a"] and (i + 1 == len(grains) or grains[i + 1] not in NOUNS)
        if words[i] in lang.nouns and (alone or (grains[i] == "T" and not named)):
            grains[i] = lang.nouns[words[i]]


def tails(draft: Draft, verbs: Sequence[int], lang: Language) -> None:
    """Join a verb and what makes it one of saying: in *a fait savoir* the verb is *fait*, and *savoir* part of it."""
    words, grains = draft.words, draft.grains
    for i in verbs:
        if grains[i] not in VERBS:
            continue
        at = i + 1
        while at < len(grains) and at <= i + BETWEEN and grains[at] in BETWEEN_VERBS:
            at += 1
        for tail in _rests(lang.tails, words, i, at):
            if tuple(words[at : at + len(tail)]) == tail:
                grains[i] = REPORTING.get(grains[i], "j")
                grains[at : at + len(tail)] = "+" * len(tail)
                break
