"""Make quotes, asides and doubts of what was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from quotes.extract.article import Reader, Reading
from quotes.extract.circumstances import said_on, via
from quotes.extract.mentions import BODY
from quotes.lexicon import fold
from quotes.model import Aside, Doubt, Extraction, Kind, Label, Quote, Status

if TYPE_CHECKING:
    from quotes.extract.article import Source
    from quotes.lexicon import Language

WORD = regex.compile(r"[\p{L}\p{N}]+")
REPEATED = 5  # words: from here on the same words of the same speaker are one quote, printed again
SURE = 0.35  # a candidate's share from which on it is named; below, the speaker is unknown and the candidates are kept
KEPT = 3  # how many candidates are kept then


def compose(text: str, lang: Language, published: str | None) -> Extraction:
    """Extract from one text; see ``quotes.extract.extract``."""
    reader = Reader(text, lang)
    readings = reader.readings()
    quotes: list[Quote] = []
    for number, reading in enumerate(readings):
        if not reading.is_speech:
            continue
        quote = _quote(text, reading, published, lang)
        if quotes and number and _interrupted(readings[number - 1], reading):
            quotes[-1] = replace(quotes[-1], passages=(*quotes[-1].passages, *quote.passages))
        else:
            quotes.append(quote)
    asides = [Aside(r.passage.inner, label(r, text, lang)) for r in readings if not r.is_speech]
    asides += [Aside(p.inner, Label.OTHER) for p in reader.passages if p.parent != -1]
    doubts = [*reader.doubts, *(Doubt(q.passages[0], "unsure_speaker") for q in quotes if q.candidates)]
    return Extraction(
        tuple(fold_repeats(quotes)),
        tuple(sorted(asides, key=lambda aside: aside.span)),
        tuple(sorted(doubts, key=lambda doubt: doubt.span)),
    )


def _interrupted(before: Reading, reading: Reading) -> bool:
    """Say whether two passages are one utterance that its cue interrupts: « A », dit X, « B »."""
    return (
        before.is_speech
        and reading.source.rule.startswith("interrupted")
        and reading.source.cue_at is not None
        and reading.source.cue_at == before.source.cue_at
    )


def _quote(text: str, reading: Reading, published: str | None, lang: Language) -> Quote:
    source = reading.source
    near = source.cue if source.cue >= 0 else reading.at
    sentence = source.sentence if source.cue >= 0 else reading.sentence
    when = said_on(sentence, near, published, lang)
    quote = Quote(
        source=text,
        passages=(reading.passage.inner,),
        kind=_kind(text, reading),
        status=Status.UNKNOWN,
        rule=source.rule,
        cue_at=source.cue_at,
        said_on=when[1] if when else None,
        said_on_at=when[0] if when else None,
        via_at=via(sentence, near, lang),
    )
    best = reading.options[0]
    if best.entity is None or source.known is None:
        return quote
    if best.share < SURE:
        names = [option.entity.name_at for option in reading.options[:KEPT] if option.entity]
        return replace(quote, candidates=tuple(names))
    known, mention = source.known, source.mention
    role = mention.role_at if mention and mention.role_at else known.entity.role_at
    return replace(
        quote,
        status=_status(text, source, lang),
        speaker_at=known.entity.name_at,
        mention_at=mention.span if mention else None,
        chain=known.chain,
        role_at=role,
    )


def _status(text: str, source: Source, lang: Language) -> Status:
    known = source.known
    if known is None:
        return Status.UNKNOWN
    if known.status in {Status.ROLE, Status.COLLECTIVE}:
        words = fold(known.entity.name_at.of(text))
        sentence = fold(
            text[source.sentence.place(0).start : source.sentence.place(len(source.sentence.symbols) - 1).end]
        )
        hidden = known.entity.sort == "anonymous" or lang.anonymous.match(words) or lang.unnamed.search(sentence)
        if hidden and not (known.entity.kind == BODY and known.entity.sort == ""):
            return Status.ANONYMOUS
    return known.status


def _kind(text: str, reading: Reading) -> Kind:
    """Tell a clause or sentences of its own from a fragment of the reporter's sentence."""
    words = reading.passage.inner.of(text)
    before = reading.sentence.symbols[: reading.at]
    count = len(WORD.findall(words))
    opens = not before.strip("wmd&,-") or before[-1] in ":-."
    whole = words[:1].isupper() or words[-1:] in ".!?…"
    clause = reading.source.rule.startswith("according_comma") and count > 3
    return (
        Kind.DIRECT
        if (whole and count > 3) or (opens and (count > 2 or (whole and words[-1:] in ".!?…"))) or clause
        else Kind.PARTIAL
    )


def label(reading: Reading, text: str, lang: Language) -> Label:
    """Say what a passage is that nobody said, by the words before it and its capitals."""
    strip, sentence = reading.sentence.strip, reading.sentence
    token = sentence.tape.firsts[sentence.first + reading.at]
    near = set(strip.words[max(0, token - 4) : token])
    words = reading.passage.inner.of(text)
    if near & lang.sets["title_words"]:
        return Label.TITLE
    if near & lang.sets["name_words"]:
        return Label.NAME
    if near & lang.sets["term_words"]:
        return Label.TERM
    if words[:1].isupper():
        return Label.TITLE if len(words.split()) > 3 else Label.NAME
    return Label.SCARE if len(words.split()) == 1 else Label.TERM


def fold_repeats(quotes: list[Quote]) -> list[Quote]:
    """Make one quote of the same words of the same speaker printed again, keeping every place."""
    first: dict[tuple[tuple[str, ...], str | None], int] = {}
    folded: list[Quote] = []
    for quote in quotes:
        words = tuple(WORD.findall(fold(quote.text)))
        key = (words, quote.speaker)
        if len(words) >= REPEATED and key in first:
            earlier = folded[first[key]]
            folded[first[key]] = replace(earlier, repeats=(*earlier.repeats, quote.passages))
        else:
            first.setdefault(key, len(folded))
            folded.append(quote)
    return folded
