"""A source-attributed quote database for news text."""

from typing import TYPE_CHECKING

from quotes.extract import extract
from quotes.model import Article, Extraction, Quote, Span

__version__ = "0.1.0"
__all__ = ["Article", "Extraction", "Quote", "Span", "__version__", "extract", "open_store"]

if TYPE_CHECKING:
    from quotes.store import open_store
else:

    def __getattr__(name: str) -> object:
        """Import the database only for those who ask for it: SQLAlchemy takes longer than all the rest."""
        if name == "open_store":
            from quotes.store import open_store

            return open_store
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
