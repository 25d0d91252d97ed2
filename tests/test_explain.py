"""Why this speaker, in words a journalist can check against the article."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation.cases import own_cases
from quotes import extract
from quotes.explain import confidence_of, sentences, why
from quotes.lexicon import known, load
from quotes.model import Status
from quotes.precision import Basis, Confidence, Measured
from quotes.results import Words

if TYPE_CHECKING:
    from quotes.model import Quote

FRENCH = replace(
    load("fr"),
    precision={
        "quote_said/following": Measured(96, 100, 0.9016),
        "quote_inverted/clitic": Measured(3, 4, 0.3),
        "goes_on": Measured(10, 20, 0.299),
    },
)
PRONOUN = "Jeanne Martin préside la chambre. « Nous ne céderons rien », a-t-elle déclaré lundi."
ROLE = "« Nous ne céderons rien à personne », a déclaré le ministre de la Défense."


def only(text: str) -> Quote:
    (quote,) = extract(text).quotes
    return quote


def said(quote: Quote) -> str:
    return "\n".join(sentences(why(quote, FRENCH), quote.status))


def test_a_pronoun_is_led_to_the_full_name() -> None:
    quote = only(PRONOUN)
    assert said(quote) == (
        "The text is built as in: « A », a-t-il déclaré.\n"
        "The words that report it are “a-t-elle déclaré” (61–77).\n"
        "At the quote the speaker is called “elle” (65–69).\n"
        "The fullest name in the article is “Jeanne Martin” (0–13).\n"
        "This rule was met too seldom to be judged by itself.\n"
        "In annotated articles all rules together named the right speaker 109 times in 124: "
        "expect about 88 right in 100, at least 81."
    )
    chain = why(quote, FRENCH).chain
    assert [words.text for words in chain] == ["elle", "Jeanne Martin"]
    assert all(PRONOUN[words.start : words.end] == words.text for words in chain)


def test_a_function_without_a_name_is_called_so() -> None:
    assert said(only(ROLE)) == (
        "The text is built as in: « A », a déclaré le ministre.\n"
        "The words that report it are “a déclaré” (38–47).\n"
        "The words that name the speaker are “le ministre de la Défense” (48–73).\n"
        "The article gives no name here, only a function.\n"
        "In annotated articles this rule named the right speaker 96 times in 100: "
        "expect about 95 right in 100, at least 90."
    )


def test_a_rule_of_which_more_is_expected_than_its_few_cases_say_is_told_to_be() -> None:
    weak = Confidence(expected=0.45, precision=0.29, lower=0.14, cases=24, basis=Basis.RULE)
    *_, told = sentences(replace(why(only(ROLE), FRENCH), confidence=weak), Status.ROLE)
    assert told == (
        "In annotated articles this rule named the right speaker 7 times in 24, and the average rule more often: "
        "expect about 45 right in 100, at least 14."
    )


def test_a_name_with_its_function_is_told_once() -> None:
    told = said(only("« Nous ne céderons rien à personne », a déclaré la ministre Jeanne Martin."))
    assert "The words that name the speaker are “la ministre Jeanne Martin” (48–73).\n" in told
    assert "fullest" not in told


def test_a_short_name_is_led_to_the_full_one() -> None:
    told = said(only("Jeanne Martin est à Lyon. « Nous ne céderons rien à personne », a déclaré Mme Martin."))
    assert "called “Mme Martin” (74–84).\nThe fullest name in the article is “Jeanne Martin” (0–13).\n" in told


def test_where_no_wording_decides_the_reason_is_given_in_words() -> None:
    first, second = extract(
        "« Nous avons tenu », souffle Bart Claes.\n\n« Personne n'y croyait, pas même moi. »"
    ).quotes
    assert said(second).splitlines()[0] == "Nothing here names another speaker: whoever spoke just before goes on."
    assert "The speaker is “Bart Claes” (29–39).\n" in said(second)
    assert why(first, FRENCH).reason is None


def test_of_an_unknown_speaker_the_candidates_are_told_and_no_confidence() -> None:
    quote = only("« Nous ne céderons rien à personne », a déclaré le ministre. Jeanne Martin est là.")
    candidates = tuple(span for span in (quote.speaker_at,) if span)
    lost = replace(quote, status=Status.UNKNOWN, speaker_at=None, mention_at=None, chain=(), candidates=candidates)
    assert said(lost).splitlines()[2:] == [
        "The speaker is left unknown: nobody fits well enough to be named.",
        "Those who came closest are “le ministre” (48–59).",
    ]
    assert confidence_of(lost, FRENCH) is None
    assert why(lost, FRENCH).confidence is None
    assert why(lost, FRENCH).candidates == (Words(48, 59, "le ministre"),)
    assert "left unknown" in said(replace(lost, candidates=()))
    assert "closest" not in said(replace(lost, candidates=()))


def test_candidates_that_extraction_keeps_are_told() -> None:
    quote = only(
        "Jeanne Martin, Anne Keller, Ida Lanz et Zoé Roux ont parlé. Tout le monde a ri. "
        "« On ne voit plus jamais personne dans cette rue. »"
    )
    assert quote.speaker is None
    kept = {span.of(quote.source) for span in quote.candidates}
    assert len(kept) > 1
    assert kept <= {"Jeanne Martin", "Anne Keller", "Ida Lanz", "Zoé Roux"}
    assert all(span.of(quote.source) in said(quote) for span in quote.candidates)


def test_without_a_record_that_is_said() -> None:
    unmeasured = replace(FRENCH, precision={})
    told = list(sentences(why(only(ROLE), unmeasured), Status.ROLE))
    assert told[-1] == "How often this rule is right was not measured."


def test_a_rule_with_several_places_for_the_speaker_shows_this_one() -> None:
    told = said(only("Fustigeant une loi « injuste pour tous les pauvres gens », le ministre Luc Petit est sorti."))
    assert "The text is built as in: Le ministre est sorti, dénonçant une loi « A ».\n" in told
    assert "The speaker stands as in: Fustigeant une loi « A », le ministre est sorti.\n" in told


def printed(code: str) -> list[str]:
    """The texts of the project's own cases."""
    corpus = own_cases(code)
    return [document.text for document in corpus.documents] if corpus else []


def rule_names(code: str) -> set[str]:
    """Every name that the tables of rules can put on a quote."""
    tables = load(code).rules
    entries = [*tables["rule"], *tables["inside"]]
    return {f"{each['name']}/{subject}" for each in entries for subject in each.get("by", ())} | {
        each["name"] for each in entries if not each.get("by")
    }


@pytest.mark.parametrize("code", known())
def test_every_rule_is_explained(code: str) -> None:
    quote, language = only(ROLE), load(code)
    for rule in rule_names(code) | set(language.rules["special"]):
        explained = why(replace(quote, rule=rule), language)
        assert explained.example, rule
        if rule.endswith("/previous") or rule in language.rules["special"]:
            assert explained.reason, rule


@pytest.mark.parametrize("code", known())
def test_no_other_rule_comes_out_of_extraction(code: str) -> None:
    possible = rule_names(code) | set(load(code).rules["special"])
    found = {quote.rule for text in printed(code) for quote in extract(text, code).quotes}
    assert found
    assert found <= possible


WORDS = {  # what stands for A and B in the examples
    "en": ("We will all leave tomorrow at dawn", "The road is a hard one"),
    "fr": ("Nous partirons tous demain à la première heure", "La route est dure"),
}
SPECIAL = [  # what joins two passages leaves the quote the rule of the first
    (code, name) for code in known() for name, entry in load(code).rules["special"].items() if "joins" not in entry
]


@pytest.mark.parametrize(("code", "name"), SPECIAL)
def test_what_decides_without_a_pattern_decides_its_example(code: str, name: str) -> None:
    example = load(code).rules["special"][name]["example"]
    a, b = WORDS[code]
    text = re.sub(r"([«“] ?)A\b", rf"\1{a}", re.sub(r"([«“] ?)B\b", rf"\1{b}", example))
    rules = [quote.rule for quote in extract(text, code).quotes if a in quote.text]
    assert [rule.rpartition("/")[2] for rule in rules] == [name]
