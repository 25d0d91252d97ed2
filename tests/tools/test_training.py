"""Weights: what is learnt from a few invented examples, and how it is written."""

from __future__ import annotations

import tomllib
from math import exp
from typing import TYPE_CHECKING

import pytest

from evaluation.corpus import document
from evaluation.ruler import OwnRuler
from quotes.lexicon import load
from training.examples import Choice, Passage, collect
from training.fit import fit_speakers, fit_speech, numbered, speakers_right, speech_f1
from training.learn import folds, learn, turn_of
from training.weights import as_toml, kind_of

if TYPE_CHECKING:
    from evaluation.corpus import Document

NAMES = ["Anne Roux", "Paul Arnoux", "Nadia Kone", "Omar Belkacem", "Julie Perrot", "Alain Mercadier"]
WORDS = ["Le pont restera fermé tout l'hiver", "Nous avons perdu deux récoltes", "La grève continue demain"]


def articles() -> list[Document]:
    """Invent articles of six outlets: somebody speaks, somebody else is in the room, and a film has a title."""
    made = []
    for number, name in enumerate(NAMES):
        words, other = WORDS[number % 3], NAMES[number - 1]
        text = f"{other} est venu à Lyon. « {words} », a déclaré {name}. Le film « Nuit » sort jeudi."
        spans = [
            {"start": (at := text.index(words)), "end": at + len(words), "speech": True, "speaker": name},
            {"start": (at := text.index("Nuit")), "end": at + 4, "speech": False, "kind": "title"},
        ]
        made.append(document({"id": name, "outlet": f"journal {number}", "text": text, "spans": spans}))
    return made


ARTICLES = articles()
RULER = OwnRuler()


def test_evidence_that_goes_with_speech_weighs_more_than_evidence_that_does_not() -> None:
    passages = [Passage(("cue",), True)] * 8 + [Passage(("title",), False)] * 6 + [Passage(("title", "cue"), True)] * 2
    weights = fit_speech(passages)
    assert weights["cue"] > 0 > weights["title"]
    assert speech_f1(passages, weights) == 1.0


def test_with_nothing_to_see_the_bias_is_the_log_odds_of_speech() -> None:
    weights = fit_speech([Passage((), True)] * 9 + [Passage((), False)] * 3)
    assert set(weights) == {"bias"}
    assert 1 / (1 + exp(-weights["bias"])) == pytest.approx(0.75, abs=0.01)


def test_evidence_of_the_right_candidate_wins() -> None:
    choices = [Choice(((("nobody",), False), (("near", "subject"), True), (("near",), False)))] * 10
    choices += [Choice(((("nobody",), True), (("far",), False)))] * 10
    weights = fit_speakers(choices)
    assert weights["subject"] > 0 > weights["far"]
    assert speakers_right(choices, weights) == 1.0


def test_several_candidates_may_be_right() -> None:
    choices = [Choice(((("a",), True), (("b",), True), (("c",), False)))] * 10
    weights = fit_speakers(choices)
    assert weights["a"] == weights["b"] > 0 > weights["c"]


def test_rare_evidence_is_not_learnt() -> None:
    assert numbered([("often", "seldom"), ("often",), ("often",)], 3) == {"often": 0}
    assert fit_speakers([Choice(((("once",), True), (("twice",), False)))]) == {}


def test_the_same_examples_give_the_same_weights() -> None:
    lang = load("fr")
    first, second = (collect(ARTICLES, lang, RULER) for _ in range(2))
    assert first == second
    assert fit_speakers(first.choices) == fit_speakers(second.choices)


def test_examples_say_which_candidate_is_right() -> None:
    examples = collect(ARTICLES, load("fr"), RULER)
    assert [passage.speech for passage in examples.passages] == [True, False] * len(NAMES)
    assert len(examples.choices) == len(NAMES)
    for choice in examples.choices:
        assert any(right for _, right in choice.options)
        assert not all(right for _, right in choice.options)


def test_where_all_candidates_are_wrong_to_name_nobody_is_right() -> None:
    text = "« La grève continue demain », a déclaré Anne Roux."
    stranger = {"start": 2, "end": 26, "speech": True, "speaker": "Zoé Petit"}
    found = collect([document({"id": "a", "outlet": "", "text": text, "spans": [stranger]})], load("fr"), RULER)
    [choice] = found.choices
    assert [right for _, right in choice.options].count(True) == 1
    [evidence] = [evidence for evidence, right in choice.options if right]
    assert any(piece.startswith("nobody") for piece in evidence)


def test_learning_forgets_the_weights_there_were() -> None:
    from dataclasses import replace

    lang = load("fr")
    odd = replace(lang, speech={"bias": -99.0}, speakers={"first": -99.0})
    assert learn(ARTICLES, odd, RULER) == learn(ARTICLES, lang, RULER)


def test_each_article_is_read_once_with_weights_that_never_saw_its_outlet() -> None:
    turns = list(folds(ARTICLES, 3, load("fr"), RULER))
    tested = [document.id for turn in turns for document in turn.documents]
    assert sorted(tested) == sorted(NAMES)
    assert len(turns) > 1
    for turn in turns:
        outlets = {document.outlet for document in turn.documents}
        others = {d.outlet for other in turns if other is not turn for d in other.documents}
        assert not outlets & others
        assert {answer.document.id for answer in turn.answers} <= {document.id for document in turn.documents}


def test_an_outlets_turn_does_not_depend_on_the_other_articles() -> None:
    assert [turn_of(article, 5) for article in ARTICLES] == [turn_of(a, 5) for a in reversed(ARTICLES)][::-1]


def test_weights_are_written_by_kind_and_read_back() -> None:
    weights = {
        "je:N": 0.5,
        "first": 1.93,
        "case:N|b1s": -0.1,
        'stop:"': 0.25,
        "first:said:N": 0.2,
        "case:N|kind:O": 1.0,
    }
    written = as_toml("speakers", weights)
    assert tomllib.loads(written) == weights
    blocks = [block.splitlines()[0] for block in written.split("\n\n")]
    assert blocks[1:] == ['"first" = 1.93', "# first", "# je", "# stop", "# where case:N"]
    assert written == as_toml("speakers", dict(reversed(weights.items())))


@pytest.mark.parametrize(
    ("piece", "kind"), [("first", ""), ("je:N", "je"), ("said:N|b1s", "where said:N"), ("b:|c:d", "where b:")]
)
def test_the_kind_of_a_piece_stands_before_its_bar_or_colon(piece: str, kind: str) -> None:
    assert kind_of(piece) == kind
