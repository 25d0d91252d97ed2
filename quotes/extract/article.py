"""Read one article passage by passage: who speaks, and whether anybody does."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.cases import Case, words_of
from quotes.extract.cast import LOCATED, Cast
from quotes.extract.mentions import MENTIONS, PRONOUN, Mention, describe
from quotes.extract.page import page
from quotes.extract.rank import Candidate, candidates, choose
from quotes.extract.resolve import Known
from quotes.extract.sentences import Sentence, paragraphs, sentences
from quotes.extract.sources import Source, heading_sources, sources
from quotes.extract.speech import evidence, weigh
from quotes.extract.symbols import compiled, hurried, shape
from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotes.extract.cast import Entity
    from quotes.extract.grains import Strip
    from quotes.extract.marks import Passage
    from quotes.extract.tape import Tape
    from quotes.lexicon import Language

# a subject: before its verb (le maire, élu en 2014, a dit; le maire, qui a dit), at the start of a sentence that may
# have none (Jeanne Martin, retraitée), after a cue behind what is said, or whose opinion it is (selon le maire)
SUBJECT = shape(
    hurried(
        r"(?P<who>[NROP])(?:wR)?(?:,[^.:;Q]{0,60},|,[wdqnrop&]{1,12}|w){0,2},?w{0,2}(?P<verb>[CVB])"
        r"|(?P<who>[NROP]),?Ww{0,3}(?P<verb>[CVB])"
        r"|^(?P<who>N)(?P<verb>,)"
        r"|(?:Q|Q,|,)(?P<verb>C)[^.:;,Q]{0,8}?(?P<who>[NRO])"
        r"|(?P<verb>S)d?w{0,2}q?(?P<who>[NROnro])"
    )
)
DATELINE = re.compile(r"O[^.:;QVCBNRP]{0,12}(?:\([^)]{1,4}\)|-)")
WAYS = {"C": "c", "S": "c", "B": "b"}  # of subjects, by what they are the subject of
HEADING_WORDS = 14  # spaces between the words of a heading: one with more is none
HEADING_SYMBOLS = 8  # so many beside the passage are a sentence
JOINED = re.compile(r"Q(?:,|,?&|,[wd]&?)[dqw]{0,3}$")  # before a passage that goes on a list: « A », « B » et de « C »
LINK_WORDS, LINK_OPENING = 40, 5  # tokens of a line that points to another article, and of its opening
NAMING = MENTIONS - {PRONOUN, PRONOUN.lower()}  # a pronoun names nobody
NO_HEADING = frozenset(".CISGV")  # a heading has no verb and no stop
# Jean Martin : « A », Réaction de Jean Martin : « A »: a heading that says who speaks is read as any other line
NAMES_ITSELF = re.compile(r"N:|d?Mqd?[nr]:")


class Reading(NamedTuple):
    """What was made of one passage: who says it, and the weighed evidence that anybody does."""

    case: Case
    source: Source
    options: tuple[Candidate, ...]  # everybody who was considered, the likeliest first
    evidence: tuple[str, ...]
    weight: float

    @property
    def passage(self) -> Passage:
        """The passage that was read."""
        return self.case.passage

    @property
    def is_speech(self) -> bool:
        """Say whether the evidence is that somebody said it."""
        return self.weight > 0


class Reader:
    """One pass over one article. It keeps what the next passage may need: the cast and the last speaker."""

    def __init__(self, text: str, lang: Language) -> None:
        self.lang = lang
        self.page = page(text, lang)
        self.previous: Entity | None = None
        self.previous_end = -1
        self.asked = False
        self.other: Entity | None = None
        self.said = False  # whether the last passage was speech
        self.spoken: dict[int, int] = {}  # quotes so far, by id(entity)

    @cached_property
    def paragraphs(self) -> list[tuple[Strip, Tape]]:
        """The paragraphs of the text, written; nobody asks for them where there are no passages."""
        return list(paragraphs(self.page))

    @cached_property
    def sentences(self) -> list[list[Sentence]]:
        """The sentences of each paragraph."""
        return [list(sentences(strip, tape, self.page)) for strip, tape in self.paragraphs]

    @cached_property
    def cast(self) -> Cast:
        """Everybody who is mentioned, and in what way (see ``Cast.way``)."""
        mentions, starts, ways = list[Mention](), list[int](), dict[Span, str]()
        credits_line = self.lang.rules.get("credits", {}).get("pattern")
        for (strip, tape), parts in zip(self.paragraphs, self.sentences, strict=True):
            if credits_line and compiled(credits_line).search(tape.symbols.rstrip(".")):
                continue
            if _points_away(strip, self.lang):
                continue
            for sentence in parts:
                starts.append(sentence.start)
                self._meet(sentence, mentions, ways)
        return Cast(mentions, starts, ways, self.lang)

    def _meet(self, sentence: Sentence, mentions: list[Mention], ways: dict[Span, str]) -> None:
        symbols, start = sentence.symbols, self._dateline(sentence)
        found = SUBJECT.finditer(symbols, start)
        heads = {SUBJECT.start(match, "who"): symbols[SUBJECT.start(match, "verb")] for match in found}
        for at, symbol in enumerate(symbols):
            if symbol in NAMING:
                item = sentence.item(at)
                mention = describe(sentence.strip, item, self.lang)
                mentions.append(mention)
                if item.parts:
                    mentions.extend([describe(sentence.strip, part, self.lang) for part in item.parts])
                if at < start:
                    ways[mention.span] = LOCATED
                elif at in heads:
                    ways[mention.span] = WAYS.get(heads[at], "s")
                elif not mention.free and sentence.strip.words[item.first - 1] in self.lang.sets["locating"]:
                    ways[mention.span] = LOCATED

    def _dateline(self, sentence: Sentence) -> int:
        """Say at which item a sentence starts that may have a dateline: Bamako, 20 mars (AMAP) – Le préfet a dit."""
        match = DATELINE.match(sentence.symbols)
        placed = match and sentence.strip.words[sentence.item(0).first] in self.lang.places
        return match.end() if match and placed else 0

    def readings(self) -> list[Reading]:
        """Read the outermost passages; the list is in the order of the text.

        A passage that is a heading is read last: its speaker is the one who says the words in the text below.
        """
        if not self.page.passages:
            return []
        readings, headings = list[Reading](), list[Case]()
        lead: Sentence | None = None
        for (strip, _), parts, below in zip(self.paragraphs, self.sentences, [*self.sentences[1:], []], strict=True):
            if strip.passages:
                for case, only in self._cases(parts, lead, _signature(below)):
                    if only and self._is_heading(case):
                        headings.append(case)
                    else:
                        readings.append(self._read(case, sources(case, self.cast, self.page)))
                        self._remember(readings[-1])
            if parts:
                lead = parts[-1] if parts[-1].symbols.endswith(":") and self.lang.colons_lead else None
        titles = [
            self._read(case._replace(previous=None), heading_sources(case, self.page, readings)) for case in headings
        ]
        return sorted(readings + titles, key=lambda reading: reading.passage.outer.start)

    def _cases(
        self, parts: list[Sentence], lead: Sentence | None, signature: Sentence | None
    ) -> Iterator[tuple[Case, bool]]:
        """Yield the passages of a paragraph, each once those before it are read; and whether it is one sentence.

        ``lead`` is the end of the paragraph before, where that announces what the first sentence begins with;
        ``signature`` the line below, where that names the speaker.
        """
        for number, whole in enumerate(parts):
            before = parts[number - 1] if number else None
            after = parts[number + 1] if number + 1 < len(parts) else signature
            symbols = whole.symbols
            place = symbols.find("Q")
            while place >= 0:
                sentence, at = whole.near(place)
                passage = self.page.passages[sentence.passage(at)]
                words = words_of(passage, self.page)
                last = (self.previous, self.previous_end, self.asked, self.other)
                led = None if number or place else lead
                only = len(parts) == 1 and signature is None
                joined = ("yes" if self.said else "no") if JOINED.search(symbols[:place]) else ""
                yield Case(passage, sentence, at, words, before, after, led, *last, linked=joined), only
                place = symbols.find("Q", place + 1)

    def _is_heading(self, case: Case) -> bool:
        """Say whether a paragraph is a line with nothing but a few quoted words and a few others."""
        symbols = case.sentence.symbols
        words = case.passage.inner.of(self.page.text)
        bare = len(symbols) < HEADING_SYMBOLS and NO_HEADING.isdisjoint(symbols) and not NAMES_ITSELF.match(symbols)
        return bare and words.count(" ") < HEADING_WORDS and not words.endswith(".")

    def _read(self, case: Case, found: Iterable[Source]) -> Reading:
        proposed = list(found)
        options = choose(candidates(case, proposed, self.cast, self.spoken), self.lang)
        best = options[0]
        source = best.source or _without_rule(best.entity, proposed, case.sentence)
        pieces = tuple(evidence(case, source, self.page))
        return Reading(case, source, tuple(options), pieces, weigh(pieces, self.lang.speech))

    def _remember(self, reading: Reading) -> None:
        self.said = reading.is_speech
        if reading.is_speech and reading.source.known is not None:
            entity = reading.source.known.entity
            self.other = self.other if entity is self.previous else self.previous
            self.asked = reading.passage.inner.of(self.page.text).endswith("?")
            self.previous = entity
            self.previous_end = reading.passage.outer.end
            self.spoken[id(entity)] = self.spoken.get(id(entity), 0) + 1


def _points_away(strip: Strip, lang: Language) -> bool:
    """Say whether a paragraph is a line that points to another article: >> Lire aussi."""
    if len(strip.words) >= LINK_WORDS:
        return False
    words = [word for word in strip.words[:LINK_OPENING] if word[:1].isalpha()]
    return not lang.sets["links"].isdisjoint({"-".join(words[:2]), "-".join(words[:3])})


def _signature(parts: list[Sentence]) -> Sentence | None:
    """Give the line of a paragraph that begins with a dash, as one that names the speaker of the words above does."""
    return parts[0] if len(parts) == 1 and parts[0].symbols.startswith("-") else None


def _without_rule(entity: Entity | None, proposed: list[Source], sentence: Sentence) -> Source:
    """Make a source for words whose speaker no rule names: a pronoun's rule still gives the cue."""
    known = Known.same(entity)
    if proposed and proposed[0].known is None:
        return proposed[0]._replace(known=known)
    return Source("context" if known else "none", sentence, known=known)
