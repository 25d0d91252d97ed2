"""Remember what follows from the last texts: what one outlet prints, others often print soon after."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


def remembered(function: Callable[[str], Value], most: int, longest: int) -> Callable[[str], Value]:
    """Make a function that remembers its values for the last ``most`` texts.

    None of them is longer than ``longest`` code points, so that they do not fill the memory.
    """
    lately = lru_cache(most)(function)
    return lambda text: (lately if len(text) <= longest else function)(text)
