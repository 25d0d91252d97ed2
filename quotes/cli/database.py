"""The commands that look after the database: ``quotes db …``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.terminal import Database, FormatOption, database, show_rows, write
from quotes.render.data import Format

if TYPE_CHECKING:
    from quotes.results import Migration

app = typer.Typer(help="Look after the database.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def path(db: Database = None) -> None:
    """Print where the database is, or would be."""
    from quotes import service

    write([f"{service.db_path(database(db))}\n"])


@app.command()
def upgrade(db: Database = None) -> None:
    """Bring an older database up to this version."""
    from quotes import service

    _tell(service.db_upgrade(database(db)))


@app.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help="0001, base, or -1 for one step.", metavar="REVISION")] = "-1",
    backup: Annotated[bool, typer.Option("--backup/--no-backup", help="Copy it first.")] = True,
    db: Database = None,
) -> None:
    """Take the database back to an older schema.

    A backup is made first; of a PostgreSQL database, make one with pg_dump.
    """
    from quotes import service

    _tell(service.db_downgrade(database(db), revision, backup=backup))


def _tell(migration: Migration) -> None:
    if migration.before == migration.after:
        write([f"nothing to do: the schema is {migration.after}\n"])
    else:
        write([f"schema {migration.before} is now {migration.after}\n"])
    if migration.backup:
        write([f"a copy from before: {migration.backup}\n"])


@app.command()
def check(form: FormatOption = Format.TEXT, db: Database = None) -> None:
    """Check every claim against the stored texts.

    Re-reads each passage, mention and cue, and each text against its hash. Exit code 2 if one is off.
    """
    from quotes import service
    from quotes.render.reports import findings_text
    from quotes.render.rows import finding_rows

    findings = service.db_check(database(db))
    show_rows(finding_rows(findings), form, lambda: findings_text(findings) if findings else ["sound\n"])
    raise typer.Exit(2 if findings else 0)


@app.command()
def backup(
    target: Annotated[str, typer.Argument(help="The copy; it must not exist.", metavar="FILE")], db: Database = None
) -> None:
    """Copy the database, even while it is being written.

    PostgreSQL has its own tool for this: pg_dump.
    """
    from quotes import service

    write([f"{service.db_backup(database(db), target)}\n"])


@app.command()
def copy(
    source: Annotated[str, typer.Argument(help="The database to copy.", metavar="FROM")],
    target: Annotated[str, typer.Argument(help="Where to: a new one, or one that a copy began to fill.", metavar="TO")],
) -> None:
    """Copy a database into another, and compare the two.

    Each is a file or an address: they may be of different kinds. A copy that was cut short goes on where it stopped.
    """
    from quotes import service
    from quotes.render.reports import copied_text

    with service.open_store(source, create=False) as first, service.open_store(target) as second:
        write(copied_text(service.copy(first, second)))


@app.command()
def datasette(db: Database = None) -> None:
    """Print metadata for Datasette: descriptions, facets, queries.

    quotes db datasette > metadata.json; datasette quotes.db --metadata metadata.json
    """
    from quotes import service
    from quotes.render.data import dump

    write([dump(service.db_datasette(database(db)), indent=2) + "\n"])
