"""Say who may have said a passage by the rules of the language, and by the sentences beside it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.attribute import Attribution, attributions, inside, neighbours
from quotes.extract.cast import LOCATED
from quotes.extract.grains import write_strip
from quotes.extract.latin import twin
from quotes.extract.mentions import BODY, CLITIC, MENTIONS, PERSON, PRONOUN, describe, noun_phrase
from quotes.extract.resolve import Known, points_back, who
from quotes.extract.sentences import Sentence
from quotes.extract.symbols import compiled
from quotes.extract.tape import NEVER, write_tape
from quotes.lexicon import fold
from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotes.extract.article import Reading
    from quotes.extract.cases import Case
    from quotes.extract.cast import Cast, Entity
    from quotes.extract.mentions import Mention
    from quotes.extract.page import Page
    from quotes.lexicon import Language

# the first words of a clause, where the verb of « Je reste, assure-t-il » or « Je reste, s'est-il écrié » is
AFTER_STOP = twin(r"[,.!?–—-]\s+(?:([\w]+)(?:['’]|\s|-[\w]+))?(?:([\w]+)\s)?(?:([\w]+)\s)?([\w]+)")
SHORT = 25  # characters: a shorter passage has no room for a cue, and is no sentence that goes on
NOUN = "/noun"  # by this subject any noun beside the cue speaks: un tweet du maire dénonçant
BEFORE = "sentence_before"
MIDDLE = "middle"  # the sentence before has words of the same speaker too: « B », dit-il. « A. »
HEADING_REACH = 40  # passages below a heading among which its words are looked for


class Source(NamedTuple):
    """Who says it, and by which rule we think so. ``cue`` is an item of ``sentence``, or -1.

    ``known`` is None for a pronoun that stands for nobody named so far.
    """

    rule: str
    sentence: Sentence
    cue: int = -1
    mention: Mention | None = None
    known: Known | None = None

    @property
    def family(self) -> str:
        """The rule's name without that of its subject."""
        return self.rule.partition("/")[0]

    @property
    def cue_at(self) -> Span | None:
        """The cue's words: of *ajoute-t-elle* only *ajoute*, of *a-t-elle dit* all three."""
        if self.cue < 0:
            return None
        item, strip = self.sentence.item(self.cue), self.sentence.strip
        place, last = strip.place(item), item.last - 1
        if item.symbol == CLITIC and strip.grains[last] == "l":
            return Span(place.start, strip.end(last - 1))
        return place


def sources(case: Case, cast: Cast, page: Page) -> Iterator[Source]:
    """Give what each rule that fits makes of a passage, best rule first."""
    inside_it = _inside(case, cast, page)
    if inside_it is not None:
        yield inside_it
    if case.lead is not None:  # Le maire a dit : / « A »
        for found in attributions(case.lead.symbols, len(case.lead.symbols), page.lang):
            led = settle(case.lead, found, cast, case.previous)
            if led is not None:
                yield led
    for found in attributions(case.sentence.symbols, case.at, page.lang):
        source = settle(case.sentence, found, cast, case.previous)
        if source is not None:
            yield source
            if source.known and source.mention and (known := points_back(source.mention, case.previous, cast)):
                yield Source("points_back", case.sentence, source.cue, source.mention, known)
    neighbour = _neighbour(case, cast)
    if neighbour is not None:
        yield neighbour
    if case.previous and case.passage.inner.end - case.passage.inner.start > SHORT:
        yield Source("goes_on", case.sentence, known=Known.same(case.previous))


def heading_sources(case: Case, page: Page, readings: Sequence[Reading]) -> Iterator[Source]:
    """Attribute a heading to whoever says its words below, and to the next speaker.

    ``readings`` are those of the rest of the article, in the order of the text.
    """
    words = case.passage.inner.of(page.text).lower().rstrip(".!? ")
    start = bisect_right(readings, case.passage.outer.start, key=lambda reading: reading.passage.outer.start)
    below = [
        (reading.passage, reading.source.known.entity)
        for reading in readings[start : start + HEADING_REACH]
        if reading.is_speech and reading.source.known
    ]
    for passage, entity in below:
        if words in passage.inner.of(page.text).lower():
            yield Source("heading_repeated", case.sentence, known=Known.same(entity))
            break
    for _, entity in below[:1]:
        yield Source("heading", case.sentence, known=Known.same(entity))


def settle(sentence: Sentence, found: Attribution, cast: Cast, previous: Entity | None) -> Source | None:
    """Say whom the words found by a rule mean; None where that is nobody this rule can name."""
    if found.who < 0:  # Et d'ajouter : « A »: the last speaker goes on
        known = Known.same(previous)
        return Source(found.rule, sentence, found.cue, None, known) if known else None
    item = sentence.item(found.who)
    named = item.symbol in MENTIONS or item.symbol == CLITIC
    mention = (describe if named else noun_phrase)(sentence.strip, item, cast.lang)
    if mention.kind == PRONOUN and _is_nobody(mention, sentence, found.cue, cast.lang):
        return _among(sentence, found, cast) if mention.head in cast.lang.sets["nameless"] else None
    if found.rule.endswith(NOUN) and cast.way(mention) == LOCATED:
        return None  # venu à Dakar pour dire: the town says nothing
    if not named and not _may_speak(mention, found.rule, cast.lang):
        return None
    known = who(mention, previous, cast)
    if known and mention.kind == BODY and known.entity.kind == PERSON:
        mention = mention._replace(kind=PERSON)  # Kirby a dit: a surname
    wrong_sort = known is not None and found.sorts and known.entity.sort not in found.sorts
    if wrong_sort or (known is None and mention.kind != PRONOUN):
        return None
    return Source(found.rule, sentence, found.cue, mention, known)


def _among(sentence: Sentence, found: Attribution, cast: Cast) -> Source | None:
    """Name those among whom one says so: à la mairie, on assure; à Bercy, où l'on dit. A town is only a place."""
    pattern = compiled(cast.lang.rules.get("among", {}).get("pattern", NEVER))
    match = pattern.search(sentence.symbols[: found.who])
    if match is None:
        return None
    mention = describe(sentence.strip, sentence.item(pattern.start(match, "who")), cast.lang)
    known = who(mention, None, cast)
    stands_for = mention.head in cast.lang.genders or mention.head in cast.lang.sets["metonyms"]
    named = mention.kind == BODY and not stands_for
    if named or known is None or known.entity.kind == PERSON or known.entity.sort not in {"", "anonymous"}:
        return None
    return Source("among", sentence, found.cue, mention, known)


def _is_nobody(mention: Mention, sentence: Sentence, cue: int, lang: Language) -> bool:
    """Say whether a pronoun is anybody (on parle de « A ») or nobody (il faudra « A »)."""
    if mention.head in lang.sets["nameless"] or cue < 0:
        return mention.head in lang.sets["nameless"]
    item = sentence.item(cue)
    return not lang.sets["impersonal"].isdisjoint(sentence.strip.words[item.first : item.last])


def _may_speak(mention: Mention, rule: str, lang: Language) -> bool:
    """Say whether a noun that no list has may be a speaker's: before the cue only one that looks like a person's."""
    if rule.endswith("/any"):
        return lang.endings.is_person(mention.head)
    if rule == BEFORE:  # Une ménagère lui tend une bougie. « A »; not: Le téléphone sonne. « A »
        return lang.endings.is_person(mention.head) and not mention.definite
    return not lang.endings.is_thing(mention.head) and mention.head not in lang.sets["moments"]


def _inside(case: Case, cast: Cast, page: Page) -> Source | None:
    """Attribute by a cue inside the marks: « Je reste, assure-t-il, et je me battrai. »."""
    inner, lang = case.passage.inner, page.lang
    if inner.end - inner.start < SHORT:
        return None
    near = AFTER_STOP.on(latin=page.latin).finditer(page.text, inner.start, inner.end)
    if not any(word and fold(word) in lang.verbs for match in near for word in match.groups()):
        return None
    strip = write_strip(page, inner)
    tape = write_tape(strip, lang)
    sentence = Sentence(strip, tape, 0, len(tape.symbols))
    for found in inside(tape.symbols, lang):
        mention = describe(strip, tape.item(found.who), lang)
        if mention.kind == PRONOUN and mention.head not in lang.pronouns:
            continue
        cast.learn(mention)
        source = settle(sentence, found, cast, case.previous)
        if source is not None:
            return source
    return None


def _neighbour(case: Case, cast: Cast) -> Source | None:
    """Attribute a passage that stands alone by the sentence after it or the one before it.

    « A ». C'est ce qu'a rappelé le maire. · Il a réagi. « A » · « A » / — Le maire
    """
    if not case.alone:
        return None
    patterns = neighbours(cast.lang)
    for name, near in ((MIDDLE, case.before), ("signed", case.after), ("after", case.after), ("before", case.before)):
        if name not in patterns or near is None or ("Q" in near.symbols and name != MIDDLE):
            continue
        pattern = patterns[name]
        match = pattern.search(near.symbols)
        if match:
            found = Attribution(f"sentence_{name}", pattern.start(match, "cue"), pattern.start(match, "who"))
            source = settle(near, found, cast, case.previous)
            if source is not None:
                return source
    return None
