"""What is peculiar to a database in a file: SQLite's engine, its failures, its damage, its copies."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, NullPool, create_engine, event

from quotes.errors import (
    BackupExists,
    CorruptDatabase,
    DatabaseIsFolder,
    DatabaseUnreachable,
    DiskFull,
    FolderNotWritable,
    LockedDatabase,
    NoDatabase,
    NotADatabase,
    ReadOnlyDatabase,
    RefusedArticle,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from quotes.errors import StoreError

CACHE_KB = 131_072  # what goes into a big database goes everywhere in it: ids are hashes
LOG_PAGES = 65_536  # 256 MB are written before they are moved into the file, where one page takes in many changes
BUSY_MS = 10_000  # how long to wait for another program's lock

WITHOUT_REASON: dict[int, Callable[[str], StoreError]] = {  # the class says it all
    sqlite3.SQLITE_BUSY: LockedDatabase,
    sqlite3.SQLITE_LOCKED: LockedDatabase,
    sqlite3.SQLITE_READONLY: ReadOnlyDatabase,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_NOTADB: NotADatabase,
}
DAMAGED = ("no such table", "no such column", "Could not decode")  # what is missing was there once


def make_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """Make an engine whose transactions are SQLite's own, begun when we say so."""
    frozen = is_frozen(path)
    engine = create_engine(
        URL.create("sqlite", database=uri_to_read(path), query={"uri": "true"})
        if frozen
        else URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_MS / 1000},
        poolclass=NullPool if frozen else None,  # what was read stays in a connection, whoever changes the file
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.isolation_level = None  # else the driver begins transactions of its own, late
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL, a killed process loses nothing
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")  # who only reads, all of it even, needs none
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def is_frozen(path: Path) -> bool:
    """Say whether nobody who may write no more than we do can change the file: a DVD, a colleague's folder.

    SQLite wants to make a file beside one that is kept in WAL mode, even to read it, unless it is told so. What
    its owner has not yet moved from a log into the file would be missed: with a log, it is not frozen.
    """
    log = path.with_name(f"{path.name}-wal")
    try:
        return path.stat().st_size > 0 and not _may_write(path.parent) and not (log.exists() and log.stat().st_size)
    except OSError:
        return False


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def uri_to_read(path: Path) -> str:
    """Name the file as SQLite does one that is opened to be read only."""
    return f"{path.absolute().as_uri()}?{'immutable=1' if is_frozen(path) else 'mode=ro'}"


def is_bare(path: Path, *, create: bool) -> bool:
    """Say whether nothing is in the file yet; with ``create``, a missing file and its folder are made."""
    try:
        if path.is_dir():
            raise DatabaseIsFolder(str(path))
        bare = not path.exists() or path.stat().st_size == 0
    except OSError as error:
        raise DatabaseUnreachable(str(path), _reason(error)) from error
    if bare and not create:
        raise NoDatabase(str(path))
    if bare:
        _make_room(path)
    return bare


def _make_room(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError as error:
        raise FolderNotWritable(str(path), _reason(error)) from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def fitting(error: sqlite3.Error, location: str) -> StoreError | None:
    """Say what SQLite complains of; None when the mistake is ours."""
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


def damage(connection: Connection) -> Iterator[tuple[str, str]]:
    """List where the file is wrong, and how."""
    for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if line != "ok":
            yield "file", str(line)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table} row {row}", f"refers to a row of {parent} that is not there"


def backup(path: Path, target: Path) -> Path:
    """Copy a database, in use or not, to a file that does not exist yet; give that file."""
    if os.path.exists(target):  # noqa: PTH110, Path.exists raises where one may not look
        raise BackupExists(str(target))
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.open("xb").close()
    except OSError as error:
        raise FolderNotWritable(str(target), _reason(error)) from error
    try:
        with (
            closing(sqlite3.connect(uri_to_read(path), uri=True)) as source,
            closing(sqlite3.connect(part)) as copy,
        ):
            source.backup(copy)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return target
