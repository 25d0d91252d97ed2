"""Look up several groups of words at once in an index: what has all of a group, for each of them, in one statement."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import TextClause, text

from quotes.store import fulltext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    Group = Sequence[str | tuple[str, ...]]  # folded words; of those in a tuple any is enough

QUOTES = {
    "sqlite": f"SELECT rowid FROM {fulltext.TABLE} WHERE {fulltext.TABLE} MATCH :words LIMIT :most",  # noqa: S608 - ours
    "postgresql": f"SELECT rowid FROM {fulltext.TABLE} WHERE lexemes @@ CAST(:words AS tsquery) LIMIT :most",  # noqa: S608
}
FTS5 = '"{}"'  # a word in an expression


def quotes_having(connection: Connection, groups: Sequence[Group], most: int) -> list[list[int]]:
    """Give for each group the numbers of quotes whose text has all its words, ``most`` at most.

    A group has ``fulltext.AT_ONCE`` words at most.
    """
    if connection.dialect.name == "sqlite":
        asked = [f"{{words}} : ({all_of(words, ' AND ', ' OR ', FTS5.format)})" for words in groups]
    else:
        asked = [all_of(words, " & ", " | ", lambda word: f"{word[: fulltext.LONGEST]}:D") for words in groups]
    return each(connection, QUOTES[connection.dialect.name], asked, most)


def all_of(words: Group, both: str, either: str, term: Callable[[str], str]) -> str:
    """Write a group as an expression of the engine's."""
    return both.join(
        term(word) if isinstance(word, str) else f"({either.join(map(term, word))})" for word in words if word
    )


def each(connection: Connection, one: str, asked: Sequence[str], most: int) -> list[list[Any]]:
    """Run ``one`` statement, of one column, for each of the expressions ``asked``, all in one go."""
    found: list[list[Any]] = [[] for _ in asked]
    if asked:
        values = {f"words_{at}": words for at, words in enumerate(asked)}
        for at, key in connection.execute(_united(one, len(asked)), {**values, "most": most}).all():
            found[at].append(key)
    return found


@cache
def _united(one: str, times: int) -> TextClause:
    """Repeat a statement with ``:words`` in it; SQLite wants it as a table to limit each."""
    return text(
        " UNION ALL ".join(
            f"SELECT {at}, found.* FROM ({one.replace(':words', f':words_{at}')}) AS found"  # noqa: S608 - ours
            for at in range(times)
        )
    )
