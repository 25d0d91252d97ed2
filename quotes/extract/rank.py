"""Choose between candidates: weighed evidence for each person or body near a passage, or for nobody.

The rules propose; where several fit, or none, the evidence decides. Each piece has a name (see ``pieces``) and a weight
(``lang/<code>/speakers.toml``, written by ``tools/train.py`` from annotated articles). A candidate's share of
the total, exp(sum) / total, is how sure we are. A piece ``case|name`` counts only in cases of that kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from math import exp, fsum
from operator import attrgetter
from typing import TYPE_CHECKING

from quotes.extract.cast import SUBJECTS
from quotes.extract.mentions import BODY, PERSON, PRONOUN, ROLE
from quotes.extract.order import Order
from quotes.extract.pieces import (
    DECIDES,
    DECISIVE,
    POINTS_BACK,
    after,
    agreement,
    before,
    last,
    past,
    piece,
    proposal,
    standing,
    traits,
    worded,
)
from quotes.extract.ruled_out import is_nameless, is_unread, may_mean, spoken_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quotes.extract.cases import Case
    from quotes.extract.cast import Cast, Entity, Seen
    from quotes.extract.sources import Source
    from quotes.lexicon import Language
    from quotes.lexicon.language import Clue

BEFORE, AFTER = 900, 260  # characters around a passage in which a candidate must be mentioned
FAR_BACK, FAR_AHEAD = 5, 2  # sentences: further ones count as so far
MANY = 4  # mentions or words: more count as so many
LONG = 5  # words: a longer passage may stand without a cue
NEAR, FAR = 40, 600  # characters between a quote and the next: of one breath, of another part of the article


LAST: dict[str, Callable[[Seen], bool]] = {
    "last_mention": lambda _: True,
    "last_subject": lambda seen: seen.how in SUBJECTS,
    "last_person": lambda seen: seen.mention.free and seen.entity.kind == PERSON,
}


@dataclass(slots=True)
class Candidate:
    """Somebody who may have said it, or nobody (None): the best rule that says so, if any, and the evidence."""

    entity: Entity | None
    source: Source | None = None
    seen: set[Clue] = field(default_factory=set)  # the evidence
    score: float = 0.0
    share: float = 0.0

    @property
    def evidence(self) -> frozenset[str]:
        """The names of the evidence."""
        return frozenset(name for clue in self.seen for name in clue.names)


def candidates(case: Case, sources: Sequence[Source], cast: Cast, spoken: Mapping[int, int]) -> list[Candidate]:
    """List the candidates for a passage with their evidence; the first one is nobody.

    ``sources`` are what the rules found, best first; ``spoken`` counts quotes by ``id(entity)`` so far.
    """
    context = _context(case, sources, cast.lang)
    nobody = Candidate(None)
    rules = "rules" if sources else "none"
    nobody.seen.update(map(piece, (f"nobody:{context}", f"nobody:{rules}", f"nobody:{min(len(case.words), MANY)}")))
    found = _proposed(sources, cast.lang)
    mention = sources[0].mention if sources else None
    points = mention is not None and mention.kind in {PRONOUN, ROLE}
    start = case.passage.outer.start
    anchor = min(start, mention.span.start) if mention and points else start
    near = cast.between(start - BEFORE, start)[::-1]
    _mentioned_before(near, cast.sentence_at(start), anchor, context, found)
    _mentioned_after(case, cast, context, found)
    accused = spoken_of(case, cast)
    fitting = [candidate for entity, candidate in found.items() if candidate.source or entity not in accused]
    if mention is not None and mention.kind == PRONOUN:  # elle is no man
        fitting = [candidate for candidate in fitting if candidate.entity and may_mean(mention, candidate.entity, cast)]
    talker = _person(case, cast.lang)
    order = Order(fitting, context)
    order.read(case, near)
    order.tell(id(case.previous))
    for candidate in fitting:
        _history(candidate, case, context, spoken)
        if talker and candidate.entity:
            candidate.seen.add(piece(f"{talker}:{candidate.entity.kind}"))
        if mention and points and candidate.entity:
            candidate.seen.update(agreement(mention, candidate.entity))
    if is_unread(case, sources):
        nobody.seen.add(piece("nobody:unread"))
    if is_nameless(case, cast.lang):  # nobody, unless a rule names where it was read
        nobody.seen.add(piece("nobody:nameless"))
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
        candidate.seen.update(proposal(source, sources[0] if order else None))
        if source.mention:
            candidate.seen.update(
                worded(source.mention, entity, lang, points_back=source.rule == POINTS_BACK, first=order == 0)
            )
        if order == 0 and _is_decisive(source, lang):
            candidate.seen.add(DECISIVE)
    return found


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


def _mentioned_before(near: Sequence[Seen], here: int, anchor: int, context: str, found: dict[int, Candidate]) -> None:
    """Add those mentioned before the passage, in sentence ``here``, and how; and who came last before ``anchor``.

    ``near`` are the mentions before it, the nearest first.
    """
    for _, entity, _, sentence, how in near:
        candidate = found.get(id(entity))
        if candidate is None:
            candidate = found[id(entity)] = Candidate(entity)
        candidate.seen.add(before(context, min(here - sentence, FAR_BACK), how, entity.kind))
    for way, fits in LAST.items():
        latest = next((seen for seen in near if seen.start < anchor and fits(seen)), None)
        if latest is not None:
            found[id(latest.entity)].seen.add(last(context, way))


def _mentioned_after(case: Case, cast: Cast, context: str, found: dict[int, Candidate]) -> None:
    """Add those mentioned soon after the passage."""
    here, end = cast.sentence_at(case.passage.outer.start), case.passage.outer.end
    for _, entity, _, sentence, how in cast.between(end, end + AFTER):
        candidate = found.get(id(entity))
        if candidate is None:
            candidate = found[id(entity)] = Candidate(entity)
        candidate.seen.add(after(context, min(sentence - here, FAR_AHEAD), how))


def _history(candidate: Candidate, case: Case, context: str, spoken: Mapping[int, int]) -> None:
    """Add what speaks for or against somebody wherever they are mentioned: who they are, and what they said so far."""
    entity, gap = candidate.entity, ""
    if entity is None:
        return
    if entity is case.previous:
        distance = case.passage.outer.start - case.previous_end
        gap = "near" if distance < NEAR else "far" if distance > FAR else "mid"
    if entity is case.previous or entity is case.other:
        if case.asked:
            candidate.seen.add(piece(f"asked:{_shape(case)}:{'asker' if entity is case.previous else 'other'}"))
        if case.turn:  # – « A » / – « B »
            candidate.seen.add(piece(f"turn:{'same' if entity is case.previous else 'other'}"))
    candidate.seen.add(standing(context, entity.kind, entity.sort, min(entity.mentions, MANY)))
    if id(entity) in spoken:
        candidate.seen.add(past(context, gap))
    candidate.seen.update(traits(entity, case))


def _person(case: Case, lang: Language) -> str:
    """Say who talks between the marks by the pronouns there: I, we or neither."""
    if not lang.sets["first_singular"].isdisjoint(case.words):
        return "I"
    return "" if lang.sets["first_plural"].isdisjoint(case.words) else "we"


def choose(options: list[Candidate], lang: Language) -> list[Candidate]:
    """Score the candidates and order them, the likeliest first; ``share`` sums to 1."""
    weights = lang.weighed.__getitem__
    for option in options:
        option.score = fsum(chain.from_iterable(map(weights, option.seen)))  # the same in any order
        option.score += DECIDES if DECISIVE in option.seen else 0.0
    top = max([option.score for option in options])
    odds = [exp(option.score - top) for option in options]
    total = sum(odds)
    for option, its in zip(options, odds, strict=True):
        option.share = its / total
    return sorted(options, key=attrgetter("score"), reverse=True)
