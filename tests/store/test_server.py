"""A database on a PostgreSQL server: what is peculiar to it, and what is said when it cannot be had."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy.engine import make_url

import servers
from quotes import errors, service
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.service import ingesting
from quotes.store import open_store, postgresql
from quotes.store.columns import Base
from quotes.store.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "« Nous partons pour l’été », a déclaré John Kirby. « L'Élysée décide », a déclaré Zoé Petit."


def test_the_server_that_comes_from_pypi_serves_as_well() -> None:
    with servers.server(servers.packaged_binaries()) as packaged:
        url = packaged.url(packaged.create(options=packaged.french()))
        with open_store(url) as store:
            assert service.ingest(store, [Article(text=TEXT)]).quotes == 2
            assert [hit.speaker for hit in service.search(store, SearchQuery(words="l'ete"))] == ["John Kirby"]
        assert servers.ServerDatabase(url).ask(STEMS) == [(False,)]
        assert servers.ServerDatabase(url).ask(STEMS.replace("'evacuation'", "'évacuation'")) == [(True,)]
        assert service.db_check(url) == []


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_spelling_of_the_address_is_the_same_database(
    server_database: servers.ServerDatabase, scheme: str
) -> None:
    address = server_database.url.replace("postgresql", scheme, 1)
    with open_store(address) as store:
        assert service.stats(store).articles == 0
        assert store.location.startswith("postgresql://quotes@/")
    assert service.db_path(address) == service.db_path(server_database.url)


def test_a_password_is_never_shown() -> None:
    for address in ("postgresql://reader:secret@host/quotes", "postgresql://reader@host/quotes?password=secret"):
        assert service.db_path(address) == "postgresql://reader@host/quotes"


@pytest.fixture
def fresh(server: servers.Server) -> Iterator[str]:
    name = server.create()
    yield server.url(name)
    server.drop(name)


def test_tables_are_made_in_an_empty_database_if_that_was_asked(fresh: str) -> None:
    with pytest.raises(errors.NoDatabase):
        open_store(fresh, create=False)
    with open_store(fresh) as store:
        assert service.stats(store).size > 1_000_000
    open_store(fresh, create=False).close()


def test_of_several_that_make_the_tables_at_once_one_does(fresh: str) -> None:
    code = "import sys; from quotes import open_store; open_store(sys.argv[1]).close()"
    makers = [subprocess.Popen([sys.executable, "-W", "error", "-c", code, fresh]) for _ in range(3)]
    assert [maker.wait(60) for maker in makers] == [0, 0, 0]
    assert service.db_check(fresh) == []


def test_a_database_of_another_program_is_left_as_it_is(fresh: str) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute("CREATE TABLE recipe (id int)")
    for ask in (open_store, service.db_upgrade, service.db_downgrade, service.db_check):
        with pytest.raises(errors.ForeignDatabase):
            ask(fresh)


def test_every_table_column_and_view_is_described_in_the_database(server_database: servers.ServerDatabase) -> None:
    named: list[tuple[str, str | None, str | None]]
    named = [(table.name, None, table.comment) for table in Base.metadata.sorted_tables]
    named += [
        (table.name, column.name, column.comment) for table in Base.metadata.sorted_tables for column in table.columns
    ]
    named += [(view.name, None, view.comment) for view in VIEWS]
    named += [(view.name, column, comment) for view in VIEWS for column, comment in view.columns.items()]
    described = server_database.ask(
        "SELECT relname, attname, description FROM pg_description"
        " JOIN pg_class ON pg_class.oid = objoid AND relnamespace = 'public'::regnamespace"
        " LEFT JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid AND objsubid > 0"
        " WHERE relkind IN ('r', 'v') AND relname NOT LIKE 'quote_fts%'"
    )
    assert set(described) == set(named)
    silent = "SELECT attname FROM pg_attribute WHERE attrelid = 'quote_fts'::regclass AND attnum > 0"
    assert server_database.ask(f"{silent} AND col_description(attrelid, attnum) IS NULL") == []


def test_all_text_sorts_by_code_point_whatever_the_locale(server_database: servers.ServerDatabase) -> None:
    assert server_database.ask(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
        " AND table_name NOT IN (SELECT viewname FROM pg_views)"
    ) == []  # fmt: skip
    (names,) = server_database.ask("SELECT array_agg(name ORDER BY name) FROM (VALUES ('b'), ('A'), ('é')) AS v (name)")
    assert names in ((["A", "b", "é"],), (["b", "A", "é"],))


@pytest.mark.parametrize(
    ("change", "error", "match"),
    [
        ({"database": "nowhere"}, errors.NoSuchServerDatabase, "no database at postgresql://.*/nowhere"),
        ({"query": {"host": "/nowhere"}}, errors.ServerUnreachable, "No such file or directory"),
        ({"host": "127.0.0.1", "port": 1, "query": {}}, errors.ServerUnreachable, "Connection refused"),
        ({"host": "no-such-host.invalid", "query": {}}, errors.ServerUnreachable, "no-such-host"),
        ({"username": "nobody_here"}, errors.RefusedLogin, "nobody_here"),
    ],
)
def test_what_keeps_it_from_being_reached_is_told_in_a_line(
    server_database: servers.ServerDatabase, change: dict[str, object], error: type[errors.StoreError], match: str
) -> None:
    url = make_url(server_database.url).set(**change)  # type: ignore[arg-type]
    for ask in (open_store, service.db_check, service.db_upgrade):
        with pytest.raises(error, match=match) as told:
            ask(url.render_as_string(hide_password=False))
        assert "\n" not in told.value.message + told.value.hint


def test_a_wrong_password_is_told(server: servers.Server, server_database: servers.ServerDatabase) -> None:
    server.run("CREATE ROLE asker LOGIN PASSWORD 'right'")
    database = make_url(server_database.url).database
    for password, error in (("wrong", errors.RefusedLogin), ("", errors.RefusedLogin)):
        with pytest.raises(error) as told:
            open_store(f"postgresql://asker:{password}@127.0.0.1:{server.port}/{database}")
        assert "wrong" not in told.value.message
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO asker", database=str(database))
    with open_store(f"postgresql://asker:right@127.0.0.1:{server.port}/{database}") as store:
        assert service.search(store, SearchQuery()) == []
        with pytest.raises(errors.NotAllowed, match="permission denied"):
            service.ingest(store, [Article(text=TEXT)])
    server.run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM asker", "DROP ROLE asker", database=str(database))


def test_a_standby_can_be_searched_only(server_database: servers.ServerDatabase) -> None:
    (name,) = server_database.ask("SELECT current_database()")[0]
    server_database.tamper(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with open_store(server_database.url) as store:
        assert service.search(store, SearchQuery()) == []
        with pytest.raises(errors.ReadOnlyDatabase):
            service.ingest(store, [Article(text=TEXT)])
    with psycopg.connect(server_database.url) as connection:
        connection.execute("SET transaction_read_only = off")
        connection.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only".encode())


def test_an_encoding_that_lacks_characters_is_refused(server: servers.Server) -> None:
    name = server.create(options="ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(errors.WrongEncoding, match="LATIN1"):
        open_store(server.url(name))


def test_writers_take_turns_and_readers_do_not_wait(
    server_database: servers.ServerDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "BUSY_MS", 50)
    with open_store(server_database.url) as first, open_store(server_database.url) as second:
        with first.writing():
            assert service.search(second, SearchQuery()) == []
            with pytest.raises(errors.LockedDatabase):
                service.ingest(second, [Article(text=TEXT)])
        assert service.ingest(second, [Article(text=TEXT)]).stored == 1


def test_a_reader_sees_one_state_throughout(server_database: servers.ServerDatabase) -> None:
    with open_store(server_database.url) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM article").scalar() == 0
        with open_store(server_database.url) as other:
            service.ingest(other, [Article(text=TEXT)])
        assert connection.exec_driver_sql("SELECT count(*) FROM article").scalar() == 0


def test_a_server_that_goes_away_is_told_and_what_was_stored_is_kept(
    server_database: servers.ServerDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "TOGETHER", 1)
    monkeypatch.setattr(ingesting, "BATCH", 1)

    def articles() -> Iterator[Article]:
        yield Article(text=TEXT)
        server_database.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'quotes' AND datname = current_database()"
        )
        yield Article(text="Un autre.")

    with open_store(server_database.url) as store:
        with pytest.raises(errors.ServerUnreachable):
            service.ingest(store, articles())
        assert service.stats(store).articles == 1
    assert service.db_check(server_database.url) == []


def test_threads_that_store_the_same_articles_store_them_once(server_database: servers.ServerDatabase) -> None:
    articles = [Article(text=f"« La {each}e mesure est prise », a déclaré John Kirby.") for each in range(30)]
    reports = []

    def ingest() -> None:
        with open_store(server_database.url) as store:
            reports.append(service.ingest(store, articles))

    threads = [threading.Thread(target=ingest) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(report.stored for report in reports) == 30
    assert service.db_check(server_database.url) == []


def test_backups_are_left_to_the_servers_tools(server_database: servers.ServerDatabase) -> None:
    with pytest.raises(errors.BackupElsewhere) as told:
        service.db_backup(server_database.url, "copy")
    assert "pg_dump" in told.value.hint
    with pytest.raises(errors.BackupElsewhere) as told:
        service.db_downgrade(server_database.url)
    assert "--no-backup" in told.value.hint


def test_a_view_of_ones_own_keeps_an_upgrade_from_breaking_it(server_database: servers.ServerDatabase) -> None:
    server_database.tamper("CREATE VIEW mine AS SELECT id FROM quote_full")
    with pytest.raises(errors.OthersDependOnIt, match="quote_full"):
        service.db_upgrade(server_database.url)
    assert server_database.ask("SELECT count(*) FROM mine") == [(0,)]


def test_without_the_driver_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(errors.NoDriver) as told:
        open_store("postgresql://host/quotes")
    assert "quotes[postgres]" in told.value.hint


def test_very_long_words_and_texts_are_indexed_and_found(server_database: servers.ServerDatabase) -> None:
    long = "x" * 3000
    many = " ".join(f"m{number:06}" for number in range(100_000))
    articles = [
        Article(text=f"« Le mot {long} est long », a déclaré John Kirby."),
        Article(text=f"« Voici {many} », a déclaré John Kirby."),
    ]
    with open_store(server_database.url) as store:
        assert service.ingest(store, articles).quotes == 2
        assert len(service.search(store, SearchQuery(words=long))) == 1
        assert len(service.search(store, SearchQuery(words="m000017 m000018"))) == 1
        assert len(service.search(store, SearchQuery(words=" ".join(f"m{number:06}" for number in range(5000))))) == 1
    assert service.db_check(server_database.url) == []


STEMS = "SELECT to_tsvector('quotes_fr', 'les évacuations décidées') @@ websearch_to_tsquery('quotes_fr', 'evacuation')"


def test_sql_can_ask_for_french_stems_without_accents(server_database: servers.ServerDatabase) -> None:
    (has_unaccent,) = server_database.ask("SELECT count(*) FROM pg_available_extensions WHERE name = 'unaccent'")[0]
    assert server_database.ask(STEMS) == [(bool(has_unaccent),)]


def test_without_the_right_to_add_an_extension_stems_heed_accents(server: servers.Server) -> None:
    name = server.create()
    server.run("CREATE ROLE maker LOGIN", database=name)
    server.run("GRANT CREATE ON SCHEMA public TO maker", f"REVOKE CREATE ON DATABASE {name} FROM maker", database=name)
    made = server.url(name, user="maker")
    with open_store(made) as store:
        assert service.ingest(store, [Article(text=TEXT)]).quotes == 2
    assert servers.ServerDatabase(made).ask(STEMS) == [(False,)]
    assert servers.ServerDatabase(made).ask(STEMS.replace("'evacuation'", "'évacuation'")) == [(True,)]
