"""An address that opens a page at given words: a text fragment, as WICG's scroll-to-text-fragment has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from quotes.model import Span

DIRECTIVE = ":~:"
WHOLE = 8  # words: so many are given whole, of more the first and the last ones
MOST = 12  # words of one part: what is not unique by then is printed again as it is
WORD = re.compile(r"\S+")


def text_link(url: str, text: str, place: Span) -> str:
    """Point ``url`` to the words at ``place`` in ``text``, with as many words as make them the first of their kind.

    >>> from quotes.model import Span
    >>> text_link("https://rfi.example/a#top", "Oui, dit-il. Non, dit-elle.", Span(13, 26))
    'https://rfi.example/a#top:~:text=Non%2C%20dit%2Delle'
    >>> text_link("https://rfi.example/a", "Un mot. Le mot.", Span(11, 14))
    'https://rfi.example/a#:~:text=Le-,mot'
    """
    page = url.split(DIRECTIVE, maxsplit=1)[0]
    return f"{page}{'' if '#' in page else '#'}{DIRECTIVE}text={_fragment(text, place)}"


def _fragment(text: str, place: Span) -> str:
    words = [match.span() for match in WORD.finditer(text, place.start, place.end)]
    if not words:
        return ""
    block = text.find("\n", place.start, place.end)  # a part must not cross from one paragraph into another
    if len(words) <= WHOLE and block < 0:
        return _with_context(text, place, _encoded(place.of(text)), place.of(text))
    last_block = text.rfind("\n", place.start, place.end) + 1
    first_words = [span for span in words if block < 0 or span[1] <= block]
    last_words = [span for span in words if span[0] >= last_block]
    start, end = "", ""
    for size in range(3, MOST + 1):
        start = text[place.start : first_words[min(size, len(first_words)) - 1][1]]
        end = text[last_words[-min(size, len(last_words))][0] : place.end]
        first = _first(text, start)
        if first == place.start and _first(text, end, first + len(start)) == place.end - len(end):
            return f"{_encoded(start)},{_encoded(end)}"
    return _with_context(text, place, f"{_encoded(start)},{_encoded(end)}", start)


def _with_context(text: str, place: Span, part: str, words: str) -> str:
    """Put words of the same paragraph before, and after, until ``words`` are the first with them."""
    before = text[text.rfind("\n", 0, place.start) + 1 : place.start].split()
    stop = text.find("\n", place.end)
    after = text[place.end : stop if stop >= 0 else None].split()
    for size in range(MOST + 1):
        prefix, suffix = " ".join(before[len(before) - size :] if size else ()), " ".join(after[: size // 2])
        joined = [re.escape(piece) for piece in f"{prefix} {words} {suffix}".split()]
        around = re.compile(r"\s*".join(joined), re.IGNORECASE)
        found = around.search(text)
        if found and found.start() <= place.start < found.end():
            break
    return (f"{_encoded(prefix)}-," if prefix else "") + part + (f",-{_encoded(suffix)}" if suffix else "")


def _first(text: str, words: str, start: int = 0) -> int:
    found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE).search(text, start)
    return found.start() if found else -1


def _encoded(words: str) -> str:
    """Percent-encode, hyphens too, for they are syntax here; a line break is a space."""
    return quote(" ".join(re.split(r"[\r\n\t ]+", words)).encode(errors="replace"), safe="").replace("-", "%2D")
