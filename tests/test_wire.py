"""Whose copy an article is: what is a credit, and what only speaks of an agency."""

from __future__ import annotations

import pytest

from quotes.model import Article
from quotes.wire import credited


def agencies(article: Article) -> list[str]:
    for credit in credited(article):
        field = getattr(article, credit.field)
        assert credit.place.of(field)  # every credit has its place
    return [credit.agency for credit in credited(article)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("PARIS (AFP) – Le pont est fermé.", ["AFP"]),
        ("Titre\n\nWASHINGTON, 12 août (Reuters) - Le pont est fermé.", ["Reuters"]),
        ("TUNIS, 11 mai (TAP, par Leïla Ben Ali) - Le pont est fermé.", ["TAP"]),
        ("APA-Abidjan (Côte d'Ivoire) Le pont est fermé.", ["APA"]),
        ("Le pont est fermé. (AFP)\n\nIl rouvrira.", ["AFP"]),
        ("Le pont est fermé. (avec Belga)", ["Belga"]),
        ("« Il rouvrira. » (ats/afp)", ["ATS", "AFP"]),
        ("Le pont est fermé.\n\nAvec AFP", ["AFP"]),
        ("Le pont est fermé.\n\nAvec l’AFP et La Presse canadienne", ["AFP", "La Presse canadienne"]),
        ("Le pont est fermé.\n\nSource : ANSA", ["ANSA"]),
        ("Le pont est fermé.\n\n© 2021 AFP", ["AFP"]),
        ("Le pont est fermé.\n\nLS/te/APA", ["APA"]),
        ("Le pont est fermé. TASS", ["TASS"]),
        ("Par l'Agence France-Presse\n\nLe pont est fermé.\n\nIl rouvrira.\n\nOn l'espère.\n\nFin.", ["AFP"]),
        ("La Gazette avec AFP\n\nLe pont est fermé.\n\nIl rouvrira.\n\nOn l'espère.\n\nFin.", ["AFP"]),
    ],
)
def test_a_credit_in_the_text(text: str, named: list[str]) -> None:
    assert agencies(Article(text=text)) == named


@pytest.mark.parametrize(
    "text",
    [
        "« Le pont est fermé », a-t-elle dit à l'AFP.",
        "Selon Reuters, le pont est fermé.",
        "Le pont est fermé, selon Reuters.",
        "Le pont est fermé, a annoncé l'Agence France-Presse (AFP).\n\nIl rouvrira.",
        "Le pont (photo AFP) est fermé.",
        "Photo : AFP\n\nLe pont est fermé.\n\nIl rouvrira.\n\nOn l'espère.\n\nFin.",
        "AFP\n\nLe pont est fermé.\n\nIl rouvrira.\n\nOn l'espère.\n\nFin.",
        "Le TAPIS est rouge. RAFP",
        "La carte MAP de la ville.",
        "",
    ],
)
def test_no_credit_in_the_text(text: str) -> None:
    assert agencies(Article(text=text)) == []


@pytest.mark.parametrize(
    ("byline", "outlet", "named"),
    [
        ("Jeanne Martin avec AFP", None, ["AFP"]),
        ("AFP et Reuters", "La Gazette", ["AFP", "Reuters"]),
        (None, "Orange avec AFP", ["AFP"]),
        ("AFP", "AFP", ["AFP", "AFP"]),
        ("Jeanne Apap", "Le Patriote", []),
    ],
)
def test_a_credit_in_what_is_known_of_the_article(byline: str | None, outlet: str | None, named: list[str]) -> None:
    assert agencies(Article(text="Le pont est fermé.", byline=byline, outlet=outlet)) == named


def test_a_credit_has_its_place() -> None:
    article = Article(text="Le pont est fermé.\n\nAvec l'Agence France-Presse", byline="Service Monde, ats")
    (credit,) = credited(article)
    assert (credit.field, credit.place.of(article.text)) == ("text", "Agence France-Presse")
