"""Read one article: passages, their sentences, who speaks, and whether anybody does."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from quotes.extract.attribute import Attribution, attributions, inside, neighbours
from quotes.extract.grains import middle_capitals, write_strip
from quotes.extract.marks import Passage, find_passages
from quotes.extract.mentions import PRONOUN, Mention, describe, noun_phrase
from quotes.extract.rank import Candidate, Place, candidates, choose
from quotes.extract.resolve import Cast, Known
from quotes.extract.speech import evidence
from quotes.extract.tape import compiled, write_tape
from quotes.lexicon import fold
from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.extract.grains import Strip
    from quotes.extract.resolve import Entity
    from quotes.extract.tape import Tape
    from quotes.lexicon import Language

AFTER_COMMA = regex.compile(r"[,.!?–—-]\s+(?:(\w+)(?:['’]|-t-\w+|\s|-\w+))?(?:(\w+)\s)?(?:(\w+)\s)?(\w+)")
# a subject: before its verb, or after it where a cue follows a quotation
SUBJECT = regex.compile(
    r"(?P<who>[NROP])(?:,[^.:;Q]{0,60},|w){0,2}w{0,2}(?P<verb>[CVB])|Q,?(?P<verb>C)[^.:;,Q]{0,8}?(?P<who>[NRO])"
)
ON = regex.compile(r"^[^.]*?,?w{0,2}(?P<cue>I)")
WORD = regex.compile(r"\p{L}+")
MENTIONS = frozenset("NROPnrop")
REACH = 150  # symbols on either side of a passage
HEADING_WORDS = 14  # a longer one is no heading
HEADING_REACH = 40  # passages below a heading among which its words are looked for
SHORT = 25  # characters: a shorter passage has no room for a cue, and is no sentence that goes on


@dataclass(frozen=True, slots=True)
class Sentence:
    """Items ``first`` up to ``last`` of a paragraph's tape."""

    strip: Strip
    tape: Tape
    first: int
    last: int

    @property
    def symbols(self) -> str:
        return self.tape.symbols[self.first : self.last]

    def near(self, at: int) -> tuple[Sentence, int]:
        """The part of the sentence that rules may look at, and where ``at`` is in it: bounded, for linear time."""
        first, last = max(self.first, self.first + at - REACH), min(self.last, self.first + at + REACH)
        return Sentence(self.strip, self.tape, first, last), self.first + at - first

    def place(self, at: int) -> Span:
        """The place in the article of the item ``at`` of the sentence."""
        item = self.tape.item(self.first + at)
        return Span(self.strip.starts[item.first], self.strip.ends[item.last - 1])


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, and by which rule we think so. ``cue`` is an item of ``sentence``, or -1."""

    rule: str
    sentence: Sentence
    cue: int = -1
    mention: Mention | None = None
    known: Known | None = None

    @property
    def cue_at(self) -> Span | None:
        """The cue's words: of ajoute-t-elle only ajoute, of a-t-elle dit all three."""
        if self.cue < 0:
            return None
        place, strip = self.sentence.place(self.cue), self.sentence.strip
        item = self.sentence.tape.item(self.sentence.first + self.cue)
        last = item.last - 1
        return Span(place.start, strip.ends[last - 1]) if item.symbol == "I" and strip.grains[last] == "l" else place


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one passage: who says it, and the weighed evidence that anybody does."""

    passage: Passage
    sentence: Sentence
    at: int  # the passage's item in its sentence
    source: Source
    options: tuple[Candidate, ...]  # everybody who was considered, the likeliest first
    evidence: tuple[str, ...]
    weight: float

    @property
    def is_speech(self) -> bool:
        return self.weight > 0


class Reader:
    """One pass over one article. It keeps what the next passage may need: the cast and the last speaker."""

    def __init__(self, text: str, lang: Language) -> None:
        self.text = text
        self.lang = lang
        self.passages, self.doubts = find_passages(text)
        self.outer = [(i, p) for i, p in enumerate(self.passages) if p.parent == -1]
        low = text.lower()
        self.low = low if len(low) == len(text) else text  # İ has two code points in lower case
        self.printed = Counter(p.inner.of(self.low) for _, p in self.outer)
        self.capitals = middle_capitals(text)
        self.paragraphs = list(self._write_paragraphs())
        self.cast = self._meet()
        self.previous: Entity | None = None
        self.previous_end = -1
        self.spoken: dict[int, int] = {}  # quotes so far, by id(entity)

    def readings(self) -> list[Reading]:
        """Read the outermost passages; the list is in the order of the text.

        A passage that is a heading comes last: its speaker is the one who says the words in the text below.
        """
        readings, headings = list[Reading](), list[tuple[Sentence, int]]()
        for strip, tape in self.paragraphs:
            if not strip.passages:
                continue
            sentences = list(self._sentences(strip, tape))
            for number, whole in enumerate(sentences):
                before = sentences[number - 1] if number else None
                after = sentences[number + 1] if number + 1 < len(sentences) else None
                for place, symbol in enumerate(whole.symbols):
                    if symbol != "Q":
                        continue
                    sentence, at = whole.near(place)
                    if len(sentences) == 1 and self._is_heading(sentence, at):
                        headings.append((sentence, at))
                    else:
                        readings.append(self._read(sentence, at, self._sources(sentence, at, before, after)))
                        self._remember(readings[-1])
        titles = list[Reading]()
        for sentence, at in headings:
            self.previous = None
            titles.append(self._read(sentence, at, self._heading(sentence, at, readings)))
        return sorted(readings + titles, key=lambda reading: reading.passage.outer.start)

    def _remember(self, reading: Reading) -> None:
        if reading.is_speech and reading.source.known is not None:
            self.previous = entity = reading.source.known.entity
            self.previous_end = reading.passage.outer.end
            self.spoken[id(entity)] = self.spoken.get(id(entity), 0) + 1

    def _is_heading(self, sentence: Sentence, at: int) -> bool:
        """Say whether a paragraph is a line with nothing but a few quoted words and a few others."""
        symbols = sentence.symbols
        words = self._passage(sentence, at).inner.of(self.text)
        bare = len(symbols) < 8 and "." not in symbols and not any(symbol in "CISGV" for symbol in symbols)
        return bare and words.count(" ") < HEADING_WORDS and not words.endswith(".")

    def _heading(self, sentence: Sentence, at: int, readings: list[Reading]) -> Iterator[Source]:
        """Attribute a heading to whoever says its words below, else to the next speaker."""
        passage = self._passage(sentence, at)
        words = passage.inner.of(self.text).lower().rstrip(".!? ")
        next_one = bisect_right(readings, passage.outer.start, key=lambda reading: reading.passage.outer.start)
        below = [r for r in readings[next_one : next_one + HEADING_REACH] if r.is_speech and r.source.known]
        for reading in below:
            if words in reading.passage.inner.of(self.text).lower():
                yield Source("heading_repeated", sentence, known=Known.same(reading.source.known.entity))
                break
        if below:
            yield Source("heading", sentence, known=Known.same(below[0].source.known.entity))

    def _meet(self) -> Cast:
        """Collect all mentions, and which of them are subjects: of a reporting verb (c) or of another (s)."""
        mentions, starts, subjects = list[Mention](), list[int](), dict[Span, str]()
        credits_line = compiled(self.lang.rules["credits"]["pattern"])
        for strip, tape in self.paragraphs:
            if credits_line.search(tape.symbols.rstrip(".")):
                continue
            for sentence in self._sentences(strip, tape):
                symbols = sentence.symbols
                starts.append(sentence.place(0).start)
                heads = {match.start("who"): match["verb"] for match in SUBJECT.finditer(symbols)}
                for at, symbol in enumerate(symbols):
                    if symbol in MENTIONS:
                        item = tape.item(sentence.first + at)
                        mention = describe(strip, item, self.lang)
                        mentions.append(mention)
                        mentions.extend(describe(strip, part, self.lang) for part in item.parts)
                        if at in heads:
                            subjects[mention.span] = "c" if heads[at] == "C" else "s"
        return Cast(mentions, starts, subjects, self.lang)

    def _write_paragraphs(self) -> Iterator[tuple[Strip, Tape]]:
        text, outer, at, number = self.text, self.outer, 0, 0
        while at < len(text):
            end = _line_end(text, at)
            inside_here = []
            while number < len(outer) and outer[number][1].outer.start < end:
                passage = outer[number][1]
                if passage.outer.end > end:  # a passage over several paragraphs joins them
                    end = _line_end(text, passage.outer.end)
                inside_here.append(outer[number])
                number += 1
            if end > at:
                strip = write_strip(text, at, end, inside_here, self.capitals, self.lang)
                yield strip, write_tape(strip, self.lang)
            at = end + 1

    def _sentences(self, strip: Strip, tape: Tape) -> Iterator[Sentence]:
        start = 0
        for i, symbol in enumerate(tape.symbols):
            if (symbol == "." and self._starts_anew(strip, tape, i + 1)) or (
                symbol == "Q" and self._ends_sentence(strip, tape, i)
            ):
                yield Sentence(strip, tape, start, i + 1)
                start = i + 1
        if start < len(tape.symbols):
            yield Sentence(strip, tape, start, len(tape.symbols))

    def _starts_anew(self, strip: Strip, tape: Tape, i: int) -> bool:
        """Say whether a stop is followed by a new sentence: not in « … savait » ? a plaidé l'avocat."""
        return i >= len(tape.symbols) or not self.text[strip.starts[tape.firsts[i]]].islower()

    def _ends_sentence(self, strip: Strip, tape: Tape, i: int) -> bool:
        """Say whether a passage that ends in a stop ends the reporter's sentence as well."""
        passage = self.passages[strip.passages[tape.firsts[i]]]
        if i + 1 == len(tape.symbols) or self.text[passage.inner.end - 1] not in ".!?…":
            return False
        return self.text[strip.starts[tape.firsts[i + 1]]].isupper() or tape.symbols[i + 1] in "Q-("

    def _passage(self, sentence: Sentence, at: int) -> Passage:
        return self.passages[sentence.strip.passages[sentence.tape.firsts[sentence.first + at]]]

    def _read(self, sentence: Sentence, at: int, found: Iterator[Source]) -> Reading:
        passage = self._passage(sentence, at)
        sources = list(found)
        place = self._place(passage, sentence, at)
        listed = candidates(place, sources, self.cast, self.spoken)
        if place.nameless:  # « A », a-t-on lancé: nobody, unless a rule names where it was read
            listed = [c for c in listed if c.entity is None or (c.source and c.source.mention is not None)]
        options = choose(listed, self.lang.speakers)
        best = options[0]
        if best.source is not None:
            source = best.source
        else:
            source = _without_rule(best.entity, sources, sentence)
        pieces = tuple(evidence(self.text, self.low, passage, sentence, at, source, self.printed, self.lang))
        weights = self.lang.speech
        weight = weights.get("bias", 1.0) + sum(weights.get(piece, 0.0) for piece in pieces)
        return Reading(passage, sentence, at, source, tuple(options), pieces, weight)

    def _place(self, passage: Passage, sentence: Sentence, at: int) -> Place:
        words = [word.lower() for word in WORD.findall(self.text, passage.inner.start, passage.inner.end)]
        inner, sets = frozenset(words), self.lang.sets
        person = "je" if inner & sets["first_singular"] else "nous" if inner & sets["first_plural"] else ""
        nameless = ON.search(sentence.symbols[at + 1 :])
        nameless_here = (
            nameless is not None and self._clitic(sentence, at + 1 + nameless.start("cue")) in sets["nameless"]
        )
        return Place(
            passage.outer.start,
            passage.outer.end,
            len(words),
            sentence.symbols.strip("-.") == "Q",
            self.previous,
            self.previous_end,
            inner,
            person,
            nameless_here,
            sets["latter"],
        )

    def _clitic(self, sentence: Sentence, at: int) -> str:
        item = sentence.tape.item(sentence.first + at)
        return describe(sentence.strip, item, self.lang).head

    def _sources(
        self, sentence: Sentence, at: int, before: Sentence | None, after: Sentence | None
    ) -> Iterator[Source]:
        """What each rule that fits makes of a passage, best rule first."""
        passage = self._passage(sentence, at)
        inside_it = self._inside(passage)
        if inside_it is not None:
            yield inside_it
        for found in attributions(sentence.symbols, at, self.lang):
            source = self._settle(sentence, found)
            if source is not None:
                yield source
                if source.known and source.mention and (known := self.cast.points_back(source.mention, self.previous)):
                    yield Source("points_back", sentence, source.cue, source.mention, known)
        neighbour = self._neighbour(sentence, before, after)
        if neighbour is not None:
            yield neighbour
        if self.previous and passage.inner.end - passage.inner.start > SHORT:
            yield Source("goes_on", sentence, known=Known.same(self.previous))

    def _settle(self, sentence: Sentence, found: Attribution) -> Source | None:
        if found.who < 0:  # Et d'ajouter : « A »: the last speaker goes on
            known = Known.same(self.previous)
            return Source(found.rule, sentence, found.cue, None, known) if known else None
        item = sentence.tape.item(sentence.first + found.who)
        mention = (describe if item.symbol in MENTIONS or item.symbol == "I" else noun_phrase)(
            sentence.strip, item, self.lang
        )
        known = self.cast.who(mention, self.previous)
        if known and found.sorts and known.entity.sort not in found.sorts:
            return None
        if known is None and mention.kind != PRONOUN:
            return None
        return Source(found.rule, sentence, found.cue, mention, known)  # elle, maybe of nobody named so far

    def _inside(self, passage: Passage) -> Source | None:
        """Attribute by a cue inside the marks: « Je reste, assure-t-il, et je me battrai. »"""
        inner = passage.inner
        if inner.end - inner.start < SHORT:
            return None
        verbs = self.lang.verbs
        near = AFTER_COMMA.finditer(self.text, inner.start, inner.end)
        if not any(word and fold(word) in verbs for match in near for word in match.groups()):
            return None
        strip = write_strip(self.text, inner.start, inner.end, (), self.capitals, self.lang)
        tape = write_tape(strip, self.lang)
        sentence = Sentence(strip, tape, 0, len(tape.symbols))
        for found in inside(tape.symbols, self.lang):
            mention = describe(strip, tape.item(found.who), self.lang)
            if mention.kind == PRONOUN and mention.head not in self.lang.pronouns:
                continue
            self.cast.learn(mention)
            source = self._settle(sentence, found)
            if source is not None:
                return source
        return None

    def _neighbour(self, sentence: Sentence, before: Sentence | None, after: Sentence | None) -> Source | None:
        """Attribute a passage that stands alone by the sentence before it (Il a réagi. « A ») or after it
        (« A ». C'est ce qu'a rappelé le maire.)"""
        if sentence.symbols.strip("-.") != "Q":
            return None
        patterns = neighbours(self.lang)
        for name, near in (("after", after), ("before", before)):
            if near is None or "Q" in near.symbols:
                continue
            match = patterns[name].search(near.symbols)
            if match:
                source = self._settle(near, Attribution(f"sentence_{name}", match.start("cue"), match.start("who")))
                if source is not None:
                    return source
        return None


def _without_rule(entity: Entity | None, sources: list[Source], sentence: Sentence) -> Source:
    """The source of words whose speaker no rule names: a pronoun's rule still gives the cue."""
    known = Known.same(entity)
    if sources and sources[0].known is None:
        return replace(sources[0], known=known)
    return Source("context" if known else "none", sentence, known=known)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
