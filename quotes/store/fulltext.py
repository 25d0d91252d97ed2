"""Search that ignores case, accents, ligatures and elision: the only SQL peculiar to one engine.

The index is ``quote_fts(rowid, words, speaker)``, its rowid being ``quote.number``: the folded words of a quote, and
those of its speaker's name and function. In SQLite it is an FTS5 table without content of its own; in PostgreSQL a
table that keeps the words, with a ``tsvector`` of them beside. What goes in and what is looked for are cut into words
by the same function here, so both find the same, and PostgreSQL needs no extension.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Select, String, func, literal, literal_column, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from quotes.folding import fold
from quotes.store import bulk
from quotes.store.lately import remembered
from quotes.wording import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection
    from sqlalchemy.sql.compiler import SQLCompiler

TABLE = "quote_fts"
DDL = {
    "sqlite": (
        (
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, speaker, content='', "
            "tokenize='unicode61 remove_diacritics 2')"
        ),
    ),
    "postgresql": (
        f"""CREATE TABLE {TABLE} (
            rowid BIGINT CONSTRAINT pk_{TABLE} PRIMARY KEY
                CONSTRAINT fk_{TABLE}_rowid_quote REFERENCES quote (number) ON DELETE CASCADE,
            words TEXT COLLATE "C" NOT NULL, speaker TEXT COLLATE "C" NOT NULL, lexemes TSVECTOR NOT NULL)""",
        f"CREATE INDEX ix_{TABLE}_lexemes ON {TABLE} USING gin (lexemes)",
        (
            f"COMMENT ON TABLE {TABLE} IS 'the search index, derived from the rest: folded words (no case, accents, "
            "ligatures or elision)'"
        ),
        f"COMMENT ON COLUMN {TABLE}.rowid IS 'quote.number'",
        f"COMMENT ON COLUMN {TABLE}.words IS 'of the quote, one space between them'",
        f"COMMENT ON COLUMN {TABLE}.speaker IS 'of the speaker''s name and function'",
        f"COMMENT ON COLUMN {TABLE}.lexemes IS 'all of them; those of speaker have the weight A'",
    ),
}
INSERT = {
    "sqlite": text(f"INSERT INTO {TABLE} (rowid, words, speaker) VALUES (:rowid, :words, :speaker)"),  # noqa: S608
    "postgresql": text(
        f"INSERT INTO {TABLE} (rowid, words, speaker, lexemes)"  # noqa: S608 - a name of ours
        " VALUES (:rowid, :words, :speaker, CAST(:lexemes AS tsvector))"
    ),
}
REMOVE = {  # an FTS5 table without content must be told what it forgets
    "sqlite": text(f"INSERT INTO {TABLE} ({TABLE}, rowid, words, speaker) VALUES ('delete', :rowid, :words, :speaker)"),  # noqa: S608
    "postgresql": text(f"DELETE FROM {TABLE} WHERE rowid = :rowid"),  # noqa: S608 - a name of ours
}
LONGEST = 500  # characters of a word that PostgreSQL indexes, whose lexemes have 2,046 bytes at most
MOST = 900_000  # bytes of one quote's lexemes, which PostgreSQL keeps below a megabyte
MANY = 50  # rows that PostgreSQL takes sooner by COPY
LATELY = 4_096, 2_000  # quotes and speakers whose words are remembered, and code points of each at most
AT_ONCE = 200  # words in one tsquery, which is parsed by recursion

PLAIN = {"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}

ELIDED = re.compile(r"\b(?:[cdjlmnst]|\w{0,9}qu)['’ʼ](?=\w)")  # l'évacuation, qu’il, lorsqu'on


def words_of(text: str) -> list[str]:
    """Cut ``text`` into folded words, without elided ones.

    >>> words_of("L’évacuation qu'exige sa sœur Zoé")
    ['evacuation', 'exige', 'sa', 'soeur', 'zoe']
    """
    return WORD.findall(ELIDED.sub("", fold(text)))


def create(connection: Connection) -> None:
    """Make an empty index."""
    for statement in DDL[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take the index away."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TABLE}")


def add(connection: Connection, rows: Iterable[tuple[int, str, str | None, str | None]]) -> None:
    """Index quotes given as (number, text, speaker, role)."""
    make = _indexed if connection.dialect.name == "sqlite" else _with_lexemes
    indexed = [make(*row) for row in rows]
    if len(indexed) > MANY and connection.dialect.name == "postgresql":
        bulk.copy(connection, TABLE, tuple(indexed[0]), (tuple(row.values()) for row in indexed))
    elif indexed:
        connection.execute(INSERT[connection.dialect.name], indexed)


def remove(connection: Connection, rows: Iterable[tuple[int, str, str | None, str | None]]) -> None:
    """Take quotes, given as they were to ``add``, off the index."""
    indexed = [_indexed(*row) for row in rows]
    if indexed:
        connection.execute(REMOVE[connection.dialect.name], indexed)


def _indexed(number: int, words: str, speaker: str | None, role: str | None) -> dict[str, object]:
    return {"rowid": number, "words": _joined(words), "speaker": _joined(f"{speaker or ''} {role or ''}")}


_joined = remembered(lambda text: " ".join(words_of(text)), *LATELY)


def _with_lexemes(number: int, words: str, speaker: str | None, role: str | None) -> dict[str, object]:
    row = _indexed(number, words, speaker, role)
    return row | {"lexemes": " ".join(lexemes(str(row["words"]).split(), str(row["speaker"]).split()))}


def lexemes(of_quote: list[str], of_speaker: list[str]) -> Iterator[str]:
    """Write what PostgreSQL indexes, as its ``tsvector`` prints it but for the order: ``'mot':1A,2``."""
    marks: dict[str, str] = {}
    for words, mark in ((of_speaker, "1A"), (of_quote, "2")):
        for word in dict.fromkeys(word[:LONGEST] for word in words):
            marks[word] = f"{marks[word]},{mark}" if word in marks else mark
    room = MOST
    for word, mark in marks.items():
        room -= len(word.encode()) + 8
        if room >= 0:
            yield f"'{word}':{mark}"


def all_begin(words: list[str], column: str | None = None) -> Select[Any]:
    """Select the numbers of quotes in which each word begins some word (of one column, if named)."""
    asked = list(dict.fromkeys(words))
    expression = " AND ".join(f'"{word}"*' for word in asked)
    scoped = expression if column is None else f"{{{column}}} : ({expression})"
    weight = {None: "*", "speaker": "*A", "words": "*D"}[column]
    return _matching(scoped, *_tsqueries(asked, weight))


def in_sequence(words: list[str]) -> Select[Any]:
    """Select the numbers of quotes whose text has these words one after the other."""
    found = _matching('{words} : "' + " ".join(words) + '"', *_tsqueries(list(dict.fromkeys(words)), "D"))
    return found.where(_Follows(literal(f"% {' '.join(words)} %", String())))


def _matching(expression: str, *queries: str) -> Select[Any]:
    """Select by an FTS5 expression or by tsqueries: of folded words, which hold nothing that is syntax in either."""
    rowid: ColumnElement[int] = literal_column("rowid")
    terms = (literal(term, String()) for term in (expression, *queries))
    return select(rowid).select_from(text(TABLE)).where(_Matches(*terms))


def _tsqueries(words: list[str], weight: str) -> Iterator[str]:
    cut = [f"{word[:LONGEST]}:{weight}" for word in words]
    for first in range(0, len(cut), AT_ONCE):
        yield " & ".join(cut[first : first + AT_ONCE])


class _Matches(FunctionElement[bool]):
    """Whether a row of the index fits: an FTS5 expression, then tsqueries that must all fit."""

    inherit_cache = True


class _Follows(FunctionElement[bool]):
    """Whether the words of a row are like a pattern with blanks around; an FTS5 expression has said so already."""

    inherit_cache = True


class _PlaceOf(FunctionElement[int]):
    """Where in a text another one begins, from 1; 0 if nowhere."""

    type = Integer()
    inherit_cache = True


@compiles(_Matches, "sqlite")
def _fts5(element: _Matches, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    expression, *_ = element.clauses
    return f"{TABLE} MATCH {compiler.process(expression, **kw)}"


@compiles(_Matches, "postgresql")
def _tsvector(element: _Matches, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    _, *queries = element.clauses
    return " AND ".join(f"lexemes @@ CAST({compiler.process(query, **kw)} AS tsquery)" for query in queries)


@compiles(_Follows, "sqlite")
def _said_already(_element: _Follows, _compiler: SQLCompiler, **_kw: Any) -> str:  # noqa: ANN401
    return "1"


@compiles(_Follows, "postgresql")
def _like(element: _Follows, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"' ' || words || ' ' LIKE {compiler.process(element.clauses, **kw)}"


@compiles(_PlaceOf, "sqlite")
def _instr(element: _PlaceOf, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"instr({compiler.process(element.clauses, **kw)})"


@compiles(_PlaceOf, "postgresql")
def _strpos(element: _PlaceOf, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    return f"strpos({compiler.process(element.clauses, **kw)})"


def contains(column: ColumnElement[str], wording: str) -> ColumnElement[bool]:
    """Whether ``column`` holds ``wording``, any space and apostrophe being as good as another."""
    plain = column
    for typographic, typed in PLAIN.items():
        plain = func.replace(plain, typographic, typed)
    return _PlaceOf(plain, literal(as_typed(wording), String())) > 0


def as_typed(wording: str) -> str:
    """Write ``wording`` as a keyboard would, without marks around it.

    >>> as_typed("« L’accord\N{NO-BREAK SPACE}! »")
    "L'accord"
    """
    wording = wording.encode(errors="replace").decode()  # a terminal may pass bytes that are no characters
    wording = wording.replace("\0", "\N{REPLACEMENT CHARACTER}")  # as the readers do
    for typographic, typed in PLAIN.items():
        wording = wording.replace(typographic, typed)
    marks = {char for char in wording if not char.isalnum()}
    return " ".join(wording.split()).strip("".join(marks))


def out_of_step(connection: Connection) -> list[str]:
    """Compare the index with what it is derived from; say where they differ."""
    differing = _differing_fts5 if connection.dialect.name == "sqlite" else _differing_rows
    return [f"quote number {number} is not indexed as it reads" for number in differing(connection)]


def _differing_fts5(connection: Connection) -> list[int]:
    """Compare with a fresh index, word by word: FTS5 does not give the words of a row."""
    (ddl,) = DDL["sqlite"]
    fresh = "temp.fresh_fts"
    connection.exec_driver_sql(ddl.replace(TABLE, fresh, 1))
    insert = text(str(INSERT["sqlite"]).replace(TABLE, fresh, 1))
    rows = connection.exec_driver_sql("SELECT number, text, speaker, role FROM quote")
    for batch in rows.partitions(1000):
        connection.execute(insert, [_indexed(*row) for row in batch])
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.kept_words USING fts5vocab(main, {TABLE}, instance)")
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab(temp, fresh_fts, instance)")
    numbers = connection.exec_driver_sql(
        "SELECT doc FROM (SELECT * FROM kept_words EXCEPT SELECT * FROM fresh_words)"
        " UNION SELECT doc FROM (SELECT * FROM fresh_words EXCEPT SELECT * FROM kept_words) ORDER BY doc"
    ).scalars()
    found = list(numbers)
    for name in ("kept_words", "fresh_words", "fresh_fts"):
        connection.exec_driver_sql(f"DROP TABLE temp.{name}")
    return found


def _differing_rows(connection: Connection) -> Iterator[int]:
    rows = connection.execution_options(yield_per=1000).exec_driver_sql(
        "SELECT coalesce(number, rowid), coalesce(text, ''), quote.speaker, role,"  # noqa: S608 - a name of ours
        f" words, {TABLE}.speaker AS named, CAST(lexemes AS text)"
        f" FROM quote FULL JOIN {TABLE} ON rowid = number ORDER BY 1"
    )
    for *quote, words, speaker, kept in rows:
        wanted = _with_lexemes(*quote)
        differs = sorted((kept or "").split()) != sorted(str(wanted["lexemes"]).split())
        if differs or [words, speaker] != [wanted["words"], wanted["speaker"]]:
            yield quote[0]
