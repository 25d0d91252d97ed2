"""What agencies send, each format with its facts in its own places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from quotes.readers import Read
from quotes.results import Failure

if TYPE_CHECKING:
    from quotes.readers import Reading
    from tests.readers.conftest import ReadBytes

BODY = "<p>« Nous fermerons le pont », a déclaré <em>Jeanne Martin</em>.</p><p>Le débat a duré.</p>"
TEXT = "« Nous fermerons le pont », a déclaré Jeanne Martin.\nLe débat a duré."
NITF = f"""<nitf><head><title>Le pont</title><docdata><date.issue norm="20240305T2330"/></docdata></head><body>
<body.head><hedline><hl1>Le pont fermera</hl1></hedline><byline>Luc Petit</byline><distributor><org>AFP</org>
</distributor></body.head><body.content>{BODY}</body.content></body></nitf>"""
G2 = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="tag:afp,1" xml:lang="fr-FR"><itemMeta><provider><name>AFP</name></provider>
<versionCreated>2024-03-07T08:00:00Z</versionCreated><firstCreated>2024-03-05T23:30:00+01:00</firstCreated></itemMeta>
<contentMeta><by>Luc Petit</by><language tag="fr"/><headline>Le pont fermera</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body>{BODY}</body></html></inlineXML></contentSet></newsItem>
<newsItem guid="tag:afp,2"><contentSet><remoteContent href="a.jpg"/></contentSet></newsItem>
</itemSet></newsMessage>"""
V1 = f"""<NewsML><NewsItem><NewsManagement><FirstCreated>20240305T233000+0100</FirstCreated>
<ThisRevisionCreated>20240307T080000Z</ThisRevisionCreated></NewsManagement><NewsComponent xml:lang="fr">
<NewsLines><HeadLine>Le pont fermera</HeadLine><ByLine>Luc Petit</ByLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<NewsComponent>
<ContentItem><MediaType FormalName="Text"/><DataContent><p>Le pont fermera</p></DataContent></ContentItem>
<ContentItem><MediaType FormalName="Photo"/><DataContent>9j4AAQ==</DataContent></ContentItem>
<ContentItem><MediaType FormalName="Text"/><DataContent>{BODY}</DataContent></ContentItem></NewsComponent>
</NewsComponent></NewsItem></NewsML>"""
NINJS = {
    "uri": "tag:afp,1",
    "headline": "Le pont fermera",
    "byline": "Luc Petit",
    "source": "AFP",
    "language": "fr-FR",
    "firstcreated": "2024-03-05T23:30:00+01:00",
    "versioncreated": "2024-03-07T08:00:00Z",
    "body_html": BODY,
}
NINJS_3 = {
    "uri": "tag:afp,1",
    "headlines": [{"role": "short", "value": "Pont"}, {"role": "main", "value": "Le pont fermera"}],
    "by": "Luc Petit",
    "infoSources": [{"name": "AFP"}],
    "language": "fr",
    "firstCreated": "2024-03-05T23:30:00+01:00",
    "versionCreated": "2024-03-07T08:00:00Z",
    "bodies": [{"role": "html", "contentType": "text/html", "value": BODY}],
}


def only(readings: list[Reading]) -> Read:
    (reading,) = readings
    assert isinstance(reading, Read), reading
    return reading


@pytest.mark.parametrize(
    ("name", "data", "modified"),
    [
        ("a.xml", NITF, None),
        ("a.xml", G2, "2024-03-07"),
        ("a.xml", V1, "2024-03-07"),
        ("a.json", json.dumps(NINJS), "2024-03-07"),
        ("a.json", json.dumps(NINJS_3), "2024-03-07"),
    ],
    ids=["NITF", "NewsML-G2", "NewsML 1.2", "ninjs 1", "ninjs 3"],
)
def test_its_text_and_facts_are_read(read_bytes: ReadBytes, name: str, data: str, modified: str | None) -> None:
    article = only(read_bytes(name, data.encode())).article
    assert article.text == TEXT
    assert (article.title, article.byline, article.outlet) == ("Le pont fermera", "Luc Petit", "AFP")
    assert (article.published, article.modified, article.lang) == ("2024-03-05", modified, "fr")
    assert (article.reader or "").startswith("quotes ")


def test_its_own_id_names_it(read_bytes: ReadBytes) -> None:
    assert only(read_bytes("a.xml", G2.encode())).name == "tag:afp,1"
    assert only(read_bytes("a.json", json.dumps(NINJS).encode())).name == "tag:afp,1"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-15"])
@pytest.mark.parametrize("label", ["utf-8", "iso-8859-15"])
def test_a_wrong_label_garbles_nothing(read_bytes: ReadBytes, encoding: str, label: str) -> None:
    data = f'<?xml version="1.0" encoding="{label}"?>{NITF}'.encode(encoding)
    reading = read_bytes("a.xml", data)[0]
    if encoding in {"utf-8", label}:
        assert isinstance(reading, Read)
        assert reading.article.text == TEXT
    else:
        assert isinstance(reading, Failure)


def test_html_sent_as_characters_is_read_as_html(read_bytes: ReadBytes) -> None:
    escaped = BODY.replace("<", "&lt;").replace(">", "&gt;")
    assert only(read_bytes("a.xml", V1.replace(BODY, escaped).encode())).article.text == TEXT


def test_a_document_without_text_is_a_failure(read_bytes: ReadBytes) -> None:
    for name, data in (("a.xml", G2.replace(BODY, "")), ("a.json", json.dumps({**NINJS, "body_html": ""}))):
        (failure,) = read_bytes(name, data.encode())
        assert isinstance(failure, Failure)
        assert failure.message == "there is no text in it"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([{"text": "Un."}, 3, {"body_text": "Deux."}, {"text": "Trois."}], [Read, Failure, Read, Read]),
        ({"text": "Un.", "title": "T"}, [Read]),
        ("Un.", [Failure]),
    ],
)
def test_json_is_an_article_or_a_list_of_them(read_bytes: ReadBytes, data: object, expected: list[type]) -> None:
    assert [type(reading) for reading in read_bytes("a.json", json.dumps(data).encode())] == expected


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"1" * 10_000])
def test_what_is_no_json_is_a_failure(read_bytes: ReadBytes, data: bytes) -> None:
    (failure,) = read_bytes("a.json", data)
    assert isinstance(failure, Failure)
