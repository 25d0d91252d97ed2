"""Open a database, or say exactly why not."""

from __future__ import annotations

import re
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from sqlalchemy import Engine, inspect

from quotes.errors import ForeignDatabase, NewSchema, NoDatabase, OldSchema
from quotes.store import postgresql, sqlite
from quotes.store.address import Address, locate
from quotes.store.failures import translated
from quotes.store.schema import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

EMPTY = ""  # the revision of a database without any table
BASE = "base"  # of one whose tables were all taken away by a downgrade


class Store:
    """An open database with this version's schema. Close it, or use it in a ``with`` statement."""

    def __init__(self, engine: Engine, location: str) -> None:
        self.location = location  # the file's path, or the server's address without the password
        self._engine = engine
        self._close = weakref.finalize(self, engine.dispose)

    def close(self) -> None:
        """Let go of the file, or of the server."""
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
        """Give a connection for one transaction, kept whole or not at all; no other writes meanwhile."""
        with (
            translated(self.location),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection


def open_store(url_or_path: str | Path, *, create: bool = True) -> Store:
    """Open the database at a path, or at an ``sqlite:///`` or ``postgresql://`` address.

    Its tables are made if it is empty and ``create`` is true, and so are a file and its folder; a server's
    database must be there. Raises ``OldSchema`` rather than alter an older schema, and one ``StoreError`` for
    each thing that can be wrong with the file or the server.
    """
    address = locate(url_or_path)
    found = revision(address, create=create)
    if found == EMPTY and not create:
        raise NoDatabase(str(address))
    if found == EMPTY:
        from quotes.store.migrate import create as create_tables  # Alembic is slow to import

        create_tables(address)
    elif found == BASE or found < HEAD:
        raise OldSchema(str(address), found, HEAD)
    elif found > HEAD:
        raise NewSchema(str(address), found, HEAD)
    return Store(make_engine(address), str(address))


def make_engine(address: Address, *, foreign_keys: bool = True) -> Engine:
    """Make an engine; without ``foreign_keys``, tables may be rebuilt under those that refer to them."""
    if address.file is None:
        return postgresql.make_engine(address.url)  # which alters tables without rebuilding them
    return sqlite.make_engine(address.file, foreign_keys=foreign_keys)


def revision(address: Address, *, create: bool) -> str:
    """Read which schema the database has; with ``create``, a missing file and its folder are made ``EMPTY``."""
    if address.file is not None and sqlite.is_bare(address.file, create=create):
        return EMPTY
    engine = make_engine(address)
    try:
        with translated(str(address)), engine.connect() as connection:
            return revision_of(connection, str(address))
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
