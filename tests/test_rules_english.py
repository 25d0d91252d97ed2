"""The English rules: each fits its own example. Which one decides in the end is weighed; here each is tried alone."""

from __future__ import annotations

import re

import pytest

from quotes.extract.article import Reader
from quotes.extract.attribute import attributions, inside
from quotes.lexicon import load

ENGLISH = load("en")
A, B = "We will all leave tomorrow at dawn", "The road is a hard one"


def written(example: str) -> str:
    """Put words in the place of A and B."""
    return re.sub(r"“B\b", f"“{B}", re.sub(r"“A\b", f"“{A}", example))


@pytest.mark.parametrize("rule", ENGLISH.rules["rule"], ids=lambda rule: str(rule["name"]))
def test_a_rule_fits_its_example(rule: dict[str, str]) -> None:
    text = written(rule["example"])
    reader = Reader(text, ENGLISH)

    found = {
        attribution.rule.partition("/")[0]
        for parts in reader.sentences
        for sentence in parts
        for at, symbol in enumerate(sentence.symbols)
        if symbol == "Q" and A in sentence.place(at).of(text)
        for attribution in attributions(sentence.symbols, at, ENGLISH)
    }

    assert rule["name"] in found


@pytest.mark.parametrize("rule", ENGLISH.rules["inside"], ids=lambda rule: str(rule["name"]))
def test_a_rule_for_cues_inside_the_marks_fits_its_example(rule: dict[str, str]) -> None:
    [(_, tape)] = Reader(rule["example"].strip("“”"), ENGLISH).paragraphs

    assert [found.rule.partition("/")[0] for found in inside(tape.symbols, ENGLISH)] == [rule["name"]]


@pytest.mark.parametrize("subject", ENGLISH.rules["subject"])
def test_a_subject_fits_its_example(subject: str) -> None:
    text = written(ENGLISH.rules["subject"][subject]["example"])
    reader = Reader(text, ENGLISH)

    found = {
        attribution.rule.partition("/")[2]
        for parts in reader.sentences
        for sentence in parts
        for at, symbol in enumerate(sentence.symbols)
        if symbol == "Q"
        for attribution in attributions(sentence.symbols, at, ENGLISH)
    }

    assert subject in found
