"""What turns a meaning in English: its negations, modals, numerals and conditions."""

from __future__ import annotations

import pytest

from quotes.lexicon.turns import turns
from quotes.match import compare

BRIDGE = "The bridge won't reopen before March, and all 3,000 neighbours will have to drive round unless it rains."


@pytest.mark.parametrize(
    ("claim", "grade", "flags"),
    [
        ("The bridge won't reopen before March", "verbatim", ""),
        ("The bridge won’t reopen before March", "typographic", ""),
        ("The bridge will reopen before March", "altered", "modal negation"),
        ("The bridge won't reopen before April", "altered", "date name"),
        ("all 3000 neighbours will have to drive round", "typographic", "goes_on"),
        ("all 300 neighbours will have to drive round", "altered", "goes_on number"),
        ("all 3,000 neighbours might have to drive round", "altered", "goes_on modal"),
        ("most 3,000 neighbours will have to drive round unless it rains", "altered", "quantifier"),
    ],
)
def test_what_turns_a_meaning_is_told(claim: str, grade: str, flags: str) -> None:
    found = compare(claim, BRIDGE, turns("en"))

    assert (found.wording, " ".join(sorted(found.flags))) == (grade, flags)
