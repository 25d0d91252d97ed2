"""How sure a quote is: its rule's record on annotated articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quotes import lexicon
from quotes.precision import Basis, Confidence, Measured, assess, confidence, measured, wilson

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {
    "said/near": Measured(9, 10, 0.6),
    "said/far": Measured(1, 4, 0.05),
    "said/odd": Measured(2, 2, 0.34),
    "colon": Measured(1, 4, 0.05),
}


def test_a_rule_seen_often_enough_has_its_own_record() -> None:
    assert measured("said/near", RECORD) == Measured(9, 10, 0.6)


@pytest.mark.parametrize("rule", ["said/far", "said/odd", "said/never_seen", "said"])
def test_a_rule_seen_seldom_is_judged_with_its_family(rule: str) -> None:
    assert measured(rule, RECORD) == Measured(12, 16, wilson(12, 16))


@pytest.mark.parametrize("rule", ["colon", "never_seen"])
def test_a_family_seen_seldom_is_judged_with_all_rules(rule: str) -> None:
    assert measured(rule, RECORD) == Measured(13, 20, wilson(13, 20))


def test_ten_average_cases_beside_its_own_make_a_rules_confidence() -> None:
    average = 13 / 20
    assert confidence("said/near", RECORD) == pytest.approx((9 + 10 * average) / (10 + 10))
    assert confidence("said/far", RECORD) == pytest.approx((12 + 10 * average) / (16 + 10))
    assert confidence("never_seen", RECORD) == pytest.approx(average)


def test_a_rule_that_was_always_right_is_not_certain() -> None:
    record = {"said": Measured(5, 5, wilson(5, 5)), "colon": Measured(50, 100, wilson(50, 100))}
    sure = confidence("said", record)
    assert sure is not None
    assert 0.5 < sure < 0.75


def test_confidence_grows_with_the_cases_behind_it() -> None:
    few, many = ({"said": Measured(n, n, 0.0), "colon": Measured(n // 2, n, 0.0)} for n in (10, 1000))
    assert (confidence("said", few) or 1) < (confidence("said", many) or 0) < 1


def test_nothing_is_said_where_nothing_was_measured() -> None:
    assert measured("said/near", {}) is None
    assert confidence("said/near", {}) is None
    assert assess("said/near", {}) is None


@pytest.mark.parametrize(
    ("rule", "figures"),
    [
        ("said/near", Confidence(0.775, 0.9, 0.6, 10, Basis.RULE)),  # (9 + 6.5) / (10 + 10)
        ("said/far", Confidence(0.712, 0.75, 0.505, 16, Basis.FAMILY)),  # (12 + 6.5) / (16 + 10)
        ("colon", Confidence(0.65, 0.65, 0.433, 20, Basis.ALL)),  # (13 + 6.5) / (20 + 10)
    ],
)
def test_a_confidence_comes_with_the_cases_behind_it_and_whose_they_are(rule: str, figures: Confidence) -> None:
    assert assess(rule, RECORD) == figures


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
