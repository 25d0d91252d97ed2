"""What a view is."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import TableClause, column, table


class View(NamedTuple):
    """A view, and what its columns hold where no table column of that name says it."""

    name: str
    comment: str
    columns: dict[str, str]
    select: str

    @property
    def ddl(self) -> str:
        """The statement that makes it."""
        return f"CREATE VIEW {self.name} AS\n{self.select}"

    @property
    def table(self) -> TableClause:
        """The view, to select from."""
        return table(self.name, *map(column, self.columns))
