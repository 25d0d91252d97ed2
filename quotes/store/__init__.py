"""The database: articles, quotes and the places that prove them, kept in SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Store", "open_store"]


class Store:
    """An open database with this version's schema."""

    location: str  # the file, or the address without its password


def open_store(url_or_path: str | Path, *, create: bool = True) -> Store:
    """Open the database at a path or an ``sqlite:///`` address.

    It is created, with its folder, if it is not there and ``create`` is true. Raises ``OldSchema`` rather
    than alter an older one, and one ``StoreError`` for each thing that can be wrong with the file.
    """
    raise NotImplementedError
