"""How sure a quote is: its rule's record on annotated articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quotes import lexicon
from quotes.precision import Measured, confidence, measured, wilson

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {
    "said/near": Measured(9, 10, 0.6),
    "said/far": Measured(1, 4, 0.05),
    "said/odd": Measured(2, 2, 0.34),
    "colon": Measured(3, 4, 0.3),
}


def test_a_rule_seen_often_enough_has_its_own_record() -> None:
    assert measured("said/near", RECORD) == Measured(9, 10, 0.6)
    assert confidence("said/near", RECORD) == 0.9


@pytest.mark.parametrize("rule", ["said/far", "said/odd", "said/never_seen", "said"])
def test_a_rule_seen_seldom_is_judged_with_its_family(rule: str) -> None:
    assert confidence(rule, RECORD) == 12 / 16


@pytest.mark.parametrize("rule", ["colon", "never_seen"])
def test_a_family_seen_seldom_is_judged_with_all_rules(rule: str) -> None:
    assert confidence(rule, RECORD) == 15 / 20


def test_a_pooled_record_has_its_own_lower_bound() -> None:
    pooled = measured("said/far", RECORD)
    assert pooled is not None
    assert pooled.lower == wilson(12, 16)


def test_nothing_is_said_where_nothing_was_measured() -> None:
    assert measured("said/near", {}) is None
    assert confidence("said/near", {}) is None


@pytest.mark.parametrize(
    ("right", "used", "bound"),
    [
        (0, 0, 0.0),
        (0, 10, 0.0),
        (10, 10, 0.7225),
        (1, 2, 0.0945),
        (81, 263, 0.2553),
    ],  # the last is from Newcombe (1998)
)
def test_the_bound_is_wilsons(right: int, used: int, bound: float) -> None:
    assert wilson(right, used) == pytest.approx(bound, abs=0.0001)


def test_a_language_may_have_no_record_yet(tmp_path: Path) -> None:
    french = lexicon._root() / "fr"  # noqa: SLF001, the files of a real language, copied without the record
    for file in french.iterdir():
        if file.name != "precision.toml":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    assert lexicon.read(tmp_path).precision == {}
    (tmp_path / "precision.toml").write_text('"said/near" = [9, 10, 0.6]\n', encoding="utf-8")
    assert lexicon.read(tmp_path).precision == {"said/near": Measured(9, 10, 0.6)}
