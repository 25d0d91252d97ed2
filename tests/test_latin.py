"""Latin text is read by another engine than the rest: both must find the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.extract.latin import KNOWN, is_latin, twin
from quotes.extract.marks import MARK
from quotes.extract.page import middle_capital
from quotes.extract.tokens import token
from quotes.lexicon import load

FRENCH = load("fr")
PATTERNS = {"marks": MARK, "tokens": token(FRENCH), "capitals": middle_capital(FRENCH)}
TEXT = st.text(st.sampled_from(KNOWN) | st.sampled_from("aàÀb .,:-’'\"«»<>\n12@&_"))


@pytest.mark.parametrize("name", PATTERNS)
@given(text=TEXT)
@example("M. J.-Y. d’Aix-les-Bains : « L'U.S. Army a-t-elle dit 12 500,3 km² ? » & @a_1 ''a'' <<e\u0301>>\n\n ’Été")
def test_both_engines_find_the_same(name: str, text: str) -> None:
    assert is_latin(text)
    latin, general = (
        [(match.span(), match.lastgroup) for match in PATTERNS[name].on(latin=engine).finditer(text)]
        for engine in (True, False)
    )
    assert latin == general


@pytest.mark.parametrize("kind", [r"\p{L}", r"\p{Lu}", r"\p{Ll}", r"\p{M}", r"\p{N}", r"\p{P}", r"\w", r"\d"])
def test_a_class_has_the_same_characters_in_both(kind: str) -> None:
    pattern = twin(f"[{kind}]")
    assert pattern.latin.findall(KNOWN) == pattern.general.findall(KNOWN)


@pytest.mark.parametrize("text", ["Ж", "中", "\x1c", "\ud800", "a\u3000b"])
def test_other_text_is_left_to_the_general_engine(text: str) -> None:
    assert not is_latin(text)
