"""Alarms in the database: kept with the article, found by code; what is nearly the same finds what was first."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.alarms import Code
from quotes.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    import servers
    from quotes.store import Store

WORDS = [f"parole{number}" for number in range(5_000)]


def text_of(seed: int) -> str:
    return "Le " + " le ".join(random.Random(seed).choices(WORDS, k=200))  # noqa: S311, the same texts each time


def article(text: str, path: str, **facts: str) -> Article:
    return Article(text=text, path=path, published="2021-08-12", **facts)


@pytest.fixture
def first() -> Article:
    return article(text_of(1), "a.txt", outlet="RFI")


def near(store: Store) -> list[tuple[str, str | None]]:
    return [(alarm.path, alarm.other_id) for alarm in service.alarms(store, Code.NEAR_DUPLICATE)]


def test_an_article_nearly_the_same_as_one_before_names_it(
    store: Store, first: Article, database: servers.Database, extractor: Callable[..., Any]
) -> None:
    copy = article(first.text.replace("Le ", "La ", 1) + " fin", "b.txt")
    other = article(text_of(2), "c.txt")
    service.ingest(store, [first, copy, other], extractor=extractor)
    assert near(store) == [("b.txt", first.id)]
    (alarm,) = service.alarms(store, Code.NEAR_DUPLICATE)
    assert alarm.words.endswith(f"of its words stand in article {first.id[:12]}")
    assert service.db_check(database.url) == []


def test_all_copies_name_the_first_whatever_batch_they_come_in(
    store: Store, first: Article, database: servers.Database, extractor: Callable[..., Any]
) -> None:
    copies = [article(f"{first.text} fin {number}", f"{number}.txt") for number in range(3)]
    service.ingest(store, [first, *copies[:2]], extractor=extractor)
    service.ingest(store, copies, extractor=extractor)
    assert near(store) == [(f"{number}.txt", first.id) for number in range(3)]
    assert database.ask("SELECT article_id FROM sketch") == [(first.id,)]


def test_the_same_text_of_another_outlet_is_nearly_the_same(
    store: Store, first: Article, extractor: Callable[..., Any]
) -> None:
    service.ingest(store, [first, article(first.text, "b.txt", outlet="Le Monde")], extractor=extractor)
    assert near(store) == [("b.txt", first.id)]


def test_what_shares_a_paragraph_only_is_not(store: Store, first: Article, extractor: Callable[..., Any]) -> None:
    service.ingest(store, [first, article(text_of(3) + first.text[:600], "b.txt")], extractor=extractor)
    assert near(store) == []


def test_the_same_article_again_changes_nothing(store: Store, first: Article, extractor: Callable[..., Any]) -> None:
    service.ingest(store, [first, Article(text="« Assez", path="b.txt")], extractor=extractor)
    before = service.alarms(store)
    service.ingest(store, [first, Article(text="« Assez", path="b.txt")], extractor=extractor)
    assert service.alarms(store) == before
    assert [alarm.code for alarm in before] == [Code.NO_DATE, Code.ODD_MARKS, Code.TOO_SHORT]
    assert service.stats(store).alarms == (("no_date", 1), ("odd_marks", 1), ("too_short", 1))


def test_a_date_in_the_future_is_seen_from_the_day_of_the_run(
    store: Store, first: Article, extractor: Callable[..., Any]
) -> None:
    late = Article(text=text_of(4), path="b.txt", published="9999")
    service.ingest(store, [first, late], extractor=extractor)
    assert [(alarm.path, alarm.code) for alarm in service.alarms(store)] == [("b.txt", "future_date")]


def test_alarms_are_listed_up_to_a_limit(store: Store, extractor: Callable[..., Any]) -> None:
    service.ingest(store, [Article(text="Court.", path=f"{n}.txt") for n in range(3)], extractor=extractor)
    assert len(service.alarms(store)) == 2  # one text: the second and third are the first again
    assert len(service.alarms(store, limit=1)) == 1
