"""The care of a database: where it is, its schema, its soundness, its copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import BackupElsewhere, CorruptDatabase
from quotes.results import Finding
from quotes.store import check, connect, deriving, open_store, speaking, sqlite
from quotes.store.address import locate
from quotes.store.failures import translated

if TYPE_CHECKING:
    from quotes.results import Migration


def default_database() -> Path:
    """Say where the database is when the user names none: ``quotes.db`` in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("quotes", appauthor=False) / "quotes.db"


def db_path(url_or_path: str | Path) -> str:
    """Give the file a database address stands for, whether it exists or not; a server's without the password."""
    return str(locate(url_or_path))


def db_upgrade(url_or_path: str | Path) -> Migration:
    """Bring an older schema up to this version's, in one transaction; then add what it did not keep, in many.

    When that was interrupted, the same call goes on.
    """
    from quotes.store import migrate  # Alembic is slow to import

    migration = migrate.upgrade(locate(url_or_path))
    with open_store(url_or_path, create=False) as store:
        speaking.complete(store)
        deriving.complete(store)
    return migration


def db_downgrade(url_or_path: str | Path, revision: str = "-1", *, backup: bool = True) -> Migration:
    """Take the schema back to ``revision`` (``0001``, ``base``, ``-1``: one step), after a backup.

    A server's database is copied by other tools: ``BackupElsewhere``, unless none is asked for.
    """
    from quotes.store import migrate  # Alembic is slow to import

    return migrate.downgrade(locate(url_or_path), revision, copy=backup)


def db_check(url_or_path: str | Path) -> list[Finding]:
    """Re-read every claim against the text, every text against its hash, and the file itself; [] is sound."""
    try:
        with open_store(url_or_path, create=False) as store:
            return check.check(store)
    except CorruptDatabase as error:
        return [Finding("file", error.message)]


def db_backup(url_or_path: str | Path, target: str | Path) -> Path:
    """Copy the database, even while it is being written, to ``target``, which must not exist.

    Raises ``BackupElsewhere`` for a server's.
    """
    address = locate(url_or_path)
    if address.file is None:
        raise BackupElsewhere(str(address))
    connect.revision(address, create=False)
    with translated(str(address)):
        return sqlite.backup(address.file, Path(target))


def db_datasette(url_or_path: str | Path) -> dict[str, object]:
    """Describe the database for Datasette, which opens SQLite files and names each for its file."""
    from quotes.store.datasette import metadata

    address = locate(url_or_path)
    return metadata(address.file.stem if address.file else str(address.url.database))
