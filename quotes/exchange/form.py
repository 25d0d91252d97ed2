"""How a table can be written: the names alone, which the command line needs before anything is read or written."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """How a table is written."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
