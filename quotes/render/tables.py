"""Any rows, for people: in columns where they fit the screen, else one value a line."""

from __future__ import annotations

from itertools import chain, islice
from numbers import Real
from typing import TYPE_CHECKING

from quotes.render.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MEASURED = 100  # rows that say how wide the columns are
GAP = "  "


def table_text(columns: Sequence[str], rows: Iterable[Sequence[object]], *, width: int) -> Iterator[str]:
    """Lay out rows that are read once; those that are wider than the first ones run over their column."""
    coming = iter(rows)
    first = list(islice(coming, MEASURED))
    names = [clean(name) for name in columns]
    widths = [max(map(len, column)) for column in zip(names, *map(_cells, first), strict=True)]
    if not first:
        return
    every = chain(first, coming)
    if sum(widths) + len(GAP) * (len(widths) - 1) > width:
        yield from _records(names, every)
        return
    right = [all(isinstance(value, Real) for value in column) for column in zip(*first, strict=True)]
    yield _line(names, widths, right)
    yield _line(["-" * each for each in widths], widths, right)
    for row in every:
        yield _line(_cells(row), widths, right)


def _records(names: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Print each row as lines of name and value, with a blank line between rows; what is NULL is left out."""
    longest = max(map(len, names))
    for number, row in enumerate(rows):
        shown = [f"{name:<{longest}}  {cell}\n" for name, cell in zip(names, _cells(row), strict=True) if cell]
        yield ("\n" if number else "") + "".join(shown)


def _cells(row: Sequence[object]) -> list[str]:
    return ["" if value is None else clean(_written(value)) for value in row]


def _written(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    placed = (
        cell.rjust(width) if number else cell.ljust(width)
        for cell, width, number in zip(cells, widths, right, strict=True)
    )
    return GAP.join(placed).rstrip() + "\n"
