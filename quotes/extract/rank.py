"""Choose between candidates: weighed evidence for each person or body near a passage, or for nobody.

The rules propose; where several fit, or none, the evidence decides. Each piece has a name and a weight
(``lang/<code>/speakers.toml``, written by ``tools/train.py`` from annotated articles). A candidate's share of
the total, exp(sum) / total, is how sure we are.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from math import exp, fsum
from typing import TYPE_CHECKING

from quotes.extract.mentions import BODY, PERSON, PRONOUN, ROLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quotes.extract.article import Source
    from quotes.extract.mentions import Mention
    from quotes.extract.resolve import Cast, Entity

BEFORE, AFTER = 900, 260  # characters around a passage in which a candidate must be mentioned


@dataclass(slots=True)
class Candidate:
    """Somebody who may have said it: the best rule that says so, if any, and the evidence."""

    entity: Entity | None
    source: Source | None = None
    evidence: set[str] = field(default_factory=set)
    score: float = 0.0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """What the choice may look at: where the passage is, how long, and who spoke before."""

    start: int
    end: int
    words: int
    alone: bool
    previous: Entity | None
    previous_end: int  # where the last quote ended, or -1
    inner: frozenset[str]  # the words between the marks, folded
    person: str  # je, nous or '': who talks, by its pronouns
    nameless: bool  # the cue says on: dit-on
    latter: frozenset[str]  # pronouns that mean the last one named: ce dernier


def candidates(place: Place, sources: Sequence[Source], cast: Cast, spoken: Mapping[int, int]) -> list[Candidate]:
    """List the candidates for a passage with their evidence; the first one is nobody.

    ``sources`` are what the rules found, best first; ``spoken`` counts quotes by ``id(entity)`` so far.
    """
    found: dict[int, Candidate] = {}
    nobody = Candidate(None)
    context = _context(place, sources)
    nobody.evidence.update(
        (f"nobody:{context}", f"nobody:{'rules' if sources else 'none'}", f"nobody:{min(place.words, 4)}")
    )
    for order, source in enumerate(sources):
        entity = source.known.entity if source.known else None
        if entity is None:
            continue
        candidate = found.get(id(entity))
        if candidate is None:
            candidate = found[id(entity)] = Candidate(entity, source)
        reach, _, subject = source.rule.partition("/")
        kind = source.mention.kind if source.mention else "-"
        rank = "first" if order == 0 else "also"
        candidate.evidence.update((f"{rank}:{reach}", f"{rank}:{reach}/{subject}", f"{rank}:{reach}:{kind}", f"{rank}"))
        if kind == PRONOUN:
            candidate.evidence.add(f"{rank}:pronoun")
    if place.nameless:
        nobody.evidence.add("nobody:on")
    pointer = sources[0].mention if sources else None
    anchor = min(place.start, pointer.span.start) if pointer and pointer.kind in {PRONOUN, ROLE} else place.start
    _mentioned(place, anchor, cast, context, found)
    if pointer is not None and pointer.kind == PRONOUN:
        found = {key: c for key, c in found.items() if c.entity and _may_be(pointer, c.entity)}
    for candidate in found.values():
        _common(candidate, place, context, sources, cast, spoken)
    return [nobody, *found.values()]


def _may_be(pronoun: Mention, entity: Entity) -> bool:
    """Say whether a pronoun's gender and number allow it to mean somebody: elle is no man."""
    gender = "x" in {pronoun.gender, entity.gender} or pronoun.gender == entity.gender
    number = "x" in {pronoun.number, entity.number} or pronoun.number == entity.number
    return gender and number


def _context(place: Place, sources: Sequence[Source]) -> str:
    """The kind of case: what the best rule leans on, or the passage's shape where there is no rule."""
    if sources:
        mention = sources[0].mention
        kind = "-" if mention is None else "L" if mention.head in place.latter else mention.kind
        return f"{sources[0].rule.partition('/')[0]}:{kind}"
    return "alone" if place.alone else "long" if place.words > 5 else "short"


def _mentioned(place: Place, anchor: int, cast: Cast, context: str, found: dict[int, Candidate]) -> None:
    """Add those mentioned near the passage, with how and where; before ``anchor``, who came last."""
    here = cast.sentence_at(place.start)
    pronoun = context.endswith(":P")
    first = bisect_left(cast.starts, place.start - BEFORE)
    last = bisect_left(cast.starts, place.end + AFTER)
    seen_subject = seen_free = seen_any = False
    for i in range(bisect_left(cast.starts, place.start) - 1, first - 1, -1):
        mention, entity = cast.seen[i]
        candidate = found.get(id(entity))
        if candidate is None:
            candidate = found[id(entity)] = Candidate(entity)
        back = min(here - cast.sentences[i], 5)
        subject = cast.subjects.get(mention.span, "")
        how = subject or ("f" if mention.free else "o")
        candidate.evidence.update((f"b{back}{how}", f"{context}|b{back}{how}", f"b{back}{how}{entity.kind}"))
        if pronoun:
            candidate.evidence.add(f"pronoun|b{back}{how}{entity.kind}")
        if cast.starts[i] >= anchor:
            continue
        if not seen_any:
            seen_any = True
            candidate.evidence.update(("last_mention", f"{context}|last_mention"))
        if subject and not seen_subject:
            seen_subject = True
            candidate.evidence.update(("last_subject", f"{context}|last_subject"))
        if mention.free and entity.kind == PERSON and not seen_free:
            seen_free = True
            candidate.evidence.update(("last_person", f"{context}|last_person"))
    for i in range(bisect_left(cast.starts, place.end), last):
        mention, entity = cast.seen[i]
        ahead = min(cast.sentences[i] - here, 2)
        candidate = found.get(id(entity))
        if candidate is None:
            candidate = found[id(entity)] = Candidate(entity)
        how = cast.subjects.get(mention.span, "f" if mention.free else "o")
        candidate.evidence.update((f"a{ahead}{how}", f"{context}|a{ahead}{how}"))


def _common(  # noqa: PLR0913
    candidate: Candidate, place: Place, context: str, sources: Sequence[Source], cast: Cast, spoken: Mapping[int, int]
) -> None:
    """What speaks for or against somebody wherever they are mentioned."""
    entity, pieces = candidate.entity, candidate.evidence
    if entity is None:
        return
    pieces.update((f"kind:{entity.kind}", f"{context}|kind:{entity.kind}"))
    if entity is place.previous:
        near = (
            "near"
            if place.start - place.previous_end < 40
            else "far"
            if place.start - place.previous_end > 600
            else "mid"
        )
        pieces.update((f"previous:{near}", f"{context}|previous", f"{context}|previous:{near}"))
    if id(entity) in spoken:
        pieces.update(("spoke", f"{context}|spoke"))
    if place.person:
        pieces.add(f"{place.person}:{entity.kind}")
    if entity.kind == PERSON and entity.name[-1] in place.inner:
        pieces.add("named_inside")
    count = cast.counts.get(id(entity), 0)
    pieces.add(f"mentions:{min(count, 4)}")
    if entity.kind == PERSON and len(entity.name) == 1:
        pieces.add("one_word_name")
    if entity.kind == ROLE and entity.number == "p":
        pieces.add("plural_role")
    if entity.sort:
        pieces.update((f"sort:{entity.sort}", f"{context}|sort:{entity.sort}"))
    mention = sources[0].mention if sources else None
    if mention is not None and mention.kind in {PRONOUN, ROLE}:
        for name, a, b in (("gender", mention.gender, entity.gender), ("number", mention.number, entity.number)):
            agree = "unsure" if "x" in {a, b} else "same" if a == b else "other"
            pieces.update((f"{mention.kind}:{name}:{agree}", f"{mention.kind}:{name}:{agree}:{entity.kind}"))
        if mention.kind == ROLE:
            held = mention.head in entity.roles
            pieces.add(
                f"role:{'held' if held else 'not held'}:{entity.kind}:{'bare' if not mention.complement else 'full'}"
            )
    if entity.kind == BODY and entity.gender == "x":
        pieces.add("body_of_no_gender")


def choose(options: list[Candidate], weights: Mapping[str, float]) -> list[Candidate]:
    """Score the candidates and order them, the likeliest first; ``share`` sums to 1."""
    for option in options:
        option.score = fsum(weights.get(piece, 0.0) for piece in option.evidence)  # in any order
    top = max(option.score for option in options)
    total = sum(exp(option.score - top) for option in options)
    for option in options:
        option.share = exp(option.score - top) / total
    return sorted(options, key=lambda option: -option.score)
