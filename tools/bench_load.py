"""How fast whole tables go in and out: as a ratio to the database's own quickest way, and with the memory it takes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg

from bench_verify import articles, multiply
from processes import spent
from quotes import service
from quotes.exchange import Form
from quotes.store import bulk, transfer
from servers import server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.store import Store

QUOTES = 100_000
ROWS_READ = 10_000

# A small program in between: Linux counts the memory of whoever starts a process as that process's own.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def rows(source: str) -> Iterator[tuple[str, list[str], Iterator[tuple[Any, ...]]]]:
    """Read each table of a database of SQLite: its name, its columns and its rows."""
    with closing(sqlite3.connect(source)) as base:
        for table in transfer.tables():
            columns = [field.name for field in transfer.fields_of(table)]
            listed = ", ".join(f'"{column}"' for column in columns)
            yield table.name, columns, base.execute(f"SELECT {listed} FROM {table.name}")  # noqa: S608, a name of ours


def read(source: str) -> None:
    """Read all rows and do nothing with them: what every way of loading them has to do as well."""
    for _, _, found in rows(source):
        while found.fetchmany(ROWS_READ):  # type: ignore[attr-defined]
            pass


def load(store: Store, source: str) -> None:
    """Load the tables as an import does."""
    with store.writing() as connection:
        for table, columns, found in rows(source):
            bulk.load(connection, table, columns, found)


def executemany(target: str, source: str) -> None:
    """Load them by executemany alone."""
    with closing(sqlite3.connect(target)) as base, base:
        for table, columns, found in rows(source):
            listed, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
            base.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", found)  # noqa: S608


def copy(target: str, source: str) -> None:
    """Load them by COPY alone."""
    with psycopg.connect(target) as connection, connection.cursor() as cursor:
        for table, columns, found in rows(source):
            listed = ", ".join(f'"{column}"' for column in columns)
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN".encode()) as into:
                for row in found:
                    into.write_row(row)


def loading(source: str, folder: str, quotes: int) -> None:
    """Print how long loading takes, times the bare way into tables with the same indexes."""
    reading = spent(lambda: read(source))
    print(f"loading the tables of {quotes:,} quotes, times the bare way, by the clock and in processor time")
    print(f"  (reading them, {reading.clock:.0f} s and {reading.processor:.0f} s, is left out)")
    with server() as running:
        places = (
            ("SQLite, executemany", executemany, f"{folder}/bare.db", f"{folder}/ours.db"),
            ("PostgreSQL, COPY", copy, running.url(running.create()), running.url(running.create())),
        )
        for name, bare, first, second in places:
            service.open_store(first).close()
            with service.open_store(second) as store:
                plain = spent(lambda: bare(first, source)) - reading  # noqa: B023, called at once
                ours = spent(lambda: load(store, source)) - reading
            ratio = ours.times(plain)
            rates = f"{quotes / ours.clock:10,.0f} quotes/s{quotes / plain.clock:10,.0f} bare"
            print(f"  {name:22}{ratio.clock:6.2f} ×{ratio.processor:8.2f} ×{rates}", flush=True)


def exporting(source: str, folder: str, quotes: int) -> None:
    """Print how fast quote_full and every table are written, and the most memory that it took."""
    print("exporting all of it, each form in a process of its own")
    for form in Form:
        command = [sys.executable, "-m", "quotes", "export", f"{folder}/{form}", "--format", form, "--db", source]
        start = time.perf_counter()
        ended = subprocess.run([sys.executable, "-c", PEAK, *command], stdout=subprocess.PIPE, check=True)
        clock = time.perf_counter() - start
        memory = int(ended.stdout) / 1024
        print(f"  {form:22}{quotes / clock:10,.0f} quotes/s{memory:10,.0f} MB at most", flush=True)


def main() -> None:
    """Print all of it, for so many quotes; or for those of a database that is there."""
    given = sys.argv[1] if len(sys.argv) > 1 else str(QUOTES)
    with tempfile.TemporaryDirectory() as folder:
        source, quotes = given, 0
        if given.isdecimal():
            source = f"{folder}/source.db"
            with service.open_store(source) as store:
                service.ingest(store, articles())
            quotes = multiply(source, int(given))
        else:
            with closing(sqlite3.connect(source)) as base:
                (quotes,) = base.execute("SELECT count(*) FROM quote").fetchone()
        exporting(source, folder, quotes)
        loading(source, folder, quotes)


if __name__ == "__main__":
    main()
