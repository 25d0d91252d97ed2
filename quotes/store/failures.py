"""From what a database engine says to what a user can do about it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from quotes.store import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.errors import StoreError


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Raise the ``StoreError`` that fits whatever the engine raises inside; our own mistakes pass unchanged."""
    try:
        yield
    except Exception as error:  # a driver's own too, where it is used without SQLAlchemy
        fitting = _fitting(error.orig if isinstance(error, DBAPIError) else error, location)
        if fitting is None:
            raise
        raise fitting from error


def _fitting(error: BaseException | None, location: str) -> StoreError | None:
    if isinstance(error, sqlite3.Error):
        return sqlite.fitting(error, location)
    return postgresql.fitting(error, location) if error and type(error).__module__.startswith("psycopg") else None
