"""Files that carry tables from one program to another, exactly: CSV, JSON Lines and Parquet, with a manifest.

Only what describes a table is here; ``files`` and ``manifest`` read and write, and are imported where that is done.
"""

from quotes.exchange.columns import Column, Kind, Row, digest_of
from quotes.exchange.form import Form

__all__ = ["Column", "Form", "Kind", "Row", "digest_of"]
