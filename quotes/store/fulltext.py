"""Search that ignores case, accents, ligatures and elision: the only SQL peculiar to one engine.

The index is an FTS5 table without content of its own: ``quote_fts(words, speaker)``, its rowid being
``quote.number``. What goes in and what is looked for are cut into words by the same function here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, select, text

from quotes.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

TABLE = "quote_fts"
DDL = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, speaker, content='', tokenize='unicode61 remove_diacritics 2')"
PLAIN = {"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}

ELIDED = re.compile(r"\b(?:[cdjlmnst]|\w{0,9}qu)['’ʼ](?=\w)")  # l'évacuation, qu’il, lorsqu'on
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Cut ``text`` into folded words, without elided ones.

    >>> words_of("L’évacuation qu'exige sa sœur Zoé")
    ['evacuation', 'exige', 'sa', 'soeur', 'zoe']
    """
    return WORD.findall(ELIDED.sub("", fold(text)))


def create(connection: Connection) -> None:
    """Make an empty index."""
    connection.exec_driver_sql(DDL)


def drop(connection: Connection) -> None:
    """Take the index away."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TABLE}")


def add(connection: Connection, rows: Iterable[tuple[int, str, str | None, str | None]], table: str = TABLE) -> None:
    """Index quotes given as (number, text, speaker, role)."""
    connection.exec_driver_sql(
        f"INSERT INTO {table} (rowid, words, speaker) VALUES (?, ?, ?)",  # noqa: S608 - a name of ours
        [
            (number, " ".join(words_of(words)), " ".join(words_of(f"{speaker or ''} {role or ''}")))
            for number, words, speaker, role in rows
        ],
    )


def all_begin(words: list[str], column: str | None = None) -> Select[Any]:
    """Select the numbers of quotes in which each word begins some word (of one column, if named)."""
    asked = dict.fromkeys(words)
    return _matching(" AND ".join(f'"{word}"*' for word in asked), column)


def in_sequence(words: list[str]) -> Select[Any]:
    """Select the numbers of quotes whose text has these words one after the other."""
    return _matching('"' + " ".join(words) + '"', "words")


def _matching(expression: str, column: str | None) -> Select[Any]:
    """``expression`` is made of folded words, which hold nothing that FTS5 could take for syntax."""
    scoped = expression if column is None else f"{{{column}}} : ({expression})"
    rowid: ColumnElement[int] = literal_column("rowid")
    matches = text(f"{TABLE} MATCH :expression").bindparams(bindparam("expression", scoped, unique=True))
    return select(rowid).select_from(text(TABLE)).where(matches)


def contains(column: ColumnElement[str], wording: str) -> ColumnElement[bool]:
    """Whether ``column`` holds ``wording``, any space and apostrophe being as good as another."""
    plain = column
    for typographic, typed in PLAIN.items():
        plain = func.replace(plain, typographic, typed)
    return func.instr(plain, as_typed(wording)) > 0


def as_typed(wording: str) -> str:
    """Write ``wording`` as a keyboard would, without marks around it.

    >>> as_typed("« L’accord\N{NO-BREAK SPACE}! »")
    "L'accord"
    """
    wording = wording.encode(errors="replace").decode()  # a terminal may pass bytes that are no characters
    for typographic, typed in PLAIN.items():
        wording = wording.replace(typographic, typed)
    marks = {char for char in wording if not char.isalnum()}
    return " ".join(wording.split()).strip("".join(marks))


def out_of_step(connection: Connection) -> list[str]:
    """Compare the index with a fresh one, word by word; say where they differ."""
    fresh = "temp.fresh_fts"
    connection.exec_driver_sql(DDL.replace(TABLE, fresh, 1))
    rows = connection.exec_driver_sql("SELECT number, text, speaker, role FROM quote")
    for batch in rows.partitions(1000):
        add(connection, (tuple(row) for row in batch), fresh)
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.kept_words USING fts5vocab(main, {TABLE}, instance)")
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab(temp, fresh_fts, instance)")
    numbers = connection.exec_driver_sql(
        "SELECT doc FROM (SELECT * FROM kept_words EXCEPT SELECT * FROM fresh_words)"
        " UNION SELECT doc FROM (SELECT * FROM fresh_words EXCEPT SELECT * FROM kept_words) ORDER BY doc"
    ).scalars()
    found = [f"quote number {number} is not indexed as it reads" for number in numbers]
    for name in ("kept_words", "fresh_words", "fresh_fts"):
        connection.exec_driver_sql(f"DROP TABLE temp.{name}")
    return found
