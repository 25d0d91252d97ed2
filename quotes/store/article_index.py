"""The words of whole articles, so that words outside any quote are found: an index that says nothing of places.

In SQLite ``quote_fts_article`` is an FTS5 table without content, whose rows ``quote_fts_article_key`` numbers; FTS5
folds the words itself. In PostgreSQL it is a table with a ``tsvector`` of words that ``fulltext`` has folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Integer, bindparam, literal_column, text

from quotes.store import fulltext, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from quotes.store.together import Group

    Key = int | str  # in SQLite a number, in PostgreSQL the article's id

TABLE = f"{fulltext.TABLE}_article"
KEY = f"{TABLE}_key"
DDL = {
    "sqlite": (
        f"CREATE TABLE {KEY} (number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE)",
        (
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='', detail='none', "
            "tokenize='unicode61 remove_diacritics 2')"
        ),
    ),
    "postgresql": (
        f"""CREATE TABLE {TABLE} (
            article_id TEXT COLLATE "C" CONSTRAINT pk_{TABLE} PRIMARY KEY
                CONSTRAINT fk_{TABLE}_article_id_article REFERENCES article (id) ON DELETE CASCADE,
            lexemes TSVECTOR NOT NULL)""",
        f"CREATE INDEX ix_{TABLE}_lexemes ON {TABLE} USING gin (lexemes)",
        f"COMMENT ON TABLE {TABLE} IS 'the words of whole articles, derived from the rest'",
        f"COMMENT ON COLUMN {TABLE}.article_id IS 'article.id'",
        f"COMMENT ON COLUMN {TABLE}.lexemes IS 'its folded words: no case, accents, ligatures or elision'",
    ),
}
LAST = text(f"SELECT coalesce(max(number), 0) FROM {KEY}")  # noqa: S608 - names of ours, here and below
NUMBER = text(f"INSERT INTO {KEY} (number, article_id) VALUES (:number, :article)")  # noqa: S608
INSERT = {
    "sqlite": text(f"INSERT INTO {TABLE} (rowid, words) VALUES (:number, :words)"),  # noqa: S608
    "postgresql": text(
        f"INSERT INTO {TABLE} (article_id, lexemes) VALUES (:article, CAST(:lexemes AS tsvector))"  # noqa: S608
    ),
}
HAVING = {
    "sqlite": f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :words LIMIT :most",  # noqa: S608
    "postgresql": f"SELECT article_id FROM {TABLE} WHERE lexemes @@ CAST(:words AS tsquery) LIMIT :most",  # noqa: S608
}
IDS = text(f"SELECT number, article_id FROM {KEY} WHERE number IN :numbers").bindparams(  # noqa: S608
    bindparam("numbers", expanding=True)
)
MISSING = {
    "sqlite": text(
        f"SELECT article.id FROM article LEFT JOIN {KEY} ON article_id = article.id"  # noqa: S608
        f" LEFT JOIN {TABLE}_docsize AS indexed ON indexed.id = number WHERE indexed.id IS NULL"
    ),
    "postgresql": text(f"SELECT id FROM article LEFT JOIN {TABLE} ON article_id = id WHERE article_id IS NULL"),  # noqa: S608
}
COUNT = {  # how many articles there are, for other statements
    # numbered from 1; no article is ever taken away
    "sqlite": literal_column(f"(SELECT max(number) FROM {KEY})", Integer),  # noqa: S608
    "postgresql": literal_column("(SELECT count(*) FROM article)", Integer),
}
TEXT = text("SELECT id, text FROM article WHERE id = :id")
AT_ONCE = 200  # articles read at a time


def create(connection: Connection) -> None:
    """Make an empty index."""
    for statement in DDL[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take the index away."""
    for name in (TABLE, KEY):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def add(connection: Connection, rows: Sequence[tuple[str, str]]) -> None:
    """Index articles given as (id, text)."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        last = connection.execute(LAST).scalar_one()
        numbered = [{"number": last + at, "article": key, "words": words} for at, (key, words) in enumerate(rows, 1)]
        connection.execute(NUMBER, [{"number": row["number"], "article": row["article"]} for row in numbered])
        connection.execute(INSERT["sqlite"], [{"number": row["number"], "words": row["words"]} for row in numbered])
    else:
        connection.execute(
            INSERT["postgresql"],
            [
                {"article": key, "lexemes": " ".join(fulltext.lexemes(fulltext.words_of(words), []))}
                for key, words in rows
            ],
        )


def add_all(connection: Connection) -> None:
    """Index the articles that are there and not indexed."""
    missing_ids = missing(connection)
    for first in range(0, len(missing_ids), AT_ONCE):
        wanted = [connection.execute(TEXT, {"id": key}).one() for key in missing_ids[first : first + AT_ONCE]]
        add(connection, [(row.id, row.text) for row in wanted])


def missing(connection: Connection) -> list[str]:
    """List the articles that are not indexed."""
    return list(connection.execute(MISSING[connection.dialect.name]).scalars())


def having(connection: Connection, groups: Sequence[Group], most: int) -> list[list[Key]]:
    """Give for each group of words the articles that have all, ``most`` at most: keys for ``ids``."""
    if connection.dialect.name == "sqlite":
        asked = [together.all_of(words, " AND ", " OR ", _term) for words in groups]
    else:
        asked = [together.all_of(words, " & ", " | ", lambda word: word[: fulltext.LONGEST]) for words in groups]
    return together.each(connection, HAVING[connection.dialect.name], asked, most)


def ids(connection: Connection, keys: Sequence[Key]) -> list[str]:
    """Give the ids of articles, in the same order."""
    if connection.dialect.name != "sqlite":
        return [str(key) for key in keys]
    rows = connection.execute(IDS, {"numbers": list(keys)}) if keys else ()
    found = {row.number: str(row.article_id) for row in rows}
    return [found[key] for key in keys if key in found]


def _term(word: str) -> str:
    """Write a folded word for FTS5, which knows no ligatures: coeur may be printed cœur."""
    joined = word.replace("oe", "œ").replace("ae", "æ")
    return f'"{word}"' if joined == word else f'("{word}" OR "{joined}")'
