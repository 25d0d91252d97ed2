"""Parquet: an article a row, read a few rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotes.errors import BrokenFile, MissingLibrary, ReadingError
from quotes.readers.reading import failed
from quotes.readers.records import choose, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quotes.readers.reading import Input, Reading

ROWS = 32  # at once: each may be as long as an article may be


def read_parquet(source: Input) -> Iterator[Reading]:
    """Read an article a row; only the columns that are wanted are read at all."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        yield failed(source.place, MissingLibrary("pyarrow", "parquet"))
        return
    try:
        table = parquet.ParquetFile(source.stream, pre_buffer=False)
        names = tuple(table.schema_arrow.names)
        wanted = list(choose(names, source.columns).values())
        yield from read_records(_rows(table, wanted, source.place), source)
    except ReadingError as error:
        yield failed(source.place, error)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        yield failed(source.place, BrokenFile("Parquet", str(error)))


def _rows(table: Any, wanted: list[str], place: str) -> Iterator[tuple[str, Mapping[str, object]]]:  # noqa: ANN401
    number = 0
    for batch in table.iter_batches(batch_size=ROWS, columns=wanted):
        for row in batch.to_pylist():
            number += 1
            yield f"{place}:{number}", row
