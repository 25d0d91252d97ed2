"""Find who said what in a text: a pure function, total on any string."""

from __future__ import annotations

from quotes.model import Extraction


def extract(text: str, lang: str = "fr", *, published: str | None = None) -> Extraction:  # noqa: ARG001
    """Placeholder until the engine lands."""
    return Extraction(quotes=())
