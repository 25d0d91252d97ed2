"""Every use case: ingest, search, show, stats and the care of the database.

Nothing here knows a terminal, an environment variable or SQL. Whatever a user can mend is raised as a
``QuotesError``; a failure of one article is reported and the others go on.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import quotes
from quotes import explain
from quotes.errors import BadDate, CorruptDatabase, QuotesError, RefusedArticle, StoreError, UnknownLanguage
from quotes.extract import extract
from quotes.model import Article, Status
from quotes.readers.metadata import iso_date
from quotes.readers.reading import bounded
from quotes.results import Difference, Failure, Finding, Ingested, IngestReport, Outcome
from quotes.store import Store, check, connect, count, detail, open_store, write
from quotes.store import search as searching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quotes.model import Extraction
    from quotes.results import Hit, Migration, QuoteDetail, SearchQuery, Stats

    Extractor = Callable[..., Extraction]  # called as quotes.extract.extract is

COUNTED = ("quotes", "new_quotes", "unattributed", "doubts")

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
    """Say where the database is when the user names none: ``quotes.db`` in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("quotes", appauthor=False) / "quotes.db"


def ingest(
    store: Store,
    items: Iterable[Article | Failure],
    *,
    on_article: Callable[[Ingested], None] | None = None,
    extractor: Extractor = extract,
) -> IngestReport:
    """Extract and store each article in its own transaction, and sum up what happened.

    ``on_article`` is called after each item, failed ones included, in the order of ``items``. What an
    article cannot have (a malformed date, say) is a ``Failure`` in the report; what no article can get
    past (a full disk, a database that stays locked) is raised, with all earlier articles kept.
    """
    runs: dict[str, write.Run] = {}  # by language
    totals: Counter[str] = Counter()
    failures: list[Failure] = []
    differences: list[Difference] = []
    for item in items:
        done = _failed(item) if isinstance(item, Failure) else _ingest_one(store, item, extractor, runs)
        totals.update({done.outcome: 1, **{name: getattr(done, name) for name in COUNTED}})
        failures += [done.failure] if done.failure else []
        differences += [done.difference] if done.difference else []
        if on_article is not None:
            on_article(done)
    for run in runs.values():
        write.finish_run(store, run, _now())
    return IngestReport(
        read=totals[Outcome.STORED] + totals[Outcome.PRESENT],
        stored=totals[Outcome.STORED],
        present=totals[Outcome.PRESENT],
        failures=tuple(failures),
        differences=tuple(differences),
        **{name: totals[name] for name in COUNTED},
    )


def _ingest_one(store: Store, article: Article, extractor: Extractor, runs: dict[str, write.Run]) -> Ingested:
    try:
        _check(article)
        twin = write.twin_of(store, article)
        if twin is not None and twin.same:
            return _present(article, twin)
        found = extractor(article.text, article.lang, published=article.published)
        run = runs.get(article.lang) or _new_run(article.lang, extractor)
        if not write.add_article(store, article, found, run):  # another process was quicker
            return _present(article, write.twin_of(store, article))
        runs[article.lang] = run
    except RefusedArticle as error:
        return _failed(Failure(article.path, error.message, error.hint))
    except StoreError:
        raise
    except QuotesError as error:
        return _failed(Failure(article.path, error.message, error.hint))
    return Ingested(
        path=article.path,
        outcome=Outcome.STORED,
        article_id=article.id,
        quotes=len(found.quotes),
        new_quotes=len(found.quotes),
        unattributed=sum(quote.status is Status.UNKNOWN for quote in found.quotes),
        doubts=len(found.doubts),
        difference=_difference(article, twin),
    )


def _check(article: Article) -> None:
    """Raise what keeps an article from being stored as it is."""
    bounded(article.text)
    if article.published is not None and iso_date(article.published) != article.published:
        raise BadDate(article.published)
    facts = (article.text, article.outlet, article.url, article.title, article.byline, article.lang)
    try:
        "".join(fact or "" for fact in facts).encode()
    except UnicodeEncodeError as error:
        raise RefusedArticle("it holds lone surrogates, which are no characters") from error


def _present(article: Article, twin: write.Twin | None) -> Ingested:
    counts = {} if twin is None else {name: getattr(twin, name) for name in ("quotes", "unattributed", "doubts")}
    return Ingested(
        path=article.path,
        outcome=Outcome.PRESENT,
        article_id=article.id,
        difference=_difference(article, twin),
        **counts,
    )


def _difference(article: Article, twin: write.Twin | None) -> Difference | None:
    if twin is None or not twin.fields:
        return None
    return Difference(path=article.path, article_id=twin.article_id, stored=not twin.same, fields=twin.fields)


def _failed(failure: Failure) -> Ingested:
    return Ingested(path=failure.path, outcome=Outcome.FAILED, failure=failure)


def _new_run(lang: str, extractor: Extractor) -> write.Run:
    from quotes.lexicon import load

    try:
        language = load(lang)
    except UnknownLanguage:  # an extractor of the caller's may know more languages
        language = None
    return write.Run(
        id=uuid.uuid4().hex,
        version=quotes.__version__,
        lang=lang,
        lexicon=language.digest if language else None,
        options=json.dumps({"extractor": f"{extractor.__module__}.{extractor.__qualname__}"}),
        started_at=_now(),
        precision=language.precision if language else {},
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


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


def db_path(url_or_path: str | Path) -> Path:
    """Give the file a database address stands for, whether it exists or not."""
    return connect.locate(url_or_path)


def db_upgrade(url_or_path: str | Path) -> Migration:
    """Bring an older schema up to this version's, in one transaction."""
    from quotes.store import migrate  # Alembic is slow to import

    return migrate.upgrade(connect.locate(url_or_path))


def db_downgrade(url_or_path: str | Path, revision: str = "-1") -> Migration:
    """Take the schema back to ``revision`` (``0001``, ``base``, ``-1``: one step), after a backup."""
    from quotes.store import migrate  # Alembic is slow to import

    return migrate.downgrade(connect.locate(url_or_path), revision)


def db_check(url_or_path: str | Path) -> list[Finding]:
    """Re-read every claim against the text, every text against its hash, and the file itself; [] is sound."""
    try:
        with open_store(url_or_path, create=False) as store:
            return check.check(store)
    except CorruptDatabase as error:
        return [Finding("file", error.message)]


def db_backup(url_or_path: str | Path, target: str | Path) -> Path:
    """Copy the database, even while it is being written, to ``target``, which must not exist."""
    path = connect.locate(url_or_path)
    connect.revision(path, create=False)
    return check.backup(path, Path(target))
