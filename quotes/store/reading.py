"""Run a query of the user's, which can read and nothing else.

SQLite: the file is opened read-only, an authorizer allows what a query needs, and sizes are bounded. PostgreSQL: a
read-only transaction, the query declared as a cursor (which takes one query, and no statement), none of the functions
that PostgreSQL calls volatile but those for chance and the clock. Both are stopped when their time is over.
"""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Timer
from typing import TYPE_CHECKING, Any

from quotes.errors import BadParameter, BadQuery, RefusedQuery, SlowQuery
from quotes.store import postgresql, sqlite
from quotes.store.failures import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from quotes.store.address import Address

AT_ONCE = 1_000  # rows held
STEPS = 10_000  # of SQLite's machine, between two looks at the clock
LARGEST = 100_000_000  # bytes of one value, or of a row, in SQLite
MISTAKES = ("0A", "21", "22", "2F", "38", "39", "42", "54")  # classes of SQLSTATE that a query is to blame for
BEGINS = re.compile(r"(?:\s|\(|--[^\n]*\n|/\*.*?\*/)*(?:select|with|values|table)\b", re.DOTALL | re.IGNORECASE)
READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_FUNCTION}
OF_THE_FILE = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_PERM,
}  # fmt: skip
PRAGMAS = {"data_version", "foreign_key_list", "index_info", "index_list", "table_info", "table_list", "table_xinfo"}
WHAT_IT_DOES = {  # SQLite's number for an action -> in words
    getattr(sqlite3, f"SQLITE_{name}"): name.replace("_", " ") for name in (
        "ATTACH", "DETACH", "INSERT", "UPDATE", "DELETE", "PRAGMA", "TRANSACTION", "SAVEPOINT", "ANALYZE", "REINDEX",
        "ALTER_TABLE", "CREATE_INDEX", "CREATE_TABLE", "CREATE_TRIGGER", "CREATE_VIEW", "CREATE_VTABLE",
        "CREATE_TEMP_INDEX", "CREATE_TEMP_TABLE", "CREATE_TEMP_TRIGGER", "CREATE_TEMP_VIEW", "DROP_INDEX",
        "DROP_TABLE", "DROP_TRIGGER", "DROP_VIEW", "DROP_VTABLE",
    )
}  # fmt: skip
HARMLESS = ("random", "random_normal", "gen_random_uuid", "clock_timestamp", "timeofday", "pg_database_size",
            "pg_relation_size", "pg_table_size", "pg_total_relation_size", "pg_indexes_size")  # fmt: skip
CALLED = re.compile(r'("(?:[^"]|"")+"|[^\W\d][\w$]*)\s*(?:(?:/\*.*?\*/|--[^\n]*(?:\n|$))\s*)*\(', re.DOTALL)
TOKEN = re.compile(  # what is no parameter: strings, names in quotes, comments, casts; then parameters, and percents
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$|::|:(?P<name>[^\W\d]\w*)|%""", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives: the names of its columns, and its rows, which are read as they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class _Clock:
    """How much time is left to the engine; what whoever reads the rows takes is not counted."""

    def __init__(self, seconds: float) -> None:
        self.allowed = seconds or float("inf")
        self._spent = 0.0
        self._begun = 0.0

    def __enter__(self) -> None:
        self._begun = time.monotonic()

    def __exit__(self, *exception: object) -> None:
        self._spent += time.monotonic() - self._begun

    @property
    def left(self) -> float:
        return self.allowed - self._spent

    def is_over(self) -> bool:
        return self._spent + time.monotonic() - self._begun > self.allowed


@contextmanager
def asking(address: Address, sql: str, parameters: Mapping[str, str], seconds: float) -> Iterator[Answer]:
    """Run one query. ``parameters`` are the text that ``:name`` stands for; ``seconds`` of 0 have no end."""
    if "\0" in sql or any("\ud800" <= char <= "\udfff" for char in sql):
        raise BadQuery("it holds NUL or lone surrogates, which are no characters")
    _check(parameters, {found["name"] for found in TOKEN.finditer(sql) if found["name"]})
    clock = _Clock(seconds)
    asked = _asking_file if address.file is not None else _asking_server
    with asked(address, sql, parameters, clock) as answer:
        yield answer


def _check(parameters: Mapping[str, str], wanted: set[str]) -> None:
    for name in sorted(wanted - parameters.keys()):
        raise BadParameter(f"no value was given for :{name}", name)
    for name in sorted(parameters.keys() - wanted):
        raise BadParameter(f"the query has no :{name}", name)


@contextmanager
def _asking_file(address: Address, sql: str, parameters: Mapping[str, str], clock: _Clock) -> Iterator[Answer]:
    refused: list[str] = []

    def authorize(action: int, first: str | None, *_: str | None) -> int:
        if action in READS or (action == sqlite3.SQLITE_PRAGMA and first in PRAGMAS):
            return sqlite3.SQLITE_OK
        words = (WHAT_IT_DOES.get(action, f"action {action}"), first if action != sqlite3.SQLITE_TRANSACTION else None)
        refused.append(" ".join(filter(None, words)))
        return sqlite3.SQLITE_DENY

    path = address.file
    assert path is not None  # noqa: S101 - the caller looked
    with (
        _read(str(address), refused, clock),
        closing(sqlite3.connect(sqlite.uri_to_read(path), uri=True, isolation_level=None)) as connection,
    ):
        connection.execute(f"PRAGMA busy_timeout = {sqlite.BUSY_MS}")
        connection.execute("PRAGMA query_only = ON")
        for name, change in (("lower", str.lower), ("upper", str.upper)):  # SQLite's own know A to Z only
            connection.create_function(name, 1, partial(_changed, change), deterministic=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_authorizer(authorize)
        connection.set_progress_handler(clock.is_over, STEPS)
        with clock:
            cursor = connection.execute(sql, dict(parameters))
        if cursor.description is None:
            raise BadQuery("there is no query in it")
        yield Answer(tuple(column[0] for column in cursor.description), _fetched(cursor, clock))


def _changed(change: Callable[[str], str], value: Any) -> Any:  # noqa: ANN401
    return change(value) if isinstance(value, str) else value


def _fetched(cursor: sqlite3.Cursor, clock: _Clock) -> Iterator[tuple[Any, ...]]:
    while True:
        with clock:
            rows = cursor.fetchmany(AT_ONCE)
        if not rows:
            return
        yield from rows


@contextmanager
def _read(location: str, refused: list[str], clock: _Clock) -> Iterator[None]:
    """Say what SQLite complains of: of the query, unless something is wrong with the file."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            raise SlowQuery(clock.allowed) from error
        if refused:
            raise RefusedQuery(f"it would {refused[0]}") from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH) or str(error) == "not authorized":
            raise RefusedQuery(f"it would do more than read: {error}") from error
        if isinstance(error, sqlite3.Error) and code in OF_THE_FILE:
            raise sqlite.fitting(error, location) or error from error
        raise BadQuery(str(error)) from error


@contextmanager
def _asking_server(address: Address, sql: str, parameters: Mapping[str, str], clock: _Clock) -> Iterator[Answer]:
    engine = postgresql.make_engine(address.url)
    try:
        with _declared(str(address), clock), engine.connect() as connection, connection.begin():
            driver: Any = connection.connection.driver_connection
            _refuse_effects(driver, sql)
            with driver.cursor(name="answer") as cursor:
                with _stopped_in_time(driver, clock):
                    cursor.execute(TOKEN.sub(_as_psycopg_writes, sql.rstrip().rstrip(";")), dict(parameters))
                rows = _fetched_in_time(driver, cursor, clock)
                if not cursor.description:
                    raise BadQuery("it has no column")
                yield Answer(tuple(column.name for column in cursor.description), rows)
    finally:
        engine.dispose()


def _refuse_effects(driver: Any, sql: str) -> None:  # noqa: ANN401
    """Refuse calls of volatile functions, written in any way that names them; a string that looks so is one, too."""
    if not BEGINS.match(sql):
        raise RefusedQuery("it does not begin with SELECT, WITH or VALUES")
    if re.search(r"\bU&", sql, re.IGNORECASE):
        raise RefusedQuery("it writes characters as U&'…'")
    names = [name[1:-1].replace('""', '"') if name[0] == '"' else name.lower() for name in CALLED.findall(sql)]
    row = driver.execute(
        "SELECT proname FROM pg_proc WHERE provolatile = 'v' AND prokind <> 'a'"
        " AND proname = ANY(%s) AND proname <> ALL(%s) LIMIT 1",
        [names, list(HARMLESS)],
    ).fetchone()
    if row is not None:
        raise RefusedQuery(f"the function {row[0]} may do more than read")


def _as_psycopg_writes(found: re.Match[str]) -> str:
    if found["name"]:
        return f"%({found['name']})s"
    return found[0].replace("%", "%%")


@contextmanager
def _stopped_in_time(driver: Any, clock: _Clock) -> Iterator[None]:  # noqa: ANN401
    """Cancel what the server does when the time is over."""
    timer = Timer(max(clock.left, 0), driver.cancel_safe) if clock.left < float("inf") else None
    if timer:
        timer.daemon = True
        timer.start()
    try:
        with clock:
            yield
    finally:
        if timer:
            timer.cancel()


def _fetched_in_time(driver: Any, cursor: Any, clock: _Clock) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    while True:
        with _stopped_in_time(driver, clock):
            rows = cursor.fetchmany(AT_ONCE)
        if not rows:
            return
        yield from rows


@contextmanager
def _declared(location: str, clock: _Clock) -> Iterator[None]:
    """Say what PostgreSQL complains of: of the query, unless something is wrong with the server."""
    with translated(location):
        try:
            yield
        except Exception as error:
            mistaken = _of_the_query(error, clock) if type(error).__module__.startswith("psycopg") else None
            if mistaken is None:
                raise
            raise mistaken from error


def _of_the_query(error: Exception, clock: _Clock) -> Exception | None:
    state, reason = getattr(error, "sqlstate", None) or "", postgresql.in_one_line(str(error))
    if state == "57014":  # query_canceled
        return SlowQuery(clock.allowed)
    if state == "25006" or "DECLARE CURSOR" in reason:  # read_only_sql_transaction, data-modifying WITH
        return RefusedQuery(reason)
    if state == "08P01" or type(error).__name__ == "ProgrammingError" or (state[:2] in MISTAKES and state != "42501"):
        return BadQuery(reason)
    return None  # among them insufficient_privilege
