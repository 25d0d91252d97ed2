"""``db check`` finds every claim that the text does not bear out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import servers
    from quotes.store import Store

TEXT = (
    "« Nous partons », a dit John Kirby, porte-parole du Pentagone, à l'AFP jeudi. Zoé Petit doute.\n"
    "« trop tard », a-t-elle dit. C'est le film « La Retraite ». « Qui sait », selon."
    " « Nous partons », a dit John Kirby. Et « rien de plus"
)


@pytest.fixture
def tampered(store: Store, database: servers.Database, extractor: Callable[..., Any]) -> Callable[[str], set[str]]:
    """Change the database behind its back; give where ``db check`` finds something wrong."""
    service.ingest(store, [Article(text=TEXT, outlet="RFI", url="u", published="2021-08-12")], extractor=extractor)
    assert service.db_check(database.url) == []

    def tamper(sql: str) -> set[str]:
        assert database.tamper(sql) != 0
        return {finding.where.partition(" of ")[0].partition(" ")[0] for finding in service.db_check(database.url)}

    return tamper


@pytest.mark.parametrize("column", ["speaker", "mention", "role", "cue", "said_on_words", "via"])
def test_words_that_the_text_does_not_have_are_found(tampered: Callable[[str], set[str]], column: str) -> None:
    assert column in tampered(f"UPDATE quote SET {column} = 'Autre' WHERE {column} IS NOT NULL")  # noqa: S608


@pytest.mark.parametrize("prefix", ["speaker", "mention", "role", "cue", "said_on", "via"])
def test_places_that_moved_are_found(tampered: Callable[[str], set[str]], prefix: str) -> None:
    words = "said_on_words" if prefix == "said_on" else prefix
    assert tampered(f"UPDATE quote SET {prefix}_start = {prefix}_start + 1 WHERE {prefix}_start > 0") == {words}  # noqa: S608


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("UPDATE article SET text = replace(text, 'doute', 'sourit')", {"article"}),
        ("UPDATE article SET digest = replace(digest, 'a', 'b')", {"article"}),
        ("UPDATE article SET url = 'v'", {"article"}),
        ("UPDATE article SET text = ''", {"article", "passage", "chain", "candidate", "aside", "doubt"}),
        ("UPDATE outlet SET name = 'AFP'", {"article"}),
        ("UPDATE passage SET text = 'Nous restons' WHERE printing = 2", {"passage"}),
        ('UPDATE passage SET "end" = "end" + 1 WHERE printing = 2', {"passage"}),
        ('UPDATE passage SET "end" = "end" + 1 WHERE printing = 1', {"passage", "quote"}),
        ("DELETE FROM passage WHERE printing = 1", {"quote"}),
        ("UPDATE quote SET text = 'trop tôt' WHERE text = 'trop tard'", {"quote", "quote_fts"}),
        ("UPDATE other_mention SET text = 'Zoé Grand' WHERE use = 'chain'", {"chain"}),
        ("UPDATE other_mention SET start = start + 1 WHERE use = 'candidate'", {"candidate"}),
        ("UPDATE aside SET text = 'La Victoire'", {"aside"}),
        ('UPDATE doubt SET "end" = 10000', {"doubt"}),
        ("UPDATE speaker_name SET quotes = 7 WHERE name = 'John Kirby'", {"speaker_name"}),
        ("DELETE FROM speaker_name WHERE name = 'John Kirby'", {"speaker_name"}),
        ("DELETE FROM outlet", {"article"}),
        ("DELETE FROM run", {"article", "quote", "aside", "doubt"}),
        ("DROP VIEW unattributed", {"file"}),
        ("UPDATE speaker_shown SET name = 'X'", {"speaker_shown"}),
        ("INSERT INTO quote_shown (quote_id, verdict, assigned) VALUES ('x', 'reject', 0)", {"quote_shown"}),
    ],
)
def test_what_does_not_hold_together_is_found(tampered: Callable[[str], set[str]], sql: str, where: set[str]) -> None:
    assert where <= tampered(sql)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("INSERT INTO quote_fts (rowid, words, speaker) VALUES (99, 'autre chose', '')", {"quote_fts"}),
        ("INSERT INTO quote_fts (quote_fts) VALUES ('delete-all')", {"quote_fts"}),
        ("UPDATE quote_fts_data SET block = x'00'", {"quote_fts"}),
        ("DELETE FROM quote_fts_data", {"file"}),
    ],
)
def test_an_index_of_sqlite_that_is_off_is_found(
    tampered: Callable[[str], set[str]], sql: str, where: set[str]
) -> None:
    assert where <= tampered(sql)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM quote_fts",
        "INSERT INTO quote_fts VALUES (99, 'autre chose', '', 'autre:2')",
        "UPDATE quote_fts SET words = 'autre chose'",
        "UPDATE quote_fts SET speaker = 'autre'",
        "UPDATE quote_fts SET lexemes = 'autre:2'",
    ],
)
def test_an_index_of_postgresql_that_is_off_is_found(tampered: Callable[[str], set[str]], sql: str) -> None:
    assert tampered(sql) == {"quote_fts"}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("tampered")
def test_values_outside_the_closed_lists_are_found(file: Path) -> None:
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("PRAGMA ignore_check_constraints = ON")
        plain.execute("UPDATE aside SET label = 'joke'")
        plain.commit()
    assert [(finding.where, finding.what) for finding in service.db_check(file)] == [
        ("file", "CHECK constraint failed in aside")
    ]
