"""The shape of a table outside any database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Value = str | int | float | None
Row = tuple[Value, ...]


class Kind(StrEnum):
    """What a column holds; None may stand in any."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    DAY = "day"  # ISO 8601, 2021-08-12: a day and nothing less precise


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and what its table says of it."""

    name: str
    kind: Kind = Kind.TEXT
    comment: str = ""


@dataclass(slots=True)
class Tally:
    """Counts rows and hashes what is in them, whatever file they go to."""

    rows: int = 0
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    def of(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Hand the rows on."""
        for row in rows:
            self.rows += 1
            self._hash.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            yield row

    @property
    def digest(self) -> str:
        """SHA-256 of the rows so far, each a JSON array in UTF-8 on a line of its own, hexadecimal."""
        return self._hash.hexdigest()


def digest_of(rows: Iterable[Sequence[Value]]) -> str:
    """Give the digest of rows at once."""
    tally = Tally()
    for _ in tally.of(tuple(row) for row in rows):
        pass
    return tally.digest
