"""What Datasette needs to know of a database: descriptions, facets, and the queries of the gallery."""

from __future__ import annotations

from typing import Any

from quotes.store.columns import Base
from quotes.store.gallery import gallery
from quotes.store.views import VIEWS

FACETS = {
    "quote_full": ["outlet", "speaker_status", "kind", "rule"],
    "article": ["outlet_id", "lang"],
    "speaker": ["kind"],
    "unattributed": ["rule", "outlet"],
}


def metadata(name: str) -> dict[str, Any]:
    """Write Datasette's metadata for the file ``name``.db."""
    described: dict[str, dict[str, Any]] = {
        table.name: {"description": table.comment, "columns": {each.name: each.comment for each in table.columns}}
        for table in Base.metadata.sorted_tables
    }
    described |= {view.name: {"description": view.comment, "columns": view.columns} for view in VIEWS}
    for table, facets in FACETS.items():
        described[table]["facets"] = facets
    return {
        "title": "Quotes",
        "description": "Who said what, where, in which words",
        "databases": {
            name: {
                "tables": described,
                "queries": {each.name: {"title": each.title, "sql": each.sql.rstrip(";")} for each in gallery()},
            }
        },
    }
