"""The database: articles, quotes and the places that prove them, kept in SQLite."""

from quotes.store.connect import Store, open_store

__all__ = ["Store", "open_store"]
