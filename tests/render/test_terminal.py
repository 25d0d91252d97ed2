"""What reaches a terminal: one safe line after another, broken only where French lets it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.render.terminal import Piece, Style, clean, lay_out, marked

ANYTHING = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrouge\x1b[0m", "[31mrouge[0m"),
        ("\x1b]0;titre\x07 suite", "]0;titre suite"),
        ("\x9b31mrouge", "31mrouge"),
        ("gauche \u202edroite\u202c", "gauche droite"),
        ("\u2066isolé\u2069", "isolé"),
        ("\u200fx\u061cy", "xy"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("\N{TAG LATIN SMALL LETTER A}b", "b"),
        ("a\ud800b", "ab"),
        ("« été »", "« été »"),
        ("de\u0301ja\u0300", "de\u0301ja\u0300"),
    ],
)
def test_what_acts_on_a_terminal_is_dropped(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(ANYTHING)
def test_no_text_leaves_a_control_or_a_surrogate(text: str) -> None:
    assert not [char for char in clean(text) if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}]


def test_lines_are_as_wide_as_asked_and_indented() -> None:
    lines = lay_out([Piece("un deux trois quatre")], width=10, colour=False, indent="- ", hanging="    ")
    assert lines == ["- un deux", "    trois", "    quatre"]


def test_a_no_break_space_does_not_break() -> None:
    assert lay_out([Piece("mot «\u00a0mot\u00a0»")], width=9, colour=False) == ["mot", "«\u00a0mot\u00a0»"]


def test_a_word_longer_than_the_line_is_kept_whole() -> None:
    assert lay_out([Piece("a bbbbbbbbbbbb c")], width=5, colour=False) == ["a", "bbbbbbbbbbbb", "c"]


def test_a_colour_ends_with_its_line() -> None:
    pieces = [Piece("dit "), Piece("un deux", Style.WORDS), Piece(".")]
    assert lay_out(pieces, width=6, colour=True) == ["dit \x1b[1mun\x1b[0m", "\x1b[1mdeux\x1b[0m."]


def test_colour_takes_no_room() -> None:
    pieces = [Piece("un deux trois", Style.CUE), Piece(" quatre")]
    plain = lay_out(pieces, width=9, colour=False)
    coloured = lay_out(pieces, width=9, colour=True)
    assert [line.replace("\x1b[33m", "").replace("\x1b[0m", "") for line in coloured] == plain


def test_without_colour_styles_are_characters() -> None:
    pieces = [Piece("«"), Piece("Non", Style.WORDS), Piece("», "), Piece("dit", Style.CUE), Piece("X", Style.MENTION)]
    assert "".join(piece.text for piece in marked(pieces)) == "«**Non**», _dit_[X]"


@given(st.lists(st.builds(Piece, ANYTHING, st.sampled_from(Style))), st.integers(1, 100))
def test_laying_out_loses_no_word(pieces: list[Piece], width: int) -> None:
    lines = lay_out(pieces, width=width, colour=False)
    words = clean("".join(piece.text for piece in pieces)).split(" ")
    assert [word for line in lines for word in line.split(" ") if word] == [word for word in words if word]
