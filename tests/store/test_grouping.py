"""Which quotes report one statement: the same in any order of reading, and after some are gone."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from quotes import service
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.store import grouping, open_store, schema

if TYPE_CHECKING:
    import servers
    from quotes.store import Store

WORDS = "le pont restera fermé aux camions jusqu'au printemps et rouvrira ensuite"
MORE = (" peu à peu", " à tous", " très vite")
STEPS = tuple(WORDS + "".join(MORE[:number]) for number in range(4))  # each nearly the same as the next
NAMES = ("John Kirby", "Ben Wallace")
ARTICLES = [
    Article(
        text="".join(f"« {words.capitalize()} », a dit {name}. " for words in (STEPS[number % 4], "inacceptable"))
        + "« Qui sait ce qui arrivera demain », selon.",
        outlet=f"Outlet {number % 3}",
        published=f"2021-08-{number + 1:02}",
        url=f"https://example.org/{number}",
        byline="AFP" if number % 2 else None,
    )
    for number, name in enumerate([*NAMES, *NAMES, NAMES[0], NAMES[0]])
]


Ask = Callable[[str], list[tuple[Any, ...]]]


def groups(ask: Ask) -> dict[str, list[tuple[Any, ...]]]:
    return {
        "wordings": ask("SELECT id, cluster FROM wording ORDER BY id"),
        "anchors": ask("SELECT number, wording_id FROM anchor ORDER BY 1, 2"),
        "quotes": ask("SELECT quote_id, statement_id, speaker_id FROM quote_statement ORDER BY 1"),
        "statements": ask("SELECT * FROM statement ORDER BY id"),
        "conflicts": ask("SELECT * FROM conflict ORDER BY statement_id"),
    }


def asked(file: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as plain:
        return plain.execute(sql).fetchall()


@pytest.fixture(scope="module")
def in_order(extractor: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All articles read in their order, in one batch."""
    file = tmp_path_factory.mktemp("order") / "quotes.db"
    with open_store(file) as store:
        service.ingest(store, ARTICLES, extractor=extractor)
    found = groups(partial(asked, file))
    assert len(found["conflicts"]) == 2
    return found


@given(st.permutations(range(len(ARTICLES))), st.sets(st.integers(1, len(ARTICLES) - 1)))
@settings(max_examples=6)
def test_any_order_and_batching_gives_the_same_statements_and_ids(
    in_order: dict[str, Any], extractor: Callable[..., Any], order: list[int], cuts: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quotes.db"
        with open_store(file) as store:
            for start, end in pairwise([0, *sorted(cuts), len(order)]):
                service.ingest(store, [ARTICLES[number] for number in order[start:end]], extractor=extractor)
        assert groups(partial(asked, file)) == in_order
        assert service.db_check(file) == []


def test_what_a_wording_in_between_held_together_falls_apart_without_it(
    store: Store, database: servers.Database, extractor: Callable[..., Any]
) -> None:
    chain = [Article(text=f"« {words} », a dit John Kirby.") for words in (STEPS[0], STEPS[1], STEPS[2])]
    service.ingest(store, [chain[0], chain[2]], extractor=extractor)
    apart = groups(database.ask)
    assert len(apart["statements"]) == 2
    service.ingest(store, [chain[1]], extractor=extractor)
    assert len(groups(database.ask)["statements"]) == 1
    with store.writing() as connection:
        quote = connection.execute(select(schema.Quote).where(schema.Quote.article_id == chain[1].id)).one()
        connection.execute(update(schema.Quote).where(schema.Quote.id == quote.id).values(wording_id=None))
        grouping.release(connection, [quote.wording_id])
        connection.execute(delete(schema.Passage).where(schema.Passage.quote_id == quote.id))
        connection.execute(delete(schema.Quote).where(schema.Quote.id == quote.id))
    assert groups(database.ask)["wordings"] == apart["wordings"]
    assert groups(database.ask)["anchors"] == apart["anchors"]


def test_the_views_and_the_services_agree(
    store: Store, database: servers.Database, extractor: Callable[..., Any]
) -> None:
    service.ingest(store, ARTICLES, extractor=extractor)
    told = [
        (s.id, s.cluster, s.speaker_id, len(s.printings), len(s.outlets), s.reports, *(s.dates or (None, None)))
        for s in service.search_statements(store, SearchQuery(limit=0))
    ]
    columns = "id, cluster, speaker_id, printings, outlets, reports, first_published, last_published"
    assert sorted(told) == database.ask(f"SELECT {columns} FROM statement ORDER BY id")  # noqa: S608
    disputed = {(c.cluster, s.id) for c in service.conflicts(store) for s in c.statements}
    assert disputed == set(database.ask("SELECT cluster, statement_id FROM conflict"))


def test_an_index_that_lost_something_is_found_out(
    store: Store, database: servers.Database, extractor: Callable[..., Any]
) -> None:
    service.ingest(store, ARTICLES, extractor=extractor)
    with store.writing() as connection:
        connection.execute(update(schema.Wording).values(cluster=schema.Wording.id))
        connection.execute(update(schema.Article).where(schema.Article.agency.is_(None)).values(agency="AFP"))
        connection.execute(update(schema.Credit).values(words="ATS"))
        key = connection.scalars(select(schema.Wording.id)).first()
        connection.execute(update(schema.Wording).where(schema.Wording.id == key).values(cluster="f" * 40))
    told = {finding.what for finding in service.db_check(database.url)}
    assert told >= {"its wordings do not all belong together", "its agency is not the first of those it credits"}
    assert any(what.startswith("its byline does not have these words") for what in told)
