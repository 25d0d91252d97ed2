"""A colleague with nothing but SQL gets answers from what the dictionary says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    import servers
    from quotes.store import Store

DICTIONARY = (Path(__file__).parents[2] / "data" / "DICTIONARY.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.*?)```", DICTIONARY, re.DOTALL)
TEXT = "Mardi, « La sécurité d'abord », a dit John Kirby, porte-parole du Pentagone, à l'AFP."


@pytest.fixture
def filled(database: servers.Database, store: Store, extractor: Callable[..., Any]) -> servers.Database:
    service.ingest(store, [Article(text=TEXT, outlet="RFI", published="2021-08-12")], extractor=extractor)
    return database


def test_the_dictionary_has_examples() -> None:
    assert len(EXAMPLES) >= 3


def test_each_example_answers(filled: servers.Database) -> None:
    *examples, fts5, lexemes, stems = EXAMPLES
    said, most, passages = (filled.ask(sql) for sql in examples)
    quote = "La sécurité d'abord"
    assert said == [(quote, "John Kirby", "porte-parole du Pentagone", "RFI", "2021-08-12", None)]
    assert most == [("John Kirby", "person", 1, 1)]
    assert [(printing, number, context) for _, printing, number, context in passages] == [
        (1, 1, TEXT[: TEXT.index(quote) + len(quote) + 40])
    ]
    for example in [fts5] if filled.engine == "sqlite" else [lexemes, stems]:
        assert filled.ask(example) == [(quote, "John Kirby")]


def test_the_words_at_a_place_are_found_as_the_dictionary_says(filled: servers.Database) -> None:
    formula = re.search(r"substr\(article\.text, start \+ 1, \"end\" - start\)", DICTIONARY)
    assert formula
    sql = f"SELECT passage.text, {formula[0]} FROM passage, article"  # noqa: S608
    assert filled.ask(sql) == [("La sécurité d'abord",) * 2]


def test_how_sure_a_quote_is_stands_beside_it_with_the_cases_behind_it(
    store: Store, database: servers.Database
) -> None:
    said = "« Nous partons », a déclaré John Kirby. « On verra », a déclaré John Kirby."
    service.ingest(store, [Article(text=said), Article(text="« Il pleut sur toute la ville. »")])
    rows = database.ask("SELECT text, confidence FROM quote_full WHERE speaker_status <> 'unknown'")
    assert rows
    assert all(0 < confidence < 1 for _, confidence in rows)
    behind = database.ask(
        "SELECT cases, lower_bound < precision, run.lexicon IS NOT NULL FROM rule JOIN run ON run.id = rule.run_id "
        "WHERE name = 'quote_said/following' AND basis = 'rule'",
    )
    assert len(behind) == 1
    assert behind[0][0] > 100
    assert behind[0][1:] == (1, 1)
    unknown = database.ask("SELECT DISTINCT confidence FROM quote_full WHERE speaker_status = 'unknown'")
    assert unknown == [(None,)]
