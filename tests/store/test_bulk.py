"""Very many rows are loaded at once, on both engines alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quotes import errors, service
from quotes.model import Article
from quotes.store import bulk, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import servers
    from quotes.store import Store

NAMES = [("1", "RFI"), ("2", 'L\'Écho\t"du"\nSoir \\N'), ("3", "= 1 + 1")]


def load(store: Store, rows: Sequence[tuple[str | None, ...]]) -> None:
    with store.writing() as connection:
        bulk.load(connection, "outlet", ("id", "name"), iter(rows))


def test_rows_arrive_as_they_are(store: Store, database: servers.Database) -> None:
    load(store, NAMES)
    assert database.ask("SELECT id, name FROM outlet ORDER BY id") == NAMES


def test_rows_that_are_there_are_left_as_they_are(store: Store, database: servers.Database) -> None:
    load(store, NAMES[:2])
    load(store, [("1", "Autre"), *NAMES])
    load(store, [])
    assert database.ask("SELECT id, name FROM outlet ORDER BY id") == NAMES


def test_rows_are_read_one_after_the_other(store: Store, database: servers.Database) -> None:
    def rows() -> Iterator[tuple[str, str]]:
        for number in range(30_000):
            yield str(number), f"n{number}"

    with store.writing() as connection:
        bulk.load(connection, "outlet", ("id", "name"), rows())
    assert database.ask("SELECT count(*) FROM outlet") == [(30_000,)]


def test_one_bad_row_and_none_is_kept(store: Store, database: servers.Database) -> None:
    with pytest.raises(errors.RefusedArticle):
        load(store, [*NAMES, ("4", None)])
    assert database.ask("SELECT count(*) FROM outlet") == [(0,)]


def test_a_server_that_goes_away_meanwhile_keeps_nothing_of_it(server_database: servers.ServerDatabase) -> None:
    def rows() -> Iterator[tuple[str, str]]:
        for number in range(100_000):
            if number == 50_000:
                server_database.ask(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'quotes' AND datname = current_database()"
                )
            yield str(number), f"n{number}"

    with open_store(server_database.url) as store:
        with pytest.raises(errors.ServerUnreachable), store.writing() as connection:
            bulk.load(connection, "outlet", ("id", "name"), rows())
        assert service.stats(store).outlets == 0


def test_many_quotes_are_indexed_at_once(
    store: Store, database: servers.Database, extractor: Callable[..., Any]
) -> None:
    said = " ".join(f"« Mot {number} », a dit John Kirby." for number in range(200))
    assert service.ingest(store, [Article(text=said)], extractor=extractor).quotes == 200
    assert service.db_check(database.url) == []
