"""Which quotations are the same words, which are nearly the same, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import lexicon
from quotes.folding import fold
from quotes.wording import LEAST, anchors, nearly, wording

NEGATIONS = {fold(word) for word in lexicon.load("fr").sets["negations"]}
LINES = (
    "Le pont restera fermé aux camions jusqu'au printemps, a-t-on appris",
    "nous n'avons jamais promis une réouverture avant la fin de l'hiver",
    "la mairie a commandé trois études sur la solidité des piles du pont",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’accord n'est pas mort", "l'accord n’est pas mort !"),
        ("Un cœur « fatigué »", "Un coeur fatigue"),
        ("nous avons […] cédé", "nous avons cédé"),
        ("nous avons (...) cédé", "Nous avons... cédé"),
        ("[N]ous avons cédé", "nous avons cédé"),
        ("il [le maire] a cédé (sic)", "il a cédé"),
        ("plus de 3 000 camions", "plus de 3.000 camions"),
        ("plus de 3\u202f000 camions", "plus de 3000 camions"),
        ("Y a-t-il un vice-président ?", "y a t il un vice président"),
    ],
)
def test_typography_and_editors_marks_play_no_part(one: str, other: str) -> None:
    assert wording(one) == wording(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plus de 3,5 millions", "plus de 35 millions"),
        ("Nous céderons", "Nous cédons"),
        ("de 1 000 à 2 000", "de 1 à 2"),
    ],
)
def test_other_words_are_another_wording(one: str, other: str) -> None:
    assert wording(one) != wording(other)


def shared(one: str, other: str, *langs: str) -> set[int]:
    """Give the anchors by which one wording is found when the other is compared: of the whole, if as long."""
    first, second = (anchors(lang, words) for lang, words in zip(langs or ("fr", "fr"), (one, other), strict=True))
    if first is None or second is None:
        return set()
    if one.count(" ") == other.count(" "):
        return {first.whole} & {second.whole}
    return set(first.runs) & set(second.runs)


def alike(one: str, other: str) -> bool:
    """Apply the whole rule: an anchor in common, then the words."""
    first, second = wording(one), wording(other)
    return bool(shared(first, second)) and nearly(first.split(), second.split(), NEGATIONS)


BRIDGE = "Le pont restera fermé aux camions jusqu'au printemps et rouvrira ensuite"


@pytest.mark.parametrize(
    "other",
    [
        "Le pont restera fermé aux camions jusqu'au printemps et rouvrira",  # cut short
        "Oui, le pont restera fermé aux camions jusqu'au printemps et rouvrira ensuite",
        "Le pont restera fermé aux camions, dit-il, jusqu'au printemps et rouvrira ensuite",  # the reporter's words
        "Le pont restera fermée aux camions jusqu'au printemps et rouvrira ensuite",  # one letter
        "Le pont restera fermé aux camions jusqu'au printemps et rouvrirait ensuite",  # another form
    ],
)
def test_nearly_the_same(other: str) -> None:
    assert alike(BRIDGE, other)


@pytest.mark.parametrize(
    "other",
    [
        "Le pont ne restera pas fermé aux camions jusqu'au printemps et rouvrira ensuite",  # the contrary
        "Le pont restera fermé aux camions jusqu'au printemps 2031 et rouvrira ensuite",  # a number more
        "Le pont restera fermé aux piétons jusqu'au printemps et rouvrira ensuite",  # another word in its place
        "Le pont restera fermé aux camions",  # a part of it
        "La passerelle sera interdite aux vélos jusqu'au printemps et rouvrira ensuite",
        "Aux camions le pont restera fermé jusqu'au printemps et rouvrira ensuite",  # in another order
    ],
)
def test_not_the_same(other: str) -> None:
    assert not alike(BRIDGE, other)


def test_a_negation_tells_wordings_apart_in_english_too() -> None:
    negations = {fold(word) for word in lexicon.load("en").sets["negations"]}
    said = wording("The bridge will stay open to all the lorries until the spring").split()
    also = wording("Well, the bridge will stay open to all the lorries until the spring").split()
    assert nearly(said, also, negations)
    for denied in ("won't stay", "will not stay", "will never stay"):
        other = wording(f"The bridge {denied} open to all the lorries until the spring").split()
        assert not nearly(said, other, negations)


def test_short_wordings_are_the_same_or_not_at_all() -> None:
    short = "le pont restera fermé jusqu'au printemps"
    assert len(wording(short).split()) == LEAST - 1
    assert anchors("fr", wording(short)) is None
    assert not alike(short, short + " prochain")


def test_languages_share_no_anchor() -> None:
    assert shared(wording(BRIDGE), wording(BRIDGE), "fr", "fr")
    assert not shared(wording(BRIDGE), wording(BRIDGE), "fr", "en")
    assert not shared(wording(BRIDGE), wording(f"Oui, {BRIDGE}"), "fr", "en")


def test_what_a_template_makes_shares_no_anchor() -> None:
    one, other = (f"des rafales de {speed} km/h sont attendues demain sur tout le littoral" for speed in (90, 110))
    assert not shared(wording(one), wording(other))
    assert not shared(wording(one), wording(f"{other} breton"))
    thousands = (f"les {number} habitants du littoral seront tous prévenus dès demain" for number in (2100, 2101))
    assert not shared(*map(wording, thousands))


def test_commonplaces_are_no_anchors_while_there_is_better() -> None:
    commonplace = "il n y a pas de la a le pont restera toujours ouvert"
    without = "il n y a pas de la a et puis tout autre chose encore une fois"
    assert len(commonplace.split()) != len(without.split())
    assert not shared(commonplace, without)


@given(st.sampled_from(LINES), st.sampled_from(LINES), st.integers(0, 12), st.integers(0, 12))
@settings(max_examples=60)
def test_it_does_not_matter_which_comes_first(one: str, other: str, cut: int, kept: int) -> None:
    first, second = one[cut:], other[: len(other) - kept]
    assert alike(first, second) == alike(second, first)


@given(st.text())
def test_any_text_has_a_wording_of_letters_and_digits(text: str) -> None:
    assert all(word.isalnum() for word in wording(text).split(" ") if word)
