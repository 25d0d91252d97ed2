"""Tell words that are mentioned and not said: a wording refused, a name, an acronym spelt out, a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.extract.cast import initials

if TYPE_CHECKING:
    from quotes.extract.cases import Case
    from quotes.lexicon import Language

REACH = 8  # words before a passage in which the verb is that rejects them
NEAR = 4  # words beside a passage among which an acronym or the noun of a wording is
CLOSE = 5  # words or items beside a passage among which a title's noun, or a cue, is
VERBS = frozenset("vjtuPOIzGg")
CLAUSE_STARTS = ",&m"  # commas and conjunctions
CUES = frozenset("CI")  # after a passage: in a video, “A,” she said
CLAUSES = ("W", "k")  # which begin a clause with a cue of its own: sa tribune, « A », que le maire a dénoncée
TITLES = frozenset({"capital:short", "capital:some"})
CALLED = frozenset("xrbaOXFAL")  # what may be called something
THINGS = frozenset("xb")  # what does not say: le plan dit « de A »
BETWEEN = frozenset(",(dp&a")  # between an acronym and what it stands for
SPELT = 3  # letters: a shorter acronym may be spelt out by chance


def is_unsaid(case: Case, shape: str, lang: Language) -> bool:
    """Say whether the words around a passage leave no doubt that nobody said it.

    ``shape`` is how it starts and its length, as in ``capital:short``.
    """
    token = case.sentence.token(case.at)
    return (
        _is_refused(case, token, lang)
        or _is_nickname(case, token, lang)
        or _is_so_called(case, token, lang)
        or _is_spelt_out(case, token, lang)
        or (shape in TITLES and _is_title(case, token, lang))
    )


def _is_refused(case: Case, token: int, lang: Language) -> bool:
    """Say whether somebody does not take up the wording: récuse le terme, rejects the word."""
    if lang.sets["wordings"].isdisjoint(case.sentence.strip.words[max(0, token - NEAR + 1) : token]):
        return False
    before = case.sentence.strip.words[_clause(case, token) : token]
    noun = next((i for i in range(len(before) - 1, -1, -1) if before[i] in lang.sets["wordings"]), -1)
    if noun < 0 or len(before) - noun > NEAR - 1:
        return False
    return any(word.startswith(lang.rejecting_stems) for word in before[:noun])


def _is_nickname(case: Case, token: int, lang: Language) -> bool:
    """Say whether the last verb before a passage gives a name: ils l'ont surnommé « A », nicknamed the bridge “A”."""
    strip = case.sentence.strip
    verbs = (strip.words[i] for i in range(token - 1, _clause(case, token) - 1, -1) if strip.grains[i] in VERBS)
    return next(verbs, "").startswith(lang.nicknaming_stems)


def _clause(case: Case, token: int) -> int:
    """Say where the clause starts that leads to a passage, a few words before it at most."""
    grains = case.sentence.strip.grains
    return max(token - REACH, 0, *(grains.rfind(sign, 0, token) + 1 for sign in CLAUSE_STARTS))


def _is_so_called(case: Case, token: int, lang: Language) -> bool:
    """Say whether a passage names what stands before it: les voies dites « A », la réforme dite du « A »."""
    strip = case.sentence.strip
    at = token - 2 if strip.grains[max(0, token - 1) : token] == "p" else token - 1
    if at < 1 or strip.grains[at - 1] not in CALLED:
        return False
    first = "".join(case.words[:1])
    of = "p" in {lang.grains.get(first), lang.grains.get(f"{first}'")}  # le plan dit « de A »; but le maire dit « A »
    called = of and strip.grains[at - 1] in THINGS and strip.words[at] in lang.sets["may_call"]
    return called or strip.words[at] in lang.sets["so_called"]


def _is_spelt_out(case: Case, token: int, lang: Language) -> bool:
    """Say whether a passage is what an acronym beside it stands for: les VDP, les « Volontaires pour la patrie »."""
    strip = case.sentence.strip
    if "A" not in strip.grains[max(0, token - NEAR) : token + NEAR]:
        return False
    beside = range(max(0, token - NEAR), min(len(strip.grains), token + NEAR))
    acronyms = [
        strip.words[i]
        for i in beside
        if strip.grains[i] == "A" and strip.words[i].isalpha() and len(strip.words[i]) >= SPELT
        if BETWEEN.issuperset(strip.grains[min(i, token) + 1 : max(i, token)])
    ]
    return bool(acronyms) and initials(case.words, lang) in acronyms


def _is_title(case: Case, token: int, lang: Language) -> bool:
    """Say whether a passage is the title of what stands before it: sa tribune parue jeudi, « A », a fait du bruit."""
    before = case.sentence.strip.words[max(0, token - CLOSE) : token]
    if before[-1:] != [","] or lang.sets["title_words"].isdisjoint(before):
        return False
    after = case.sentence.symbols[case.at + 1 : case.at + CLOSE]
    for clause in CLAUSES:
        after = after.partition(clause)[0]
    return CUES.isdisjoint(after)
