"""Among many wordings of the same build, the one a claim was made from is found from the index."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.model import Article
from quotes.store import near, together

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotes.store import Store

BUILD = "nous avons {} la {} de nos {} avec {} et {} pour que les {} du {} restent {}"
USUAL = ["demande", "fermeture", "ateliers", "colere", "patience", "familles", "village", "unies"]
OTHER = ["exige", "vente", "champs", "calme", "force", "ecoles", "port", "libres", "garde", "peur", "ponts", "sages"]
SMALL = frozenset(["nous", "avons", "la", "de", "nos", "avec", "et", "pour", "que", "les", "du"])
MANY = 240


def wordings() -> list[str]:
    """Make sentences of one build, all different: of their telling words two in three are the usual ones."""
    dice = random.Random(5)  # noqa: S311, nothing secret
    made: dict[str, None] = {}
    while len(made) < MANY:
        words = (word if dice.random() < 2 / 3 else dice.choice(OTHER) for word in USUAL)
        made[BUILD.format(*words)] = None
    return list(made)


SAID = wordings()


@pytest.fixture
def full(store: Store, extractor: Callable[..., Any]) -> Store:
    text = "\n".join(f"« {wording} », a dit Jean Petit." for wording in SAID)
    service.ingest(store, [Article(text=text, path="a.txt")], extractor=extractor)
    return store


def test_a_changed_word_hides_none_of_many(full: Store) -> None:
    with full.reading() as connection:
        numbers = {row.text: row.number for row in connection.exec_driver_sql("SELECT text, number FROM quote")}
        for wording in SAID[-20:]:
            words = wording.split()
            changed = [word for word in words if word not in SMALL][3]
            claim = " ".join("autrement" if word == changed else word for word in words)
            assert numbers[wording] in near.quotes_like(connection, claim, SMALL, near.HITS), claim


def test_all_telling_words_find_what_has_them(full: Store) -> None:
    with full.reading() as connection:
        numbers = {row.text: row.number for row in connection.exec_driver_sql("SELECT text, number FROM quote")}
        for wording in SAID[::40]:
            found, whole = near.quotes_with(connection, wording.upper(), SMALL, None)
            assert whole
            assert numbers[wording] in found


def test_several_groups_are_asked_at_once(full: Store) -> None:
    with full.reading() as connection:
        both = together.quotes_having(connection, [("village", "unies"), ("village", ("unies", "libres"))], MANY)
        none, _ = together.quotes_having(connection, [("village", "zebre"), ("village",)], MANY)
        assert together.quotes_having(connection, [], MANY) == []
    assert none == []
    assert len(both[0]) == sum({"village", "unies"} <= set(wording.split()) for wording in SAID)
    assert len(both[1]) == sum(
        "village" in wording.split() and bool({"unies", "libres"} & set(wording.split())) for wording in SAID
    )
