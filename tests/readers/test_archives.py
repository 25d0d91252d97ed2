"""Archives: the files in them read as in a folder, within bounds whatever they claim."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from quotes.readers import Read
from quotes.readers import archive as archives
from quotes.results import Failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quotes.readers import Reading

    from .conftest import ReadBytes

FILES = {"b.txt": b"Un.", "d/a.jsonl": b'{"text": "Deux."}\n{"text": "Trois."}\n', "photo.jpg": b"\xff\xd8"}


def zipped(files: dict[str, bytes], **how: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def texts(readings: list[Reading]) -> list[str]:
    return [reading.article.text for reading in readings if isinstance(reading, Read)]


def told(readings: list[Reading]) -> list[str]:
    return [reading.message for reading in readings if isinstance(reading, Failure)]


KINDS = pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.zip", zipped),
        ("a.tar", tarred),
        ("a.tar.gz", lambda files: gzip.compress(tarred(files))),
        ("a.tgz", lambda files: gzip.compress(tarred(files))),
        ("a.tar.bz2", lambda files: bz2.compress(tarred(files))),
        ("a.tar.xz", lambda files: lzma.compress(tarred(files))),
    ],
)


@KINDS
def test_its_texts_are_read_each_with_its_place(
    read_bytes: ReadBytes, tmp_path: Path, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    readings = read_bytes(name, pack(FILES))
    assert texts(readings) == ["Un.", "Deux.", "Trois."]
    places = [reading.article.path for reading in readings if isinstance(reading, Read)]
    assert places == [f"{tmp_path}/{name}:{member}" for member in ("b.txt", "d/a.jsonl:1", "d/a.jsonl:2")]


@KINDS
def test_a_broken_member_is_a_failure_and_the_rest_is_read(
    read_bytes: ReadBytes, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    readings = read_bytes(name, pack({"a.txt": b"", "b.txt": b"Deux.", "c.csv": b"x\n1\n", "d.txt.gz": b"no"}))
    assert texts(readings) == ["Deux."]
    assert len(told(readings)) == 3


@KINDS
def test_an_archive_without_texts_says_so(
    read_bytes: ReadBytes, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    (message,) = told(read_bytes(name, pack({"photo.jpg": b"", ".hidden.txt": b"x", "__MACOSX/a.txt": b"x"})))
    assert message == "no texts in this folder"


@pytest.mark.parametrize(
    "name", ["../../etc/a.txt", "/etc/a.txt", "C:\\a.txt", "a\nb\x1b[31m.txt", "é/" * 300 + "a.txt"]
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_members_path_is_only_a_name(
    read_bytes: ReadBytes, tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes], name: str
) -> None:
    before = set(tmp_path.parent.rglob("*"))
    assert texts(read_bytes("x.zip" if pack is zipped else "x.tar", pack({name: b"Un."}))) == ["Un."]
    assert {path.name for path in set(tmp_path.parent.rglob("*")) - before} <= {"x.zip", "x.tar"}


def test_links_and_devices_in_a_tar_are_not_followed(read_bytes: ReadBytes) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("a.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert texts(read_bytes("a.tar", out.getvalue())) == []


def test_an_archive_in_an_archive_is_opened_but_not_for_ever(read_bytes: ReadBytes) -> None:
    inner = zipped({"a.txt": b"Un."})
    assert texts(read_bytes("a.zip", zipped({"b.zip": inner, "c.txt": b"Deux."}))) == ["Un.", "Deux."]
    deeper = zipped({"c.zip": zipped({"b.zip": inner})})
    assert told(read_bytes("a.zip", deeper)) == ["an archive inside 2 others is not opened"]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a member have 100,000 bytes, and an archive ten times its size and 200,000."""
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 100_000)
    monkeypatch.setattr(archives, "AND_SMALL", 200_000)
    monkeypatch.setattr(archives, "EXPANSION", 10)


ROW = b'{"text": "mot"}\n'


@pytest.mark.usefixtures("small")
def test_a_member_that_is_too_large_is_a_failure_and_the_rest_is_read(read_bytes: ReadBytes) -> None:
    readings = read_bytes("a.zip", zipped({"a.jsonl": ROW * 10_000, "b.txt": b"Deux."}))
    assert texts(readings) == ["Deux."]
    assert "unpacks to more than" in told(readings)[0]


@pytest.mark.usefixtures("small")
def test_a_member_that_lies_about_its_size_is_stopped_all_the_same(read_bytes: ReadBytes) -> None:
    readings = read_bytes("a.tar", tarred({"a.tar.gz": gzip.compress(tarred({"a.jsonl": ROW * 100_000}))}))
    assert "unpacks to more than" in told(readings)[-1]


@pytest.mark.usefixtures("small")
def test_many_members_together_may_not_grow_beyond_measure(read_bytes: ReadBytes) -> None:
    files = {f"{number:02}.jsonl": ROW * 6_000 for number in range(50)}
    readings = read_bytes("a.zip", zipped(files))
    assert 0 < len(texts(readings)) < 30 * 6_000
    assert "unpacks to more than" in told(readings)[-1]


def test_formats_read_to_and_fro_are_read_from_archives(read_bytes: ReadBytes) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pa.table({"text": ["Un.", "Deux."]}), out)
    for name, pack in (("a.zip", zipped), ("a.tar", tarred)):
        assert texts(read_bytes(name, pack({"a.parquet": out.getvalue()}))) == ["Un.", "Deux."]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz"])
def test_what_is_no_archive_is_a_failure(read_bytes: ReadBytes, name: str) -> None:
    whole = {"a.zip": zipped(FILES), "a.tar": tarred(FILES)}.get(name, gzip.compress(tarred(FILES)))
    for data in (b"", b"nothing", whole[: len(whole) // 20], b"\0" * 5_000):
        assert told(read_bytes(name, data))


def test_a_locked_member_is_a_failure(read_bytes: ReadBytes) -> None:
    data = bytearray(zipped({"a.txt": b"Un."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (message,) = told(read_bytes("a.zip", bytes(data)))
    assert "password" in message
