"""Leave to a thing the name that it has, of somebody or not: la rue Victor Hugo, l'opération Barkhane, Hugo Street."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.extract.tokens import Draft
    from quotes.lexicon import Language

NAMED = frozenset("FXAL")  # what a name starts with
SURNAME = frozenset("XFA~")
IN_NAME = SURNAME | {"L", "T"}
BODY_NAME = frozenset("XLA")
DESCRIBING = frozenset("ax")  # la rue piétonne, la start-up lyonnaise
NOTHING = "x"  # a word that names nobody
SAYING = frozenset("vjtPI")
BETWEEN = frozenset("dqp%a")  # between a cue or a function and the thing


def named_bodies(draft: Draft, lang: Language) -> None:
    """Make what follows a body its name: l'institut Levant Forum, la start-up lyonnaise Enogia, le lycée Victor-Hugo.

    A full name after it is the body's too, unless it is somebody's: le patron du groupe Paul Roux, a confié à la radio
    Paul Roux.
    """
    words, grains = draft.words, draft.grains
    for i in range(len(grains) - 1):
        if grains[i] == "b" and words[i] in lang.sets["named_bodies"]:
            described = grains[i + 1] in DESCRIBING and draft.raw[i + 1][0].islower()
            _name_body(draft, i + 1 + described, namesake=not _is_whose(draft, i, lang))


def _name_body(draft: Draft, start: int, *, namesake: bool) -> None:
    grains, raw, end = draft.grains, draft.raw, start
    tied = end < len(grains) and grains[end] == "F" and "-" in raw[end]
    if tied:  # le lycée Victor-Hugo, but le président du groupe Jean-Paul Martin
        end += namesake or "".join(grains[end + 1 : end + 2]) not in SURNAME
    while namesake and not tied and grains[end : end + 1] == ["F"]:
        end += 1
    while end < len(grains) and grains[end] in BODY_NAME and raw[end][0].isupper():
        end += 1
    person = end < len(grains) and grains[end] in "F~" and surname_follows(draft, end + 1)
    if end == len(grains) or grains[end] not in "F~" or (person and end == start + 1):
        grains[start:end] = "A" * (end - start)


def named_things(draft: Draft, lang: Language) -> None:
    """Make nobody of whoever a thing has its name of: la rue Victor Hugo, Victor Hugo Street, Operation Blue Star.

    The name may be somebody's here as well: le capitaine du navire Luc Petit, a déclaré au procès Luc Petit.
    """
    words, grains, end = draft.words, draft.grains, 0
    for i, grain in enumerate(grains):
        if i < end or grain not in NAMED:
            continue
        end = i + 1
        while end < len(grains) and grains[end] in IN_NAME and draft.raw[end][0].isupper():
            end += 1
        if lang.head_last:
            thing, last = i - 1, _end_of_thing(draft, i, end, lang)
        else:
            thing, last = _thing(draft, i - 1, lang), end
            last = end if thing >= 0 and not _is_whose(draft, thing, lang) else 0
        if last > i and words[i] not in lang.sets["metonyms"]:  # but la place Beauvau has said
            grains[thing + 1 : last] = NOTHING * (last - thing - 1)


def _end_of_thing(draft: Draft, start: int, end: int, lang: Language) -> int:
    """Say where the thing ends that a run of capitals names: Operation Blue Star, Hugo Street, the Ann Roe case; or 0.

    Ann Park is somebody, as what may be a surname goes on a name.
    """
    words, grains, sets = draft.words, draft.grains, lang.sets
    articled = start > 0 and words[start - 1] in sets["articles"]
    if words[start] in sets["named_things"] and end > start + 1:
        return end
    for i in range(end - 1, start, -1):
        if words[i] in sets["eponyms"]:
            placed = articled or (start > 0 and words[start - 1] in sets["beside"])
            surname = words[i] in sets["surnames"] and not (placed and (i > start + 1 or grains[start] != "F"))
            return 0 if surname else i + 1
    whole = articled and grains[start] == "F" and end > start + 1 and grains[end : end + 1] != ["b"]
    return end if whole else 0


def _thing(draft: Draft, i: int, lang: Language) -> int:
    """Find the thing that has the name after token ``i``, over an adjective, or du Docteur; -1 for none."""
    words, grains = draft.words, draft.grains
    if i < 0:
        return -1
    titled = grains[i] == "T" and draft.raw[i][0].isupper()
    if titled and i > 1 and grains[i - 1] == "p":  # avenue du Général Leclerc, but l'affaire du Dr Roux
        i -= 2
        return i if words[i] in lang.sets["namesakes"] else -1
    if i and grains[i] in DESCRIBING and words[i] not in lang.sets["named_things"]:
        i -= 1
    if grains[i] not in "xbLOr" or words[i] not in lang.sets["named_things"]:
        return -1
    before = words[i - 1] if i else ""
    alone = before in lang.owners or before in lang.sets["demonstrative"] or before in lang.sets["indefinite"]
    return -1 if alone else i  # pendant ce procès Heaulme a répété


def _is_whose(draft: Draft, thing: int, lang: Language) -> bool:
    """Say whether a name after a thing is that of who has the function before it, or of who speaks there.

    Not where such things are named after people: les riverains de la rue Paul Roux.
    """
    i = thing - 1
    if draft.words[thing] in lang.sets["namesakes"]:
        return False
    while i >= 0 and draft.grains[i] in BETWEEN:
        i -= 1
    if i < 0 or i == thing - 1:
        return False
    before, word = draft.grains[i], draft.words[i]
    function = before == "r" and lang.genders.get(word, "s").endswith("s")
    return function or before in SAYING or (before == "x" and lang.endings.is_person(word))


def _is_noble(draft: Draft, i: int) -> bool:
    """Say whether an article or a preposition is one of a name: Le Pen, de Villepin, de La Rochefoucauld."""
    return draft.raw[i][0].isupper() or (draft.grains[i] == "p" and draft.raw[i + 1][0].isupper())


def surname_follows(draft: Draft, i: int) -> bool:
    """Say whether a surname starts at a token: Macron, Le Pen, de Villepin."""
    while i + 1 < len(draft.grains) and (draft.grains[i] == "~" or (draft.grains[i] in "dp" and _is_noble(draft, i))):
        i += 1
    return i < len(draft.grains) and draft.grains[i] in SURNAME
