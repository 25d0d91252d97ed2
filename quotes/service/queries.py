"""Questions in SQL, which read and change nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from quotes.store import open_store, reading
from quotes.store.address import locate
from quotes.store.gallery import Query, gallery

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from quotes.store.reading import Answer

__all__ = ["PATIENCE", "Query", "gallery", "sql"]

PATIENCE = 60.0  # seconds a query may take


@contextmanager
def sql(
    url_or_path: str | Path, query: str, parameters: Mapping[str, str] | None = None, *, seconds: float = PATIENCE
) -> Iterator[Answer]:
    """Run one query that only reads; its rows are read while the context lasts.

    ``parameters`` are the text that ``:name`` stands for in the query; ``CAST(:name AS INTEGER)`` makes a number
    of it. ``seconds`` bound what the engine takes, 0 does not. Raises ``RefusedQuery`` for whatever would do more
    than read, ``BadQuery``, ``BadParameter`` or ``SlowQuery``.
    """
    open_store(url_or_path, create=False).close()
    with reading.asking(locate(url_or_path), query, parameters or {}, seconds) as answer:
        yield answer
