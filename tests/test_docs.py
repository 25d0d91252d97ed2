"""The documents speak of what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from quotes.cli import app

ROOT = Path(__file__).parent.parent
COMMANDS = [f"quotes {name}" for name in typer.main.get_command(app).commands]  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("document", ["README.md", "docs/cli.md"])
def test_every_command_is_in_the_documents(document: str, command: str) -> None:
    assert command in (ROOT / document).read_text(encoding="utf-8")


def test_every_make_target_is_in_the_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in [
        "help",
        "setup",
        "demo",
        "test",
        "check",
        "fmt",
        "lint",
        "types",
        "layers",
        "eval",
        "bench",
        "docs",
        "migration",
    ]:
        assert re.search(rf"^{target}:.*## ", makefile, re.MULTILINE), target


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/cli.md"])
def test_links_lead_somewhere(document: str) -> None:
    path = ROOT / document
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
