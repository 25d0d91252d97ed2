"""Many rows at once: PostgreSQL's COPY, SQLite's executemany."""

from __future__ import annotations

from functools import cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import sqlalchemy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Insert

    from quotes.store.columns import Base

AT_ONCE = 1_000  # rows held for SQLite: whole articles may be in them
STAGING = "incoming"


def add(connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows that all have the same columns, two at least; there may be none."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":  # which takes them as they are, without SQLAlchemy's looking at each
        columns = tuple(rows[0])
        statement = _into(table.__tablename__, columns)
        connection.exec_driver_sql(statement, list(map(itemgetter(*columns), rows)))
    else:
        connection.execute(_insert(table), list(rows))


@cache
def _insert(table: type[Base]) -> Insert:
    return sqlalchemy.insert(table)


def _into(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" for _ in columns)
    return f"INSERT INTO {table} ({_listed(columns)}) VALUES ({marks})"  # noqa: S608


def load(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows, with ``columns`` in that order; one whose key is there already is left as it is.

    The rows themselves must have different keys. They are read once, in flat memory.
    """
    if connection.dialect.name == "sqlite":
        _execute_many(connection, table, columns, rows)
    elif connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first() is None:  # noqa: S608 - a name of ours
        copy(connection, table, columns, rows)
    else:
        listed = _listed(columns)
        shape = f"SELECT {listed} FROM {table}"  # noqa: S608
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {STAGING} AS {shape} WITH NO DATA")
        copy(connection, STAGING, columns, rows)
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {STAGING} ON CONFLICT DO NOTHING"  # noqa: S608
        )
        connection.exec_driver_sql(f"DROP TABLE {STAGING}")


def _execute_many(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    statement = f"{_into(table, columns)} ON CONFLICT DO NOTHING"
    coming = iter(rows)
    while batch := list(islice(coming, AT_ONCE)):
        connection.exec_driver_sql(statement, batch)


def copy(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows to a PostgreSQL table by COPY, which takes all of them or, raising, none."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({_listed(columns)}) FROM STDIN") as into:
        for row in rows:
            into.write_row(row)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
