"""Ingesting: what is counted, what is said, and that one bad article costs nothing but itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.alarms import Code
from quotes.errors import QuotesError
from quotes.model import Article
from quotes.results import Difference, Failure, Ingested, IngestReport, Outcome, SearchQuery
from quotes.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    import servers
    from quotes.store import Store

KIRBY = Article(text="« Nous partons », a dit John Kirby. « Qui sait », selon. « Assez", path="k.txt", outlet="RFI")
WALLACE = Article(text="« Nous restons », a dit Ben Wallace.", path="w.txt", title="Kaboul")


def test_a_report_counts_articles_and_what_is_in_them(store: Store, extractor: Callable[..., Any]) -> None:
    assert service.ingest(store, [KIRBY, WALLACE], extractor=extractor) == IngestReport(
        read=2, stored=2, quotes=3, new_quotes=3, unattributed=1, doubts=1
    )


def test_the_same_articles_twice_change_nothing_and_it_is_said(store: Store, extractor: Callable[..., Any]) -> None:
    service.ingest(store, [KIRBY, WALLACE], extractor=extractor)
    again = service.ingest(store, [KIRBY, replace(WALLACE, path="moved.txt"), KIRBY], extractor=extractor)
    assert again == IngestReport(read=3, present=3, quotes=5, new_quotes=0, unattributed=2, doubts=2)
    assert service.stats(store).articles == 2


def test_each_item_is_told_in_order(store: Store, extractor: Callable[..., Any]) -> None:
    told: list[Ingested] = []
    missing = Failure("none.txt", "no such file", "check the path")
    items: list[Article | Failure] = [WALLACE, missing, WALLACE]
    service.ingest(store, iter(items), on_article=told.append, extractor=extractor)
    assert [(each.path, each.outcome, each.new_quotes) for each in told] == [
        ("w.txt", Outcome.STORED, 1),
        ("none.txt", Outcome.FAILED, 0),
        ("w.txt", Outcome.PRESENT, 0),
    ]
    assert told[0].article_id == WALLACE.id
    assert told[1].failure == missing


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (replace(WALLACE, published="12 août 2021"), "is not a date"),
        (replace(WALLACE, published="2021-08-12T10:00"), "is not a date"),
        (replace(WALLACE, text="a" * 2_000_001), "longer than 2,000,000 characters"),
        (replace(WALLACE, text="mal \ud800 lu"), "surrogates"),
        (replace(WALLACE, title="a\0b"), "NUL"),
        (replace(WALLACE, outlet="RF\udce9"), "surrogates"),
    ],
)
def test_a_bad_article_is_a_failure_and_the_others_are_stored(store: Store, bad: Article, message: str) -> None:
    report = service.ingest(store, [bad, KIRBY, Failure("a", "b", "c")])
    assert (report.read, report.stored) == (1, 1)
    assert [failure.path for failure in report.failures] == ["w.txt", "a"]
    assert message in report.failures[0].message
    assert report.failures[0].hint


def test_a_name_that_is_no_unicode_is_kept_legibly(store: Store) -> None:
    service.ingest(store, [replace(KIRBY, path="caf\udce9.txt")])
    hits = service.search(store, SearchQuery())
    assert {hit.source.path for hit in hits} <= {"caf\\udce9.txt"}
    assert service.stats(store).articles == 1


def test_other_facts_about_a_stored_article_are_told_and_not_taken(store: Store) -> None:
    service.ingest(store, [WALLACE])
    report = service.ingest(store, [replace(WALLACE, title="Londres", published="2021")])
    assert report.present == 1
    assert report.differences == (
        Difference(path="w.txt", article_id=WALLACE.id, stored=False, fields=("title", "published")),
    )
    (kept,) = service.search(store, SearchQuery(words="restons"))
    assert (kept.source.title, kept.source.published) == ("Kaboul", None)


def test_the_same_text_of_another_outlet_is_stored_beside_and_told(store: Store) -> None:
    service.ingest(store, [WALLACE])
    other = replace(WALLACE, outlet="Le Monde", path="m.txt")
    told: list[Ingested] = []
    report = service.ingest(store, [other], on_article=told.append)
    assert (report.stored, report.reprints, report.differences) == (1, 1, ())
    assert [done.difference for done in told] == [
        Difference(path="m.txt", article_id=WALLACE.id, stored=True, fields=("outlet",))
    ]
    assert service.ingest(store, [other, WALLACE]).reprints == 0


class Interrupted(Exception):
    """Whatever stops a program that is reading."""


def test_what_was_read_before_an_interruption_stays(store: Store, database: servers.Database) -> None:
    def articles() -> Any:
        yield KIRBY
        raise Interrupted

    with pytest.raises(Interrupted):
        service.ingest(store, articles())
    assert service.stats(store).articles == 1
    assert service.db_check(database.url) == []


def test_an_error_of_the_extractor_that_is_no_users_is_not_hidden(store: Store) -> None:
    def broken(*_: object, **__: object) -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        service.ingest(store, [KIRBY], extractor=broken)
    assert not issubclass(ZeroDivisionError, QuotesError)
    assert service.stats(store).articles == 0


def test_an_article_in_a_language_nobody_wrote_is_kept_and_not_parsed(store: Store, database: servers.Database) -> None:
    report = service.ingest(store, [replace(WALLACE, lang="wo"), KIRBY])
    assert (report.stored, report.failures) == (2, ())
    assert service.stats(store).by_language == (("fr", 1), ("wo", 1))
    assert [alarm.path for alarm in service.alarms(store, Code.UNSUPPORTED_LANGUAGE)] == ["w.txt"]
    assert service.db_check(database.url) == []


def test_an_extractor_of_the_callers_may_know_other_languages(store: Store, extractor: Callable[..., Any]) -> None:
    report = service.ingest(store, [replace(KIRBY, lang="wo")], extractor=lambda text, *_, **__: extractor(text))
    assert report.stored == 1
    (hit,) = service.search(store, SearchQuery(words="Kirby"))
    why = service.show(store, hit.id).why
    assert why is not None
    assert (why.example, why.confidence) == (None, None)


def test_an_article_that_another_process_stored_meanwhile_is_there_already(
    store: Store, database: servers.Database, extractor: Callable[..., Any]
) -> None:
    def slow(text: str, lang: str, *, published: str | None) -> Any:
        with open_store(database.url) as other:
            service.ingest(other, [KIRBY], extractor=extractor)
        return extractor(text, lang, published=published)

    assert service.ingest(store, [KIRBY], extractor=slow) == IngestReport(
        read=1, present=1, quotes=2, unattributed=1, doubts=1
    )
    assert service.db_check(database.url) == []


def test_nothing_to_read_leaves_no_trace(store: Store) -> None:
    assert service.ingest(store, []) == IngestReport()
