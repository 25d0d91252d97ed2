"""Archives of files that can be read: .zip and .tar, also in one another, within bounds.

Nothing is unpacked to the disk under its own name: a member's name is a name and no path.
"""

from __future__ import annotations

import io
import lzma
import zlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from quotes.errors import BrokenFile, HugeMember, NestedTooDeep, NoTexts, ReadingError
from quotes.readers.reading import failed, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.readers.reading import Input, Reading

DEEPEST = 2  # archives around a file
LARGEST_MEMBER = 1_000_000_000  # bytes
EXPANSION = 200  # times the size of the archive; text shrinks to a tenth or so
AND_SMALL = 64_000_000  # bytes that a small archive may hold all the same
IN_MEMORY = 8_000_000  # bytes of a member that must be read to and fro; what is larger goes to a temporary file
SEEKING = frozenset({".zip", ".parquet", ".warc"})  # formats that are read to and fro
CHUNK = 1_000_000
# what the standard library raises of damage; RuntimeError: of a password, or a way of packing that it does not know
BROKEN = (RuntimeError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)


def read_zip(source: Input) -> Iterator[Reading]:
    """Read the members of a .zip that have a known suffix, in its own order."""
    import zipfile

    try:
        size = source.stream.seek(0, io.SEEK_END)
        source.stream.seek(0)
        archive = zipfile.ZipFile(source.stream)
        members = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, *BROKEN) as error:
        yield failed(source.place, BrokenFile("zip", str(error)))
        return
    budget = _Budget(size)

    def contents() -> Iterator[tuple[str, int, Any]]:
        for info in members:
            yield info.filename, info.file_size, lambda info=info: archive.open(info)

    yield from _members(contents(), budget, source)


def read_tar(source: Input) -> Iterator[Reading]:
    """Read the members of a .tar that have a known suffix, in one pass."""
    import tarfile

    budget = _Budget(LARGEST_MEMBER)  # of one that is not compressed, nothing can grow
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:

            def contents() -> Iterator[tuple[str, int, Any]]:
                for info in archive:
                    if info.isreg():
                        yield info.name, info.size, lambda info=info: archive.extractfile(info)

            yield from _members(contents(), budget, source)
    except (tarfile.TarError, *BROKEN) as error:
        yield failed(source.place, BrokenFile("tar", str(error)))


def _members(contents: Iterator[tuple[str, int, Any]], budget: _Budget, source: Input) -> Iterator[Reading]:
    from quotes.readers import SUFFIXES, suffix_of

    if source.depth >= DEEPEST:
        yield failed(source.place, NestedTooDeep(DEEPEST))
        return
    found = False
    for name, size, unpack in contents:
        hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(name).parts)
        if not hidden and suffix_of(name) in SUFFIXES:
            found = True
            place = f"{source.place}:{safe(name)}"
            yield from _read(name, size, unpack, budget, replace(source, place=place, depth=source.depth + 1))
    if not found:
        yield failed(source.place, NoTexts(SUFFIXES))


def _read(name: str, size: int, unpack: Any, budget: _Budget, source: Input) -> Iterator[Reading]:  # noqa: ANN401
    from quotes.readers import read_stream, suffix_of

    try:
        if size > LARGEST_MEMBER:
            raise HugeMember(LARGEST_MEMBER)
        with unpack() as packed:
            stream = io.BufferedReader(_Metered(packed, budget))
            if suffix_of(name) in SEEKING:
                with to_and_fro(stream) as whole:
                    yield from read_stream(name, replace(source, stream=whole))
            else:
                yield from read_stream(name, replace(source, stream=stream))
    except ReadingError as error:
        yield failed(source.place, error)
    except BROKEN as error:
        yield failed(source.place, BrokenFile(suffix_of(name).removeprefix("."), str(error)))


def to_and_fro(stream: IO[bytes]) -> IO[bytes]:
    """Copy a stream to where it can be read in any order; the copy goes with its last use."""
    from tempfile import SpooledTemporaryFile

    copy = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, the caller closes it
    while chunk := stream.read(CHUNK):
        copy.write(chunk)
    copy.seek(0)
    return copy


class _Budget:
    """How many bytes an archive of ``size`` may still grow to, all its members together."""

    def __init__(self, size: int) -> None:
        self.left = AND_SMALL + EXPANSION * size

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise HugeMember(LARGEST_MEMBER)


class _Metered(io.RawIOBase):
    """A member's bytes, counted as they come; ``HugeMember`` when there are too many."""

    def __init__(self, packed: IO[bytes], budget: _Budget) -> None:
        self._packed, self._budget, self._own = packed, budget, LARGEST_MEMBER

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401, any writable memory
        data = self._packed.read(len(buffer))
        self._budget.take(len(data))
        self._own -= len(data)
        if self._own < 0:
            raise HugeMember(LARGEST_MEMBER)
        buffer[: len(data)] = data
        return len(data)
