"""Tell whose name a mention stands for: from a surname, a function or a pronoun to the fullest name printed."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.cast import NEUTER, SUBJECTS, Cast, Entity, agree
from quotes.extract.mentions import BODY, PERSON, PRONOUN, ROLE, Mention
from quotes.model import Status

if TYPE_CHECKING:
    from quotes.lexicon import Language
    from quotes.model import Span

MENTIONS_BACK, SENTENCES_BACK = 40, 8  # how far back a pronoun may point: bounded, so that time is linear
# how much a mention before a pronoun stands out, less one for each sentence between them
SALIENCE = {PERSON: 1.0, ROLE: 0.5, BODY: -1.0}
SUBJECT, SPOKE_LAST, OBLIQUE = 1.5, 1.5, -1.0
FAINT = 0.0  # below, the last speaker is meant
NOTHING = -9.0
ANYBODY = "xs"  # gender and number of a pronoun that points to nobody: on

STATUS = {PERSON: Status.RESOLVED, ROLE: Status.ROLE, BODY: Status.COLLECTIVE}


class Known(NamedTuple):
    """Who a mention is: the entity, how it is known, and the mentions on the way."""

    entity: Entity
    status: Status
    chain: tuple[Span, ...] = ()

    @classmethod
    def same(cls, entity: Entity | None) -> Known | None:
        """Name somebody without a mention: the last speaker, whose words go on."""
        return None if entity is None else cls(entity, STATUS[entity.kind])


def who(mention: Mention, previous: Entity | None, cast: Cast) -> Known | None:
    """Say who a mention is; None when nobody fits. ``previous`` is the last speaker."""
    if mention.kind == PRONOUN:
        nobody = mention.head not in cast.lang.pronouns or mention.gender + mention.number == ANYBODY
        return None if nobody else _antecedent(mention, previous, cast)
    if known := _owner(mention, cast):
        return known
    cast.learn(mention)
    entity = cast.of[mention.span]
    if entity.kind == PERSON:
        named = mention.kind == PERSON and (entity.name_at == mention.name_at or len(mention.name) >= len(entity.name))
        return Known(entity, Status.NAMED) if named else Known(entity, Status.RESOLVED, (mention.span,))
    if mention.kind == BODY or mention.number == "p":
        return Known(entity, Status.COLLECTIVE)
    return Known(entity, Status.ROLE)


def _owner(mention: Mention, cast: Cast) -> Known | None:
    """Say whose words or text it is: of whoever did something last (selon ses propos, sa lettre dénonce).

    None for what is somebody: ses avocats.
    """
    is_text = mention.head in cast.lang.sets["speaking"] or cast.lang.sorts.get(mention.head) == "document"
    if not is_text or mention.owner in {"", "xx"}:
        return None
    whose = mention._replace(kind=PRONOUN, gender=mention.owner[0], number=mention.owner[1])
    here, now = bisect_left(cast.starts, mention.span.start) - 1, cast.sentence_at(mention.span.start)
    for i in range(here, max(-1, here - MENTIONS_BACK), -1):
        near, entity, _, sentence, how = cast.seen[i]
        if now - sentence > 1:
            break
        if how in SUBJECTS and agree(whose, entity):
            return Known(entity, STATUS[entity.kind], (mention.span, near.span))
    return None


def points_back(mention: Mention, previous: Entity | None, cast: Cast) -> Known | None:
    """Say whom a function may stand for who was just named: le diplomate, cette élue; not le maire de Lyon.

    None for a function whose holder is known, or where nobody fits. The mention must have been learnt.
    """
    if mention.again:  # la même source, and none is named before: whoever was quoted last
        return Known.same(previous) if cast.of[mention.span].first == mention.span.start else None
    if mention.kind != ROLE or mention.number != "s" or cast.of[mention.span].kind == PERSON:
        return None
    if not (mention.demonstrative or _names_nothing_else(mention, cast.lang)):
        return None
    found = _antecedent(mention, previous, cast)
    if found is None or found.entity.kind != PERSON or mention.country not in {"", found.entity.country}:
        return None  # le président russe is nobody who may be French
    return found


def _names_nothing_else(mention: Mention, lang: Language) -> bool:
    """Say whether a function with an article may stand for a name: la diplomate.

    Not son avocat, le maire de Lyon, l'un d'eux; nor le procureur and la trentenaire, whom no name need introduce.
    """
    if mention.owner or mention.complement or not mention.definite:
        return False
    return not (mention.head in lang.determiners or mention.head in lang.sets["offices"] | lang.sets["aged"])


def _may_be_meant(mention: Mention, entity: Entity) -> bool:
    """Say whether a pronoun may stand for somebody: elle is no man, and il no city, and no function in passing."""
    if not agree(mention, entity) or (entity.kind == ROLE and entity.number == "s" and not entity.determined):
        return False
    return not (entity.kind == BODY and entity.gender == "x" and mention.gender != NEUTER)


def _beside(mention: Mention, here: int, now: int, cast: Cast) -> set[int]:
    """List those named in the sentence before a function, who are not meant: devant Paul Martin, le maire a dit."""
    if mention.kind != ROLE:
        return set()
    back = range(here, max(-1, here - MENTIONS_BACK), -1)
    return {id(cast.seen[i].entity) for i in takewhile(lambda i: cast.seen[i].sentence == now, back)}


def _antecedent(mention: Mention, previous: Entity | None, cast: Cast) -> Known | None:
    """Find the most salient fitting mention before a pronoun: near, a subject, a person, the last speaker."""
    best, best_score, place = None, NOTHING, None
    here, now = bisect_left(cast.starts, mention.span.start) - 1, cast.sentence_at(mention.span.start)
    beside = _beside(mention, here, now, cast)
    for i in range(here, max(-1, here - MENTIONS_BACK), -1):
        near, entity, _, sentence, how = cast.seen[i]
        back = now - sentence
        if back > SENTENCES_BACK:
            break
        if id(entity) in beside or not _may_be_meant(mention, entity):
            continue
        if mention.head in cast.lang.sets["latter"]:  # ce dernier: whoever was named last
            return Known(entity, STATUS[entity.kind], (mention.span, near.span))
        score = SALIENCE[entity.kind] - back + (SUBJECT if how in SUBJECTS else 0.0)
        score += (0.0 if near.free else OBLIQUE) + (SPOKE_LAST if entity is previous else 0.0)
        if score > best_score:
            best, best_score, place = entity, score, near.span
    if previous is not None and best_score < FAINT and agree(mention, previous):
        best, place = previous, None
    if best is None:
        return None
    return Known(best, STATUS[best.kind], (mention.span, place) if place else (mention.span,))
