"""The tables explain themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quotes.store import open_store
from quotes.store.columns import Base
from quotes.store.dictionary import CLOSED_LISTS, dictionary
from quotes.store.views import ANSWERS, VIEWS

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

    import servers

DICTIONARY = Path(__file__).parents[2] / "data" / "DICTIONARY.md"
TABLES = Base.metadata.sorted_tables
COLUMNS = [column for table in TABLES for column in table.columns]


def test_the_tables_are_those_of_the_design() -> None:
    assert {table.name for table in TABLES} == {
        "outlet", "article", "run", "quote", "passage", "other_mention", "speaker", "speaker_name", "doubt", "aside",
        "rule", "wording", "anchor", "credit", "reading", "former_quote", "imported_quote",
        "judgement", "speaker_shown", "quote_shown", "alarm", "sketch",
    }  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_table_has_a_comment(table: Table) -> None:
    assert table.comment


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_has_a_comment_of_its_own(column: Column[object]) -> None:
    assert column.comment
    assert "|" not in column.comment  # it would break the dictionary's table


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_constraint_has_a_name_that_a_migration_can_use(table: Table) -> None:
    assert all(constraint.name for constraint in table.constraints)


def test_the_dictionary_is_up_to_date() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary(), "run python -m quotes.store.dictionary"


def test_the_dictionary_prints_itself() -> None:
    command = [sys.executable, "-W", "error", "-m", "quotes.store.dictionary"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.decode() == dictionary()


def test_the_dictionary_has_every_column_of_tables_and_views() -> None:
    text = dictionary()
    assert all(f"| {column.name} | {column.type} |" in text for column in COLUMNS)
    assert all(f"| {name} | " in text for view in VIEWS for name in view.columns)


def test_the_closed_lists_are_checked_by_the_database() -> None:
    checked = {
        f"{table.name}.{str(check.name).removeprefix(f'ck_{table.name}_')}"
        for table in TABLES
        for check in table.constraints
        if " IN ('" in str(getattr(check, "sqltext", ""))
    }
    assert checked == {column for column, _ in CLOSED_LISTS}


def test_the_database_describes_itself(database: servers.Database) -> None:
    open_store(database.url).close()
    described = {(relation, column): comment for relation, column, comment in database.ask("SELECT * FROM description")}
    assert {table.name: table.comment for table in TABLES}.items() <= {
        relation: comment for (relation, column), comment in described.items() if not column
    }.items()
    assert all(described[column.table.name, column.name] == column.comment for column in COLUMNS)
    assert all(described[view.name, name] == view.columns[name] for view in ANSWERS for name in view.columns)
