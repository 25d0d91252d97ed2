"""Questions to a database: what is in it, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quotes import explain
from quotes.errors import BadDate, UnknownLanguage
from quotes.readers.metadata import iso_date
from quotes.store import Store, count, detail
from quotes.store import search as searching

if TYPE_CHECKING:
    from quotes.results import Hit, QuoteDetail, SearchQuery, Stats


def search(store: Store, query: SearchQuery) -> list[Hit]:
    """Find quotes: first those whose speaker the words name, then exact wording, then tolerant.

    Raises ``BadDate`` when ``since`` or ``until`` is none.
    """
    for date in (query.since, query.until):
        if date is not None and iso_date(date) != date:
            raise BadDate(date)
    return searching.find(store, query)


def show(store: Store, id_prefix: str) -> QuoteDetail:
    """Give all that is known of the one quote whose id starts so, and why (``AmbiguousId``, ``NoSuchQuote``)."""
    from quotes.lexicon import load

    found = detail.detail(store, id_prefix)
    try:
        language = load(found.source.lang)
    except UnknownLanguage:
        language = None
    return replace(found, why=explain.why_stored(found, language))


def stats(store: Store) -> Stats:
    """Count what is in the database."""
    return count.count(store)
