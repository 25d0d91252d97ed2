"""Reading articles into a database: extract, store, sum up."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections import Counter
from typing import TYPE_CHECKING

import quotes
from quotes.errors import BadDate, QuotesError, RefusedArticle, StoreError, UnknownLanguage
from quotes.extract import extract
from quotes.model import Article, Status
from quotes.readers.metadata import iso_date
from quotes.readers.reading import bounded
from quotes.results import Difference, Failure, Ingested, IngestReport, Outcome
from quotes.store import Store, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quotes.model import Extraction

    Extractor = Callable[..., Extraction]  # called as quotes.extract.extract is

COUNTED = ("quotes", "new_quotes", "unattributed", "doubts")


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
