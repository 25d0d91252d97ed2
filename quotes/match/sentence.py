"""What stands on either side of words in an article: enough to check them with one's own eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from quotes.model import Span

ABBREVIATED = r"(?<!\b(?:\p{Lu}|MM|Mme|Mlle|Mr|Mrs|Me|Dr|St))"  # M. Kirby
STOP = regex.compile(rf"""{ABBREVIATED}[.!?…]["»”’)\]]*(?=\s+(?:["«“‘(\[]\s?)?[\p{{Lu}}\p{{Nd}}]|\s*$)|\n""")
MOST = 300  # characters given on either side


def around(text: str, place: Span) -> tuple[str, str]:
    """Give what is before and after ``place``: the rest of its sentence, or the sentence next to it.

    >>> from quotes.model import Span
    >>> around("Un mot. Il vient, dit-il. On part. Fin.", Span(8, 16))
    ('Un mot. ', ', dit-il.')
    """
    before = text[max(0, place.start - MOST) : place.start]
    stops = [stop.end() for stop in STOP.finditer(before) if before[stop.end() :].strip()]
    after = text[place.end : place.end + MOST]
    stop = next((stop.end() for stop in STOP.finditer(after) if after[: stop.end()].strip(' .!?…»”"\n')), len(after))
    return before[stops[-1] if stops else 0 :].lstrip(), after[:stop].rstrip()
