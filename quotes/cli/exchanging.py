"""The commands that carry quotes elsewhere and back: ``export`` and ``import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.narrowing import OfKind, OfStatus, Outlet, Since, Speaker, Until, Words, query
from quotes.cli.terminal import Database, complain, database, write
from quotes.exchange import Form
from quotes.exchange.systems import System


def export(  # noqa: PLR0913, PLR0917, each is an option
    folder: Annotated[Path, typer.Argument(help="A new folder for the files.", metavar="FOLDER")],
    words: Words = None,
    speaker: Speaker = "",
    outlet: Outlet = "",
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    status: OfStatus = None,
    form: Annotated[Form, typer.Option("--format", help="How to write the tables.")] = Form.JSONL,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the texts out: places, digests and the first words only.")
    ] = False,
    db: Database = None,
) -> None:
    """Write quotes as files, with a manifest.

    The manifest says what they are and how to cite them. quote_full holds a row a quote. When nothing narrows the
    export, every table is there as well, and quotes import makes the same database of it elsewhere.
    """
    from quotes import service
    from quotes.render.reports import export_text
    from quotes.results import SearchQuery

    asked = query(words=words, speaker=speaker, outlet=outlet, since=since, until=until, kind=kind, status=status)
    store = service.open_store(database(db), create=False)
    manifest = service.export(
        store, folder, form, query=None if asked == SearchQuery(limit=0) else asked, texts=not no_text
    )
    write(export_text(manifest.files, f"written to {folder}"))


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(help="What quotes export wrote, or another system.", metavar="FOLDER|FILE...", readable=False),
    ],
    system: Annotated[System | None, typer.Option("--from", help="Whose quotes the files hold.")] = None,
    db: Database = None,
) -> None:
    """Fill a new database from an export, or keep what others found.

    The export is a complete one, and all of it is kept, or nothing. With --from, each FILE has the quotes of an article
    that is stored: one with this text or address, or whose file has this name. They are a run of that system's name, to
    be compared: quotes runs diff RUN citron. Nothing else shows them.
    """
    from quotes import service
    from quotes.render.reports import export_text
    from quotes.render.runs import imported_text

    location = database(db)
    if system is not None:
        done = service.import_quotes(service.open_store(location, create=False), paths, system)
        for failure in done.failures:
            complain(f"{failure.path}: {failure.message}", failure.hint)
        write(imported_text(done))
        raise typer.Exit(2 if done.failures else 0)
    if len(paths) > 1:
        raise typer.BadParameter("name one folder, or say with --from whose quotes the files hold")
    (folder,) = paths
    manifest = service.import_export(service.open_store(location), folder)
    tables = [member for member in manifest.files if member.table != service.QUOTES]
    write(export_text(tables, f"read from {folder}"))
