"""Pages fetched for a database: each an article or a listed failure, all of them kept, and read again without a net."""

from __future__ import annotations

import gzip
import os
import signal
from typing import TYPE_CHECKING

import pytest

from quotes import service
from quotes.cli.interruption import Interruption
from quotes.readers import Given, Read, read_place
from quotes.results import Failure
from quotes.service.fetching import Fetcher, archive_path

from .conftest import answer, redirect

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

    from quotes.fetch.exchange import Policy
    from quotes.readers import Reading

    from .conftest import Site

FILL = "Le conseil municipal a longuement débattu du budget de la voirie avant de passer au vote, tard dans la soirée."


def page(name: str, head: str = "") -> str:
    return (
        f"<html lang=fr><head>{head}</head><body><article><h1>Le pont {name}</h1><p>{FILL}</p><p>« Nous fermerons le "
        f"pont {name} », a déclaré Jeanne Martin.</p><p>{name} {FILL}</p></article></body></html>"
    )


@pytest.fixture
def fetcher(tmp_path: Path, policy: Policy) -> Fetcher:
    return Fetcher(tmp_path / "quotes.db", policy)


def read(fetcher: Fetcher, url: str) -> Reading:
    (reading,) = fetcher.read(url, Given(outlet="La Gazette"))
    return reading


def article_of(reading: Reading) -> tuple[str, str | None, str | None, str]:
    assert isinstance(reading, Read), reading
    article = reading.article
    return article.text, article.url, article.page_digest, article.id


def test_an_article_has_the_address_at_which_it_was_found(fetcher: Fetcher, site: Site) -> None:
    site["/a"] = redirect("/b")
    site["/b"] = answer(page("b"))
    reading = read(fetcher, f"{site.url}/a#top")
    assert isinstance(reading, Read)
    assert "« Nous fermerons le pont b »" in reading.article.text
    assert (reading.article.url, reading.article.outlet) == (f"{site.url}/b", "La Gazette")
    assert reading.article.path == f"{site.url}/a#top"
    site["/c"] = answer(page("c", head="<link rel=canonical href=https://gazette.example/pont-c>"))
    assert article_of(read(fetcher, f"{site.url}/c"))[1] == "https://gazette.example/pont-c"


@pytest.mark.parametrize(
    ("body", "heads", "media"),
    [
        (page("é").encode("cp1252"), (), "text/html; charset=iso-8859-1"),
        (page("é").encode(), (), "text/html; charset=iso-8859-1"),
        (page("é").encode("cp1252"), (), "text/html; charset=utf-8"),
        (page("é").encode("cp1252"), (), "text/html; charset=martian"),
        (gzip.compress(page("é").encode()), ("Content-Encoding: gzip",), "text/html"),
    ],
    ids=["told", "wrong", "wrong too", "unknown", "compressed"],
)
def test_letters_are_read_whatever_the_server_says_of_them(
    fetcher: Fetcher, site: Site, body: bytes, heads: tuple[str, ...], media: str
) -> None:
    site["/"] = answer(body, *heads, media=media)
    assert "« Nous fermerons le pont é », a déclaré" in article_of(read(fetcher, site.url))[0]


def test_the_archive_gives_the_same_articles_without_a_net(fetcher: Fetcher, site: Site) -> None:
    site["/a"] = redirect("/b")
    site["/b"] = (
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        f"{len(page('b').encode()):x}\r\n{page('b')}\r\n0\r\n\r\n"
    ).encode()
    site["/c"] = answer(gzip.compress(page("c").encode("cp1252")), "Content-Encoding: gzip", media="text/html")
    site["/d"] = answer(page("d"), status="404 Not Found")
    fetched = [read(fetcher, site.url + path) for path in ("/a", "/c", "/d")]
    assert [type(each) for each in fetched] == [Read, Read, Failure]
    assert fetcher.kept == 4, "the redirect and what was not found, too"
    again = list(read_place(str(fetcher.path), Given(outlet="La Gazette")))
    assert [article_of(each) for each in again] == [article_of(each) for each in fetched[:2]]


def test_an_archive_grows_by_every_run(fetcher: Fetcher, site: Site, policy: Policy, tmp_path: Path) -> None:
    site["/a"], site["/b"] = answer(page("a")), answer(page("b"))
    read(fetcher, f"{site.url}/a")
    before = fetcher.path.read_bytes()
    read(Fetcher(tmp_path / "quotes.db", policy), f"{site.url}/b")
    assert fetcher.path.read_bytes().startswith(before)
    assert len(list(read_place(str(fetcher.path), Given()))) == 2
    assert gzip.decompress(fetcher.path.read_bytes()).count(b"WARC-Type: warcinfo") == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (answer(gzip.compress(b"<p>a" * 9_000_000), "Content-Encoding: gzip"), "larger than 4,000,000 bytes"),
        (answer(gzip.compress(page("x").encode())[:-60], "Content-Encoding: gzip"), "compressed, and cut short"),
        (answer(gzip.compress(page("x").encode())[:-4], "Content-Encoding: gzip"), "compressed, and cut short"),
        (answer(b"<p>plain", "Content-Encoding: gzip"), "answer is broken"),
        (answer(b"<p>plain", "Content-Encoding: br"), "it cannot be unpacked"),
        (answer(b"\x89PNG\0\0\0"), "this is a binary file"),
        (answer(b""), "there is no text in it"),
    ],
    ids=["gzip bomb", "cut gzip", "cut check", "no gzip", "no brotli", "binary", "nothing"],
)
def test_a_page_that_is_none_is_a_failure(fetcher: Fetcher, site: Site, given: bytes, told: str) -> None:
    site["/"] = given
    reading = read(fetcher, site.url)
    assert isinstance(reading, Failure)
    assert told in reading.message
    assert (reading.path, "\n" in reading.hint) == (site.url, False)


def test_a_page_that_cannot_be_kept_is_not_read(site: Site, policy: Policy, tmp_path: Path) -> None:
    site["/"] = answer(page("a"))
    (tmp_path / "quotes.warc.gz").mkdir()
    reading = read(Fetcher(tmp_path / "quotes.db", policy), site.url)
    assert isinstance(reading, Failure)
    assert reading.message.startswith(f"cannot keep the page in {tmp_path}/quotes.warc.gz:")


def test_the_archive_is_beside_the_file_or_in_the_data_folder(tmp_path: Path) -> None:
    assert archive_path(tmp_path / "a.b.db") == tmp_path / "a.b.warc.gz"
    assert archive_path("postgresql://host/name") == service.default_database().with_suffix(".warc.gz")


def test_after_ctrl_c_no_further_page_is_asked_for(fetcher: Fetcher, site: Site) -> None:
    def interrupt(_: socket.socket) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        site.over.wait(5)

    site["/a"], site["/b"], site["/c"] = answer(page("a")), interrupt, answer(page("c"))

    def readings() -> Iterator[Reading]:
        for path in ("/a", "/b", "/c"):
            yield from fetcher.read(site.url + path, Given())

    with Interruption() as interruption:
        kept = list(interruption.until_asked(readings()))
    assert [article_of(each)[1] for each in kept] == [f"{site.url}/a"]
    assert interruption.asked
    assert "/c" not in site.asked
