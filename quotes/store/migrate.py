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

from quotes.errors import CorruptDatabase, NewSchema, NoSuchRevision
from quotes.results import Migration
from quotes.store.check import backup
from quotes.store.connect import BASE, EMPTY, make_engine, revision, revision_of
from quotes.store.failures import translated
from quotes.store.schema import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection


def scripts() -> Path:
    """Find the migrations: inside an installed package, beside it in a checkout."""
    package = Path(str(files("quotes")))
    installed = package / "_alembic"
    return installed if installed.is_dir() else package.parent / "alembic"


def revisions() -> tuple[str, ...]:
    """List the schemas this version knows, oldest first."""
    walked = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(reversed([script.revision for script in walked]))


def create(path: Path) -> None:
    """Give an empty file the newest schema, unless another process just did."""

    def fill(config: Config, connection: Connection) -> None:
        if revision_of(connection, str(path)) == EMPTY:
            command.upgrade(config, "head")

    _alter(path, fill)


def upgrade(path: Path) -> Migration:
    """Bring an older schema up to date."""
    before = revision(path, create=False)
    if before not in (EMPTY, BASE) and before > HEAD:
        raise NewSchema(str(path), before, HEAD)
    _alter(path, lambda config, _: command.upgrade(config, "head"))
    return Migration(before or BASE, HEAD)


def downgrade(path: Path, target: str) -> Migration:
    """Take the schema back to ``target`` (``-1``: one step), after a copy that lies beside the file."""
    before = revision(path, create=False)
    known = (BASE, *revisions())
    lower = known[: known.index(before)] if before in known else ()
    after = lower[-1] if lower and target == "-1" else target
    if after not in lower:
        raise NoSuchRevision(target, lower)
    copy = backup(path, _free_name(path, before))
    _alter(path, lambda config, _: command.downgrade(config, after))
    return Migration(before, after, str(copy))


def _free_name(path: Path, version: str) -> Path:
    """Name a copy that is not there yet: quotes.db.0001.bak, then quotes.db.0001-2.bak and so on."""
    endings = chain((version,), (f"{version}-{number}" for number in count(2)))
    return next(
        name for name in (path.with_name(f"{path.name}.{ending}.bak") for ending in endings) if not name.exists()
    )


def _alter(path: Path, step: Callable[[Config, Connection], None]) -> None:
    """Take ``step`` in one transaction, at the end of which every foreign key must still lead somewhere."""
    engine = make_engine(path, foreign_keys=False)  # tables may be rebuilt under those that refer to them
    try:
        with translated(str(path)):
            with closing(engine.raw_connection()) as raw:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                step(_config(connection), connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise CorruptDatabase(str(path), "some rows refer to rows that are not there")
    finally:
        engine.dispose()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
