"""Exports: what goes out comes back the same, and what is not whole is refused."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.errors import (
    DamagedExport,
    DatabaseNotEmpty,
    ExportNotWritten,
    FolderExists,
    NotAnExport,
    OtherSchema,
    PartialExport,
)
from quotes.exchange import Form
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from quotes.service.processes import Extractor
    from quotes.store import Store

FORMS = pytest.mark.parametrize("form", list(Form))
LONG = "Nous avons dit et nous dirons encore que rien ne sera fait sans vous ni contre vous"
TEXT = f"""« {LONG} », a dit John Kirby. « Non », a dit Ben Wallace jeudi.

« Oui », a-t-elle dit. Zoé Petit se tait. « Oui », a-t-elle dit. « Peut-être », selon un proche."""


@pytest.fixture
def filled(store: Store, extractor: Extractor) -> Store:
    articles = [
        Article(
            text=TEXT, path="a.txt", outlet="RFI", published="2021-08-12", title="=Kaboul", url="https://a.example/"
        ),
        Article(text="« Jamais », a dit John Kirby.", path="b.txt", published="2021-08"),
    ]
    assert service.ingest(store, articles, extractor=extractor).failures == ()
    return store


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@FORMS
def test_an_export_imported_elsewhere_is_the_same_database(
    filled: Store, elsewhere: str, form: Form, tmp_path: Path
) -> None:
    service.export(filled, tmp_path / "out", form)
    with open_store(elsewhere) as other:
        service.import_export(other, tmp_path / "out")
        assert service.content(other) == service.content(filled)
        assert replace(service.stats(other), location="", size=0) == replace(service.stats(filled), location="", size=0)
        query = SearchQuery(words="dirons encore")
        assert service.search(other, query) == service.search(filled, query) != []
        again = service.export(other, tmp_path / "again", form)
    assert service.db_check(elsewhere) == []
    assert [member.content for member in again.files] == [
        member.content for member in service.export(filled, tmp_path / "third", form).files
    ]


def test_the_digest_of_the_content_sees_any_change(filled: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.db") as other:
        assert service.content(other) != service.content(filled)


def test_a_manifest_says_what_it_is_and_how_to_cite_it(filled: Store, tmp_path: Path) -> None:
    service.export(filled, tmp_path / "out", Form.JSONL)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["complete"] is True
    assert manifest["corpus"] == {"articles": 2, "quotes": 5, "first": "2021-08", "last": "2021-08-12"}
    assert manifest["cite"].startswith("A quotes database of 5 quotes from 2 articles, published 2021-08 to 2021-08-12")
    assert [(run["lang"], run["quotes"]) for run in manifest["runs"]] == [("fr", 5)]
    assert "belong to those who wrote" in manifest["licence"]
    members = {member["table"]: member for member in manifest["files"]}
    assert (members["quote_full"]["rows"], members["article"]["rows"]) == (5, 2)
    for member in members.values():
        content = (tmp_path / "out" / member["name"]).read_bytes()
        assert (member["size"], member["digest"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_query_narrows_what_is_exported(filled: Store, tmp_path: Path) -> None:
    for words, expected in {"Kirby": 2, "dirons": 1, "zzz": 0, "!": 0}.items():
        query = SearchQuery(words=words, limit=1)
        manifest = service.export(filled, tmp_path / words, Form.JSONL, query=query)
        assert not manifest.complete
        assert [(member.table, member.rows) for member in manifest.files] == [("quote_full", expected)]
    query = SearchQuery(speaker="kirby", until="2021-08-11")
    service.export(filled, tmp_path / "both", Form.JSONL, query=query)
    assert {row["text"] for row in lines(tmp_path / "both" / "quote_full.jsonl")} == {"Jamais"}


def test_without_texts_only_the_beginning_and_the_digest_of_a_quote_go_out(filled: Store, tmp_path: Path) -> None:
    service.export(filled, tmp_path / "out", Form.JSONL, texts=False)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.json", "quote_full.jsonl"]
    rows = {row["text"]: row for row in lines(tmp_path / "out" / "quote_full.jsonl")}
    cut = "Nous avons dit et nous dirons encore que rien ne sera fait …"
    assert rows[cut]["text_digest"] == hashlib.sha256(LONG.encode()).hexdigest()
    assert TEXT[rows[cut]["start"] : rows[cut]["end"]] == LONG
    assert "Jamais" in rows


def test_a_date_is_typed_where_it_is_known_to_the_day(filled: Store, tmp_path: Path) -> None:
    service.export(filled, tmp_path / "out", Form.CSV)
    with (tmp_path / "out" / "quote_full.csv").open(encoding="utf-8", newline="") as file:
        days = {row["text"]: (row["published"], row["published_day"]) for row in csv.DictReader(file)}
    assert days["Non"] == ("2021-08-12", "2021-08-12")
    assert days["Jamais"] == ("2021-08", "")


def test_an_export_is_never_written_over_another(filled: Store, tmp_path: Path) -> None:
    service.export(filled, tmp_path / "out", Form.JSONL)
    with pytest.raises(FolderExists):
        service.export(filled, tmp_path / "out", Form.CSV)


def test_nothing_is_left_of_an_export_that_failed(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportNotWritten, match="not a directory"):
        service.export(filled, tmp_path / "file" / "out", Form.CSV)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_only_a_complete_export_is_imported(filled: Store, tmp_path: Path) -> None:
    service.export(filled, tmp_path / "out", Form.JSONL, texts=False)
    with open_store(tmp_path / "other.db") as other, pytest.raises(PartialExport):
        service.import_export(other, tmp_path / "out")


def test_rows_are_never_put_among_others(filled: Store, tmp_path: Path) -> None:
    service.export(filled, tmp_path / "out", Form.JSONL)
    before = service.content(filled)
    with pytest.raises(DatabaseNotEmpty):
        service.import_export(filled, tmp_path / "out")
    assert service.content(filled) == before


def cut(folder: Path) -> None:
    path = folder / "quote.jsonl"
    path.write_bytes(path.read_bytes()[:-20])


def edit(folder: Path) -> None:
    path = folder / "quote.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Jamais", b"Encore"))


def lose(folder: Path) -> None:
    (folder / "quote.jsonl").unlink()


def garble(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def go_elsewhere(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"quote.jsonl"', '"../quote.jsonl"'), "utf-8")


@pytest.mark.parametrize("harm", [cut, edit, lose, garble, go_elsewhere], ids=lambda harm: harm.__name__)
def test_an_export_that_is_not_as_it_was_is_refused_and_nothing_stored(
    filled: Store, tmp_path: Path, harm: Any
) -> None:
    service.export(filled, tmp_path / "out", Form.JSONL)
    harm(tmp_path / "out")
    with open_store(tmp_path / "other.db") as other:
        with pytest.raises(DamagedExport):
            service.import_export(other, tmp_path / "out")
        assert service.stats(other).articles == 0


def test_an_export_of_other_tables_is_refused(filled: Store, tmp_path: Path) -> None:
    service.export(filled, tmp_path / "out", Form.JSONL)
    path = tmp_path / "out" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"schema": "0001"}))
    with open_store(tmp_path / "other.db") as other, pytest.raises(OtherSchema):
        service.import_export(other, tmp_path / "out")


def test_a_folder_of_something_else_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotAnExport):
        service.import_export(store, tmp_path)
