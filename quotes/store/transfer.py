"""Whole tables in and out, row by row, in the same order each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Float, Integer, column, func, select, table, text

from quotes.store import article_index, bulk, fulltext, schema
from quotes.store import search as searching
from quotes.store.columns import Base
from quotes.store.views import QUOTE_FULL

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from sqlalchemy import Connection, Select, Table

    from quotes.results import SearchQuery

AT_ONCE = 1_000  # rows held
STREAMED = {"yield_per": AT_ONCE}
LOCAL = {("quote", "number")}  # columns that each database fills for itself

VIEW_TYPES = {"confidence": float, "start": int, "end": int, "printings": int}  # the others of quote_full are text


class Field(NamedTuple):
    """A column's name, the Python type of what is in it, and its comment."""

    name: str
    type: type[str | int | float]
    comment: str


def tables() -> list[Table]:
    """List the tables, each after those that it refers to."""
    return list(Base.metadata.sorted_tables)


def fields_of(source: Table) -> list[Field]:
    """Describe the columns of a table that mean something elsewhere."""
    types: tuple[tuple[type[Any], type[Any]], ...] = ((Integer, int), (Float, float))
    return [
        Field(
            each.name,
            next((python for sql, python in types if isinstance(each.type, sql)), str),
            each.comment or "",
        )
        for each in source.columns
        if (source.name, each.name) not in LOCAL
    ]


def rows_of(connection: Connection, source: Table) -> Generator[tuple[Any, ...]]:
    """Read a table in the order of its key; rows that are numbered here, in the order in which they came."""
    wanted = select(*(source.c[field.name] for field in fields_of(source))).order_by(*source.primary_key)
    return _streamed(connection, wanted)


def fields_of_quotes() -> list[Field]:
    """Describe the columns of the view ``quote_full``."""
    return [Field(name, VIEW_TYPES.get(name, str), comment) for name, comment in QUOTE_FULL.columns.items()]


def quotes(connection: Connection, query: SearchQuery | None = None) -> Generator[tuple[Any, ...]]:
    """Read the view ``quote_full``, or what of it answers ``query`` (but for its limit), ordered by id."""
    names = [field.name for field in fields_of_quotes()]
    wanted: Select[*tuple[Any, ...]] = (
        select(*map(column, names)).select_from(table(QUOTE_FULL.name)).order_by(column("id"))
    )
    if query is not None:
        wanted = wanted.where(column("id").in_(searching.ids(connection, query)))
    return _streamed(connection, wanted)


def _streamed(connection: Connection, wanted: Select[*tuple[Any, ...]]) -> Generator[tuple[Any, ...]]:
    with connection.execute(wanted, execution_options=STREAMED) as rows:
        for row in rows:
            yield tuple(row)


def is_empty(connection: Connection) -> bool:
    """Say whether no row is in any table."""
    return not any(connection.execute(select(text("1")).select_from(each).limit(1)).first() for each in tables())


def size(connection: Connection, source: Table) -> int:
    """Count the rows of a table."""
    return connection.execute(select(func.count()).select_from(source)).scalar_one()


def load(connection: Connection, target: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows with the columns of ``fields_of``, in their order."""
    bulk.load(connection, target.name, [field.name for field in fields_of(target)], rows)


def index(connection: Connection) -> None:
    """Make the search indexes anew, of rows that were loaded."""
    fulltext.drop(connection)
    fulltext.create(connection)
    quote = schema.Quote
    wanted = select(quote.number, quote.text, quote.speaker, quote.role).order_by(quote.number)
    with connection.execute(wanted, execution_options=STREAMED) as rows:
        for batch in rows.partitions():
            fulltext.add(connection, [(row.number, row.text, row.speaker, row.role) for row in batch])
    article_index.drop(connection)
    article_index.create(connection)
    article_index.add_all(connection)


def corpus(connection: Connection) -> dict[str, Any]:
    """Say what the database is made of: articles, quotes, and the first and the last date of publication."""
    published = schema.Article.published
    first, last = connection.execute(select(func.min(published), func.max(published))).one()
    articles, quotes = (
        connection.execute(select(func.count()).select_from(each)).scalar_one()
        for each in (schema.Article, schema.Quote)
    )
    return {"articles": articles, "quotes": quotes, "first": first, "last": last}


def runs(connection: Connection) -> list[dict[str, Any]]:
    """List the extractors that found the quotes, and how many each found."""
    run, number = schema.Run, func.count()
    wanted = (
        select(run.version, run.lang, run.lexicon, run.options, number.label("quotes"))
        .join(schema.Quote, schema.Quote.run_id == run.id)
        .group_by(run.version, run.lang, run.lexicon, run.options)
        .order_by(run.version, run.lang, run.lexicon, run.options)
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]
