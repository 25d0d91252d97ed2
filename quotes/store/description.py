"""What the database says of itself: a view with the comment of every table, view and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.store.schema import Article
from quotes.store.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def comments(views: Iterable[View]) -> Iterator[tuple[str, str, str]]:
    """List table or view, column ('' for the whole of it) and comment."""
    for table in Article.metadata.sorted_tables:
        yield table.name, "", table.comment or ""
        yield from ((table.name, column.name, column.comment or "") for column in table.columns)
    for view in views:
        yield view.name, "", view.comment
        yield from ((view.name, column, comment) for column, comment in view.columns.items())


def description_of(views: Iterable[View]) -> View:
    """Make the view that describes the tables, and ``views``."""
    rows = ",\n    ".join(f"({', '.join(map(_quoted, row))})" for row in comments(views))
    return View(
        name="description",
        comment="what each table, view and column holds, in words",
        columns={
            "relation": "name of the table or view",
            "column_name": "name of the column; empty where the whole table or view is described",
            "comment": "what it holds",
        },
        select="SELECT column1 AS relation, column2 AS column_name, column3 AS comment\n"
        f"FROM (VALUES\n    {rows}\n) AS said",
    )


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
