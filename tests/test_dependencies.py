"""Whatever the program imports is the standard library's, or declared: not another package's own dependency."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def declared() -> set[str]:
    """Name the packages of every extra that users install, as they are imported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = project["dependencies"] + [line for extra, lines in extras.items() if extra != "dev" for line in lines]
    return {re.split(r"[\[<>=~;]", line)[0].strip().lower().replace("-", "_") for line in lines}


def imported(path: Path) -> set[str]:
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"quotes"}


def test_what_is_imported_is_declared() -> None:
    found = {name: path.name for path in sorted((ROOT / "quotes").rglob("*.py")) for name in imported(path)}
    assert found
    assert {name: module for name, module in found.items() if name not in declared()} == {}
