"""The words of a quote as a newspaper sets them: between the marks of their language, with […] where it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.render.terminal import Piece, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.model import Span

NBSP = "\N{NO-BREAK SPACE}"
MARKS = {"fr": (f"«{NBSP}", f"{NBSP}»")}
OTHER_MARKS = ("“", "”")
BREAK = " […] "
LONGEST = 1_000  # characters of one passage in a listing; ``show`` gives all of it


def marks_of(lang: str) -> tuple[str, str]:
    """Give what opens and what closes a quotation in a language."""
    return MARKS.get(lang, OTHER_MARKS)


def passages_of(text: str, places: Sequence[Span]) -> list[str]:
    """Cut a quote's text, its passages joined by one space, into the passages again.

    >>> from quotes.model import Span
    >>> passages_of("Je reste et je signe", (Span(2, 10), Span(20, 31)))
    ['Je reste', 'et je signe']
    """
    words: list[str] = []
    start = 0
    for place in places:
        end = start + place.end - place.start
        words.append(text[start:end])
        start = end + 1
    return words


def quoted(passages: Sequence[str], lang: str) -> str:
    """Write « A […] B », or “A […] B”."""
    opening, closing = marks_of(lang)
    return f"{opening}{BREAK.join(passages)}{closing}"


def quotation(passages: Sequence[str], lang: str, around: tuple[str, str] = ("", "")) -> list[Piece]:
    """Write « A […] B » and a space, or A and B with what stands around them, the article's own marks among that."""
    before, after = around
    opening, closing = (f"…{before}", f"{after}…") if before or after else marks_of(lang)
    pieces = [Piece(opening, Style.FAINT if before else Style.PLAIN)]
    for number, passage in enumerate(passages):
        if number:
            pieces.append(Piece(BREAK))
        pieces.append(Piece(_shortened(passage), Style.WORDS))
    pieces.append(Piece(f"{closing} ", Style.FAINT if after else Style.PLAIN))
    return pieces


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} […]"
