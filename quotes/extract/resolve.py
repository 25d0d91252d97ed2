"""Tell whose name a mention stands for: from a surname, a function or a pronoun to the fullest name printed."""

from __future__ import annotations

from collections import Counter
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotes.extract.mentions import BODY, PERSON, PRONOUN, ROLE, Mention
from quotes.model import Span, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.lexicon import Language


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody of this article: every mention known to be theirs."""

    kind: str
    name_at: Span
    name: tuple[str, ...]
    gender: str
    number: str = "s"
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    role_at: Span | None = None
    first: int = 0
    sort: str = ""  # document, media, anonymous


@dataclass(frozen=True, slots=True)
class Known:
    """Who a mention is: the entity, how it is known, and the mentions on the way."""

    entity: Entity
    status: Status
    chain: tuple[Span, ...] = ()

    @classmethod
    def same(cls, entity: Entity | None) -> Known | None:
        """The last speaker, whose words go on."""
        status = {PERSON: Status.RESOLVED, ROLE: Status.ROLE, BODY: Status.COLLECTIVE}
        return None if entity is None else cls(entity, status[entity.kind])


class Cast:
    """The people and bodies of one article, in the order of their mentions."""

    def __init__(
        self, mentions: Sequence[Mention], sentence_starts: list[int], subjects: dict[Span, str], lang: Language
    ) -> None:
        self.sentence_starts = sentence_starts
        self.subjects = subjects
        self.lang = lang
        self.people: list[Entity] = []
        self.bodies: dict[tuple[str, ...], Entity] = {}
        self.roles: dict[tuple[str, tuple[str, ...]], Entity] = {}
        self.by_word: dict[str, list[Entity]] = {}
        self.seen: list[tuple[Mention, Entity]] = []
        named = sorted((m for m in mentions if m.kind == PERSON), key=lambda m: (-len(m.name), m.span.start))
        self.of: dict[Span, Entity] = {}
        for mention in named:
            self.of[mention.span] = self._person(mention)
        self.starts: list[int] = []
        self.sentences: list[int] = []
        self.counts: Counter[int] = Counter()
        for mention in mentions:
            entity = self._meet(mention)
            if entity is not None:
                self.seen.append((mention, entity))
                self.starts.append(mention.span.start)
                self.sentences.append(self.sentence_at(mention.span.start))
                self.counts[id(entity)] += 1

    def _meet(self, mention: Mention) -> Entity | None:
        if mention.kind == PERSON:
            return self.of[mention.span]
        if mention.kind == PRONOUN:
            return None
        entity = self.of[mention.span] = self._noun(mention)
        return entity

    def learn(self, mention: Mention) -> None:
        """Add a mention that was found later, inside a passage."""
        if mention.span not in self.of and mention.kind != PRONOUN:
            self.of[mention.span] = self._person(mention) if mention.kind == PERSON else self._noun(mention)

    def _person(self, mention: Mention) -> Entity:
        for entity in self.by_word.get(mention.name[-1], ()):
            if _same_person(mention, entity):
                break
        else:
            first_only = [
                e for e in self.by_word.get(mention.name[0], ()) if len(mention.name) == 1 and not mention.titled
            ]
            if len(first_only) == 1:
                entity = first_only[0]
            else:
                entity = Entity(
                    PERSON, mention.name_at or mention.span, mention.name, mention.gender, first=mention.span.start
                )
                self.people.append(entity)
                for word in set(mention.name):
                    if len(word) > 2:
                        self.by_word.setdefault(word, []).append(entity)
        if entity.gender == "x":
            entity.gender = mention.gender
        if mention.head:
            entity.roles.setdefault(mention.head, mention.complement)
            entity.role_at = entity.role_at or mention.role_at
        entity.first = min(entity.first, mention.span.start)
        return entity

    def _noun(self, mention: Mention) -> Entity:
        if mention.kind == BODY:
            entity = self.bodies.get(mention.name)
            if entity is None:
                entity = Entity(
                    BODY, mention.span, mention.name, mention.gender, mention.number, first=mention.span.start
                )
                entity.sort = self._sort(mention)
                self.bodies[mention.name] = entity
            return entity
        if mention.definite and mention.number == "s":
            person = self._holder(mention)
            if person is not None:
                return person
        key = (mention.head, mention.complement)
        entity = self.roles.get(key)
        if entity is None:
            entity = Entity(
                ROLE, mention.span, (mention.head,), mention.gender, mention.number, first=mention.span.start
            )
            entity.role_at = mention.role_at
            self.roles[key] = entity
        return entity

    def _sort(self, mention: Mention) -> str:
        """What sort of body: document, media, anonymous, place, or none in particular."""
        if " ".join(mention.name) in self.lang.media:
            return "media"
        if mention.head in self.lang.sets["places"]:
            return "place"
        return self.lang.sorts.get(mention.head, "country" if mention.head in self.lang.places else "")

    def _holder(self, mention: Mention) -> Entity | None:
        """The one person said to have this function: le ministre, after le ministre de la Défense Ben Wallace."""
        holders = [e for e in self.people if mention.head in e.roles and _agree(mention, e)]
        if mention.complement:
            same = [e for e in holders if set(mention.complement) & set(e.roles[mention.head])]
            empty = [e for e in holders if not e.roles[mention.head]]
            holders = same or empty
        before = [e for e in holders if e.first < mention.span.start]
        if len(before) > 1:
            latest = next(
                (e for m, e in reversed(self.seen) if m.span.start < mention.span.start and e in before), None
            )
            return latest
        return before[0] if before else (holders[0] if len(holders) == 1 else None)

    def who(self, mention: Mention, previous: Entity | None) -> Known | None:
        """Say who a mention is; None when nobody fits."""
        if mention.kind == PRONOUN:
            return self._antecedent(mention, previous)
        self.learn(mention)
        entity = self.of[mention.span]
        if mention.kind == PERSON:
            status = (
                Status.NAMED
                if entity.name_at == mention.name_at or len(mention.name) >= len(entity.name)
                else Status.RESOLVED
            )
            return Known(entity, status, (mention.span,) if status is Status.RESOLVED else ())
        if entity.kind == PERSON:
            return Known(entity, Status.RESOLVED, (mention.span,))
        if mention.kind == BODY or mention.number == "p":
            return Known(entity, Status.COLLECTIVE)
        return Known(entity, Status.ROLE)

    def _antecedent(self, mention: Mention, previous: Entity | None) -> Known | None:
        """The most salient fitting mention before a pronoun: near, a subject, a person, the last speaker."""
        if mention.kind == PRONOUN and (mention.head not in self.lang.pronouns or mention.gender == "x"):
            return None
        at = mention.span.start
        best, best_score, place = None, -9.0, None
        here = bisect_left(self.starts, at) - 1
        now = self.sentence_at(at)
        for i in range(here, max(-1, here - 40), -1):
            near, entity = self.seen[i]
            back = now - self.sentences[i]
            if back > 8:
                break
            if not _agree(mention, entity) or (entity.kind == BODY and entity.gender == "x"):
                continue
            score = -1.0 * back + (1.5 if near.span in self.subjects else 0.0) - (0.0 if near.free else 1.0)
            score += {PERSON: 1.0, ROLE: 0.5, BODY: -1.0}[entity.kind]
            score += 1.5 if entity is previous else 0.0
            if score > best_score:
                best, best_score, place = entity, score, near.span
        if previous is not None and _agree(mention, previous) and best_score < 0.0:
            best, place = previous, None
        if best is None:
            return None
        return Known(
            best,
            Status.RESOLVED if best.kind == PERSON else Known.same(best).status,
            (mention.span, place) if place else (mention.span,),
        )

    def points_back(self, mention: Mention, previous: Entity | None) -> Known | None:
        """Say whom a function may stand for who was just named: le diplomate, cette élue; not le maire de Lyon."""
        bare = mention.demonstrative or (mention.definite and not mention.complement)
        if mention.kind != ROLE or mention.number != "s" or mention.possessive or not bare:
            return None
        if self.of[mention.span].kind == PERSON:
            return None
        found = self._antecedent(mention, previous)
        return found if found is not None and found.entity.kind == PERSON else None

    def sentence_at(self, at: int) -> int:
        return bisect_right(self.sentence_starts, at)


def _same_person(mention: Mention, entity: Entity) -> bool:
    """Say whether a name is that of a person already known by a name at least as long."""
    if not _agree(mention, entity):
        return False
    short, full = mention.name, entity.name
    if short[-1] != full[-1] and not (len(short) == 1 and short[0] in full[1:]):
        return False
    firsts = [w for w in short[:-1] if not w.endswith(".")]
    return all(word in full for word in firsts)


def _agree(mention: Mention, entity: Entity) -> bool:
    gender = "x" in {mention.gender, entity.gender} or mention.gender == entity.gender
    number = "x" in {mention.number, entity.number} or mention.number == entity.number
    return gender and number
