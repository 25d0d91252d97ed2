"""The schema goes up and down without losing its shape, and never changes unasked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection, inspect

from quotes import service
from quotes.errors import BackupExists, CorruptDatabase, NewSchema, NoDatabase, NoSuchRevision, OldSchema
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.store import article_index, connect, fulltext, migrate, open_store, views
from quotes.store.address import locate
from quotes.store.columns import Base
from quotes.store.schema import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import servers

TEXT = "« Nous partons », a dit John Kirby, porte-parole du Pentagone."


def filled(url: Path | str, extractor: Callable[..., Any]) -> None:
    with open_store(url) as store:
        service.ingest(store, [Article(text=TEXT, path="a.txt", outlet="RFI")], extractor=extractor)


def shape(connection: Connection) -> dict[str, object]:
    """All that reflection sees, CHECK constraints included, which autogenerate does not compare."""
    seen = inspect(connection)
    tables = [name for name in seen.get_table_names() if name != "alembic_version"]
    tables_by_name: dict[str, object] = {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"], column["comment"])
                for column in map(_whole, seen.get_columns(name))
            },
            "comment": seen.get_table_comment(name) if connection.dialect.supports_comments else None,
            "key": seen.get_pk_constraint(name),
            "refers": sorted(seen.get_foreign_keys(name), key=str),
            "unique": sorted(seen.get_unique_constraints(name), key=str),
            "checks": sorted(seen.get_check_constraints(name), key=str),
            "indexes": sorted(seen.get_indexes(name), key=str),
        }
        for name in tables
    }
    return tables_by_name | {"views": {name: seen.get_view_definition(name) for name in seen.get_view_names()}}


def _whole(column: Any) -> dict[str, Any]:
    return {"default": None, "comment": None, **column}


def shape_of(url: Path | str) -> dict[str, object]:
    engine = connect.make_engine(locate(url))
    with engine.connect() as connection:
        found = shape(connection)
    engine.dispose()
    return found


def test_there_is_one_line_of_migrations_and_the_schema_is_its_head() -> None:
    assert migrate.revisions()[-1] == HEAD
    assert len({path.name[:4] for path in (migrate.scripts() / "versions").glob("[0-9]*.py")}) == len(
        migrate.revisions()
    )


def test_migrating_makes_the_shape_that_the_models_describe(database: servers.Database, other: str) -> None:
    open_store(database.url).close()
    modelled = connect.make_engine(locate(other))
    with modelled.connect().execution_options(writes=True) as connection, connection.begin():
        Base.metadata.create_all(connection)
        fulltext.create(connection)
        article_index.create(connection)
        views.create(connection)
    modelled.dispose()
    assert shape_of(database.url) == shape_of(other)


@pytest.fixture
def other(database: servers.Database, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the same engine, without tables."""
    if database.engine == "sqlite":
        return str(tmp_path / "other.db")
    server: servers.Server = request.getfixturevalue("server")
    return server.url(server.create())


def test_the_comparison_of_shapes_sees_a_missing_check(file: Path, tmp_path: Path) -> None:
    open_store(file).close()
    with closing(sqlite3.connect(file)) as plain:
        sql = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'aside'").fetchone()[0]
    laxer = tmp_path / "laxer.db"
    with closing(sqlite3.connect(laxer)) as other:
        other.execute(sql.replace("'scare', ", ""))
    assert shape_of(laxer)["aside"] != shape_of(file)["aside"]


def test_up_down_up_with_rows_in(database: servers.Database, extractor: Callable[..., Any]) -> None:
    filled(database.url, extractor)
    before = shape_of(database.url)
    down = service.db_downgrade(database.url, "base", backup=False)
    assert (down.before, down.after) == (HEAD, "base")
    assert shape_of(database.url) == {"views": {}}
    with pytest.raises(OldSchema, match="schema base"):
        open_store(database.url)
    up = service.db_upgrade(database.url)
    assert (up.before, up.after) == ("base", HEAD)
    assert shape_of(database.url) == before
    filled(database.url, extractor)
    assert service.db_check(database.url) == []


@pytest.mark.parametrize("revision", migrate.revisions())
def test_every_schema_there_was_upgrades_with_rows_in(
    database: servers.Database, extractor: Callable[..., Any], revision: str
) -> None:
    filled(database.url, extractor)
    before = shape_of(database.url)
    if revision != HEAD:
        service.db_downgrade(database.url, revision, backup=False)
        assert shape_of(database.url) != before
    service.db_upgrade(database.url)
    assert shape_of(database.url) == before
    assert database.ask("SELECT count(*) FROM quote_full") == [(1,)]
    assert service.db_check(database.url) == []


def test_quotes_from_before_confidence_was_kept_stay_and_claim_none(
    database: servers.Database, extractor: Callable[..., Any]
) -> None:
    filled(database.url, extractor)
    service.db_downgrade(database.url, "0001", backup=False)
    assert service.db_upgrade(database.url).before == "0001"
    with open_store(database.url) as store:
        later = Article(text="« Nous ne céderons rien », a déclaré John Kirby.", path="b.txt")
        service.ingest(store, [later])
        known, older = (service.search(store, SearchQuery(words=words))[0] for words in ("céderons", "partons"))
        assert older.confidence is None
        assert known.confidence is not None
        assert service.show(store, known.id).confidence
    assert service.db_check(database.url) == []


def test_doubts_from_before_they_were_counted_count_once(
    database: servers.Database, extractor: Callable[..., Any]
) -> None:
    filled(database.url, extractor)
    with open_store(database.url) as store:
        service.ingest(store, [Article(text="« Assez", path="b.txt")], extractor=extractor)
    service.db_downgrade(database.url, "0002", backup=False)
    service.db_upgrade(database.url)
    with open_store(database.url) as store:
        assert service.stats(store).doubts == (("unclosed_mark", 1),)
    assert service.db_check(database.url) == []


def test_views_are_made_anew_by_an_upgrade(database: servers.Database) -> None:
    open_store(database.url).close()
    database.tamper("DROP VIEW unattributed")
    assert service.db_check(database.url)
    service.db_upgrade(database.url)
    assert service.db_check(database.url) == []


def test_quotes_from_before_statements_are_grouped_and_credited(
    database: servers.Database, extractor: Callable[..., Any]
) -> None:
    articles = [
        Article(text=TEXT.replace("partons", "partirons tous demain matin"), url=url, byline="AFP")
        for url in ("https://a.example", "https://b.example")
    ]
    with open_store(database.url) as store:
        service.ingest(store, articles, extractor=extractor)
        before = service.search_statements(store, SearchQuery())
    service.db_downgrade(database.url, "0004", backup=False)
    service.db_upgrade(database.url)
    with open_store(database.url) as store:
        assert service.search_statements(store, SearchQuery()) == before
    assert [(len(statement.printings), statement.reports) for statement in before] == [(2, 1)]
    assert service.db_check(database.url) == []


def test_a_downgrade_leaves_a_copy_of_what_there_was(file: Path, extractor: Callable[..., Any]) -> None:
    filled(file, extractor)
    first = service.db_downgrade(file).backup
    service.db_upgrade(file)
    second = service.db_downgrade(file).backup
    assert first is not None
    assert second is not None
    assert first != second
    with open_store(first, create=False) as kept:
        assert service.stats(kept).quotes == 1


@pytest.mark.parametrize("target", [HEAD, "9999", "head", "", "-2", "nonsense"])
def test_a_downgrade_goes_down_only(file: Path, target: str) -> None:
    open_store(file).close()
    with pytest.raises(NoSuchRevision):
        service.db_downgrade(file, target)
    assert not list(file.parent.glob("*.bak"))


def test_nothing_goes_lower_than_base(file: Path) -> None:
    open_store(file).close()
    service.db_downgrade(file, "base")
    with pytest.raises(NoSuchRevision):
        service.db_downgrade(file)


def test_an_upgrade_of_the_newest_schema_changes_nothing(file: Path, extractor: Callable[..., Any]) -> None:
    filled(file, extractor)
    assert service.db_upgrade(file).before == HEAD
    with open_store(file) as store:
        assert service.stats(store).quotes == 1


def stamp(file: Path, revision: str) -> None:
    open_store(file).close()
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("UPDATE alembic_version SET version_num = ?", [revision])
        plain.commit()


def test_an_older_schema_is_told_how_to_upgrade_and_left_alone(file: Path) -> None:
    stamp(file, "0000")
    before = file.read_bytes()
    with pytest.raises(OldSchema) as told:
        open_store(file)
    assert "quotes db upgrade" in told.value.hint
    assert file.read_bytes() == before


def test_a_newer_schema_is_refused_whatever_is_asked(file: Path) -> None:
    stamp(file, "9999")
    for ask in (open_store, service.db_check, service.db_upgrade):
        with pytest.raises(NewSchema, match="9999"):
            ask(file)


def test_rows_that_refer_to_nothing_stop_a_migration(file: Path, extractor: Callable[..., Any]) -> None:
    filled(file, extractor)
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("DELETE FROM article")
        plain.commit()
    with pytest.raises(CorruptDatabase):
        service.db_upgrade(file)


def test_an_upgrade_creates_nothing(file: Path) -> None:
    with pytest.raises(NoDatabase):
        service.db_upgrade(file)
    assert not file.exists()


def test_a_backup_is_the_same_database_and_overwrites_nothing(file: Path, extractor: Callable[..., Any]) -> None:
    filled(file, extractor)
    target = file.parent / "copies" / "of today.db"
    with open_store(file):  # in use
        assert service.db_backup(file, target) == target
    assert service.db_check(target) == []
    with open_store(target, create=False) as copy:
        assert service.stats(copy).quotes == 1
    with pytest.raises(BackupExists):
        service.db_backup(file, target)
    assert [path.name for path in target.parent.iterdir() if path.suffix == ".part"] == []


def test_wordings_from_before_lengths_were_kept_are_grouped_anew(database: servers.Database) -> None:
    said = "Le pont restera fermé aux camions jusqu'au printemps et rouvrira ensuite"
    forms = (said, said.replace("rouvrira", "rouvrirait"), f"{said} très vite", said.replace("camions", "piétons"))
    articles = [Article(text=f"« {form} », a dit Luc Petit.", path=str(place)) for place, form in enumerate(forms)]
    groups = "SELECT anchor.*, cluster FROM anchor JOIN wording ON id = wording_id ORDER BY number, wording_id"
    with open_store(database.url) as store:
        service.ingest(store, articles)
    before = database.ask(groups)
    service.db_downgrade(database.url, "0010", backup=False)
    service.db_upgrade(database.url)
    assert database.ask(groups) == before
    assert database.ask("SELECT count(DISTINCT cluster) FROM wording") == [(2,)]
