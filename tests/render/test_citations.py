"""A quote as other programs cite and annotate it."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.model import Article
from quotes.render.citations import CITATIONS
from quotes.results import SearchQuery
from quotes.rulings import Ruling, Verdict
from quotes.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "À Kaboul, « l'aéroport tient & tiendra à 100 % », a déclaré John Kirby, porte-parole du Pentagone."
FULL = Article(
    text=TEXT,
    outlet="RFI {Monde}",
    published="2021-08-12",
    title="Kaboul_2",
    byline="A. Dupont",
    url="https://a.example/",
)


def cited(folder: Path, form: str, article: Article = FULL) -> str:
    with open_store(folder / "q.db") as store:
        service.ingest(store, [article])
        (hit,) = service.search(store, SearchQuery())
        return CITATIONS[form](service.show(store, hit.id))


def test_bibtex_cites_the_article_and_notes_quote_and_speaker(tmp_path: Path) -> None:
    entry, *lines = cited(tmp_path, "bibtex").splitlines()
    assert entry.startswith("@misc{quote-")
    assert lines == [
        "  author = {{A. Dupont}},",
        r"  title = {{Kaboul\_2}},",
        r"  howpublished = {RFI \{Monde\}},",
        "  year = {2021},",
        "  day = {12},",
        "  url = {https://a.example/},",
        "  note = {«\u00a0l'aéroport tient \\& tiendra à 100 \\%\u00a0» — John Kirby},",
        "  language = {fr},",
        "  month = aug,",
        "}",
    ]


def test_csl_json_is_a_newspaper_article(tmp_path: Path) -> None:
    (item,) = json.loads(cited(tmp_path, "csl-json"))
    assert item.pop("id").startswith("quote-")
    assert item == {
        "type": "article-newspaper",
        "title": "Kaboul_2",
        "author": [{"literal": "A. Dupont"}],
        "container-title": "RFI {Monde}",
        "issued": {"date-parts": [[2021, 8, 12]]},
        "URL": "https://a.example/",
        "language": "fr",
        "note": "«\u00a0l'aéroport tient & tiendra à 100 %\u00a0» — John Kirby",
    }


def test_an_annotation_finds_the_words_in_the_stored_text(tmp_path: Path) -> None:
    made = json.loads(cited(tmp_path, "annotation"))
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
    assert made["body"]["value"] == "John Kirby"
    (target,) = made["target"]
    quoted, place = target["selector"]
    assert TEXT[place["start"] : place["end"]] == quoted["exact"] == "l'aéroport tient & tiendra à 100 %"
    assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in TEXT
    digest = target["source"].removeprefix("ni:///sha-256;")
    assert base64.urlsafe_b64decode(digest + "=") == hashlib.sha256(TEXT.encode()).digest()
    assert target["scope"] == "https://a.example/"


def test_json_ld_is_a_quotation_in_a_news_article(tmp_path: Path) -> None:
    made = json.loads(cited(tmp_path, "jsonld"))
    assert (made["@type"], made["text"]) == ("Quotation", "l'aéroport tient & tiendra à 100 %")
    assert made["creator"] == {"@type": "Person", "name": "John Kirby", "jobTitle": "porte-parole du Pentagone"}
    assert made["isPartOf"]["publisher"] == {"@type": "Organization", "name": "RFI {Monde}"}
    assert made["isPartOf"]["datePublished"] == "2021-08-12"


def test_a_citation_shows_where_the_words_are_broken(tmp_path: Path) -> None:
    text = "“We stay,” John Kirby said. “Not a day less.”"
    article = Article(text=text, lang="en")
    assert json.loads(cited(tmp_path, "jsonld", article))["text"] == "We stay, […] Not a day less."
    assert json.loads(cited(tmp_path, "csl-json", article))[0]["note"] == "“We stay, […] Not a day less.” — John Kirby"


def test_a_citation_names_whom_somebody_assigned_the_words_to(tmp_path: Path) -> None:
    with open_store(tmp_path / "q.db") as store:
        service.ingest(store, [FULL])
        (hit,) = service.search(store, SearchQuery())
        ruling = Ruling(verdict=Verdict.ASSIGN, subject=hit.id, value="new: Jeanne Petit")
        assert service.judge(store, [ruling], by="ada").kept
        detail = service.show(store, hit.id)
    made = {form: CITATIONS[form](detail) for form in CITATIONS}
    assert all(made[form].count("— Jeanne Petit") == 1 for form in ("bibtex", "csl-json"))
    assert json.loads(made["annotation"])["body"]["value"] == "Jeanne Petit"
    assert json.loads(made["jsonld"])["creator"] == {"@type": "Person", "name": "Jeanne Petit"}


def test_a_citation_has_the_extent_that_somebody_gave_the_words(tmp_path: Path) -> None:
    text = f"{TEXT}\nLe lendemain, rien de neuf.\n{TEXT}"
    place = text.index("tiendra"), text.index(" », a")
    with open_store(tmp_path / "q.db") as store:
        service.ingest(store, [Article(text=text)])
        (hit,) = service.search(store, SearchQuery())
        ruling = Ruling(verdict=Verdict.EXTENT, subject=hit.id, value=f"{place[0]}-{place[1]}")
        assert service.judge(store, [ruling], by="ada").kept
        detail = service.show(store, hit.id)
    assert len(detail.printings) == 2
    made = {form: CITATIONS[form](detail) for form in CITATIONS}
    (target,) = json.loads(made["annotation"])["target"]
    quoted, places = target["selector"]
    assert (quoted["exact"], quoted["suffix"][:4]) == ("tiendra à 100 %", " », ")
    assert (places["start"], places["end"]) == place
    assert json.loads(made["jsonld"])["text"] == "tiendra à 100 %"
    assert json.loads(made["csl-json"])[0]["note"].startswith("«\u00a0tiendra à 100 %\u00a0»")


CREATORS: list[tuple[str, Any]] = [
    ("« Nous restons ouverts », a déclaré le ministère.", {"@type": "Organization", "name": "le ministère"}),
    ("« Nous restons ouverts », a déclaré le ministre.", {"@type": "Person", "description": "le ministre"}),
    ("« Nous restons ouverts à tous et chaque jour de la semaine. »", None),
]


@pytest.mark.parametrize(("text", "creator"), CREATORS)
def test_a_speaker_is_called_no_more_than_is_known(tmp_path: Path, text: str, creator: Any) -> None:
    made = json.loads(cited(tmp_path, "jsonld", Article(text=text)))
    assert made.get("creator") == creator


@pytest.mark.parametrize("form", list(CITATIONS))
def test_what_is_not_known_is_left_out(tmp_path: Path, form: str) -> None:
    made = cited(tmp_path, form, Article(text=TEXT))
    for word in ("null", "None", "author", "howpublished", "{}", "issued", "year"):
        assert word not in made
