"""What a user calls a database: a file's name, or an address with ``://`` in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from quotes.errors import UnsupportedDatabase

SQLITE = ("sqlite", "sqlite+pysqlite")
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is; ``str`` gives it in words fit for a screen, without the password."""

    url: URL

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for a server's."""
        return Path(str(self.url.database)) if self.url.get_backend_name() == "sqlite" else None

    def __str__(self) -> str:
        if self.file is not None:
            return str(self.file)
        user, host, port, database = self.url.username, self.url.host, self.url.port, self.url.database
        public = {name: value for name, value in self.url.query.items() if "password" not in name}
        return URL.create("postgresql", user, None, host, port, database, public).render_as_string()


def locate(url_or_path: str | Path) -> Address:
    """Read an address; raise ``UnsupportedDatabase`` when it names neither a file nor a PostgreSQL database."""
    given = os.fspath(url_or_path)
    if "\0" in given or given in ("", ":memory:"):
        raise UnsupportedDatabase(repr(given))
    if "://" not in given:
        return Address(URL.create("sqlite", database=given))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):  # a port that is no number is the latter
        raise UnsupportedDatabase(repr(given.partition("://")[0] + "://…")) from None
    if url.drivername in SQLITE and url.database not in (None, "", ":memory:"):
        return Address(url)
    if url.drivername in POSTGRESQL:
        return Address(url.set(drivername="postgresql+psycopg"))
    raise UnsupportedDatabase(url.render_as_string(hide_password=True))
