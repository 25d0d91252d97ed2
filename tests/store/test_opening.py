"""A database opens, or one line says exactly why not and another what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

import quotes
from quotes import errors, service
from quotes.model import Article
from quotes.results import Finding, Ingested, SearchQuery
from quotes.store import Store, migrate, open_store, sqlite
from quotes.store.address import locate

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_the_first_use_makes_the_file_and_its_folders(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "quotes.db"
    with open_store(file) as store:
        assert store.location == str(file)
        assert service.search(store, SearchQuery()) == []
    assert file.stat().st_size > 0


def test_a_path_a_string_and_an_address_name_the_same_file(file: Path) -> None:
    assert service.db_path(file) == service.db_path(str(file)) == service.db_path(f"sqlite:///{file}") == str(file)


def test_the_package_opens_a_database_but_does_not_import_it_before() -> None:
    imported = "print('sqlalchemy' in sys.modules)"
    code = f"import sys, quotes; {imported}; quotes.open_store; {imported}"
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["False", "True"]
    assert quotes.open_store is open_store
    with pytest.raises(AttributeError):
        _ = quotes.nothing_of_that_name  # type: ignore[attr-defined]


def test_the_default_is_in_the_users_data_folder() -> None:
    assert service.default_database().name == "quotes.db"
    assert service.default_database().is_absolute()


@pytest.mark.parametrize("address", ["", ":memory:", "sqlite://", "sqlite:///:memory:", "a\0b", "sqlite:///a\0b"])
def test_what_is_no_file_is_refused(address: str) -> None:
    with pytest.raises(errors.UnsupportedDatabase):
        open_store(address)


@pytest.mark.parametrize(
    "address",
    ["mysql://reader:secret@host/quotes", "postgresql+asyncpg://x/y", "postgresql://x:port/y", "nonsense://", "://"],
)
def test_other_engines_are_refused_and_no_password_is_told(address: str) -> None:
    with pytest.raises(errors.UnsupportedDatabase, match="neither a file nor") as told:
        open_store(address)
    assert "secret" not in told.value.message


def test_without_create_nothing_is_made(file: Path) -> None:
    for ask in (lambda: open_store(file, create=False), lambda: service.db_check(file)):
        with pytest.raises(errors.NoDatabase):
            ask()
    assert not file.exists()


@pytest.mark.parametrize("content", [b"", b"sqlite header only"])
def test_an_empty_file_is_no_database_yet(file: Path, content: bytes) -> None:
    file.touch()
    if content:  # what a process killed while creating leaves: a header, no table
        with closing(sqlite3.connect(file)) as plain:
            plain.execute("PRAGMA journal_mode = WAL")
    with pytest.raises(errors.NoDatabase):
        open_store(file, create=False)
    open_store(file).close()
    assert service.db_check(file) == []


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(errors.DatabaseIsFolder):
        open_store(tmp_path)


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((errors.FolderNotWritable, errors.DatabaseUnreachable)):
        open_store(tmp_path / "file" / "quotes.db")


def test_a_name_too_long_is_one_error(tmp_path: Path) -> None:
    with pytest.raises((errors.FolderNotWritable, errors.DatabaseUnreachable)):
        open_store(tmp_path / ("x" * 5000))


def test_another_kind_of_file_is_left_as_it_is(file: Path) -> None:
    file.write_bytes(b"Not a database at all. " * 1000)
    for ask in (open_store, service.db_check, service.db_upgrade, lambda at: service.db_backup(at, file.parent / "b")):
        with pytest.raises(errors.NotADatabase):
            ask(file)
    assert file.read_bytes() == b"Not a database at all. " * 1000


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE recipe (id)",
        "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('0001')",
        "CREATE TABLE alembic_version AS SELECT '5f2d8a' AS version_num; CREATE TABLE article (id)",
    ],
)
def test_a_database_of_another_program_is_left_as_it_is(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as plain:
        plain.executescript(sql)
    before = file.read_bytes()
    for ask in (open_store, service.db_upgrade, service.db_downgrade, service.db_check):
        with pytest.raises(errors.ForeignDatabase):
            ask(file)
    assert file.read_bytes() == before


def test_a_damaged_file_is_told_as_damaged(file: Path) -> None:
    with open_store(file) as store:
        texts = [Article(text=f"Un texte sans citation, numéro {number}. " * 50) for number in range(200)]
        service.ingest(store, texts)
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    findings = service.db_check(file)
    assert findings
    assert {finding.where for finding in findings} == {"file"}
    with pytest.raises(errors.CorruptDatabase), open_store(file) as store:
        service.stats(store)


def test_a_missing_table_is_damage(file: Path) -> None:
    open_store(file).close()
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("DROP TABLE passage")
    assert service.db_check(file) == [Finding("file", "there is no passage in it")]


def test_a_lock_is_waited_for_and_then_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(file).close()
    monkeypatch.setattr(sqlite, "BUSY_MS", 20)
    with closing(sqlite3.connect(file, isolation_level=None)) as other, open_store(file) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.LockedDatabase):
            service.ingest(store, [Article(text="Un texte.")])
        assert service.search(store, SearchQuery()) == []  # readers do not wait for a writer
        other.execute("ROLLBACK")
        assert service.ingest(store, [Article(text="Un texte.")]).stored == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_full_disk_keeps_what_was_stored_before(store: Store) -> None:
    @event.listens_for(store._engine, "connect")  # noqa: SLF001 - the disk of a test cannot be filled
    def _small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 100")

    store._engine.dispose()  # noqa: SLF001
    stored: list[Ingested] = []
    with pytest.raises(errors.DiskFull):
        service.ingest(store, (Article(text=f"{number} " * 500) for number in range(1000)), on_article=stored.append)
    kept = len(stored)
    assert kept > 0
    assert service.stats(store).articles == kept
    assert service.db_check(store.location) == []


@contextmanager
def nobody() -> Iterator[None]:
    """Act as a user without privileges; tests may be run by root, whom no permission stops."""
    root = os.geteuid() == 0
    if root:
        os.setegid(65534)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
            os.setegid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user can look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def ingest_one(file: Path) -> None:
    with open_store(file) as store:
        service.ingest(store, [Article(text="Un texte.")])


def test_a_file_without_permission_to_write_can_be_searched_only(public: Path) -> None:
    file = public / "quotes.db"
    open_store(file).close()
    file.chmod(0o444)
    public.chmod(0o777)
    with nobody():
        with open_store(file) as store:
            assert service.search(store, SearchQuery()) == []
        with pytest.raises(errors.ReadOnlyDatabase):
            ingest_one(file)


def test_a_file_in_a_folder_without_permission_to_write_can_be_searched_only(public: Path) -> None:
    file = public / "the colleague's ?mode=rw&100%#quotes.db"
    ingest_one(file)
    public.chmod(0o555)
    with nobody():
        with open_store(file, create=False) as store:
            assert service.stats(store).articles == 1
        assert service.db_check(file) == []
        with service.sql(file, "SELECT count(*) FROM article") as answer:
            assert list(answer.rows) == [(1,)]
        with tempfile.TemporaryDirectory() as copies:
            assert service.db_check(service.db_backup(file, Path(copies) / "copy.db")) == []
        with pytest.raises(errors.ReadOnlyDatabase):
            service.db_downgrade(file, backup=False)
    assert [found.name for found in public.iterdir()] == [file.name]


def test_in_a_folder_without_permission_to_write_nothing_is_read_without_its_log(public: Path) -> None:
    file = public / "quotes.db"
    with open_store(file) as store, closing(sqlite3.connect(file)) as other:
        service.ingest(store, [Article(text="Un texte.")])
        log = (public / "quotes.db-wal").read_bytes()
        assert other.execute("SELECT count(*) FROM article").fetchone() == (1,)
    (public / "quotes.db-wal").write_bytes(log)  # as of a program that was killed
    public.chmod(0o555)
    with nobody(), pytest.raises((errors.ReadOnlyDatabase, errors.DatabaseUnreachable)):
        open_store(file, create=False)


def test_whoever_reads_where_nothing_can_be_written_sees_what_the_owner_added_since(public: Path) -> None:
    file = public / "quotes.db"
    open_store(file).close()
    public.chmod(0o555)
    with nobody():
        store = open_store(file, create=False)
        assert service.stats(store).articles == 0
    public.chmod(0o755)
    ingest_one(file)
    public.chmod(0o555)
    with nobody():
        assert service.stats(store).articles == 1
        store.close()


def test_a_file_without_permission_to_read_is_unreachable(public: Path) -> None:
    file = public / "quotes.db"
    open_store(file).close()
    file.chmod(0o000)
    with nobody(), pytest.raises(errors.DatabaseUnreachable):
        ingest_one(file)


@pytest.mark.parametrize("name", ["quotes.db", "new/quotes.db"])
def test_a_folder_without_permission_to_write_is_told(public: Path, name: str) -> None:
    public.chmod(0o555)
    with nobody(), pytest.raises(errors.FolderNotWritable, match="permission denied"):
        ingest_one(public / name)


def test_a_folder_without_permission_to_look_into_is_told(public: Path) -> None:
    (public / "closed").mkdir()
    (public / "closed").chmod(0o000)
    with nobody(), pytest.raises(errors.DatabaseUnreachable, match="permission denied"):
        ingest_one(public / "closed" / "quotes.db")
    (public / "closed").chmod(0o700)


def test_a_backup_into_a_folder_without_permission_is_told(public: Path) -> None:
    file = public / "quotes.db"
    open_store(file).close()
    (public / "copies").mkdir(mode=0o555)
    public.chmod(0o777)
    file.chmod(0o666)
    with nobody(), pytest.raises(errors.FolderNotWritable):
        service.db_backup(file, public / "copies" / "copy.db")


def test_a_mistake_of_ours_in_sql_is_not_dressed_up_as_the_users(store: Store) -> None:
    with pytest.raises(DBAPIError, match="syntax error"), store.reading() as connection:
        connection.exec_driver_sql("SELEC")


def test_what_another_process_created_meanwhile_is_kept(file: Path) -> None:
    ingest_one(file)
    migrate.create(locate(file))
    with open_store(file) as store:
        assert service.stats(store).articles == 1


def test_every_store_error_says_what_and_what_to_do_in_one_line_each() -> None:
    known = [
        errors.UnsupportedDatabase("x"), errors.NoDatabase("x"), errors.DatabaseIsFolder("x"),
        errors.FolderNotWritable("x", "y"), errors.NotADatabase("x"), errors.ForeignDatabase("x"),
        errors.OldSchema("x", "0", "1"), errors.NewSchema("x", "2", "1"), errors.CorruptDatabase("x", "y"),
        errors.LockedDatabase("x"), errors.ReadOnlyDatabase("x"), errors.DiskFull("x"),
        errors.DatabaseUnreachable("x", "y"), errors.RefusedArticle("y"), errors.NoSuchRevision("x", ("y",)),
        errors.BackupExists("x"), errors.BackupElsewhere("x"), errors.NoDriver(), errors.ServerUnreachable("x", "y"),
        errors.RefusedLogin("x", "y"), errors.NoSuchServerDatabase("x"), errors.NotAllowed("x", "y"),
        errors.WrongEncoding("x", "y"), errors.OthersDependOnIt("x", "y"),
    ]  # fmt: skip
    assert {type(error) for error in known} == set(errors.StoreError.__subclasses__())
    assert all(error.message and error.hint for error in known)
    assert not any("\n" in error.message + error.hint for error in known)
