"""Change the schema: create, upgrade, downgrade. Alembic does the work, in one transaction."""

from __future__ import annotations

from contextlib import closing
from importlib.resources import files
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from quotes.errors import BackupElsewhere, CorruptDatabase, NewSchema, NoSuchRevision
from quotes.results import Migration
from quotes.store import sqlite
from quotes.store.connect import BASE, EMPTY, make_engine, revision, revision_of
from quotes.store.failures import translated
from quotes.store.schema import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from quotes.store.address import Address


def scripts() -> Path:
    """Find the migrations: inside an installed package, beside it in a checkout."""
    package = Path(str(files("quotes")))
    installed = package / "_alembic"
    return installed if installed.is_dir() else package.parent / "alembic"


def revisions() -> tuple[str, ...]:
    """List the schemas this version knows, oldest first."""
    walked = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(reversed([script.revision for script in walked]))


def create(address: Address) -> None:
    """Give an empty database the newest schema, unless another process just did."""

    def fill(config: Config, connection: Connection) -> None:
        if revision_of(connection, str(address)) == EMPTY:
            command.upgrade(config, "head")

    _alter(address, fill)


def upgrade(address: Address) -> Migration:
    """Bring an older schema up to date."""
    before = revision(address, create=False)
    if before not in (EMPTY, BASE) and before > HEAD:
        raise NewSchema(str(address), before, HEAD)
    _alter(address, lambda config, _: command.upgrade(config, "head"))
    return Migration(before or BASE, HEAD)


def downgrade(address: Address, target: str, *, copy: bool) -> Migration:
    """Take the schema back to ``target`` (``-1``: one step), after a ``copy`` that lies beside the file."""
    before = revision(address, create=False)
    known = (BASE, *revisions())
    lower = known[: known.index(before)] if before in known else ()
    after = lower[-1] if lower and target == "-1" else target
    if after not in lower:
        raise NoSuchRevision(target, lower)
    copied = str(_copy(address, before)) if copy else None
    _alter(address, lambda config, _: command.downgrade(config, after))
    return Migration(before, after, copied)


def _copy(address: Address, version: str) -> Path:
    """Copy the file to a name that is not there yet: quotes.db.0001.bak, then quotes.db.0001-2.bak and so on."""
    path = address.file
    if path is None:
        raise BackupElsewhere(str(address), "then go on with --no-backup")
    endings = chain((version,), (f"{version}-{number}" for number in count(2)))
    names = (path.with_name(f"{path.name}.{ending}.bak") for ending in endings)
    with translated(str(address)):
        return sqlite.backup(path, next(name for name in names if not name.exists()))


def _alter(address: Address, step: Callable[[Config, Connection], None]) -> None:
    """Take ``step`` in one transaction, at the end of which every foreign key must still lead somewhere."""
    engine = make_engine(address, foreign_keys=False)
    in_file = address.file is not None
    try:
        with translated(str(address)):
            if in_file:
                with closing(engine.raw_connection()) as raw:
                    raw.cursor().execute("PRAGMA journal_mode = WAL")
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                step(_config(connection), connection)
                if in_file and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise CorruptDatabase(str(address), "some rows refer to rows that are not there")
    finally:
        engine.dispose()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
