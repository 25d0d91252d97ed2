"""The people and bodies of one article: which mentions are of the same one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from quotes.extract.mentions import BODY, PERSON, PRONOUN, ROLE, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quotes.lexicon import Language
    from quotes.model import Span

NEUTER = "n"  # of a pronoun for bodies
INITIAL = 1  # letters: a shorter word of a name is an initial


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody of this article: every mention known to be theirs adds to it."""

    kind: str  # a person, a role (a function nobody is known to have) or a body
    name_at: Span  # the longest name printed, or the function or body as first printed
    name: tuple[str, ...]
    gender: str
    number: str = "s"
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)  # noun of a function -> its complement
    role_at: Span | None = None
    first: int = 0  # where the first mention starts
    sort: str = ""  # document, media, anonymous, place, country


class Cast:
    """Everybody mentioned in one article.

    ``mentions`` come in the order of the text, without pronouns; ``subjects`` are those that are the subject of a
    cue (c) or of another verb (s). A full name anywhere makes the shorter ones known, before it as well as after it.
    """

    def __init__(
        self, mentions: Sequence[Mention], sentence_starts: list[int], subjects: Mapping[Span, str], lang: Language
    ) -> None:
        self.sentence_starts = sentence_starts
        self.subjects = subjects
        self.lang = lang
        self.of: dict[Span, Entity] = {}  # whose a mention is
        self.seen: list[tuple[Mention, Entity]] = []  # in the order of the text
        self.starts: list[int] = []  # where each of those starts
        self.sentences: list[int] = []  # in which sentence
        self.counts: Counter[int] = Counter()  # by id(entity)
        self._bodies: dict[tuple[str, ...], Entity] = {}
        self._roles: dict[tuple[str, tuple[str, ...]], Entity] = {}
        self._by_name: dict[str, list[Entity]] = {}
        self._holders: dict[str, list[Entity]] = {}  # people by the nouns of their functions
        for mention in _longest_first(mentions):
            self.of[mention.span] = self._person(mention)
        for mention in mentions:
            self._see(mention)

    def _see(self, mention: Mention) -> None:
        if mention.kind != PERSON:
            self.of[mention.span] = self._noun(mention)
        entity = self.of[mention.span]
        self.seen.append((mention, entity))
        self.starts.append(mention.span.start)
        self.sentences.append(self.sentence_at(mention.span.start))
        self.counts[id(entity)] += 1

    def learn(self, mention: Mention) -> None:
        """Add a mention that was found later, inside a passage."""
        if mention.span not in self.of and mention.kind != PRONOUN:
            self.of[mention.span] = self._person(mention) if mention.kind == PERSON else self._noun(mention)

    def sentence_at(self, at: int) -> int:
        """Give the number of the sentence around an offset, the first one being 1."""
        return bisect_right(self.sentence_starts, at)

    def _person(self, mention: Mention) -> Entity:
        """Find whose name it is, or make somebody new; and learn the function that stands beside it."""
        entity = self._namesake(mention)
        if entity is None:
            place = mention.name_at or mention.span
            entity = Entity(PERSON, place, mention.name, mention.gender, first=mention.span.start)
            for word in set(mention.name):
                if len(word) > INITIAL or word == mention.name[-1]:
                    self._by_name.setdefault(word, []).append(entity)
        if entity.gender == "x":
            entity.gender = mention.gender
        if mention.head:
            if mention.head not in entity.roles:
                entity.roles[mention.head] = mention.complement
                self._holders.setdefault(mention.head, []).append(entity)
            entity.role_at = entity.role_at or mention.role_at
        entity.first = min(entity.first, mention.span.start)
        return entity

    def _namesake(self, mention: Mention) -> Entity | None:
        """Find the person with this name: for a bare surname or given name, the only one it fits."""
        words = [word for word in mention.name[:-1] if len(word) > INITIAL and not word.endswith(".")]
        # of many people called Martin those with the given name
        rarest = min((self._by_name.get(word, ()) for word in (mention.name[-1], *words)), key=len)
        if len(mention.name) > 1:
            return next((entity for entity in rarest if _same_person(mention, entity)), None)
        fitting = list(islice((entity for entity in rarest if _same_person(mention, entity)), 2))
        if fitting:  # of two people called Kirby a bare Kirby is neither, as long as nothing tells which
            return fitting[0] if len(fitting) == 1 else None
        if mention.titled:
            return None
        named = self._by_name.get(mention.name[0], ())
        return named[0] if len(named) == 1 else None

    def _noun(self, mention: Mention) -> Entity:
        """Find the body or the function, or whoever has the function, or make a new one."""
        if mention.kind == BODY:
            if mention.name not in self._bodies:
                entity = _entity(mention, mention.name)
                entity.sort = self._sort(mention)
                self._bodies[mention.name] = entity
            return self._bodies[mention.name]
        if mention.definite and mention.number == "s" and (person := self._holder(mention)):
            return person
        key = (mention.head, mention.complement)
        if key not in self._roles:
            self._roles[key] = _entity(mention, (mention.head,))
        return self._roles[key]

    def _sort(self, mention: Mention) -> str:
        """Say what sort of body it is: document, media, anonymous, place, country, or none in particular."""
        if " ".join(mention.name) in self.lang.media:
            return "media"
        if mention.head in self.lang.sets["places"]:
            return "place"
        return self.lang.sorts.get(mention.head, "country" if mention.head in self.lang.places else "")

    def _holder(self, mention: Mention) -> Entity | None:
        """Find who has this function: *le ministre*, after *le ministre de la Défense Ben Wallace*.

        Of several the one named last; of those named only later, the only one.
        """
        start, holders = mention.span.start, self._holders.get(mention.head, [])
        if mention.complement:
            own, said = set(mention.complement), [(entity, entity.roles[mention.head]) for entity in holders]
            same = [entity for entity, complement in said if agree(mention, entity) and not own.isdisjoint(complement)]
            holders = same or [entity for entity, complement in said if not complement]
        fitting = (entity for entity in holders if agree(mention, entity))
        before = list(islice((entity for entity in fitting if entity.first < start), 2))  # no more: there may be many
        if len(before) > 1:
            return self._last_seen(start, mention, holders)
        if before:
            return before[0]
        only = list(islice((entity for entity in holders if agree(mention, entity)), 2))
        return only[0] if len(only) == 1 else None

    def _last_seen(self, start: int, mention: Mention, holders: list[Entity]) -> Entity | None:
        """Find the one of ``holders`` mentioned last before ``start``."""
        for i in range(bisect_left(self.starts, start) - 1, -1, -1):
            entity = self.seen[i][1]
            if entity.first < start and mention.head in entity.roles and agree(mention, entity) and entity in holders:
                return entity
        return None


def _longest_first(mentions: Iterable[Mention]) -> list[Mention]:
    named = [mention for mention in mentions if mention.kind == PERSON]
    return sorted(named, key=lambda mention: (-len(mention.name), mention.span.start))


def _entity(mention: Mention, name: tuple[str, ...]) -> Entity:
    """Make an entity of the first mention of a body or function."""
    role_at = mention.role_at if mention.kind == ROLE else None
    start = mention.span.start
    return Entity(mention.kind, mention.span, name, mention.gender, mention.number, role_at=role_at, first=start)


def _same_person(mention: Mention, entity: Entity) -> bool:
    """Say whether a name is that of a person already known by a name at least as long.

    Kirby and J. Kirby are John Kirby; Jean Kirby is not.
    """
    if not agree(mention, entity):
        return False
    short, full = mention.name, entity.name
    if short[-1] != full[-1] and not (len(short) == 1 and short[0] in full[1:]):
        return False
    return all(word in full for word in short[:-1] if not word.endswith("."))


def agree(mention: Mention, entity: Entity) -> bool:
    """Say whether gender and number allow a mention to mean somebody: elle is no man, and it (n) no person."""
    if mention.gender == NEUTER:
        gender = entity.kind == BODY
    else:
        gender = mention.gender == entity.gender or "x" in {mention.gender, entity.gender}
    return gender and (mention.number == entity.number or "x" in {mention.number, entity.number})
