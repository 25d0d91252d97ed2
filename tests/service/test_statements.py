"""Statements: what is one utterance, who is credited with it, how many report it independently."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.model import Article
from quotes.results import Match, SearchQuery
from quotes.results.statements import Disagreement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quotes.results.statements import Statement
    from quotes.store import Store

LONG = "nous partirons à la date prévue"

Printing = tuple[str, str | None, str | None]  # what is printed, the outlet, the byline


@pytest.fixture
def said(store: Store, extractor: Callable[..., Any]) -> Callable[..., list[Statement]]:
    """Ingest printings and give all statements, the most printed first."""

    def said(*printings: Printing) -> list[Statement]:
        articles = [
            Article(text=text, outlet=outlet, byline=byline, url=f"https://example.org/{number}")
            for number, (text, outlet, byline) in enumerate(printings)
        ]
        assert service.ingest(store, articles, extractor=extractor).stored == len(articles)
        found = service.search_statements(store, SearchQuery(limit=0))
        return sorted(found, key=lambda each: -len(each.printings))

    return said


def speakers(statements: Sequence[Statement]) -> list[tuple[str | None, int]]:
    return [(statement.speaker, len(statement.printings)) for statement in statements]


def test_the_same_words_of_one_speaker_are_one_statement(said: Callable[..., list[Statement]]) -> None:
    found = said(
        (f"« {LONG} », a dit John Kirby.", "RFI", None),
        (f"« {LONG.capitalize()}. », a dit John Kirby.", "RFI", None),
    )
    assert speakers(found) == [("John Kirby", 2)]


def test_nobody_unnamed_is_a_witness_only_of_the_one_who_is_named(said: Callable[..., list[Statement]]) -> None:
    unnamed = (f"« {LONG} », selon.", "Le Monde", None)
    assert speakers(said((f"« {LONG} », a dit John Kirby.", "RFI", None), unnamed)) == [("John Kirby", 2)]
    found = said((f"« {LONG} », a dit Ben Wallace.", "La Croix", None))
    assert sorted(speakers(found), key=str) == [("Ben Wallace", 1), ("John Kirby", 1), (None, 1)]


def test_few_words_are_one_statement_of_one_named_speaker_only(said: Callable[..., list[Statement]]) -> None:
    found = said(
        ("« inacceptable », a dit John Kirby.", "RFI", None),
        ("« Inacceptable ! », a dit John Kirby.", "RFI", None),
        ("« inacceptable », a dit Ben Wallace.", "RFI", None),
        ("« inacceptable », selon.", "RFI", None),
        ("« inacceptable », selon.", "RFI", None),
    )
    assert Counter(speakers(found)) == {("John Kirby", 2): 1, ("Ben Wallace", 1): 1, (None, 1): 2}


def test_few_words_of_several_speakers_are_no_conflict(store: Store, said: Callable[..., list[Statement]]) -> None:
    said(
        ("« inacceptable », a dit John Kirby.", "RFI", None),
        ("« inacceptable », a dit Ben Wallace.", "RFI", None),
    )
    assert service.conflicts(store) == []


def test_quotes_without_a_word_stand_alone(said: Callable[..., list[Statement]]) -> None:
    found = said(("« ... », a dit John Kirby.", "RFI", None), ("« ... », a dit John Kirby.", "Le Monde", None))
    assert speakers(found) == [("John Kirby", 1), ("John Kirby", 1)]


def test_an_agencys_copy_is_one_report_and_so_is_an_outlets_own(said: Callable[..., list[Statement]]) -> None:
    text = f"« {LONG} », a dit John Kirby."
    (found,) = said(
        (text, "RFI", "AFP"),
        (text, "Le Monde", "Jeanne Martin avec AFP"),
        (text, "La Croix", "Reuters et AFP"),  # counted with the first in the alphabet
        (text, "Le Monde", None),
        (text, "Le Monde", "Jeanne Martin"),
        (text, None, None),
        (text, None, None),
    )
    assert (len(found.printings), len(found.outlets), found.reports) == (7, 3, 4)


def test_a_statement_is_as_good_an_answer_as_its_best_quote(store: Store, said: Callable[..., Any]) -> None:
    said(
        ("« Nous partirons à la date prévue », a dit John Kirby.", "RFI", None),
        ("« Nous partirons à la date prevue », a dit John Kirby.", "RFI", None),
    )
    (found,) = service.search_statements(store, SearchQuery(words="date prévue"))
    assert (found.match, len(found.printings)) == (Match.EXACT, 2)


@pytest.mark.parametrize(
    ("names", "disagreement"),
    [
        (("John Kirby", "Ben Wallace"), Disagreement.PEOPLE),
        (("John Kirby", "Kirby"), Disagreement.NAMES),
        (("John Kirby", "Kirby", "Ben Wallace"), Disagreement.PEOPLE),
        (("John Kirby", "le ministre"), Disagreement.FUNCTIONS),
        (("le ministre", "un proche"), Disagreement.FUNCTIONS),
    ],
)
def test_a_conflict_says_how_speakers_differ(
    store: Store, said: Callable[..., Any], names: tuple[str, ...], disagreement: Disagreement
) -> None:
    said(*((f"« {LONG} », a dit {name}.", None, None) for name in names))
    (conflict,) = service.conflicts(store)
    assert conflict.disagreement is disagreement
    assert {statement.speaker for statement in conflict.statements} == set(names)
    assert {statement.cluster for statement in conflict.statements} == {conflict.cluster}
