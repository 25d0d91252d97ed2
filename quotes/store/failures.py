"""From what SQLite says to what a user can do about it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from quotes.errors import (
    CorruptDatabase,
    DatabaseUnreachable,
    DiskFull,
    LockedDatabase,
    NotADatabase,
    ReadOnlyDatabase,
    RefusedArticle,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quotes.errors import StoreError

WITHOUT_REASON: dict[int, Callable[[str], StoreError]] = {  # the class says it all
    sqlite3.SQLITE_BUSY: LockedDatabase,
    sqlite3.SQLITE_LOCKED: LockedDatabase,
    sqlite3.SQLITE_READONLY: ReadOnlyDatabase,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_NOTADB: NotADatabase,
}
DAMAGED = ("no such table", "no such column", "Could not decode")  # what is missing was there once


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Raise the ``StoreError`` that fits whatever SQLite raises inside; our own mistakes pass unchanged."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        fitting = _fitting(error.orig if isinstance(error, DBAPIError) else error, location)
        if fitting is None:
            raise
        raise fitting from error


def _fitting(error: BaseException | None, location: str) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    reason = str(error)
    if code in WITHOUT_REASON:
        return WITHOUT_REASON[code](location)
    if code == sqlite3.SQLITE_CORRUPT or reason.startswith(DAMAGED):
        return CorruptDatabase(location, reason)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM):
        return DatabaseUnreachable(location, reason)
    if code in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG):
        return RefusedArticle(reason)
    return None
