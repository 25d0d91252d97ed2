"""Words on a terminal: safe to print, broken into lines, coloured when somebody looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

# What can move the cursor, change a colour or turn the reading direction: C0 and C1 controls, bidi
# marks, embeddings and isolates, line separators, surrogates, and the invisible tag characters.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
BLANKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")  # not the no-break spaces: « stays with its word


class Style(StrEnum):
    """What a stretch of text is, for whoever paints it."""

    PLAIN = "plain"
    WORDS = "words"  # what was said
    CUE = "cue"
    MENTION = "mention"
    FAINT = "faint"
    MORE = "more"  # the claim has it, the source has not
    LESS = "less"  # the other way round


COLOURS = {
    Style.WORDS: "1",
    Style.CUE: "33",
    Style.MENTION: "36;1",
    Style.FAINT: "2",
    Style.MORE: "32;1",
    Style.LESS: "31;1",
}
MARKS = {Style.WORDS: "**{}**", Style.CUE: "_{}_", Style.MENTION: "[{}]"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one style."""

    text: str
    style: Style = Style.PLAIN


def clean(text: str) -> str:
    r"""Put any text on one line and drop every character that can act on a terminal.

    >>> clean("\x1b[31mrouge\x1b[0m,\r\n\u202evert")
    '[31mrouge[0m, vert'
    """
    return UNPRINTABLE.sub("", BLANKS.sub(" ", text))


def marked(pieces: list[Piece]) -> list[Piece]:
    """Write the styles as characters, for readers without colour."""
    return [Piece(MARKS.get(piece.style, "{}").format(piece.text)) for piece in pieces]


def lay_out(pieces: list[Piece], *, width: int, colour: bool, indent: str = "", hanging: str = "") -> list[str]:
    """Break ``pieces`` into lines of at most ``width`` columns, at plain spaces only; clean, then paint.

    A word longer than a line gets a line of its own. ``indent`` starts the first line, ``hanging`` the rest.
    """
    lines: list[list[Piece]] = [[]]
    room = width - len(indent)
    used = 0
    for word in _words(pieces):
        length = sum(len(piece.text) for piece in word)
        if used and used + 1 + length > room:
            lines.append([])
            room, used = width - len(hanging), 0
        if used:
            # A space inside one style keeps it, so that an underline is not broken between words.
            before, after = lines[-1][-1].style, word[0].style
            lines[-1].append(Piece(" ", before if before is after else Style.PLAIN))
        lines[-1].extend(word)
        used += length + (1 if used else 0)
    starts = [indent, *[hanging] * (len(lines) - 1)]
    return [start + _paint(line, colour=colour) for start, line in zip(starts, lines, strict=True)]


def plainly(text: str, *, width: int, indent: str = "", hanging: str = "  ") -> str:
    """Lay out words of no style, and end the last line."""
    return "\n".join(lay_out([Piece(text)], width=width, colour=False, indent=indent, hanging=hanging)) + "\n"


def _words(pieces: list[Piece]) -> list[list[Piece]]:
    """Cut at the spaces; a word may have several styles: « **Non** »."""
    words: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *rest = clean(piece.text).split(" ")
        words[-1].append(Piece(first, piece.style))
        words.extend([Piece(part, piece.style)] for part in rest)
    return [kept for word in words if (kept := [piece for piece in word if piece.text])]


def _paint(line: list[Piece], *, colour: bool) -> str:
    if not colour:
        return "".join(piece.text for piece in line)
    out: list[str] = []
    for number, piece in enumerate(line):
        code = COLOURS.get(piece.style)
        starts = number == 0 or line[number - 1].style is not piece.style
        ends = number == len(line) - 1 or line[number + 1].style is not piece.style
        out.append(f"\x1b[{code}m" if code and starts else "")
        out.append(piece.text)
        out.append("\x1b[0m" if code and ends else "")
    return "".join(out)
