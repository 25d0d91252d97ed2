"""The gate: the figures reached so far, below which a change may not fall.

``floors.json`` beside it keeps for each corpus its figures and the SHA-256 of the files they were measured on. How many
quotes are given a speaker has no floor: to name fewer is no fault by itself, and a right name withheld lowers the
recall of both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from evaluation.corpus import Corpus
    from evaluation.ruler import Figures

FREE = frozenset({"named_share"})  # figures that may fall
FILE = Path(__file__).with_name("floors.json")


class Floor(TypedDict):
    """What was reached on one corpus."""

    digest: str
    documents: int
    figures: Figures


Floors = dict[str, Floor]


def read(file: Path = FILE) -> Floors:
    """Read the floors; none where there is no file."""
    return cast("Floors", json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def write(floors: Floors, file: Path = FILE) -> None:
    """Write the floors, one figure a line."""
    file.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def complaints(corpus: Corpus, figures: Figures, floors: Floors) -> list[str]:
    """Say what keeps the figures of a corpus from passing, a line for each; nothing if they pass."""
    floor = floors.get(corpus.name)
    if floor is None:
        return [f"{corpus.name}: no figures to compare with yet"]
    found = []
    if floor["digest"] != corpus.digest:
        found.append(f"{corpus.name}: not the articles measured before")
    return found + [f"{corpus.name}: {line}" for line in fallen(figures, floor["figures"])]


def fallen(figures: Figures, floor: Figures) -> list[str]:
    """List the figures below their floor, or not measured any more."""
    lines = []
    for name, least in floor.items():
        now = figures.get(name)
        if now is None:
            lines.append(f"{name} is not measured any more, it was {least:.4f}")
        elif now < least:
            lines.append(f"{name} fell by {least - now:.4f}, from {least:.4f} to {now:.4f}")
    return lines


def updated(corpus: Corpus, figures: Figures, floors: Floors, *, allow_lower: bool) -> tuple[Floors, list[str]]:
    """Give the floors with the figures of ``corpus``, and what was refused: a lower one that was not allowed.

    Where one figure is refused the others stay as they were.
    """
    floor = floors.get(corpus.name)
    refused = [] if floor is None or allow_lower else fallen(figures, floor["figures"])
    if refused:
        return floors, [f"{corpus.name}: {line}" for line in refused]
    held = {name: figure for name, figure in figures.items() if name not in FREE}
    new = Floor(digest=corpus.digest, documents=len(corpus.documents), figures=held)
    return dict(sorted({**floors, corpus.name: new}.items())), []
