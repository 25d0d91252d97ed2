"""The contract of every reader: bytes in, articles or failures out, the rest always read."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from quotes.readers import READERS, STDIN, Given, Input, Read, read_place, walk
from quotes.results import Failure

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = Given()


def read(path: Path, given: Given = NOTHING) -> list[Read | Failure]:
    return list(read_place(str(path), given))


def only(path: Path, given: Given = NOTHING) -> Read:
    (reading,) = read(path, given)
    assert isinstance(reading, Read), reading
    return reading


def messages(readings: list[Read | Failure]) -> list[str]:
    return [reading.message for reading in readings if isinstance(reading, Failure)]


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b" date 2021-08 Le titre\r\n\r\nPar Jeanne Martin\r\n\r\nLe texte.\r\n")
    reading = only(path)
    assert reading.article.text == " date 2021-08 Le titre\r\n\r\nPar Jeanne Martin\r\n\r\nLe texte.\r\n"
    assert (reading.article.published, reading.article.byline) == ("2021-08", "Jeanne Martin")
    assert (reading.name, reading.article.path, reading.article.lang) == (str(path), str(path), "fr")


def test_options_win_over_front_matter_and_front_matter_over_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("---\noutlet: La Gazette\ndate: 2022\n---\ndate 2021 Texte", encoding="utf-8")
    article = only(path, Given(outlet="RFI")).article
    assert (article.outlet, article.published, article.text) == ("RFI", "2022", "date 2021 Texte")


def test_standard_input_is_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Voilà".encode())))
    (reading,) = read_place(STDIN, NOTHING)
    assert isinstance(reading, Read)
    assert (reading.article.text, reading.name) == ("Voilà", "-")


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"text": "Un."}\n{"text": "Deux."}\n', ["Un.", "Deux."]),
        (b'\xef\xbb\xbf{\n  "text": "Un."\n}\n', ["Un."]),
        (b'[{"text": "Un."}, {"text": "Deux."}]', ["Un.", "Deux."]),
        (b"<nitf><body><body.content><p>Un.</p></body.content></body></nitf>", ["Un."]),
        ("<< Un >>, a dit Zoé {sic}.".encode(), ["<< Un >>, a dit Zoé {sic}."]),
        (b"text,title\nUn.,Deux\n", ["text,title\nUn.,Deux\n"]),
        (b"date 2021 PK", ["date 2021 PK"]),
    ],
    ids=["JSON Lines", "JSON", "a list", "XML", "text", "CSV is text", "more text"],
)
def test_standard_input_is_what_it_begins_like(monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [read.article.text for read in read_place(STDIN, NOTHING) if isinstance(read, Read)] == texts


def test_an_archive_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "Un.")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed.getvalue())))
    (read,) = read_place(STDIN, NOTHING)
    assert isinstance(read, Read)
    assert (read.article.text, read.article.path) == ("Un.", "-:a.txt")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "there is no text in it"),
        ("a.txt", b" \r\n\t\xc2\xa0", "there is no text in it"),
        ("a.txt", b"---\noutlet: RFI\n---\n", "there is no text in it"),
        ("a.txt", b"%PDF-1.4", "this is a binary file, not a text"),
        ("a", b"\x7fELF\2\1\1\0", "this is a binary file, not a text"),
        ("a.jsonl", b"\n\n", "there is no text in it"),
        ("a.jsonl", b"\x1f\x8b\x08", "this is a binary file, not a text"),
        ("a.pdf", b"whatever", "no reader for .pdf files"),
    ],
)
def test_what_holds_no_text_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    (reading,) = read(tmp_path / name)
    assert isinstance(reading, Failure)
    assert (reading.path, reading.message) == (str(tmp_path / name), message)
    assert reading.hint


def test_a_missing_file_is_a_failure(tmp_path: Path) -> None:
    assert messages(read(tmp_path / "nothing.txt")) == ["no such file or folder"]


def test_a_file_that_cannot_be_opened_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (message,) = messages(read(tmp_path / "loop.txt"))
    assert message.startswith("cannot be read: ")


def test_a_folder_gives_its_texts_in_order_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a/y.jsonl", ".hidden.txt", ".git/x.txt", "c.pdf", "README", "README.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert list(walk([str(tmp_path)])) == [str(tmp_path / name) for name in ("b.txt", "a/y.jsonl", "a/z.TXT")]


def test_a_folder_without_texts_is_a_failure_and_the_rest_is_given(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    failure, place = walk([str(tmp_path), "a.txt"])
    assert isinstance(failure, Failure)
    assert (failure.path, failure.message) == (str(tmp_path), "no texts in this folder")
    assert place == "a.txt"


def test_a_file_name_that_is_not_utf8_still_gives_a_storable_path(tmp_path: Path) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    (tmp_path / name).write_text("Texte", encoding="utf-8")
    assert only(tmp_path / name).article.path.encode().endswith("caf\ufffd.txt".encode())


def test_jsonl_is_an_article_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [
        {"id": "un", "text": "Premier", "lang": "fr", "outlet": "RFI", "date": "2021-08-12T10:00:00Z", "title": None},
        {"id": 2, "text": "Second", "byline": "Jeanne Martin", "url": "https://a.example/2", "tags": ["x"]},
        {"text": "date 2021-08 Troisième"},
    ]
    path.write_text("\ufeff" + "\n\n".join(map(json.dumps, records)), encoding="utf-8")
    first, second, third = read(path)
    assert isinstance(first, Read)
    assert isinstance(second, Read)
    assert isinstance(third, Read)
    assert [first.name, second.name, third.name] == ["un", "2", f"{path}:5"]
    assert (first.article.outlet, first.article.published, first.article.title) == ("RFI", "2021-08-12", None)
    assert (second.article.byline, second.article.url) == ("Jeanne Martin", "https://a.example/2")
    assert (third.article.published, third.article.path) == ("2021-08", f"{path}:5")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "this line is not JSON"),
        (b"[" * 100_000, "this line is not JSON"),
        (b"9" * 10_000, "this line is not JSON"),
        (b'["text"]', "this line is JSON, but no object"),
        (b"{}", "nothing is called text in it"),
        (b'{"text": 3}', "its text is no string (int)"),
        (b'{"text": " "}', "there is no text in it"),
        (b'{"text": "\xe9t\xe9"}', "this line is not UTF-8"),
    ],
    ids=["broken", "nested", "a long number", "a list", "no text", "a number", "blank", "latin-1"],
)
def test_a_broken_line_is_a_failure_and_the_rest_is_read(tmp_path: Path, line: bytes, message: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "Avant"}\n' + line + b'\n{"text": "Apr\\u00e8s"}\n')
    before, failure, after = read(path)
    assert isinstance(before, Read)
    assert isinstance(after, Read)
    assert failure == Failure(f"{path}:2", message, getattr(failure, "hint", ""))
    assert (before.article.text, after.article.text) == ("Avant", "Après")


def test_jsonl_text_is_made_storable_one_for_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(r'{"text": "a\u0000b\ud800c\ud83d\ude00", "title": "\udfff"}', encoding="utf-8")
    article = only(path).article
    assert (article.text, article.title) == ("a\ufffdb\ufffdc😀", "\ufffd")


def test_jsonl_facts_of_the_wrong_kind_are_said_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Texte", "outlet": 3, "date": "hier"}', encoding="utf-8")
    reading = only(path)
    assert (reading.article.outlet, reading.article.published) == (None, None)
    assert reading.warnings == ("'outlet' is no string, left out", "'hier' is not a date, left out")


@pytest.mark.parametrize("suffix", READERS)
def test_no_reader_raises_for_what_the_bytes_hold(suffix: str) -> None:
    for data in (b"", b"\0" * 99, b"\xff\xfe", b"\xff\xfe\0", b'{"', b"---\n---", b"\xed\xa0\x80", bytes(range(256))):
        for reading in READERS[suffix](Input(stream=io.BytesIO(data), place="x")):
            assert isinstance(reading, Read | Failure)


def test_a_long_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("« mot " * 300_000, encoding="utf-8")
    assert len(only(path).article.text) == 1_800_000


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let articles have 40 characters."""
    monkeypatch.setattr("quotes.readers.reading.LONGEST", 40)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("length", [41, 320, 321, 5_000_000])
def test_a_text_longer_than_any_article_is_refused_with_what_to_do(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * length)
    (failure,) = read(path)
    assert isinstance(failure, Failure)
    assert failure.message == "this is longer than 40 characters"
    assert "split it" in failure.hint


@pytest.mark.usefixtures("short")
def test_it_is_characters_that_count_and_the_longest_article_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("---\noutlet: La Gazette\n---\n" + "é" * 40, encoding="utf-8")
    assert len(only(path).article.text) == 40


@pytest.mark.usefixtures("short")
def test_a_line_longer_than_any_article_costs_that_line_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = ["« Oui »", "a" * 41, "b" * 5_000_000, "é" * 40]
    path.write_text("\n".join(json.dumps({"text": text}) for text in lines), encoding="ascii")
    first, second, third, last = read(path)
    assert isinstance(first, Read)
    assert messages([second, third]) == ["this is longer than 40 characters"] * 2
    assert [reading.path for reading in (second, third) if isinstance(reading, Failure)] == [f"{path}:2", f"{path}:3"]
    assert isinstance(last, Read)
    assert last.article.text == "é" * 40
