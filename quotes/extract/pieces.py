"""Name the evidence about a candidate: see ``rank``.

A clue is made once and kept: there are few, and they are asked for all the time. No two of them that one candidate
may have share a name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quotes.extract.mentions import BODY, PERSON, PRONOUN, ROLE
from quotes.lexicon.language import Clue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.extract.cases import Case
    from quotes.extract.cast import Entity
    from quotes.extract.mentions import Mention
    from quotes.extract.sources import Source
    from quotes.lexicon import Language

KEPT = 10_000  # clues of each sort
DECISIVE, DECIDES = Clue("decisive"), 4.0  # a piece of evidence, and its weight, that is set and not learnt
POINTS_BACK = "points_back"  # the rule for a function that stands for somebody named before


@lru_cache(KEPT)
def piece(name: str) -> Clue:
    """Give the clue with one name."""
    return Clue(name)


@lru_cache(KEPT)
def before(context: str, back: int, how: str, kind: str) -> Clue:
    """Name a mention before the passage: how many sentences back, in what way, of what kind of entity."""
    place = f"b{back}{how}"
    pronoun = (f"pronoun|{place}{kind}",) if context.endswith(f":{PRONOUN}") else ()
    return Clue(place, f"{context}|{place}", f"{place}{kind}", *pronoun)


@lru_cache(KEPT)
def after(context: str, ahead: int, how: str) -> Clue:
    """Name a mention after the passage."""
    place = f"a{ahead}{how}"
    return Clue(place, f"{context}|{place}")


@lru_cache(KEPT)
def standing(context: str, kind: str, sort: str, count: int) -> Clue:
    """Name who somebody is, and how often mentioned."""
    sorted_as = (f"sort:{sort}", f"{context}|sort:{sort}") if sort else ()
    return Clue(f"kind:{kind}", f"{context}|kind:{kind}", f"mentions:{count}", *sorted_as)


@lru_cache(KEPT)
def past(context: str, gap: str) -> Clue:
    """Name that somebody spoke before; ``gap`` is how far from there the last speaker spoke, and empty for others."""
    last = (f"previous:{gap}", f"{context}|previous", f"{context}|previous:{gap}") if gap else ()
    return Clue("spoke", f"{context}|spoke", *last)


@lru_cache(KEPT)
def last(context: str, way: str) -> Clue:
    """Name the way in which somebody was the last one mentioned."""
    return Clue(way, f"{context}|{way}")


@lru_cache(KEPT)
def place(case: str, context: str, name: str, whose: str) -> Clue:
    """Name the place of an entity of the kind ``whose`` among the candidates; ``case`` is the kind of case."""
    return Clue(name, f"{case}|{name}:{whose}", f"{context}|{name}")


@lru_cache(KEPT)
def fit(kind: str, name: str, one: str, other: str, whose: str) -> Clue:
    """Say whether the gender or number of a mention of some kind is that of an entity of the kind ``whose``."""
    fits = f"{kind}:{name}:{'unsure' if 'x' in {one, other} else 'same' if one == other else 'other'}"
    return Clue(fits, f"{fits}:{whose}")


def proposal(source: Source, best: Source | None) -> Iterator[Clue]:
    """Name the rule that proposes somebody; ``best`` is the best one, where that is another."""
    reach, _, subject = source.rule.partition("/")
    rank, kind = "also" if best else "first", source.mention.kind if source.mention else "-"
    if best:
        yield piece(f"also:{best.family}>{reach}")
    yield piece(rank)
    yield piece(f"{rank}:{reach}")
    yield piece(f"{rank}:{reach}/{subject}")
    yield piece(f"{rank}:{reach}:{kind}")
    if kind == PRONOUN:
        yield piece(f"{rank}:pronoun")


def worded(mention: Mention, entity: Entity, lang: Language, *, points_back: bool, first: bool) -> Iterator[Clue]:
    """Name what the words of a mention say by themselves: ce dernier, cette élue, la même source, le maire."""
    if mention.head in lang.sets["latter"]:
        yield piece("latter")
    if mention.demonstrative:
        yield piece(f"demonstrative:{points_back}:{entity.kind}")
    if points_back:
        yield piece(f"points:{bool(mention.complement)}")
        yield piece(f"points:{mention.head}")
        if mention.again or mention.demonstrative:
            yield DECISIVE
    elif first and mention.kind == ROLE and mention.definite:
        yield piece(f"office:{mention.head}")


def traits(entity: Entity, case: Case) -> Iterator[Clue]:
    """Name what counts for people, for functions or for bodies alone."""
    if not entity.free:
        yield piece(f"{'elsewhere' if entity.elsewhere else 'never_free'}:{entity.kind}")
    if entity.kind == PERSON:
        if entity.name[-1] in case.words:
            yield piece("named_inside")
        if len(entity.name) == 1:
            yield piece("one_word_name")
    elif entity.kind == ROLE:
        if entity.number == "p":
            yield piece("plural_role")
        if not entity.determined:
            yield piece("undetermined_role")
    elif entity.kind == BODY and entity.gender == "x":
        yield piece("body_of_no_gender")


def agreement(mention: Mention, entity: Entity) -> Iterator[Clue]:
    """Name whether somebody fits the pronoun or function that the best rule found."""
    yield fit(mention.kind, "gender", mention.gender, entity.gender, entity.kind)
    yield fit(mention.kind, "number", mention.number, entity.number, entity.kind)
    if mention.kind == ROLE:
        held = "held" if mention.head in entity.roles else "not held"
        yield piece(f"role:{held}:{entity.kind}:{'full' if mention.complement else 'bare'}")
