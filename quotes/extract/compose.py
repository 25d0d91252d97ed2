"""Make quotes, asides and doubts of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.extract.circumstances import said_on, via
from quotes.extract.article import Reader, Reading
from quotes.model import Aside, Extraction, Kind, Label, Quote, Status

if TYPE_CHECKING:
    from quotes.lexicon import Language


def compose(text: str, lang: Language, published: str | None) -> Extraction:
    """Extract from one text; see ``quotes.extract.extract``."""
    reader = Reader(text, lang)
    quotes: list[Quote] = []
    asides: list[Aside] = []
    for reading in reader.readings():
        if reading.is_speech:
            quotes.append(_quote(text, reading, published, lang))
        else:
            asides.append(Aside(reading.passage.inner, Label.OTHER))
    return Extraction(tuple(quotes), tuple(asides), tuple(reader.doubts))


def _quote(text: str, reading: Reading, published: str | None, lang: Language) -> Quote:
    source = reading.source
    near = source.cue if source.cue >= 0 else reading.at
    when = said_on(source.sentence, near, published, lang)
    known, mention = source.known, source.mention
    entity = known.entity if known else None
    return Quote(
        source=text,
        passages=(reading.passage.inner,),
        kind=Kind.DIRECT,
        status=known.status if known else Status.UNKNOWN,
        rule=source.rule,
        speaker_at=entity.name_at if entity else None,
        mention_at=mention.span if mention else None,
        chain=known.chain if known else (),
        role_at=entity.role_at if entity else None,
        cue_at=source.cue_at,
        said_on=when[1] if when else None,
        said_on_at=when[0] if when else None,
        via_at=via(source.sentence, near, lang),
    )
