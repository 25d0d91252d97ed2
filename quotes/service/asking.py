"""Questions to a database: what is in it, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quotes import explain
from quotes.dates import iso_date
from quotes.errors import BadDate, UnknownLanguage
from quotes.store import Store, alarming, count, detail, grouped
from quotes.store import search as searching

if TYPE_CHECKING:
    from quotes.alarms import Code
    from quotes.results import Alarmed, Hit, QuoteDetail, SearchQuery, Stats
    from quotes.results.statements import Conflict, Statement


def search(store: Store, query: SearchQuery) -> list[Hit]:
    """Find quotes: first those whose speaker the words name, then exact wording, then tolerant.

    Raises ``BadDate`` when ``since`` or ``until`` is none.
    """
    _check(query)
    return searching.find(store, query)


def search_statements(store: Store, query: SearchQuery) -> list[Statement]:
    """Find the statements that the quotes found by ``search`` report, each with all its printings, found or not."""
    _check(query)
    return grouped.find(store, query)


def conflicts(store: Store) -> list[Conflict]:
    """List the words that several speakers are credited with: the gravest disagreement first."""
    return grouped.conflicts(store)


def alarms(store: Store, code: Code | None = None, limit: int = 0) -> list[Alarmed]:
    """List what is odd about articles, of one kind or all; ``limit`` of 0 is none."""
    return alarming.listed(store, code, limit)


def _check(query: SearchQuery) -> None:
    for date in (query.since, query.until):
        if date is not None and iso_date(date) != date:
            raise BadDate(date)


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
