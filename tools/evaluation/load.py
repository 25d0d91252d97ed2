"""Load a module by its path: for what is not part of the project, or is no package."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@cache
def module(path: Path) -> Any:  # noqa: ANN401, nothing is known of a module that a path names
    """Run the Python file at ``path`` once, and give it as a module."""
    spec = spec_from_file_location(f"loaded_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    loaded = module_from_spec(spec)
    sys.modules[spec.name] = loaded  # dataclasses look their own module up
    spec.loader.exec_module(loaded)
    return loaded
