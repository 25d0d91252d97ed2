"""What an export says of itself, in ``manifest.json`` beside its files."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from quotes.errors import DamagedExport, NotAnExport
from quotes.exchange.files import digest_of_file
from quotes.exchange.form import Form

if TYPE_CHECKING:
    from pathlib import Path

NAME = "manifest.json"
FORMAT = "quotes export 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an export: the table it holds, and what it must be to be whole."""

    name: str
    table: str
    rows: int
    size: int  # bytes
    digest: str  # SHA-256 of the file
    content: str  # of the rows, whatever the format: see columns.Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an export holds, who made it and how. ``complete`` ones can be imported."""

    form: Form
    schema: str  # revision of the tables
    complete: bool  # every table with every row and column
    made_by: str
    made_at: str  # ISO 8601, UTC
    query: dict[str, Any]  # what narrowed it; empty: nothing
    texts: bool  # False: each quote is cut to its first words
    runs: list[dict[str, Any]]  # which extractors found the quotes: version, lang, lexicon, how many quotes
    corpus: dict[str, Any]  # of the whole database: articles, quotes, first and last published
    licence: str
    cite: str
    files: list[Member] = field(default_factory=list)

    def save(self, folder: Path) -> None:
        """Write it into an export's folder."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=2)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


def load(folder: Path) -> Manifest:
    """Read an export's manifest, and check that every file is as it says: ``NotAnExport``, ``DamagedExport``."""
    path = folder / NAME
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said.pop("format") != FORMAT:
            raise NotAnExport(str(folder))
        said["form"] = Form(said["form"])
        manifest = Manifest(**said | {"files": [Member(**member) for member in said["files"]]})
    except OSError:
        raise NotAnExport(str(folder)) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedExport(str(path), "it is not as it was written") from error
    for member in manifest.files:
        _check(folder / member.name, member)
    return manifest


def _check(path: Path, member: Member) -> None:
    if "/" in member.name or "\\" in member.name or not path.is_file():
        raise DamagedExport(str(path), "the file is not there")
    if path.stat().st_size != member.size:
        raise DamagedExport(str(path), f"it has {path.stat().st_size:,} bytes, the manifest says {member.size:,}")
    if digest_of_file(path) != member.digest:
        raise DamagedExport(str(path), "its SHA-256 is not the one in the manifest")
