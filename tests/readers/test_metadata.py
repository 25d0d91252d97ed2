"""What a text says of itself: front matter, a leading date, a credit line."""

from __future__ import annotations

import pytest

from quotes.dates import iso_date
from quotes.errors import BadDate
from quotes.readers.metadata import merge, read_head, split_front_matter
from quotes.readers.reading import Given

FRONT = """---
outlet: La Gazette
date: 2021-08-12
title: "Afghanistan : le départ"
byline: Jeanne Martin
lang: fr
url: https://gazette.example/a:b
---

Le texte commence ici.
"""


def test_front_matter_is_taken_off_the_text() -> None:
    text, said, warnings = split_front_matter(FRONT)
    assert text == "Le texte commence ici.\n"
    assert said == Given(
        outlet="La Gazette",
        date="2021-08-12",
        title="Afghanistan : le départ",
        byline="Jeanne Martin",
        lang="fr",
        url="https://gazette.example/a:b",
    )
    assert warnings == ()


def test_front_matter_may_have_windows_line_ends() -> None:
    text, said, _ = split_front_matter("---\r\noutlet: La Gazette\r\n---\r\nUn.\r\nDeux.\r\n")
    assert (text, said.outlet) == ("Un.\r\nDeux.\r\n", "La Gazette")


@pytest.mark.parametrize(
    "text",
    [
        "--- Le texte",
        "---\nUne réplique sans deux-points\n---\nsuite",
        "---\noutlet: jamais fermé\n",
        "---\n" + "clé: valeur\n" * 60 + "---\n",
        "outlet: RFI\nLe texte",
        "",
    ],
    ids=["a dash", "a rule", "never closed", "too long", "no fence", "empty"],
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    assert split_front_matter(text) == (text, Given(), ())


def test_an_unknown_key_is_said_and_left_out() -> None:
    _, said, warnings = split_front_matter("---\nauteur: X\noutlet: RFI\n---\nTexte")
    assert said == Given(outlet="RFI")
    assert warnings == ("front matter: 'auteur' is no key here, left out",)


def test_a_front_matter_date_that_is_none_is_said_and_left_out() -> None:
    _, said, warnings = split_front_matter("---\ndate: 2021-13\n---\nTexte")
    assert said.date is None
    assert warnings == ("'2021-13' is not a date, left out",)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (" date 2021-08 Face à l'avancée", "2021-08"),
        ("date 2021 Face", "2021"),
        ("date 2021-08-12\nFace", "2021-08-12"),
        ("La date 2021-08 est loin", None),
        ("date limite", None),
    ],
)
def test_a_leading_date_keeps_its_precision(text: str, date: str | None) -> None:
    assert read_head(text)[0].date == date


def test_a_leading_date_that_is_none_is_said() -> None:
    assert read_head("date 2021-13 Face à") == (Given(), ("'2021-13' is not a date, left out",))


CREDITS = [
    ("Avec Jeanne Martin, du service Monde et notre correspondant à Rome, Luc Petit", None),
    ("Avec Jeanne Martin, notre envoyée spéciale à Dakar", None),
    ("Par Jeanne Martin", "Jeanne Martin"),
    ("Par Jeanne Martin et Luc de La Tour (avec AFP)", "Jeanne Martin et Luc de La Tour (avec AFP)"),
    ("Jeanne Martin, avec AFP", None),
    ("Jeanne Martin avec l'AFP et Reuters", None),
    ("La rédaction avec AFP", None),
    ("(avec Belga)", "avec Belga"),
    ("*Propos recueillis par Hélène Vasseur*", "Propos recueillis par Hélène Vasseur"),
    ("De notre correspondante à Londres, Jeanne Martin", None),
]


@pytest.mark.parametrize(("line", "byline"), CREDITS, ids=[line for line, _ in CREDITS])
def test_a_credit_line_is_the_byline(line: str, byline: str | None) -> None:
    said, _ = read_head(f"Le titre de l'article\n\n{line}\n\nLe texte, qui dit tout.\n")
    assert said.byline == (byline or line)


def test_a_credit_line_may_come_last() -> None:
    text = "Titre\n\n" + "Un paragraphe de texte.\n\n" * 30 + "Jeanne Martin, avec AFP\n"
    assert read_head(text)[0].byline == "Jeanne Martin, avec AFP"


@pytest.mark.parametrize(
    "line",
    [
        "Avec Jeanne Martin, la gauche perd son maire.",
        "Avec Emmanuel Durand, notre ville change",
        "Par Toutatis, quelle journée ce fut pour nous tous",
        "Par temps de pluie",
        "Avec plaisir",
        "Jeanne Martin a déclaré : « Non »",
    ],
)
def test_a_sentence_is_no_credit_line(line: str) -> None:
    assert read_head(f"Titre\n\n{line}\n\nTexte.\n")[0].byline is None


def test_the_first_source_that_knows_wins() -> None:
    option, front = Given(outlet="RFI"), Given(outlet="Autre", date="2021")
    assert merge(option, front, Given(date="2020", lang="fr")) == Given(outlet="RFI", date="2021", lang="fr")


@pytest.mark.parametrize("value", ["2021-13", "2021-02-30", "12/08/2021", "2021-8", "0000", "", "août 2021"])
def test_a_date_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(BadDate):
        iso_date(value)
