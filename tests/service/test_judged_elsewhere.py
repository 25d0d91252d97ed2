"""What people decided is seen the same in SQL and by the commands, here and wherever the database is carried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.exchange import Form
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.rulings import Ruling, Verdict
from quotes.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quotes.service.processes import Extractor
    from quotes.store import Store

TEXTS = (
    "« Un mot », a dit John Kirby, porte-parole du Pentagone. « Deux mots de trop », a dit Ben Wallace.",
    "« Trois mots », a dit Kirby. « Quatre mots », a dit Zoé Petit. « Cinq mots », selon.",
)
SEEN = "SELECT id, text, speaker, speaker_status FROM quote_full ORDER BY id"
JUDGED = "SELECT * FROM judgement ORDER BY id"


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


@pytest.fixture
def judged(store: Store, extractor: Extractor) -> Store:
    articles = [Article(text=text, path=f"{number}.txt", outlet="RFI") for number, text in enumerate(TEXTS)]
    service.ingest(store, articles, extractor=extractor)
    ids = {text: (quote, person) for quote, text, person in rows(store, "SELECT id, text, speaker_id FROM quote_full")}
    kirby = ids["Un mot"][1]
    rulings = [
        (Verdict.MERGE, ids["Trois mots"][1], kirby),
        (Verdict.ASSIGN, ids["Cinq mots"][0], "new:Ada Martin"),
        (Verdict.REJECT, ids["Quatre mots"][0], ""),
        (Verdict.EXTENT, ids["Deux mots de trop"][0], f"{(at := TEXTS[0].index('Deux'))}-{at + len('Deux mots')}"),
        (Verdict.RENAME, kirby, "John F. Kirby"),
    ]
    done = service.judge(store, [Ruling(verdict=v, subject=s, value=value) for v, s, value in rulings], by="ada")
    assert (len(done.kept), done.refused) == (5, ())
    return store


def test_the_view_has_what_search_and_show_give(judged: Store) -> None:
    seen = rows(judged, SEEN)
    assert {(text, speaker) for _, text, speaker, _ in seen} == {
        ("Un mot", "John F. Kirby"),
        ("Trois mots", "John F. Kirby"),
        ("Deux mots", "Ben Wallace"),
        ("Cinq mots", "Ada Martin"),
    }
    hits = service.search(judged, SearchQuery(limit=0))
    assert sorted((hit.id, hit.text, hit.speaker, hit.status) for hit in hits) == seen
    shown = [(key, service.show(judged, key).shown) for key, *_ in seen]
    assert [(key, each.text, each.speaker, each.status) for key, each in shown] == seen


def exported(form: Form) -> Callable[[Store, Store, Path], object]:
    def carry(here: Store, there: Store, folder: Path) -> object:
        service.export(here, folder, form)
        return service.import_export(there, folder)

    return carry


def copied(here: Store, there: Store, _: Path) -> object:
    return service.copy(here, there)


@pytest.mark.parametrize("carry", [*map(exported, Form), copied], ids=[*Form, "copy"])
def test_judgements_go_where_the_database_goes_and_can_be_taken_back_there(
    judged: Store, elsewhere: str, tmp_path: Path, carry: Callable[[Store, Store, Path], object]
) -> None:
    with open_store(elsewhere) as there:
        carry(judged, there, tmp_path / "out")
        assert service.content(there) == service.content(judged)
        assert rows(there, SEEN) == rows(judged, SEEN)
        assert rows(there, JUDGED) == rows(judged, JUDGED) != []
        assert service.db_check(elsewhere) == []
        for store in (judged, there):
            for key, *_ in rows(store, "SELECT id FROM judgement ORDER BY id"):
                service.withdraw(store, str(key), by="bob")
        assert len(rows(there, SEEN)) == 5
        assert service.content(there) == service.content(judged)
