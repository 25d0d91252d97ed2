"""Run the command line in this process, as ``quotes …`` does in its own."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from quotes.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Run ``quotes`` with ``arguments``, ``stdin`` piped in."""

    def __call__(self, *arguments: object, stdin: bytes = b"") -> Ran: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Every test has a database of its own, no terminal, 80 columns."""
    monkeypatch.setenv("QUOTES_DB", str(tmp_path / "quotes.db"))
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ran(code, captured.out, captured.err)

    return run


ARTICLE = """---
outlet: La Gazette
date: 2021-08-12
title: Le départ
url: https://gazette.example/depart
---
« Nous partirons à la date prévue », a déclaré John Kirby, le porte-parole du Pentagone.

"La sécurité d'abord", a répondu Ben Wallace.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """One article with two quotes."""
    path = tmp_path / "depart.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
