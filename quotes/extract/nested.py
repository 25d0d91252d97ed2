"""Read quotations inside quotations: “They came and said, ‘We are saved,’” said Mary.

Most marks inside others are titles and terms, so that only words with a cue beside them are speech here: a rule of the
language that is marked ``nested`` must fit, and its cue stand near.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.extract.article import Reading
from quotes.extract.attribute import attributions
from quotes.extract.cases import Case, words_of
from quotes.extract.grains import write_strip
from quotes.extract.mentions import PRONOUN, describe
from quotes.extract.rank import Candidate
from quotes.extract.resolve import Known
from quotes.extract.sentences import sentences
from quotes.extract.sources import Source, settle
from quotes.extract.speech import REPORTS
from quotes.extract.tape import write_tape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotes.extract.article import Reader
    from quotes.extract.marks import Passage

NEAR = 3  # items between the cue and the words


def nested(reader: Reader, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Read what stands inside the outermost passages that somebody said, where the language asks for it."""
    if not reader.lang.nesting:
        return
    inside: dict[int, list[tuple[int, Passage]]] = {}
    for index, passage in enumerate(reader.page.passages):
        if passage.parent != -1 and reader.page.passages[passage.parent].parent == -1:
            inside.setdefault(passage.parent, []).append((index, passage))
    if not inside:
        return
    starts = {reading.passage.outer.start: reading for reading in readings if reading.is_speech}
    for parent, children in inside.items():
        outer = starts.get(reader.page.passages[parent].outer.start)
        if outer is not None:
            yield from _inside(reader, outer, children)


def _inside(reader: Reader, outer: Reading, children: Sequence[tuple[int, Passage]]) -> Iterator[Reading]:
    page = reader.page
    strip = write_strip(page, outer.passage.inner, children)
    speaker = outer.source.known.entity if outer.source.known else None
    for whole in sentences(strip, write_tape(strip, page.lang), page):
        for place, symbol in enumerate(whole.symbols):
            if symbol == "Q":
                sentence, at = whole.near(place)
                passage = page.passages[sentence.passage(at)]
                case = Case(passage, sentence, at, words_of(passage, page), previous=speaker)
                source = _source(reader, case)
                if source is not None:
                    candidate = Candidate(source.known.entity if source.known else None, source, share=1.0)
                    yield Reading(case, source, (candidate,), (), REPORTS)


def _source(reader: Reader, case: Case) -> Source | None:
    """Find the first rule for words inside others that fits; *I* is whoever says the words around."""
    lang = reader.lang
    for found in attributions(case.sentence.symbols, case.at, lang):
        if found.rule.partition("/")[0] not in lang.nesting or abs(found.cue - case.at) > NEAR or found.who < 0:
            continue
        mention = describe(case.sentence.strip, case.sentence.item(found.who), lang)
        if mention.kind == PRONOUN and mention.head in lang.sets["first_singular"]:
            return Source(found.rule, case.sentence, found.cue, mention, Known.same(case.previous))
        source = settle(case.sentence, found, reader.cast, None)
        if source is not None:
            return source
    return None
