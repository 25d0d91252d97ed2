"""The French rules: each has an example, which it must fit. A is the passage in question there, B another one.

Which rule decides in the end is weighed with all that is known of the article; here the rules are tried alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from quotes.extract.article import Reader
from quotes.extract.attribute import attributions, inside, neighbours
from quotes.extract.sentences import Sentence
from quotes.lexicon import known, load

if TYPE_CHECKING:
    from quotes.extract.attribute import Attribution

A, B = "Nous ne partirons pas d'ici sans réponse", "Je le répète devant vous tous"
RULES = load("fr").rules
WHO = {  # where it is not le ministre
    "quote_read_in": "la lettre",
    "quote_inverted": "il",
    "interrupted_inverted": "il",
    "inverted_colon": "il",
    "sentence_inverted": "il",
    "inverted_before": "il",
    "quote_name": "jeanne martin",
    "words_of": "ministre",
    "words_of_colon": "ministre",
    "quote_words_of": "ministre",
    "clitic": "elle",
    "generic": "la jeune femme",
    "postposed": "le préfet",
    "any": "certains",
}
OVERTAKEN = {  # an earlier rule or subject fits the example as well
    "quote_read_in": "quote_inverted, with on for its speaker",
    "sentence_according": "quote_according, for the comma",
    "quote_any_verb": "quote_said: grincer reports",
    "quote_as": "quote_said",
    "saying_after_quote": "saying_that_after_quote",
    "to_say_start": "saying_that",
    "generic": "following: femme is a function",
    "noun": "later",
}
NO_LONGER_FITS = {"quote_any_verb": "grincer has become a verb of saying"}


class Example:
    """The example of a rule, real words in place of its letters, written on the tape, and the rules matched on it."""

    def __init__(self, example: str) -> None:
        self.text = re.sub(r"« A\b", f"« {A}", example).replace("« B »", f"« {B} »")
        reader = Reader(self.text, load("fr"))
        [(strip, tape)] = reader.paragraphs
        self.tape = tape.symbols
        self.sentence = Sentence(strip, tape, 0, len(tape.symbols))
        at = [i for i, symbol in enumerate(self.tape) if symbol == "Q" and A in self.words(i)]
        self.found = list(attributions(self.tape, at[0], reader.lang)) if at else []

    def words(self, at: int) -> str:
        return self.sentence.place(at).of(self.text)

    def who(self, found: Attribution) -> str:
        return self.words(found.who).lower() if found.who >= 0 else ""


def _known(names: list[str], failures: dict[str, str]) -> list[object]:
    marked = {name: [pytest.mark.xfail(reason=failures[name])] if name in failures else [] for name in names}
    return [pytest.param(name, marks=marks) for name, marks in marked.items()]


RULE_NAMES, SUBJECT_NAMES = [rule["name"] for rule in RULES["rule"]], list(RULES["subject"])
EXAMPLES = {rule["name"]: rule["example"] for rule in RULES["rule"]}


@pytest.mark.parametrize("rule", _known(RULE_NAMES, NO_LONGER_FITS))
def test_a_rule_finds_the_speaker_of_its_example(rule: str) -> None:
    example = Example(EXAMPLES[rule])

    mine = [found for found in example.found if found.rule.partition("/")[0] == rule]
    assert mine, (example.text, example.tape, example.found)
    if not mine[0].rule.endswith("/previous"):
        assert WHO.get(rule, "le ministre") in example.who(mine[0])


@pytest.mark.parametrize("rule", _known(RULE_NAMES, OVERTAKEN))
def test_a_rule_is_the_first_to_fit_its_example(rule: str) -> None:
    example = Example(EXAMPLES[rule])

    assert example.found[0].rule.partition("/")[0] == rule


@pytest.mark.parametrize("subject", _known(SUBJECT_NAMES, OVERTAKEN))
def test_a_subject_is_the_first_to_fit_its_example(subject: str) -> None:
    example = Example(RULES["subject"][subject]["example"])

    assert example.found[0].rule.partition("/")[2] == subject
    assert WHO.get(subject, "le ministre") in example.who(example.found[0])


@pytest.mark.parametrize("rule", RULES["inside"], ids=lambda rule: str(rule["name"]))
def test_a_rule_for_cues_inside_the_marks_decides_its_example(rule: dict[str, str]) -> None:
    example = Example(rule["example"].strip("«» "))  # the tape of the passage itself

    found = next(inside(example.tape, load("fr")))

    assert found.rule.partition("/")[0] == rule["name"]
    assert {"inside_inverted": "il"}.get(rule["name"], "le ministre") in example.who(found)


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("before", "Le ministre a réagi."),
        ("before", "Pour le ministre, la loi est injuste."),
        ("after", "C'est ce qu'a rappelé le ministre."),
    ],
)
def test_a_sentence_beside_a_passage_names_its_speaker(where: str, sentence: str) -> None:
    example = Example(sentence)

    pattern = neighbours(load("fr"))[where]
    match = pattern.search(example.tape)

    assert match
    assert example.words(pattern.start(match, "who")).lower() == "le ministre"


def test_every_rule_has_an_example() -> None:
    for code in known():
        rules = load(code).rules
        for rule in [*rules["rule"], *rules["inside"], *rules["subject"].values()]:
            assert rule.get("example"), (code, rule)
