"""The database: articles, quotes and the places that prove them, in SQLite or PostgreSQL."""

from quotes.store.connect import Store, open_store

__all__ = ["Store", "open_store"]
