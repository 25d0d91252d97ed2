"""What the tests of readers share: a file of given bytes, read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from quotes.readers import Given, read_place

if TYPE_CHECKING:
    from pathlib import Path

    from quotes.readers import Reading


class ReadBytes(Protocol):
    """Write ``data`` to a file called ``name`` and read it."""

    def __call__(self, name: str, data: bytes, given: Given = ...) -> list[Reading]: ...


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    def read(name: str, data: bytes, given: Given | None = None) -> list[Reading]:
        path = tmp_path / name
        path.write_bytes(data)
        return list(read_place(str(path), given or Given()))

    return read
