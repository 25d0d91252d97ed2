"""Feeds: an article an entry where the feed has it whole, else its link."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from quotes.readers import Read
from quotes.results import Failure

if TYPE_CHECKING:
    from quotes.readers import Reading
    from tests.readers.conftest import ReadBytes

STORY = "<p>«&nbsp;Nous fermerons le pont en mai&nbsp;», a déclaré Jeanne Martin.</p>" + "<p>Le débat a duré.</p>" * 40
CAPTION = "Une légende de photo. " * 60
SUMMARY = "<p>Le pont de Valmont fermera en mai.</p>"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- une remarque --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>La Gazette</title><link>https://gazette.example/</link><language>fr-FR</language>
<item><title>Le pont &amp;amp; la rive</title><link>https://gazette.example/1</link><dc:creator>Luc Petit</dc:creator>
  <pubDate>Tue, 05 Mar 2024 23:30:00 +0100</pubDate><description><![CDATA[{SUMMARY}]]></description>
  <content:encoded><![CDATA[{STORY}]]></content:encoded></item>
<item><title>Annonce</title><link>https://gazette.example/2</link><description><![CDATA[{SUMMARY}]]></description>
  <media:content url="a.jpg"><media:description>{CAPTION}</media:description></media:content></item>
<item><title>Tout dans le résumé</title><link>https://gazette.example/3</link>
  <description><![CDATA[{STORY}]]></description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>La Gazette</title>
<entry><title>Le pont</title><link href="https://gazette.example/1"/><author><name>Luc Petit</name></author>
<published>2024-03-05T23:30:00+01:00</published><updated>2024-03-07T08:00:00Z</updated>
<content type="html"><![CDATA[{STORY}]]></content></entry>
<entry><title>Annonce</title><link href="https://gazette.example/2"/><summary>Bref.</summary></entry></feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "La Gazette",
        "language": "fr",
        "items": [
            {
                "url": "https://gazette.example/1",
                "title": "Le pont",
                "authors": [{"name": "Luc Petit"}],
                "date_published": "2024-03-05T23:30:00+01:00",
                "content_html": STORY,
            },
            {"url": "https://gazette.example/2", "content_text": "Bref."},
            "no item",
        ],
    }
)


def told(reading: Reading) -> str:
    assert isinstance(reading, Failure), reading
    return f"{reading.message}; {reading.hint}"


@pytest.mark.parametrize(("name", "data"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM), ("a.json", JSON_FEED)])
def test_an_entry_is_an_article_and_one_that_only_announces_tells_its_link(
    read_bytes: ReadBytes, name: str, data: str
) -> None:
    first, second, *_ = read_bytes(name, data.encode())
    assert isinstance(first, Read), first
    article = first.article
    assert article.text.replace("\u00a0", " ").startswith(
        "« Nous fermerons le pont en mai », a déclaré Jeanne Martin.\n"
    )
    assert (article.outlet, article.byline, article.published) == ("La Gazette", "Luc Petit", "2024-03-05")
    assert (article.url, article.path[-len(name) - 2 :]) == ("https://gazette.example/1", f"{name}:1")
    assert len(article.page_digest or "") == 64
    assert told(second) == ("the feed has no more of it than a summary; get the page: https://gazette.example/2")


def test_a_feed_that_calls_its_articles_descriptions_is_read(read_bytes: ReadBytes) -> None:
    first, _, third = read_bytes("a.rss", RSS.encode())
    assert isinstance(first, Read)
    assert first.article.title == "Le pont & la rive"
    assert isinstance(third, Read)
    assert third.article.title == "Tout dans le résumé"


def test_a_broken_item_of_a_json_feed_costs_itself_only(read_bytes: ReadBytes) -> None:
    assert [type(reading) for reading in read_bytes("a.json", JSON_FEED.encode())] == [Read, Failure, Failure]


LEVELS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LEVELS}]>'
FILE = '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [BOMB, FILE], ids=["bomb", "file"])
@pytest.mark.parametrize(
    "body",
    [
        "<rss version='2.0'><channel><title>x</title><item><description>&l9;</description></item></channel></rss>",
        "<nitf><body><body.content><p>&l9;</p></body.content></body></nitf>",
    ],
    ids=["rss", "nitf"],
)
def test_entities_are_not_expanded(read_bytes: ReadBytes, prolog: str, body: str) -> None:
    for reading in read_bytes("a.xml", (prolog + body).encode()):
        assert isinstance(reading, Failure) or reading.article.text == "&l9;"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no reader for XML that starts with 'no element'"),
        (b"<svg/>", "no reader for XML that starts with 'svg'"),
        (b"<rss", "this is no feed file, or a damaged one"),
        (b"<nitf><body>", "this is no XML file, or a damaged one"),
        (b"<rss>" + b"a" * 4_000_001, "longer than"),
    ],
    ids=["empty", "svg", "cut rss", "cut nitf", "huge"],
)
def test_what_is_no_news_is_a_failure(read_bytes: ReadBytes, data: bytes, message: str) -> None:
    (failure,) = read_bytes("a.xml", data)
    assert message in told(failure)
