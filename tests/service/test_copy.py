"""A database copied into another: the same in both, whatever their kinds, and whatever stops the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.errors import OtherRows
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.service import exchanging
from quotes.store import open_store, transfer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.service.processes import Extractor
    from quotes.store import Store

ARTICLES = [
    Article(text=f"« La {each}e mesure est prise », a dit John Kirby. « Non », a dit Ben Wallace.", outlet="RFI")
    for each in range(7)
]


class Cut(Exception):
    """The server dies, the disk is pulled out."""


@pytest.fixture
def filled(store: Store, extractor: Extractor) -> Store:
    service.ingest(store, ARTICLES, extractor=extractor)
    return store


@pytest.fixture
def other(elsewhere: str) -> Iterator[Store]:
    with open_store(elsewhere) as opened:
        yield opened


def test_a_copy_shows_and_finds_the_same(filled: Store, other: Store, elsewhere: str) -> None:
    done = service.copy(filled, other)
    assert (done.articles, done.quotes) == (7, 14)
    assert done.digest == service.content(filled) == service.content(other)
    query = SearchQuery(words="mesure")
    assert service.search(other, query) == service.search(filled, query) != []
    assert service.db_check(elsewhere) == []


def test_a_copy_of_nothing_is_empty(store: Store, other: Store) -> None:
    assert service.copy(store, other).rows == 0


def test_a_second_copy_has_nothing_to_do(filled: Store, other: Store) -> None:
    assert service.copy(filled, other).rows > 0
    assert service.copy(filled, other).rows == 0


@pytest.mark.parametrize("after", [0, 1, 5, 12])
def test_a_copy_that_was_cut_short_goes_on(
    filled: Store, other: Store, after: int, monkeypatch: pytest.MonkeyPatch, elsewhere: str
) -> None:
    with filled.reading() as connection:
        whole = sum(transfer.size(connection, table) for table in transfer.tables())
    calls = iter(range(after))

    def load(*arguments: Any) -> None:
        if next(calls, None) is None:
            raise Cut
        transfer_load(*arguments)

    transfer_load = transfer.load
    monkeypatch.setattr(exchanging, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(transfer, "load", load)
    with pytest.raises(Cut):
        service.copy(filled, other)
    monkeypatch.setattr(transfer, "load", transfer_load)
    done = service.copy(filled, other)
    assert (done.rows < whole) == (after > 0)
    assert done.digest == service.content(filled)
    assert service.db_check(elsewhere) == []


def test_a_database_with_other_rows_is_left_alone(filled: Store, other: Store, extractor: Extractor) -> None:
    service.ingest(other, [Article(text="« Jamais », a dit John Kirby.")], extractor=extractor)
    before = service.content(other)
    with pytest.raises(OtherRows):
        service.copy(filled, other)
    assert service.content(other) == before
