"""A database, or what of it answers a question, as files that others can read; and such files as a database."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from contextlib import closing
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

import quotes
from quotes import exchange
from quotes.errors import DatabaseNotEmpty, ExportNotWritten, FolderExists, OtherRows, OtherSchema, PartialExport
from quotes.exchange import Column, Kind, files
from quotes.exchange import manifest as manifests
from quotes.exchange.manifest import Manifest, Member
from quotes.results import Copied
from quotes.store import transfer
from quotes.store.schema import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Table

    from quotes.exchange import Form, Row
    from quotes.results import SearchQuery
    from quotes.store import Store
    from quotes.store.transfer import Field

QUOTES = "quote_full"  # the view, and the member of an export that holds it
SHORT = 12  # words of a quote where texts are left out: enough to find it in its article
ROWS_AT_ONCE = 10_000  # copied in one transaction
DAY = len("2021-08-12")
LICENCE = (
    "The words of the quotes and of the articles belong to those who wrote and printed them; this export gives no "
    "right to print them again. See what the law where you are allows for quotation, research and data mining."
)
KINDS = {str: Kind.TEXT, int: Kind.INTEGER, float: Kind.REAL}
MORE_COLUMNS = (
    Column("text_digest", Kind.TEXT, "SHA-256 of text in UTF-8, hexadecimal; of the whole text, where text is cut"),
    Column("published_day", Kind.DAY, "published, where it is known to the day"),
    Column("said_on_day", Kind.DAY, "said_on, where it is known to the day"),
)


def export(
    store: Store,
    folder: Path,
    form: Form,
    *,
    query: SearchQuery | None = None,
    texts: bool = True,
) -> Manifest:
    """Write the view ``quote_full``, and without ``query`` each table, into a new folder with a manifest.

    Without ``texts`` only the view is written, each quote cut to its first words. The folder is there when
    all is written, and not before; all of it is one state of the database. Raises
    ``FolderExists`` and ``ExportNotWritten``.
    """
    if os.path.exists(folder):  # noqa: PTH110, Path.exists raises where one may not look
        raise FolderExists(str(folder))
    part = folder.with_name(f"{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        with store.reading() as connection:
            complete = query is None and texts
            manifest = _manifest(connection, form, query, texts=texts)
            for table, columns, rows in _members(connection, query, complete=complete, texts=texts):
                name = f"{table}.{form}"
                written = files.write(part / name, form, columns, rows)
                manifest.files.append(Member(name=name, table=table, **asdict(written)))
        manifest.save(part)
        part.rename(folder)
    except OSError as error:
        raise ExportNotWritten(str(folder), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


def import_export(store: Store, folder: Path) -> Manifest:
    """Fill an empty database from a complete export: whole, or not at all.

    Raises ``NotAnExport``, ``DamagedExport``, ``PartialExport``, ``OtherSchema`` and ``DatabaseNotEmpty``.
    """
    manifest = manifests.load(folder)
    if not manifest.complete:
        raise PartialExport(str(folder))
    if manifest.schema != HEAD:
        raise OtherSchema(str(folder), manifest.schema, HEAD)
    members = {member.table: member for member in manifest.files}
    with store.writing() as connection:
        if not transfer.is_empty(connection):
            raise DatabaseNotEmpty(store.location)
        for table in transfer.tables():
            member = members[table.name]
            rows = files.read(folder / member.name, manifest.form, _columns(transfer.fields_of(table)))
            transfer.load(connection, table, rows)
        transfer.index(connection)
    return manifest


def copy(source: Store, target: Store) -> Copied:
    """Copy every table into another database, and see that both show the same.

    What is copied is one state of ``source``. ``target`` is empty, or holds what an earlier copy of the same
    rows left when it was cut short: then it goes on from there. Raises ``OtherRows`` when it holds anything else.
    """
    with source.reading() as connection:
        rows = sum(_copy_table(connection, target, table) for table in transfer.tables())
        with target.writing() as other:
            transfer.index(other)
        shown = exchange.digest_of(transfer.quotes(connection))
        numbers = transfer.corpus(connection)
    if content(target) != shown:
        raise OtherRows(target.location)
    return Copied(articles=numbers["articles"], quotes=numbers["quotes"], rows=rows, digest=shown)


def _copy_table(connection: Connection, target: Store, table: Table) -> int:
    """Copy the rows that are not there yet, and count them."""
    copied = 0
    with closing(transfer.rows_of(connection, table)) as rows:
        with target.reading() as other, closing(transfer.rows_of(other, table)) as others:
            if exchange.digest_of(islice(rows, transfer.size(other, table))) != exchange.digest_of(others):
                raise OtherRows(target.location)
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            with target.writing() as other:
                transfer.load(other, table, batch)
            copied += len(batch)
    return copied


def content(store: Store) -> str:
    """Give the digest of what the view ``quote_full`` shows: the same for the same quotes, in any database."""
    with store.reading() as connection:
        return exchange.digest_of(transfer.quotes(connection))


def _members(
    connection: Connection, query: SearchQuery | None, *, complete: bool, texts: bool
) -> Iterator[tuple[str, tuple[Column, ...], Iterator[Row]]]:
    """Give each file's table, columns and rows."""
    fields = transfer.fields_of_quotes()
    yield QUOTES, (*_columns(fields), *MORE_COLUMNS), _quotes(connection, fields, query, texts=texts)
    for table in transfer.tables() if complete else ():
        yield table.name, _columns(transfer.fields_of(table)), transfer.rows_of(connection, table)


def _columns(fields: list[Field]) -> tuple[Column, ...]:
    return tuple(Column(field.name, KINDS[field.type], field.comment) for field in fields)


def _quotes(connection: Connection, fields: list[Field], query: SearchQuery | None, *, texts: bool) -> Iterator[Row]:
    text, published, said_on = (
        [field.name for field in fields].index(name) for name in ("text", "published", "said_on")
    )
    for row in transfer.quotes(connection, query):
        digest = hashlib.sha256(row[text].encode()).hexdigest()
        cut = row if texts else (*row[:text], _cut(row[text]), *row[text + 1 :])
        yield (*cut, digest, _day(row[published]), _day(row[said_on]))


def _cut(words: str) -> str:
    first = words.split(maxsplit=SHORT)
    return words if len(first) <= SHORT else f"{' '.join(first[:SHORT])} …"


def _day(date: str | None) -> str | None:
    return date if date and len(date) == DAY else None


def _manifest(connection: Connection, form: Form, query: SearchQuery | None, *, texts: bool) -> Manifest:
    corpus = transfer.corpus(connection)
    asked = {name: value for name, value in asdict(query).items() if value} if query else {}
    period = f", published {corpus['first']} to {corpus['last']}" if corpus["first"] else ""
    return Manifest(
        form=form,
        schema=HEAD,
        complete=query is None and texts,
        made_by=f"quotes {quotes.__version__}",
        made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        query=asked,
        texts=texts,
        runs=transfer.runs(connection),
        corpus=corpus,
        licence=LICENCE,
        cite=f"A quotes database of {corpus['quotes']:,} quotes from {corpus['articles']:,} articles{period}, "
        f"made with quotes {quotes.__version__}",
    )
