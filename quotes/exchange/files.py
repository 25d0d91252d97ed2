"""Tables as files, written and read row by row: nothing here holds more than a few thousand rows.

What is read back is what was written, in each format. In CSV an empty cell is None; a text that is empty, or
that a spreadsheet would take for a formula, has an apostrophe before it, as spreadsheets themselves write it.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Protocol

from quotes.errors import DamagedExport, NoParquet
from quotes.exchange.columns import Kind, Tally
from quotes.exchange.form import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from quotes.exchange.columns import Column, Row, Value

ROWS_AT_ONCE = 250  # of Parquet, as Python's values: whole articles may be in them
ROW_GROUP = 8_000_000  # bytes, in Arrow's form: a group is held whole, but the list of all groups is held to the end
LONGEST_CELL = 2**31 - 1  # code points; the csv module's own limit is far below an article
FITTING: dict[Kind, set[type]] = {Kind.TEXT: {str}, Kind.INTEGER: {int}, Kind.REAL: {int, float}, Kind.DAY: {str}}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")  # what a spreadsheet runs when a cell begins so


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: so many rows; the digest of their content, and that of the file, both SHA-256."""

    rows: int
    content: str
    size: int  # bytes
    digest: str


class _Format(Protocol):
    def write(self, file: IO[bytes], columns: Sequence[Column], rows: Iterable[Row]) -> None: ...
    def read(self, file: IO[bytes], columns: Sequence[Column]) -> Iterator[Row]: ...


def write(path: Path, form: Form, columns: Sequence[Column], rows: Iterable[Row]) -> Written:
    """Write a table to a new file."""
    tally = Tally()
    with path.open("xb") as file:
        FORMS[form].write(file, columns, tally.of(rows))
    return Written(tally.rows, tally.digest, path.stat().st_size, digest_of_file(path))


def read(path: Path, form: Form, columns: Sequence[Column]) -> Iterator[Row]:
    """Read a table back; raise ``DamagedExport`` at the first row that is not what ``write`` writes."""
    with path.open("rb") as file:
        try:
            yield from FORMS[form].read(file, columns)
        except (ValueError, KeyError, TypeError, csv.Error) as error:  # pyarrow's and json's are ValueErrors
            raise DamagedExport(str(path), str(error).partition("\n")[0]) from error


def digest_of_file(path: Path) -> str:
    """Give the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Jsonl:
    def write(self, file: IO[bytes], columns: Sequence[Column], rows: Iterable[Row]) -> None:
        names = [column.name for column in columns]
        for row in rows:
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False).encode() + b"\n")

    def read(self, file: IO[bytes], columns: Sequence[Column]) -> Iterator[Row]:
        names = {column.name for column in columns}
        for line in file:
            cells = json.loads(line)
            if not isinstance(cells, dict) or cells.keys() != names:
                raise ValueError("its columns are not those of the table")
            yield tuple(_checked(cells[column.name], column) for column in columns)


class _Csv:
    def write(self, file: IO[bytes], columns: Sequence[Column], rows: Iterable[Row]) -> None:
        with _text(file) as lines:
            writer = csv.writer(lines, lineterminator="\r\n")  # RFC 4180; what stands in it is quoted in a cell
            writer.writerow([column.name for column in columns])
            writer.writerows([self._cell(value) for value in row] for row in rows)

    def read(self, file: IO[bytes], columns: Sequence[Column]) -> Iterator[Row]:
        csv.field_size_limit(LONGEST_CELL)
        with _text(file) as lines:
            rows = csv.reader(lines, strict=True)
            if next(rows, None) != [column.name for column in columns]:
                raise ValueError("its columns are not those of the table")
            for row in rows:
                yield tuple(self._value(cell, column) for cell, column in zip(row, columns, strict=True))

    @staticmethod
    def _cell(value: Value) -> Value:
        return f"'{value}" if isinstance(value, str) and (not value or value.startswith(FORMULA)) else value

    @staticmethod
    def _value(cell: str, column: Column) -> Value:
        if not cell:
            return None
        if column.kind is Kind.INTEGER:
            return int(cell)
        if column.kind is Kind.REAL:
            return float(cell)
        return str(_checked(cell.removeprefix("'"), column))


class _Parquet:
    def write(self, file: IO[bytes], columns: Sequence[Column], rows: Iterable[Row]) -> None:
        arrow, parquet = _arrow()
        schema = _schema(arrow, columns)
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            for batches in _row_groups(_batches(arrow, schema, columns, rows)):
                writer.write_table(arrow.Table.from_batches(batches, schema))

    def read(self, file: IO[bytes], columns: Sequence[Column]) -> Iterator[Row]:
        arrow, parquet = _arrow()
        with closing(parquet.ParquetFile(file)) as table:
            if not table.schema_arrow.equals(_schema(arrow, columns)):
                raise ValueError("its columns are not those of the table")
            for group in range(table.num_row_groups):  # one and no more: pyarrow would read others ahead
                for batch in table.read_row_group(group, use_threads=False).to_batches(ROWS_AT_ONCE):
                    cells = (map(_from_arrow, array.to_pylist()) for array in batch.columns)
                    yield from zip(*cells, strict=True)


def _checked(value: Any, column: Column) -> Any:  # noqa: ANN401 - anything may stand in a file
    if value is not None and type(value) not in FITTING[column.kind]:
        raise ValueError(f"{column.name} is no {column.kind}")
    if column.kind is Kind.DAY and value is not None:
        dt.date.fromisoformat(value)
    return value


@contextmanager
def _text(file: IO[bytes]) -> Iterator[TextIOWrapper]:
    lines = TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        yield lines
    finally:
        lines.detach()  # flushes it, and leaves the file open


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise NoParquet from None
    return pa, parquet


def _schema(arrow: Any, columns: Sequence[Column]) -> Any:  # noqa: ANN401 - pyarrow has no types
    types = {
        Kind.TEXT: arrow.string(),
        Kind.INTEGER: arrow.int64(),
        Kind.REAL: arrow.float64(),
        Kind.DAY: arrow.date32(),
    }
    return arrow.schema(
        [arrow.field(column.name, types[column.kind], metadata={"comment": column.comment}) for column in columns]
    )


def _batches(arrow: Any, schema: Any, columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[Any]:  # noqa: ANN401
    coming = iter(rows)
    while batch := list(islice(coming, ROWS_AT_ONCE)):
        cells = (
            [_to_arrow(value, column) for value in values]
            for values, column in zip(zip(*batch, strict=True), columns, strict=True)
        )
        arrays = [arrow.array(values, field.type) for values, field in zip(cells, schema, strict=True)]
        yield arrow.record_batch(arrays, schema=schema)


def _row_groups(batches: Iterable[Any]) -> Iterator[list[Any]]:
    """Gather batches until they are large enough: a file of many small groups is a long list of them."""
    group: list[Any] = []
    size = 0
    for batch in batches:
        group.append(batch)
        size += batch.nbytes
        if size >= ROW_GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _to_arrow(value: Value, column: Column) -> object:
    return dt.date.fromisoformat(value) if column.kind is Kind.DAY and isinstance(value, str) else value


def _from_arrow(value: Any) -> Value:  # noqa: ANN401
    return value.isoformat() if isinstance(value, dt.date) else value


FORMS: dict[Form, _Format] = {Form.CSV: _Csv(), Form.JSONL: _Jsonl(), Form.PARQUET: _Parquet()}
