"""Reading stored articles again, with a newer program; and the runs that read them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from quotes.errors import QuotesError
from quotes.extract import extract
from quotes.results import Failure
from quotes.results.runs import Reread, RereadReport, RunDiff, RunSummary
from quotes.service.ingesting import new_run, now
from quotes.store import rereading, write
from quotes.store import runs as stored_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quotes.service.processes import Extractor
    from quotes.store import Store
    from quotes.store.keeping import Run

COUNTED = ("quotes", "gained", "lost", "changed", "kept")


def stale(store: Store, *, lang: str | None = None, extractor: Extractor = extract) -> list[str]:
    """List the ids of articles last read by another version, with other word lists, or by another extractor.

    ``lang`` narrows them to one language; raises ``UnknownLanguage`` when there is none of that code.
    """
    if lang is not None:
        from quotes.lexicon import load

        load(lang)
    langs = rereading.languages(store) if lang is None else [lang]
    return [key for each in langs for key in rereading.stale(store, new_run(each, extractor, "reextract"))]


def reextract(
    store: Store,
    articles: Iterable[str],
    *,
    on_article: Callable[[Reread], None] | None = None,
    extractor: Extractor = extract,
) -> RereadReport:
    """Read stored articles again, given by their ids (see ``stale``), each in its own transaction.

    What an earlier run found otherwise is kept beside. A judged quote that is found no more stays, and is among
    the ``conflicts``. An article that this program has read meanwhile is passed over. ``on_article`` is called
    after each one.
    """
    runs: dict[str, Run] = {}  # by language
    totals: Counter[str] = Counter()
    failures: list[Failure] = []
    for key in articles:
        done = _reread(store, key, extractor, runs)
        if done is None:
            continue
        if done.failure:
            failures.append(done.failure)
        else:
            same = not (done.gained or done.lost or done.changed or done.kept)
            totals.update({"read": 1, "same": int(same), **{name: getattr(done, name) for name in COUNTED}})
        if on_article is not None:
            on_article(done)
    for run in runs.values():
        write.finish_run(store, run, now())
    return RereadReport(failures=tuple(failures), **totals)


def _reread(store: Store, key: str, extractor: Extractor, runs: dict[str, Run]) -> Reread | None:
    article = rereading.article_of(store, key)
    try:
        found = extractor(article.text, article.lang, published=article.published)
    except QuotesError as error:
        return Reread(article_id=key, path=article.path, failure=Failure(article.path, error.message, error.hint))
    run = runs.get(article.lang) or new_run(article.lang, extractor, "reextract")
    done = rereading.reread(store, article, found, run)
    if done is not None:
        runs[article.lang] = run
    return done


def runs(store: Store) -> list[RunSummary]:
    """List the runs that read something, the latest first."""
    return stored_runs.runs(store)


def runs_diff(store: Store, before: str, after: str) -> RunDiff:
    """Say what the second run found otherwise than the first, on the articles that both read.

    Runs are named by the beginnings of their ids (``NoSuchRun``, ``AmbiguousRun``).
    """
    return stored_runs.diff(store, before, after)
