"""Results to text for people, and to JSON, JSON Lines and CSV for programs."""

from quotes.render.data import Format, write_rows
from quotes.render.people import detail_text, hits_text, quotes_text
from quotes.render.reports import findings_text, ingest_text, stats_text
from quotes.render.rows import detail_rows, finding_rows, hit_rows, quote_rows, stats_rows
from quotes.render.terminal import clean

__all__ = [
    "Format",
    "clean",
    "detail_rows",
    "detail_text",
    "finding_rows",
    "findings_text",
    "hit_rows",
    "hits_text",
    "ingest_text",
    "quote_rows",
    "quotes_text",
    "stats_rows",
    "stats_text",
    "write_rows",
]
