"""Choose between candidates: weighed evidence for each person or body near a passage, or for nobody.

The rules propose; where several fit, or none, the evidence decides. Each piece has a name and a weight
(``lang/<code>/speakers.toml``, written by ``tools/train.py`` from annotated articles). A candidate's share of
the total, exp(sum) / total, is how sure we are. A piece ``case|name`` counts only in cases of that kind.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, fsum
from typing import TYPE_CHECKING

from quotes.extract.cast import SUBJECTS
from quotes.extract.mentions import BODY, PERSON, PRONOUN, ROLE
from quotes.extract.order import Order
from quotes.extract.ruled_out import is_nameless, is_unread, may_mean, spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quotes.extract.cases import Case
    from quotes.extract.cast import Cast, Entity
    from quotes.extract.mentions import Mention
    from quotes.extract.sources import Source
    from quotes.lexicon import Language

BEFORE, AFTER = 900, 260  # characters around a passage in which a candidate must be mentioned
FAR_BACK, FAR_AHEAD = 5, 2  # sentences: further ones count as so far
MANY = 4  # mentions or words: more count as so many
LONG = 5  # words: a longer passage may stand without a cue
NEAR, FAR = 40, 600  # characters between a quote and the next: of one breath, of another part of the article

NAMES = 10_000  # names of evidence kept
POINTS_BACK = "points_back"  # the rule for a function that stands for somebody named before
DECISIVE, DECIDES = "decisive", 4.0  # a piece of evidence, and its weight, that is set and not learnt


@dataclass(slots=True)
class Candidate:
    """Somebody who may have said it, or nobody (None): the best rule that says so, if any, and the evidence."""

    entity: Entity | None
    source: Source | None = None
    evidence: set[str] = field(default_factory=set)
    score: float = 0.0
    share: float = 0.0


def candidates(case: Case, sources: Sequence[Source], cast: Cast, spoken: Mapping[int, int]) -> list[Candidate]:
    """List the candidates for a passage with their evidence; the first one is nobody.

    ``sources`` are what the rules found, best first; ``spoken`` counts quotes by ``id(entity)`` so far.
    """
    context = _context(case, sources, cast.lang)
    nobody = Candidate(None)
    nobody.evidence = {
        f"nobody:{context}",
        f"nobody:{'rules' if sources else 'none'}",
        f"nobody:{min(len(case.words), MANY)}",
    }
    found = _proposed(sources, cast.lang)
    mention = sources[0].mention if sources else None
    points = mention is not None and mention.kind in {PRONOUN, ROLE}
    start = case.passage.outer.start
    anchor = min(start, mention.span.start) if mention and points else start
    _mentioned_before(case, anchor, cast, context, found)
    _mentioned_after(case, cast, context, found)
    accused = spoken_of(case, cast)
    fitting = [candidate for entity, candidate in found.items() if candidate.source or entity not in accused]
    if mention is not None and mention.kind == PRONOUN:  # elle is no man
        fitting = [candidate for candidate in fitting if candidate.entity and may_mean(mention, candidate.entity, cast)]
    talker = _person(case, cast.lang)
    order = Order(fitting, context)
    order.read(case, cast, BEFORE)
    order.tell(id(case.previous))
    for candidate in fitting:
        _history(candidate, case, context, cast, spoken)
        if talker and candidate.entity:
            candidate.evidence.add(f"{talker}:{candidate.entity.kind}")
        if mention and points:
            _agreement(candidate, mention)
    if is_unread(case, sources):
        nobody.evidence.add("nobody:unread")
    if is_nameless(case, cast.lang):  # nobody, unless a rule names where it was read
        nobody.evidence.add("nobody:nameless")
        fitting = [candidate for candidate in fitting if candidate.source and candidate.source.mention is not None]
    return [nobody, *fitting]


def _context(case: Case, sources: Sequence[Source], lang: Language) -> str:
    """Name the kind of case: what the best rule leans on, or the passage's shape where there is no rule."""
    if sources:
        mention = sources[0].mention
        if mention is None and sources[0].cue < 0:
            return f"{sources[0].rule}:{_shape(case)}"
        kind = "-" if mention is None else "L" if mention.head in lang.sets["latter"] else mention.kind
        return f"{sources[0].rule.partition('/')[0]}:{kind}"
    return _shape(case)


def _shape(case: Case) -> str:
    """Say whether a passage stands alone, may stand without a cue, or is short."""
    return "alone" if case.alone else "long" if len(case.words) > LONG else "short"


def _proposed(sources: Sequence[Source], lang: Language) -> dict[int, Candidate]:
    """Make candidates, by ``id(entity)``, of those whom the rules propose: by which rule, and by what words."""
    found: dict[int, Candidate] = {}
    for order, source in enumerate(sources):
        if source.known is None:
            continue
        entity = source.known.entity
        candidate = found.get(id(entity))
        if candidate is None:
            candidate = found[id(entity)] = Candidate(entity, source)
        reach, _, subject = source.rule.partition("/")
        kind = source.mention.kind if source.mention else "-"
        rank = "first" if order == 0 else "also"
        if order:
            candidate.evidence.add(f"also:{sources[0].rule.partition('/')[0]}>{reach}")
        candidate.evidence.update((rank, f"{rank}:{reach}", f"{rank}:{reach}/{subject}", f"{rank}:{reach}:{kind}"))
        if kind == PRONOUN:
            candidate.evidence.add(f"{rank}:pronoun")
        if source.mention:
            candidate.evidence.update(_worded(source.mention, source.rule == POINTS_BACK, rank, entity, lang))
        if order == 0 and _is_decisive(source, lang):
            candidate.evidence.add(DECISIVE)
    return found


def _worded(mention: Mention, points_back: bool, rank: str, entity: Entity, lang: Language) -> Iterator[str]:
    """Name what the words of a mention say by themselves: ce dernier, cette élue, la même source, le maire."""
    if mention.head in lang.sets["latter"]:
        yield "latter"
    if mention.demonstrative:
        yield f"demonstrative:{points_back}:{entity.kind}"
    if points_back:
        yield f"points:{bool(mention.complement)}"
        yield f"points:{mention.head}"
        if mention.again or mention.demonstrative:
            yield DECISIVE
    elif rank == "first" and mention.kind == ROLE and mention.definite:
        yield f"office:{mention.head}"


def _is_decisive(source: Source, lang: Language) -> bool:
    """Say whether the words beside the cue leave no doubt: « A », a dit Jean Martin; « A », dit un passant.

    Le maire may be somebody named before, as ce ministère is, and elle always is: those are weighed with the rest.
    """
    mention = source.mention
    if mention is None or source.rule not in lang.decisive:
        return False
    if mention.kind == BODY:
        return not (mention.definite and (mention.bare or mention.demonstrative or mention.again))
    named_alone = mention.kind == ROLE and not (mention.definite and mention.determined)
    return mention.kind == PERSON or named_alone or mention.head in lang.sets["aged"]


def _mentioned_before(case: Case, anchor: int, cast: Cast, context: str, found: dict[int, Candidate]) -> None:
    """Add those mentioned before the passage, with how and where; and who came last before ``anchor``."""
    start = case.passage.outer.start
    here, wanted = cast.sentence_at(start), {"last_mention", "last_subject", "last_person"}
    for i in range(bisect_left(cast.starts, start) - 1, bisect_left(cast.starts, start - BEFORE) - 1, -1):
        mention, entity = cast.seen[i]
        candidate = found.get(id(entity))
        if candidate is None:
            candidate = found[id(entity)] = Candidate(entity)
        how = cast.how[i]
        candidate.evidence.update(_before(context, min(here - cast.sentences[i], FAR_BACK), how, entity.kind))
        if wanted and cast.starts[i] < anchor:
            last = {"last_mention"}
            if how in SUBJECTS:
                last.add("last_subject")
            if mention.free and entity.kind == PERSON:
                last.add("last_person")
            last &= wanted
            wanted -= last
            candidate.evidence.update(last, [f"{context}|{name}" for name in last])


def _mentioned_after(case: Case, cast: Cast, context: str, found: dict[int, Candidate]) -> None:
    """Add those mentioned soon after the passage."""
    here, end = cast.sentence_at(case.passage.outer.start), case.passage.outer.end
    for i in range(bisect_left(cast.starts, end), bisect_left(cast.starts, end + AFTER)):
        entity = cast.seen[i][1]
        candidate = found.get(id(entity))
        if candidate is None:
            candidate = found[id(entity)] = Candidate(entity)
        candidate.evidence.update(_after(context, min(cast.sentences[i] - here, FAR_AHEAD), cast.how[i]))


def _history(candidate: Candidate, case: Case, context: str, cast: Cast, spoken: Mapping[int, int]) -> None:
    """Add what speaks for or against somebody wherever they are mentioned: who they are, and what they said so far."""
    entity, gap = candidate.entity, ""
    if entity is None:
        return
    if entity is case.previous:
        distance = case.passage.outer.start - case.previous_end
        gap = "near" if distance < NEAR else "far" if distance > FAR else "mid"
    if case.asked and (entity is case.previous or entity is case.other):
        candidate.evidence.add(f"asked:{_shape(case)}:{'asker' if entity is case.previous else 'other'}")
    if case.turn and (entity is case.previous or entity is case.other):  # – « A » / – « B »
        candidate.evidence.add(f"turn:{'same' if entity is case.previous else 'other'}")
    count = min(cast.counts.get(id(entity), 0), MANY)
    candidate.evidence.update(_past(context, entity.kind, gap, count, id(entity) in spoken))
    if entity.sort:
        candidate.evidence.update(_sort(context, entity.sort))
    candidate.evidence.update(_kind(entity, case))


# The names of the evidence are made once each: there are few, and they are asked for all the time.


@lru_cache(NAMES)
def _before(context: str, back: int, how: str, kind: str) -> tuple[str, ...]:
    place = f"b{back}{how}"
    pieces = (place, f"{context}|{place}", f"{place}{kind}")
    return (*pieces, f"pronoun|{place}{kind}") if context.endswith(f":{PRONOUN}") else pieces


@lru_cache(NAMES)
def _after(context: str, ahead: int, how: str) -> tuple[str, ...]:
    place = f"a{ahead}{how}"
    return place, f"{context}|{place}"


@lru_cache(NAMES)
def _past(context: str, kind: str, gap: str, count: int, spoke: bool) -> tuple[str, ...]:
    pieces = [f"kind:{kind}", f"{context}|kind:{kind}", f"mentions:{count}"]
    if gap:
        pieces += [f"previous:{gap}", f"{context}|previous", f"{context}|previous:{gap}"]
    if spoke:
        pieces += ["spoke", f"{context}|spoke"]
    return tuple(pieces)


@lru_cache(NAMES)
def _sort(context: str, sort: str) -> tuple[str, str]:
    return f"sort:{sort}", f"{context}|sort:{sort}"


@lru_cache(NAMES)
def _fit(kind: str, name: str, one: str, other: str, whose: str) -> tuple[str, str]:
    """Say whether the gender or number of a mention of some kind is that of an entity of the kind ``whose``."""
    fits = f"{kind}:{name}:{'unsure' if 'x' in {one, other} else 'same' if one == other else 'other'}"
    return fits, f"{fits}:{whose}"


def _kind(entity: Entity, case: Case) -> Iterator[str]:
    """Name what counts for people, for functions or for bodies alone."""
    if not entity.free:
        yield f"{'elsewhere' if entity.elsewhere else 'never_free'}:{entity.kind}"
    if entity.kind == PERSON:
        if entity.name[-1] in case.words:
            yield "named_inside"
        if len(entity.name) == 1:
            yield "one_word_name"
    elif entity.kind == ROLE:
        if entity.number == "p":
            yield "plural_role"
        if not entity.determined:
            yield "undetermined_role"
    elif entity.kind == BODY and entity.gender == "x":
        yield "body_of_no_gender"


def _person(case: Case, lang: Language) -> str:
    """Say who talks between the marks by the pronouns there: I, we or neither."""
    if not lang.sets["first_singular"].isdisjoint(case.words):
        return "I"
    return "" if lang.sets["first_plural"].isdisjoint(case.words) else "we"


def _agreement(candidate: Candidate, mention: Mention) -> None:
    """Add whether somebody fits the pronoun or function that the best rule found."""
    entity, pieces = candidate.entity, candidate.evidence
    if entity is None:
        return
    pieces.update(_fit(mention.kind, "gender", mention.gender, entity.gender, entity.kind))
    pieces.update(_fit(mention.kind, "number", mention.number, entity.number, entity.kind))
    if mention.kind == ROLE:
        held = "held" if mention.head in entity.roles else "not held"
        pieces.add(f"role:{held}:{entity.kind}:{'full' if mention.complement else 'bare'}")


def choose(options: list[Candidate], weights: Mapping[str, float]) -> list[Candidate]:
    """Score the candidates and order them, the likeliest first; ``share`` sums to 1."""
    for option in options:
        option.score = fsum(map(weights.__getitem__, weights.keys() & option.evidence))  # the same in any order
        option.score += DECIDES if DECISIVE in option.evidence else 0.0
    top = max(option.score for option in options)
    total = sum(exp(option.score - top) for option in options)
    for option in options:
        option.share = exp(option.score - top) / total
    return sorted(options, key=lambda option: -option.score)
