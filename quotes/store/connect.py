"""Open a database, or say exactly why not."""

from __future__ import annotations

import os
import re
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import URL, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from quotes.errors import (
    DatabaseIsFolder,
    DatabaseUnreachable,
    FolderNotWritable,
    ForeignDatabase,
    NewSchema,
    NoDatabase,
    OldSchema,
    UnsupportedDatabase,
)
from quotes.store.failures import translated
from quotes.store.schema import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

BUSY_MS = 10_000  # how long to wait for another program's lock
EMPTY = ""  # the revision of a file without any table
BASE = "base"  # of one whose tables were all taken away by a downgrade


class Store:
    """An open database with this version's schema. Close it, or use it in a ``with`` statement."""

    def __init__(self, engine: Engine, location: str) -> None:
        self.location = location  # the file's path
        self._engine = engine
        self._close = weakref.finalize(self, engine.dispose)

    def close(self) -> None:
        """Let go of the file."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        with translated(self.location), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection for one transaction, kept whole or not at all."""
        with (
            translated(self.location),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection


def open_store(url_or_path: str | Path, *, create: bool = True) -> Store:
    """Open the database at a path or an ``sqlite:///`` address.

    It is created, with its folder, if it is not there and ``create`` is true. Raises ``OldSchema`` rather
    than alter an older one, and one ``StoreError`` for each thing that can be wrong with the file.
    """
    path = locate(url_or_path)
    found = revision(path, create=create)
    if found == EMPTY and not create:
        raise NoDatabase(str(path))
    if found == EMPTY:
        from quotes.store.migrate import create as create_tables  # Alembic is slow to import

        create_tables(path)
    elif found == BASE or found < HEAD:
        raise OldSchema(str(path), found, HEAD)
    elif found > HEAD:
        raise NewSchema(str(path), found, HEAD)
    return Store(make_engine(path), str(path))


def locate(url_or_path: str | Path) -> Path:
    """Give the file that an address stands for; raise ``UnsupportedDatabase`` when it is no file."""
    address = os.fspath(url_or_path)
    if "\0" in address or address in ("", ":memory:"):
        raise UnsupportedDatabase(repr(address))
    if "://" not in address:
        return Path(address)
    try:
        url = make_url(address)
    except ArgumentError:
        raise UnsupportedDatabase(repr(address.partition("://")[0] + "://…")) from None
    if url.drivername not in ("sqlite", "sqlite+pysqlite") or url.database in (None, "", ":memory:"):
        raise UnsupportedDatabase(url.render_as_string(hide_password=True))
    return Path(str(url.database))


def revision(path: Path, *, create: bool) -> str:
    """Read which schema the file has; with ``create``, a missing file and its folder are made ``EMPTY``."""
    try:
        if path.is_dir():
            raise DatabaseIsFolder(str(path))
        bare = not path.exists() or path.stat().st_size == 0
    except OSError as error:
        raise DatabaseUnreachable(str(path), _reason(error)) from error
    if bare:
        if not create:
            raise NoDatabase(str(path))
        _make_room(path)
        return EMPTY
    engine = make_engine(path)
    try:
        with translated(str(path)), engine.connect() as connection:
            return revision_of(connection, str(path))
    finally:
        engine.dispose()


def revision_of(connection: Connection, location: str) -> str:
    """Read which schema an open database has; raise ``ForeignDatabase`` when it is not one of ours."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return EMPTY
    if "alembic_version" not in tables:
        raise ForeignDatabase(location)
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is None and tables == {"alembic_version"}:
        return BASE
    if not re.fullmatch(r"\d{4}", str(found)) or not {"article", "quote"} <= tables:
        raise ForeignDatabase(location)
    return str(found)


def make_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """Make an engine whose transactions are SQLite's own, begun when we say so."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.isolation_level = None  # else the driver begins transactions of its own, late
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL, a killed process loses nothing

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _make_room(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError as error:
        raise FolderNotWritable(str(path), _reason(error)) from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
