"""Find who said what in a text: a pure function, total on any string.

The steps, each a module: **marks** pairs the quotation marks; **grains** and **tape** write each paragraph as
symbols; **attribute** matches the rules of the language on the tape; **mentions** and **resolve** tell whose
name the words stand for; **speech** tells words that somebody said from titles, names and terms; **article**
goes through them passage by passage, and **compose** makes quotes of what it read.
"""

from __future__ import annotations

from quotes.model import Extraction


def extract(text: str, lang: str = "fr", *, published: str | None = None) -> Extraction:
    """Find the quotes of ``text``, a whole article in the language ``lang``.

    ``published`` (ISO 8601, maybe only a year or month) is the date from which *jeudi* or *hier* are counted.
    Never raises on any text; raises UnknownLanguage for a language there is no folder for.

    >>> text = "« Je reste », a déclaré Jeanne Moreau."
    >>> [quote] = extract(text).quotes
    >>> quote.text, quote.speaker, quote.cue
    ('Je reste', 'Jeanne Moreau', 'a déclaré')
    >>> text[quote.mention_at.start : quote.mention_at.end]
    'Jeanne Moreau'
    """
    from quotes.extract.compose import compose
    from quotes.lexicon import load

    return compose(text, load(lang), published)
