"""The people and bodies of one article: which mentions are of the same one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.mentions import BODY, PERSON, PRONOUN, ROLE, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quotes.lexicon import Language
    from quotes.model import Span

NEUTER = "n"  # of a pronoun for bodies
CITED, LOCATED = "c", "l"  # ways of being mentioned (see Cast.way): as who says something, and where something is
SUBJECTS, PASSIVE = frozenset({CITED, "s"}), "b"  # who does something, and of whom something is said
INITIAL = 1  # letters: a shorter word of a name is an initial
NEAREST = 5  # mentions of a noun among which the one that is meant again is looked for
LAST = 20  # mentions among which whoever was cited last is looked for
SMALL = frozenset("dpq&%")  # words that an acronym leaves out


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
    country: str = ""  # of the function: russie for le ministre russe
    elsewhere: bool = True  # only ever printed as a place: à Dakar
    free: bool = False  # ever printed without a preposition
    mentions: int = 0
    determined: bool = False  # ever printed with a determiner, or a name: le ministre, but not ministre


class Seen(NamedTuple):
    """A mention in its place: whose it is, where it starts, in which sentence, and in what way (see ``Cast.way``)."""

    mention: Mention
    entity: Entity
    start: int
    sentence: int
    how: str


class Cast:
    """Everybody mentioned in one article.

    ``mentions`` come in the order of the text, without pronouns; ``ways`` are those of the mentions of which
    more can be said than whether a preposition stands before them: see ``way``. A full name anywhere makes the shorter
    ones known, before it as well as after it.
    """

    def __init__(
        self, mentions: Sequence[Mention], sentence_starts: list[int], ways: Mapping[Span, str], lang: Language
    ) -> None:
        self.sentence_starts = sentence_starts
        self.ways = ways
        self.lang = lang
        self.of: dict[Span, Entity] = {}  # whose a mention is
        self.seen: list[Seen] = []  # in the order of the text
        self.starts: list[int] = []  # where each of those starts
        self._bodies: dict[tuple[str, ...], Entity] = {}
        self._roles: dict[tuple[str, tuple[str, ...], str], Entity] = {}
        self._by_name: dict[str, list[Entity]] = {}
        self._holders: dict[str, list[Entity]] = {}  # people by the nouns of their functions
        self._headed: dict[str, list[tuple[int, Entity]]] = {}  # functions and bodies by their noun, as in the text
        self._initials: dict[str, Entity] = {}  # bodies of several words
        for mention in _longest_first(mentions):
            self.of[mention.span] = self._person(mention)
        for mention in mentions:
            self._see(mention)

    def _see(self, mention: Mention) -> None:
        if mention.kind != PERSON:
            self.of[mention.span] = self._noun(mention)
        entity = self.of[mention.span]
        if entity.kind != PERSON:
            self._headed.setdefault(mention.head, []).append((mention.span.start, entity))
        how = self.way(mention)
        entity.elsewhere = entity.elsewhere and how == LOCATED
        entity.free = entity.free or mention.free
        start = mention.span.start
        self.seen.append(Seen(mention, entity, start, self.sentence_at(start), how))
        self.starts.append(start)
        entity.mentions += 1

    def way(self, mention: Mention) -> str:
        """Say how somebody is mentioned.

        As the subject of a cue (c), of another verb (s) or of a passive one (b); as where something is (l); else free
        to be a subject (f), or after a preposition (o).
        """
        return self.ways.get(mention.span) or ("f" if mention.free else "o")

    def between(self, start: int, end: int) -> list[Seen]:
        """List the mentions that start in a part of the text, in their order."""
        return self.seen[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

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
            entity = Entity(PERSON, place, mention.name, mention.gender, first=mention.span.start, determined=True)
            for word in set(mention.name):
                if len(word) > INITIAL or word == mention.name[-1]:
                    self._by_name.setdefault(word, []).append(entity)
        if entity.gender == "x" and (mention.titled or len(mention.name) > 1):
            entity.gender = mention.gender
        entity.country = entity.country or mention.country
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
        family_first = mention.name[0] in self.lang.sets["family_first"]  # Mr. Xi, of Xi Jinping
        fitting = list(
            islice(
                (e for e in rarest if _same_person(mention, e) or (family_first and e.name[0] == mention.name[0])), 3
            )
        )
        if len(fitting) > 1:  # whoever was named before is meant
            fitting = [entity for entity in fitting if entity.first < mention.span.start]
        if fitting:  # of two people called Kirby a bare Kirby is neither, as long as nothing tells which
            return fitting[0] if len(fitting) == 1 else None
        if mention.titled:
            return None
        named = self._by_name.get(mention.name[0], ())
        return named[0] if len(named) == 1 else None

    def _noun(self, mention: Mention) -> Entity:
        """Find the body or the function, or whoever has the function, or make a new one."""
        cited = self._cited(mention) if mention.again else None
        entity = cited or (self._body(mention) if mention.kind == BODY else self._function(mention))
        entity.determined = entity.determined or mention.determined
        return entity

    def _function(self, mention: Mention) -> Entity:
        if mention.definite and mention.number == "s" and (person := self._holder(mention)):
            return person
        if earlier := self._earlier(mention) or self._of_that_age(mention):
            return earlier
        key = (mention.head, mention.complement, mention.country)
        if key not in self._roles:
            self._roles[key] = _entity(mention, (mention.head,))
        return self._roles[key]

    def _of_that_age(self, mention: Mention) -> Entity | None:
        """Find who must be meant by *l'homme de 58 ans*: the only one named of late, or the only without function."""
        sets = self.lang.sets
        aged = mention.head in sets["aged"] or not sets["age"].isdisjoint(mention.complement)
        if not (aged and mention.definite and mention.number == "s") or mention.head in self._headed:
            return None
        near = {
            id(entity): entity
            for _, entity, *_ in self.seen[-NEAREST:]
            if entity.kind != BODY and sets["offices"].isdisjoint(entity.roles)
        }
        fitting = [entity for entity in near.values() if agree(mention, entity)]
        if len(fitting) > 1 and all(entity.kind == PERSON for entity in fitting):
            fitting = [entity for entity in fitting if not entity.roles]
        return fitting[0] if len(fitting) == 1 and fitting[0].kind == PERSON else None

    def _body(self, mention: Mention) -> Entity:
        if mention.name in self._bodies:
            return self._bodies[mention.name]
        known = self._surname(mention) or self._initials.get("".join(mention.name)) or self._earlier(mention)
        if known is not None:
            return known
        entity = _entity(mention, mention.name)
        letters = initials(mention.name, self.lang) if len(mention.name) > 1 or "-" in mention.name[0] else ""
        if len(letters) > INITIAL:
            if short := self._bodies.get((letters,)):  # la CGT, then la Confédération générale du travail
                short.name_at, short.name, entity = mention.span, mention.name, short
            self._initials.setdefault(letters, entity)
        entity.sort = entity.sort or self._sort(mention)
        self._bodies[mention.name] = entity
        return entity

    def _surname(self, mention: Mention) -> Entity | None:
        """Find whose surname looked like the name of a body: Kirby a dit, after John Kirby."""
        sharing = self._by_name.get(mention.name[-1])
        if not sharing:
            return None
        is_noun = mention.head in self.lang.genders and not self.lang.bare_surnames
        if is_noun or not self.lang.places.keys().isdisjoint(mention.name):
            return None
        words = mention.name if mention.head in mention.name else (mention.head, *mention.name)  # Le Pen
        named = (entity for entity in sharing if entity.name[-len(words) :] == words)
        fitting = list(islice(named, 2))
        return fitting[0] if len(fitting) == 1 else None

    def _earlier(self, mention: Mention) -> Entity | None:
        """Find the body or function with this noun that was mentioned last: ce ministère, la même source."""
        if not (mention.again or mention.demonstrative or (mention.bare and mention.definite and not mention.owner)):
            return None
        if mention.kind == BODY and mention.head not in self.lang.genders:
            return None
        headed = self._headed.get(mention.head, [])
        for _, entity in reversed(headed[: bisect_left(headed, mention.span.start, key=itemgetter(0))][-NEAREST:]):
            if agree(mention, entity):
                return entity
        return None

    def _cited(self, mention: Mention) -> Entity | None:
        """Find who was cited last: la même source, le même responsable, with no source or responsable before."""
        if self._earlier(mention) is not None:
            return None
        anybody = self.lang.sorts.get(mention.head) == "anonymous"
        for _, entity, _, _, how in self.seen[: -LAST - 1 : -1]:
            person = entity.kind == PERSON and agree(mention, entity)
            if how == CITED and (person or (anybody and self.lang.places.keys().isdisjoint(entity.name))):
                return entity
        return None

    def _sort(self, mention: Mention) -> str:
        """Say what sort of body it is: document, media, anonymous, place, country, or none in particular."""
        if " ".join(mention.name) in self.lang.media:
            return "media"
        if mention.head in self.lang.sets["places"]:
            return "place"
        country = mention.head in self.lang.places and mention.head not in self.lang.sets["metonyms"]
        return self.lang.sorts.get(mention.head, "country" if country else "")

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
            entity = self.seen[i].entity
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
    found = Entity(mention.kind, mention.span, name, mention.gender, mention.number, role_at=role_at, first=start)
    found.country = mention.country
    return found


def _same_person(mention: Mention, entity: Entity) -> bool:
    """Say whether a name is that of a person already known by a name at least as long.

    Kirby and J. Kirby are John Kirby; Jean Kirby is not. A bare Martin says nothing of anybody's gender.
    """
    short, full = mention.name, entity.name
    bare = len(short) == 1 and not mention.titled and short[0] == full[-1] and len(full) > 1
    if not bare and not agree(mention, entity):
        return False
    if short[-1] != full[-1] and not (len(short) == 1 and short[0] in full[1:]):
        return False
    return all(word in full for word in short[:-1] if not word.endswith("."))


def agree(mention: Mention, entity: Entity) -> bool:
    """Say whether gender and number allow a mention to mean somebody: elle is no man, and it (n) no person."""
    if mention.gender == NEUTER:
        gender = entity.kind == BODY
    else:
        gender = mention.gender == entity.gender or "x" in {mention.gender, entity.gender}
    number = mention.number == entity.number or "x" in {mention.number, entity.number}
    return gender and number and (not mention.country or mention.country == (entity.country or mention.country))


def initials(words: Iterable[str], lang: Language) -> str:
    """Give the first letters of the words that an acronym keeps; of one word none."""
    kept = (word for word in words if (lang.grains.get(word) or lang.grains.get(f"{word}'", "x")) not in SMALL)
    parts = [part for word in kept for part in word.split("-")]
    return "".join([part[0] for part in parts if part]) if len(parts) > 1 else ""
