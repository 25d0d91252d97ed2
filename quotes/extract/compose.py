"""Make quotes, asides and doubts of what was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quotes.extract.article import Reader, Reading
from quotes.extract.circumstances import said_on, via
from quotes.extract.latin import Twin, is_latin, twin
from quotes.extract.mentions import BODY
from quotes.extract.nested import nested
from quotes.lexicon import fold
from quotes.lexicon.language import once_per_language
from quotes.model import Aside, Doubt, Extraction, Kind, Label, Quote, Status

if TYPE_CHECKING:
    from quotes.extract.sources import Source
    from quotes.lexicon import Language
    from quotes.model import Span

WORD = twin(r"[\p{L}\p{N}]+")
STOPS = frozenset(".!?…")
REPEATED = 5  # words: from here on the same words of the same speaker are one quote, printed again
SURE = 0.34  # of a language whose rules.toml does not say how sure is sure enough
KEPT = 3  # how many candidates are kept then
CLAUSE = 4  # words: fewer, with a capital or a stop, may be a name or a cry
FRAGMENT = 2  # words: no more than these are a fragment even after a colon, unless they end in a stop
NAME = 3  # words: a longer name is a title
ANNOUNCING = 4  # words before a passage that may say what it is


def compose(text: str, lang: Language, published: str | None) -> Extraction:
    """Extract from one text; see ``quotes.extract.extract``."""
    reader = Reader(text, lang)
    outermost = reader.readings()
    readings = sorted([*outermost, *nested(reader, outermost)], key=lambda reading: reading.passage.outer.start)
    quotes: list[Quote] = []
    for number, reading in enumerate(readings):
        if not reading.is_speech:
            continue
        quote = _quote(text, reading, published, lang)
        if quotes and number and _interrupted(readings[number - 1], reading, lang):
            quotes[-1] = replace(quotes[-1], passages=(*quotes[-1].passages, *quote.passages))
        else:
            quotes.append(quote)
    asides = [Aside(r.passage.inner, label(r, text, lang)) for r in readings if not r.is_speech]
    said = {reading.passage.inner for reading in readings}
    asides += [Aside(p.inner, Label.OTHER) for p in reader.page.passages if p.parent != -1 and p.inner not in said]
    doubts = [*reader.page.doubts, *(Doubt(q.passages[0], "unsure_speaker") for q in quotes if q.candidates)]
    return Extraction(
        tuple(fold_repeats(quotes)),
        tuple(sorted(asides, key=lambda aside: aside.span)),
        tuple(sorted(doubts, key=lambda doubt: doubt.span)),
    )


def _interrupted(before: Reading, reading: Reading, lang: Language) -> bool:
    """Say whether two passages are one utterance that its cue interrupts: « A », dit X, « B »."""
    return (
        before.is_speech
        and reading.source.family in lang.joining
        and reading.source.cue_at is not None
        and reading.source.cue_at == before.source.cue_at
    )


def _quote(text: str, reading: Reading, published: str | None, lang: Language) -> Quote:
    """Make a quote of one passage."""
    source = reading.source
    sentence, near = (source.sentence, source.cue) if source.cue >= 0 else (reading.case.sentence, reading.case.at)
    when = said_on(sentence, near, published, lang)
    return Quote(
        source=text,
        passages=(reading.passage.inner,),
        kind=_kind(text, reading, lang),
        rule=source.rule,
        cue_at=source.cue_at,
        said_on=when[1] if when else None,
        said_on_at=when[0] if when else None,
        via_at=via(sentence, near, lang),
        **_speaker(text, reading, lang),
    )


def _speaker(text: str, reading: Reading, lang: Language) -> dict[str, Any]:
    """Say who speaks, and how that is known. The speaker stays unknown where the choice was not sure."""
    best, known, mention = reading.options[0], reading.source.known, reading.source.mention
    if best.entity is None or known is None:
        return {"status": Status.UNKNOWN}
    if best.share < lang.rules.get("sure", SURE):
        names = [option.entity.name_at for option in reading.options if option.entity]
        return {"status": Status.UNKNOWN, "candidates": tuple(names[:KEPT])}
    return {
        "status": _status(text, reading.source, lang),
        "speaker_at": known.entity.name_at,
        "mention_at": mention.span if mention else None,
        "chain": known.chain,
        "role_at": mention.role_at if mention and mention.role_at else known.entity.role_at,
    }


def _status(text: str, source: Source, lang: Language) -> Status:
    """Say how well the speaker is known; a function or body may be one that hides who speaks."""
    known = source.known
    if known is None:
        return Status.UNKNOWN
    entity = known.entity
    may_hide = known.status in {Status.ROLE, Status.COLLECTIVE} and (entity.kind != BODY or entity.sort)
    if may_hide and (entity.sort == "anonymous" or _hides(text, entity.name_at, source.sentence.span, lang)):
        return Status.ANONYMOUS
    return known.status


def _hides(text: str, name_at: Span, sentence: Span, lang: Language) -> bool:
    """Say whether a name is none (un proche du dossier), or its sentence says why there is none."""
    anonymous, unnamed = _hiding(lang)
    name, around = fold(name_at.of(text)), fold(sentence.of(text))
    found = anonymous.on(latin=is_latin(name)).match(name) or unnamed.on(latin=is_latin(around)).search(around)
    return found is not None


@once_per_language
def _hiding(lang: Language) -> tuple[Twin, Twin]:
    return twin(lang.anonymous), twin(lang.unnamed)


def _kind(text: str, reading: Reading, lang: Language) -> Kind:
    """Tell a clause or sentences of its own from a fragment of the reporter's sentence."""
    words = reading.passage.inner.of(text)
    before = reading.case.sentence.symbols[: reading.case.at]
    count = len(_words(words))
    stops = words[-1:] in STOPS and not (lang.stops_inside and words[:1].islower())
    long = count >= CLAUSE
    if long and (stops or words[:1].isupper() or reading.source.family in lang.whole):
        return Kind.DIRECT
    opens = not before.strip("wmd&,-") or before[-1] in ":-."  # nothing but small words before it, or a colon
    return Kind.DIRECT if opens and (stops or count > FRAGMENT) else Kind.PARTIAL


def label(reading: Reading, text: str, lang: Language) -> Label:
    """Say what a passage is that nobody said, by the words before it and its capitals."""
    sentence = reading.case.sentence
    token = sentence.token(reading.case.at)
    near = sentence.strip.words[max(0, token - ANNOUNCING) : token]
    for words, meant in (("title_words", Label.TITLE), ("name_words", Label.NAME), ("term_words", Label.TERM)):
        if not lang.sets[words].isdisjoint(near):
            return meant
    inner = reading.passage.inner.of(text)
    count = len(inner.split())
    if inner[:1].isupper():
        return Label.TITLE if count > NAME else Label.NAME
    return Label.SCARE if count == 1 else Label.TERM


def _words(text: str) -> list[str]:
    return WORD.on(latin=is_latin(text)).findall(text)


def fold_repeats(quotes: list[Quote]) -> list[Quote]:
    """Make one quote of the same words of the same speaker printed again, keeping every place."""
    first: dict[tuple[tuple[str, ...], str | None], int] = {}
    folded: list[Quote] = []
    for quote in quotes:
        words = tuple(_words(fold(quote.text)))
        key = (words, quote.speaker)
        if len(words) >= REPEATED and key in first:
            earlier = folded[first[key]]
            folded[first[key]] = replace(earlier, repeats=(*earlier.repeats, quote.passages))
        else:
            first.setdefault(key, len(folded))
            folded.append(quote)
    return folded
