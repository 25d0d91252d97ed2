"""Files that carry tables from one program to another, exactly: CSV, JSON Lines and Parquet, with a manifest."""

from quotes.exchange.columns import Column, Kind, Row, digest_of
from quotes.exchange.files import Form, Written, read, write
from quotes.exchange.manifest import Manifest, Member

__all__ = ["Column", "Form", "Kind", "Manifest", "Member", "Row", "Written", "digest_of", "read", "write"]
