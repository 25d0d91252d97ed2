"""Find who said what in a text: a pure function, total on any string.

The steps, each a module or a few:

1. **marks** pairs the quotation marks, and **page** looks through the whole text once.
2. **tokens** cuts each paragraph into words; **grains** (with **capitals**, **namesakes**, **context** and
   **expressions**) writes them as one symbol each, **tape** as one symbol a phrase, and **sentences** parts that.
3. **mentions** describes the words that name somebody, and **cast** tells who is the same person.
4. **attribute** matches the rules of the language on the tape of a sentence; **sources** makes of that who may
   have said a passage, **rank** chooses (with **order**, **pieces** and **ruled_out**), and **speech** weighs whether
   anybody said it. **article** goes through the passages (each a case, see **cases**) in their order, for the speaker
   of one may be *elle* in the next.
5. **compose** makes quotes of what was read, and **circumstances** adds when and through what it was said.

**latin** and **symbols** compile the patterns: over text for two engines, over symbols for the quicker one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.model import Extraction


def extract(text: str, lang: str = "fr", *, published: str | None = None) -> Extraction:
    """Find the quotes of ``text``, a whole article in the language ``lang``.

    ``published`` (ISO 8601, maybe only a year or month) is the date from which *jeudi* or *hier* are counted.
    Never raises on any text; raises UnknownLanguage for a language there is no folder for, and BadDate.

    >>> text = "« Je reste », a déclaré Jeanne Moreau."
    >>> [quote] = extract(text).quotes
    >>> quote.text, quote.speaker, quote.cue
    ('Je reste', 'Jeanne Moreau', 'a déclaré')
    >>> text[quote.mention_at.start : quote.mention_at.end]
    'Jeanne Moreau'
    """
    from quotes.dates import iso_date
    from quotes.extract.compose import compose
    from quotes.lexicon import load

    return compose(text, load(lang), iso_date(published) if published else None)


def reprinted(found: Extraction, lang: str, *, published: str | None) -> Extraction:
    """Give what ``extract`` finds in the same text printed another day, without reading it again.

    >>> text = "« Je reste », a déclaré Jeanne Moreau jeudi."
    >>> [quote] = reprinted(extract(text), "fr", published="2021-08-13").quotes
    >>> quote.said_on
    '2021-08-12'
    """
    from dataclasses import replace

    from quotes.dates import iso_date
    from quotes.extract.circumstances import dated_anew
    from quotes.lexicon import load

    day, language = iso_date(published) if published else None, load(lang)
    quotes = (
        replace(quote, said_on=dated_anew(quote.said_on_at.of(quote.source), day, language))
        if quote.said_on_at
        else quote
        for quote in found.quotes
    )
    return replace(found, quotes=tuple(quotes))
