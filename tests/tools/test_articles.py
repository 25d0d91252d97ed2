"""Our own articles: how they are annotated, and that each of their passages is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evaluation.articles import annotate, own_articles
from quotes.extract.article import Reader
from quotes.lexicon import load

if TYPE_CHECKING:
    from evaluation.corpus import Document

NESTED = "Il se souvient : « Elle m'a dit : “Pars”{Awa Diop | Elle}, et je suis parti. »{Paul Arnoux | Il}"
NOTES = [
    ("« Non »{Awa Diop}, dit-elle.", [("Non", True, "Awa Diop", [], None)]),
    ("« Non »{Awa Diop; Mme Diop | elle}, dit-elle.", [("Non", True, "Awa Diop", ["Mme Diop"], "elle")]),
    ("« Non »{? | on}, dit-on.", [("Non", True, None, [], "on")]),
    ("« Non »{Awa Diop | -}.", [("Non", True, "Awa Diop", [], None)]),
    ("Le film « Salt »{-} sort.", [("Salt", False, None, [], None)]),
    ('Il dit "oui"{Paul} et "non"{Paul}.', [("oui", True, "Paul", [], None), ("non", True, "Paul", [], None)]),
    ("‘Don’t,’{Ann} she said.", [("Don’t,", True, "Ann", [], None)]),
    (
        NESTED,
        [
            ("Elle m'a dit : “Pars”, et je suis parti.", True, "Paul Arnoux", [], "Il"),
            ("Pars", True, "Awa Diop", [], "Elle"),
        ],
    ),
]
ARTICLES = [
    pytest.param(article, code, id=article.id)
    for code in ("fr", "en")
    if (corpus := own_articles(code)) is not None
    for article in corpus.documents
]


@pytest.mark.parametrize(("marked", "wanted"), NOTES)
def test_a_note_annotates_the_passage_before_it(marked: str, wanted: list[tuple[object, ...]]) -> None:
    read = annotate(marked, "article", "fr")
    found = [
        (
            read["text"][span["start"] : span["end"]],
            span["speech"],
            span.get("speaker"),
            span.get("aliases", []),
            span.get("mention"),
        )
        for span in read["spans"]
    ]
    assert found == wanted
    assert "{" not in read["text"]


@pytest.mark.parametrize(
    "marked", ["Il dit non{Paul}.", "non »{Paul}", "« Non »{Paul, dit-il.", "« Non »Paul}, dit-il."]
)
def test_a_note_that_annotates_nothing_is_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match="article: "):
        annotate(marked, "article", "fr")


@pytest.mark.parametrize(("article", "code"), ARTICLES)
def test_each_passage_of_an_article_is_annotated_and_found(article: Document, code: str) -> None:
    passages = {reading.passage.inner for reading in Reader(article.text, load(code)).readings()}
    annotated = {gold.place for gold in article.spans}
    nested = {
        place for place in annotated if any(p.start <= place.start and place.end <= p.end for p in passages - {place})
    }
    assert annotated - nested == passages
