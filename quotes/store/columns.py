"""What the tables' columns and constraints have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import BigInteger, CheckConstraint, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMING = {  # so that a migration can name what it changes
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

#: Text that sorts and compares by code point, on a server too, whatever its locale; use it for every column of text.
Text = sqlalchemy.Text().with_variant(sqlalchemy.Text(collation="C"), "postgresql")
#: The type of a row number: more than 32 bits on a server as well.
RowNumber = Integer().with_variant(BigInteger(), "postgresql")


class Base(DeclarativeBase):
    """The tables' common ancestor, which knows them all."""

    metadata = MetaData(naming_convention=NAMING)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Allow a closed list of values only."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def a_date(column: str) -> CheckConstraint:
    """Allow ISO 8601 dates of year, month or day precision, going by their length."""
    return CheckConstraint(f"length({column}) IN (4, 7, 10)", name=column)


def a_range() -> CheckConstraint:
    """Allow half-open ranges only."""
    return CheckConstraint('0 <= start AND start <= "end"', name="range")


def a_place(words: str, prefix: str) -> CheckConstraint:
    """Allow words and their place together or not at all."""
    first, after = f"{prefix}_start", f"{prefix}_end"
    return CheckConstraint(
        f"({words} IS NULL) = ({first} IS NULL) AND ({words} IS NULL) = ({after} IS NULL)"
        f" AND ({first} IS NULL OR (0 <= {first} AND {first} < {after}))",
        name=f"{prefix}_place",
    )


def start(what: str) -> Mapped[Any]:
    """Make the column for where ``what`` starts; the annotation says whether it may be NULL."""
    return mapped_column(Integer, comment=f"first code point of {what}, from 0 at the start of article.text")


def end(what: str) -> Mapped[Any]:
    """Make the column for where ``what`` ends."""
    return mapped_column(Integer, comment=f"code point after the last of {what}")
