"""Web pages: the article as a reader sees it, its facts kept apart, and a reason where there is none."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from quotes.extract import extract
from quotes.readers import Given, Input, Read
from quotes.readers.html import LARGEST, read_html
from quotes.results import Failure

if TYPE_CHECKING:
    from quotes.model import Article
    from tests.readers.conftest import ReadBytes

FILL = "Le conseil municipal a longuement débattu du budget de la voirie avant de passer au vote, tard dans la soirée."
STORY = f"""
<h1>Le pont fermera en mai</h1>
<p>{FILL}</p>
<p>«&nbsp;Nous fermerons le pont en mai&nbsp;», a déclaré Jeanne Martin, maire de Valmont.</p>
<p>{FILL} {FILL}</p>
"""
FACTS = {
    "@type": "NewsArticle",
    "headline": "Le pont fermera",
    "author": [{"name": "Luc Petit"}, {"name": "Zoé Lang"}],
    "publisher": {"name": "La Gazette"},
    "datePublished": "2024-03-05T23:30:00+01:00",
    "dateModified": "2024-03-07T08:00:00+01:00",
}


def page(body: str = STORY, head: str = "", facts: dict[str, Any] | None = None, lang: str = "fr-FR") -> bytes:
    ld = f'<script type="application/ld+json">{json.dumps(facts)}</script>' if facts else ""
    whole = f"<html lang='{lang}'><head>{head}{ld}</head><body><article>{body}</article></body></html>"
    return f"<!DOCTYPE html>{whole}".encode()


def article_of(readings: list[Any]) -> Article:
    (reading,) = readings
    assert isinstance(reading, Read), reading
    return reading.article


def refusal(readings: list[Any]) -> str:
    (reading,) = readings
    assert isinstance(reading, Failure), reading
    assert reading.hint
    return reading.message


def test_a_page_gives_its_article_and_each_fact_apart(read_bytes: ReadBytes) -> None:
    head = """<meta charset=utf-8><title>Le pont fermera en mai | La Gazette</title>
        <meta property="og:title" content="Le pont fermera en mai - La Gazette">
        <meta property="og:site_name" content="www.gazette.example">
        <link rel=canonical href="https://gazette.example/pont#top">"""
    data = page(head=head, facts=FACTS)
    found = article_of(read_bytes("a.html", data))
    assert (found.title, found.byline, found.outlet) == ("Le pont fermera en mai", "Luc Petit, Zoé Lang", "La Gazette")
    assert (found.url, found.lang) == ("https://gazette.example/pont", "fr")
    assert (found.published, found.modified) == ("2024-03-05", "2024-03-07")
    assert found.page_digest == hashlib.sha256(data).hexdigest()
    assert re.fullmatch(r"trafilatura \d+\.\d+\.\d+", found.reader or "")


def test_its_quotes_have_their_places_in_the_stored_text(read_bytes: ReadBytes) -> None:
    text = article_of(read_bytes("a.html", page())).text
    (quote,) = extract(text).quotes
    assert quote.speaker == "Jeanne Martin"
    assert quote.passages[0].of(text) == "Nous fermerons le pont en mai"


def test_what_the_user_says_wins_over_the_page(read_bytes: ReadBytes) -> None:
    found = article_of(read_bytes("a.html", page(facts=FACTS), Given(outlet="RFI", date="2021", lang="wo")))
    assert (found.outlet, found.published, found.lang, found.modified) == ("RFI", "2021", "wo", "2024-03-07")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<blockquote><p>« Dans un bloc », dit-il.</p></blockquote>", "« Dans un bloc », dit-il."),
        (
            "<p>Il a répondu <q>non merci</q> et rien d'autre.</p>",
            "Il a répondu « non merci » et rien d'autre.",
        ),
        ("<p>Il a répondu <q>non <em>merci</em></q>.</p>", "Il a répondu « non merci »."),
        ("<p>Elle a dit : « <b>jamais</b> ».</p>", "Elle a dit : « jamais »."),
        ("<ul><li>« Un point », selon lui</li></ul>", "« Un point », selon lui"),
        ("<h2>« Un intertitre », dit-elle</h2><p>Suite.</p>", "« Un intertitre », dit-elle"),
        ("<figure><img src=a><figcaption>« Une légende », dit-il</figcaption></figure>", "« Une légende », dit-il"),
    ],
    ids=["blockquote", "q", "q around em", "bold", "list", "heading", "caption"],
)
def test_quotes_that_a_reader_sees_are_in_the_text(read_bytes: ReadBytes, body: str, shown: str) -> None:
    text = article_of(read_bytes("a.html", page(STORY + body + f"<p>{FILL}</p>"))).text
    assert shown in text.replace("\u00a0", " ")


def test_what_stands_around_the_article_is_not_in_the_text(read_bytes: ReadBytes) -> None:
    data = page().replace(b"</body>", b"<nav><a href=/>Accueil</a></nav><footer>Mentions</footer></body>")
    text = article_of(read_bytes("a.html", data)).text
    assert "Accueil" not in text
    assert "Mentions" not in text


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", "utf-16", "klingon", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_wrong_charset_label_garbles_nothing(read_bytes: ReadBytes, label: str, encoding: str) -> None:
    data = page(head=f"<meta charset='{label}'>").decode().encode(encoding)
    assert "longuement débattu" in article_of(read_bytes("a.html", data)).text


@pytest.mark.parametrize(
    "facts",
    ["{", "[" * 100_000, "null", '{"@type": {}}', '{"@type": "NewsArticle", "author": [[[[["x"]]]]], "headline": 3}'],
)
def test_broken_json_ld_costs_nothing_but_itself(read_bytes: ReadBytes, facts: str) -> None:
    data = page(head=f'<script type="application/ld+json">{facts}</script>')
    assert "Nous fermerons" in article_of(read_bytes("a.html", data)).text


PAID = {**FACTS, "isAccessibleForFree": "False"}
LONG = "".join(f"<p>{number}. {FILL}</p>" for number in range(15))
LINKS = "".join(f"<article><h2><a href=/{n}>Un titre parmi d'autres, numéro {n}</a></h2></article>" for n in range(9))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (page(STORY + "<p>Il vous reste 72.5% de cet article à lire.</p>"), "72 % of it is left out"),
        (page(STORY + "<div>La suite est réservée aux abonnés</div>"), "« la suite est réservée aux abonnés »"),
        (page(STORY + "<div>Subscribe to continue reading</div>", lang="en"), "« subscribe to continue reading »"),
        (page(f"<p>{FILL} {FILL} {FILL}</p>", facts=PAID), "it says that it is not free"),
        (page(f"<p>Nous et nos partenaires utilisons des cookies. {FILL}</p>"), "a cookie wall"),
        (page(f"<h1>Access denied</h1><p>{FILL}</p>"), "« access denied »"),
        (page(LINKS), "a list of articles"),
        (
            page(f"<p>{FILL} {FILL}</p>", head='<link rel=canonical href="https://gazette.example/">'),
            "a list of articles",
        ),
        (page(""), "no text"),
        (b"<", "no text"),
        (b"%PDF-1.7", "binary"),
        (b"<p>" + b"a" * LARGEST, "larger than 4,000,000 bytes"),
    ],
    ids=[
        "share left",
        "abonnés",
        "subscribe",
        "not free",
        "cookies",
        "robots",
        "list",
        "front page",
        "empty",
        "<",
        "pdf",
        "huge",
    ],
)
def test_a_page_without_a_whole_article_is_refused_with_the_reason(
    read_bytes: ReadBytes, data: bytes, reason: str
) -> None:
    assert reason in refusal(read_bytes("a.html", data))


def test_a_long_article_stands_beside_a_paywall_for_others(read_bytes: ReadBytes) -> None:
    data = page(STORY + LONG + "<p>Cet article est réservé aux abonnés</p>", facts=PAID)
    assert "Nous fermerons" in article_of(read_bytes("a.html", data)).text


def test_a_page_nested_too_deeply_costs_that_page_only(read_bytes: ReadBytes) -> None:
    (reading,) = read_bytes("a.html", b"<div>" * 100_000 + STORY.encode())
    assert isinstance(reading, Read | Failure)


def test_a_page_of_a_hundred_thousand_elements_is_refused_at_once(read_bytes: ReadBytes) -> None:
    assert "too many elements" in refusal(read_bytes("a.html", b"<q>mot</q>" * 100_000))


def test_a_compressed_page_is_read_and_a_damaged_one_is_a_failure(read_bytes: ReadBytes) -> None:
    whole = gzip.compress(page())
    assert "Nous fermerons" in article_of(read_bytes("a.html.gz", whole)).text
    for damaged in (whole[:-9], whole[:30], b"no gzip", whole[:-8] + b"\0" * 8):
        assert refusal(read_bytes("a.html.gz", damaged)) == "this gz file is damaged"


def test_without_the_extra_it_is_said_what_to_install(read_bytes: ReadBytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    (failure,) = read_bytes("a.html", page())
    assert isinstance(failure, Failure)
    assert failure.message == "reading this needs trafilatura, which is not installed"
    assert failure.hint == "install it: pip install 'quotes[readers]'"


TAGS = st.sampled_from(
    ["p", "q", "div", "figure", "figcaption", "blockquote", "table", "article", "script", "html", "li"]
)
SOUP = st.lists(st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), st.text(max_size=30)), max_size=40)


@settings(max_examples=60)
@drawn(SOUP)
def test_no_soup_of_tags_makes_it_raise(soup: list[str]) -> None:
    data = "".join(soup).encode(errors="replace")
    for reading in read_html(Input(stream=io.BytesIO(data), place="x")):
        assert isinstance(reading, Read | Failure)
