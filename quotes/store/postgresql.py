"""What is peculiar to a database on a server: PostgreSQL's engine through psycopg, and its failures."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, ForeignKeyConstraint, and_, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError

from quotes.errors import (
    CorruptDatabase,
    DiskFull,
    LockedDatabase,
    NoDriver,
    NoSuchServerDatabase,
    NotAllowed,
    OthersDependOnIt,
    ReadOnlyDatabase,
    RefusedArticle,
    RefusedLogin,
    ServerUnreachable,
    WrongEncoding,
)
from quotes.store.columns import Base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import URL, Connection

    from quotes.errors import StoreError

BUSY_MS = 10_000  # how long to wait for another program's lock
REACH_S = 10  # seconds to reach the server
TURN = 0x71756F74  # the advisory lock that writers hold, one at a time: "quot"

WITHOUT_REASON: dict[str, Callable[[str], StoreError]] = {  # SQLSTATE, or its first two characters: its class
    "55P03": LockedDatabase,  # lock_not_available
    "40P01": LockedDatabase,  # deadlock_detected
    "25006": ReadOnlyDatabase,  # read_only_sql_transaction: a standby, or so set
    "53100": DiskFull,
    "3D": NoSuchServerDatabase,  # invalid_catalog_name
}
WITH_REASON: dict[str, Callable[[str, str], StoreError]] = {
    "28": RefusedLogin,  # invalid_authorization_specification
    "42501": NotAllowed,  # insufficient_privilege
    "3F": NotAllowed,  # invalid_schema_name: no schema to create in
    "42P01": CorruptDatabase,  # undefined_table: what is missing was there once
    "42703": CorruptDatabase,  # undefined_column
    "2BP01": OthersDependOnIt,  # dependent_objects_still_exist
    "08": ServerUnreachable,  # connection_exception
    "57P": ServerUnreachable,  # the server shuts down, or starts
    "53": ServerUnreachable,  # too many connections, out of memory
    "XX": CorruptDatabase,  # internal_error, data_corrupted
}
REFUSED = ("22", "23", "54")  # data_exception, integrity_constraint_violation, program_limit_exceeded
SAID = {  # of what a refused connection says, as psycopg gives it no SQLSTATE
    'role "': "28",
    "does not exist": "3D",
    "authentication": "28",
    "no password supplied": "28",
    "pg_hba.conf": "28",
}


def make_engine(url: URL) -> Engine:
    """Make an engine on which writers take turns, as SQLite's do, and readers see one state throughout."""
    try:
        engine = create_engine(url, connect_args={"connect_timeout": REACH_S, "application_name": "quotes"})
    except ModuleNotFoundError as error:
        raise NoDriver from error

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: object) -> None:  # noqa: ANN401
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            wrong = WrongEncoding(connection.info.dbname, encoding)
            connection.close()
            raise wrong
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {BUSY_MS}")
        connection.commit()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def know_french(connection: Connection) -> None:
    """Make the text search configuration ``quotes_fr``: French stems, without accents if the server has ``unaccent``.

    It is for those who ask in SQL; our own search needs neither. Without the right to add ``unaccent`` accents count.
    """
    if connection.exec_driver_sql("SELECT 1 FROM pg_ts_config WHERE cfgname = 'quotes_fr'").first():
        return
    connection.exec_driver_sql("CREATE TEXT SEARCH CONFIGURATION quotes_fr (COPY = pg_catalog.french)")
    if connection.exec_driver_sql("SELECT 1 FROM pg_available_extensions WHERE name = 'unaccent'").first():
        with suppress(DBAPIError), connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS unaccent")
            connection.exec_driver_sql(
                "ALTER TEXT SEARCH CONFIGURATION quotes_fr"
                " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem"
            )


def fitting(error: BaseException, location: str) -> StoreError | None:
    """Say what the server, or the way to it, complains of; None when the mistake is ours."""
    reason = in_one_line(str(error))
    state = getattr(error, "sqlstate", None)
    if state is None:
        if type(error).__name__ == "DataError":  # psycopg's own: text that no PostgreSQL database holds
            return RefusedArticle(reason)
        if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
            return None
        state = next((code for said, code in SAID.items() if said in reason), "08")
    for known in (state, state[:3], state[:2]):
        if known in WITHOUT_REASON:
            return WITHOUT_REASON[known](location)
        if known in WITH_REASON:
            return WITH_REASON[known](location, reason)
    return RefusedArticle(reason) if state[:2] in REFUSED else None


def in_one_line(complaint: str) -> str:
    r"""Take the first line, without what psycopg says before the server's own words.

    >>> in_one_line('connection failed: connection to server at "::1", port 9 failed: Connection refused\n\tIs it')
    'Connection refused'
    >>> in_one_line('relation "quote" does not exist\nLINE 1: SELECT 1 FROM quote')
    'relation "quote" does not exist'
    """
    first = next(iter(complaint.strip().splitlines()), "")
    return first.rpartition(" failed: ")[2].removeprefix("FATAL:").strip() or "no reason given"


def damage(connection: Connection) -> Iterator[tuple[str, str]]:
    """List rows that refer to nothing, which only a server whose triggers were switched off can hold."""
    for table in Base.metadata.sorted_tables:
        for foreign in table.constraints:
            if not isinstance(foreign, ForeignKeyConstraint):
                continue
            parent = foreign.referred_table.alias("parent")
            same = and_(*(key.parent == parent.c[key.column.key] for key in foreign.elements))
            there = and_(*(column.is_not(None) for column in foreign.columns))
            lost = (
                select(func.count())
                .select_from(table)
                .where(there, ~select(1).select_from(parent).where(same).exists())
            )
            number = connection.execute(lost).scalar_one()
            if number:
                yield (
                    table.name,
                    f"{number} of its rows refer to a row of {foreign.referred_table.name} that is not there",
                )
