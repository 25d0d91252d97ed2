"""The gate: no figure falls unnoticed, and no floor is lowered by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evaluate import gate
from evaluation import floors
from evaluation.corpus import Corpus, document

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = document({"id": "a", "outlet": "La Gazette", "text": "Rien.", "spans": []})
CORPUS = Corpus("articles, fr", (ARTICLE,), "d1")
REACHED: floors.Floors = {
    "articles, fr": {"digest": "d1", "documents": 1, "figures": {"precision": 0.95, "recall": 0.9}},
    "own cases, fr": {"digest": "d9", "documents": 4, "figures": {"precision": 1.0}},
}


def test_the_same_figures_pass() -> None:
    assert floors.complaints(CORPUS, {"precision": 0.95, "recall": 0.9}, REACHED) == []


def test_better_figures_pass() -> None:
    assert floors.complaints(CORPUS, {"precision": 0.96, "recall": 1.0}, REACHED) == []


def test_a_figure_below_its_floor_fails_and_says_by_how_much() -> None:
    assert floors.complaints(CORPUS, {"precision": 0.9375, "recall": 0.99}, REACHED) == [
        "articles, fr: precision fell by 0.0125, from 0.9500 to 0.9375"
    ]


def test_a_figure_that_is_not_measured_any_more_fails() -> None:
    assert floors.complaints(CORPUS, {"precision": 0.95}, REACHED) == [
        "articles, fr: recall is not measured any more, it was 0.9000"
    ]


def test_other_articles_fail_even_with_good_figures() -> None:
    other = Corpus("articles, fr", (ARTICLE,), "d2")
    assert floors.complaints(other, {"precision": 1.0, "recall": 1.0}, REACHED) == [
        "articles, fr: not the articles measured before"
    ]


def test_a_corpus_without_floors_fails() -> None:
    assert floors.complaints(CORPUS, {"precision": 1.0}, {}) == ["articles, fr: no figures to compare with yet"]


def test_an_update_raises_the_floors_of_one_corpus_and_leaves_the_others() -> None:
    new, refused = floors.updated(CORPUS, {"precision": 0.96, "recall": 0.9}, REACHED, allow_lower=False)
    assert refused == []
    assert new["articles, fr"]["figures"] == {"precision": 0.96, "recall": 0.9}
    assert new["own cases, fr"] == REACHED["own cases, fr"]


def test_an_update_takes_new_articles_whose_figures_are_no_lower() -> None:
    grown = Corpus("articles, fr", (ARTICLE, ARTICLE), "d2")
    new, refused = floors.updated(grown, {"precision": 0.95, "recall": 0.9}, REACHED, allow_lower=False)
    assert refused == []
    assert (new["articles, fr"]["digest"], new["articles, fr"]["documents"]) == ("d2", 2)


def test_an_update_refuses_to_lower_one_figure_and_then_raises_none() -> None:
    new, refused = floors.updated(CORPUS, {"precision": 0.99, "recall": 0.8}, REACHED, allow_lower=False)
    assert refused == ["articles, fr: recall fell by 0.1000, from 0.9000 to 0.8000"]
    assert new == REACHED


def test_a_floor_is_lowered_when_asked_for() -> None:
    new, refused = floors.updated(CORPUS, {"precision": 0.99, "recall": 0.8}, REACHED, allow_lower=True)
    assert refused == []
    assert new["articles, fr"]["figures"] == {"precision": 0.99, "recall": 0.8}


def test_naming_fewer_speakers_is_no_fault_by_itself() -> None:
    reached = {"precision": 0.95, "recall": 0.9, "named_share": 0.99}
    kept, _ = floors.updated(CORPUS, reached, REACHED, allow_lower=False)
    assert floors.complaints(CORPUS, {**reached, "named_share": 0.5}, kept) == []


def test_floors_are_read_as_written(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert floors.read(file) == {}
    floors.write(REACHED, file)
    assert floors.read(file) == REACHED


@pytest.mark.parametrize(
    ("update", "allow_lower", "reached", "code", "kept"),
    [
        (False, False, 0.9, 0, 0.9),
        (False, False, 0.8, 1, 0.9),
        (True, False, 0.8, 1, 0.9),
        (True, True, 0.8, 0, 0.8),
        (True, False, 1.0, 0, 1.0),
    ],
)
def test_the_command_fails_below_the_floors_and_writes_what_it_may(  # noqa: PLR0913, PLR0917, a table of cases
    update: bool, allow_lower: bool, reached: float, code: int, kept: float, tmp_path: Path
) -> None:
    file = tmp_path / "floors.json"
    floors.write(REACHED, file)

    assert (
        gate(CORPUS, {"precision": 0.95, "recall": reached}, update=update, allow_lower=allow_lower, file=file) == code
    )
    assert floors.read(file)["articles, fr"]["figures"]["recall"] == kept


def test_the_command_says_what_fell_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "floors.json"
    floors.write(REACHED, file)

    gate(CORPUS, {"precision": 0.95, "recall": 0.8}, update=False, allow_lower=False, file=file)
    fell, hint = capsys.readouterr().err.splitlines()
    assert fell == "error: articles, fr: recall fell by 0.1000, from 0.9000 to 0.8000"
    assert hint.startswith("hint: ")
