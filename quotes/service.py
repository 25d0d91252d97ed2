"""Every use case: ingest, search, show, stats and the care of the database.

Nothing here knows a terminal, an environment variable or SQL. Whatever a user can mend is raised as a
``QuotesError``; a failure of one article is reported and the others go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from quotes.model import Article, Extraction
    from quotes.results import (
        Failure,
        Finding,
        Hit,
        Ingested,
        IngestReport,
        Migration,
        QuoteDetail,
        SearchQuery,
        Stats,
    )

__all__ = [
    "Store",
    "db_backup",
    "db_check",
    "db_downgrade",
    "db_path",
    "db_upgrade",
    "default_database",
    "ingest",
    "open_store",
    "search",
    "show",
    "stats",
]


def default_database() -> Path:
    """Where the database is when the user names none: ``quotes.db`` in the user's data folder."""
    raise NotImplementedError


def ingest(
    store: Store,
    items: Iterable[Article | Failure],
    *,
    on_article: Callable[[Ingested], None] | None = None,
    extractor: Callable[..., Extraction] | None = None,
) -> IngestReport:
    """Extract and store each article in its own transaction, and sum up what happened.

    ``on_article`` is called after each item, failed ones included, in the order of ``items``. What an
    article cannot have (a malformed date, say) is a ``Failure`` in the report; what no article can get
    past (a full disk, a database that stays locked) is raised, with all earlier articles kept.
    """
    raise NotImplementedError


def search(store: Store, query: SearchQuery) -> list[Hit]:
    """Find quotes: first those whose speaker the words name, then exact wording, then tolerant."""
    raise NotImplementedError


def show(store: Store, id_prefix: str) -> QuoteDetail:
    """Give all that is known of the one quote whose id starts so (``AmbiguousId``, ``NoSuchQuote``)."""
    raise NotImplementedError


def stats(store: Store) -> Stats:
    """Count what is in the database."""
    raise NotImplementedError


def db_path(url_or_path: str | Path) -> Path:
    """The file a database address stands for, whether it exists or not."""
    raise NotImplementedError


def db_upgrade(url_or_path: str | Path) -> Migration:
    """Bring an older schema up to this version's, in one transaction."""
    raise NotImplementedError


def db_downgrade(url_or_path: str | Path, revision: str = "-1") -> Migration:
    """Take the schema back to ``revision`` (``0001``, ``base``, ``-1``: one step), after a backup."""
    raise NotImplementedError


def db_check(url_or_path: str | Path) -> list[Finding]:
    """Re-read every claim against the text, every text against its hash, and the file itself; [] is sound."""
    raise NotImplementedError


def db_backup(url_or_path: str | Path, target: str | Path) -> Path:
    """Copy the database, even while it is being written, to ``target``, which must not exist."""
    raise NotImplementedError
