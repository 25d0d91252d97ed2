"""Reading articles into a database: extract, store, sum up."""

from __future__ import annotations

import datetime as dt
import gc
import json
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import quotes
from quotes.dates import iso_date
from quotes.errors import BadDate, QuotesError, RefusedArticle, StoreError, UnknownLanguage
from quotes.extract import extract
from quotes.model import Article
from quotes.readers.reading import bounded, is_safe
from quotes.results import Difference, Failure, Ingested, IngestReport, Outcome
from quotes.service.processes import Extracted
from quotes.service.workers import extract_all, never
from quotes.store import Store, write
from quotes.store.keeping import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from quotes.service.processes import Extractor

COUNTED = ("quotes", "new_quotes", "unattributed", "doubts", "unparsed")

TOGETHER = 64  # articles looked up together
BATCH = 4096  # articles kept in one transaction: in a big database, many of them change the same pages
LENGTH = 16_000_000  # code points of them; no more than that and one article
PATIENCE = 10.0  # seconds that one may wait for the others of its batch

Each = TypeVar("Each", Article | Failure, Extracted | Ingested)


def ingest(  # noqa: PLR0913, each is an option
    store: Store,
    items: Iterable[Article | Failure],
    *,
    on_article: Callable[[Ingested], None] | None = None,
    extractor: Extractor = extract,
    workers: int = 1,
    stopping: Callable[[], bool] = never,
) -> IngestReport:
    """Extract and store articles, each whole or not at all, and sum up what happened.

    ``on_article`` is called after each item, failed ones included, in the order of ``items``, once it is
    safely stored. What an article cannot have (a malformed date, say) is a ``Failure`` in the report; what
    no article can get past (a full disk, a database that stays locked) is raised, and so is whatever
    ``items`` raises, with all earlier articles kept. For ``workers`` and ``stopping`` see
    ``workers.extract_all``.
    """
    begun = time.monotonic()
    runs: dict[str, Run] = {}  # by language
    totals: Counter[str] = Counter()
    failures: list[Failure] = []
    differences: list[Difference] = []
    looked_at = (item for some in _batches(items, TOGETHER) for item in _look(store, some))
    for batch in _batches(extract_all(looked_at, extractor, workers, stopping), BATCH):
        for done in _keep(store, batch, extractor, runs):
            totals.update({done.outcome: 1, **{name: getattr(done, name) for name in COUNTED}})
            failures += [done.failure] if done.failure else []
            if done.difference and done.difference.stored:
                totals["reprints"] += 1
            elif done.difference:
                differences.append(done.difference)
            if on_article is not None:
                on_article(done)
    for run in runs.values():
        write.finish_run(store, run, now())
    return IngestReport(
        read=totals[Outcome.STORED] + totals[Outcome.PRESENT],
        stored=totals[Outcome.STORED],
        present=totals[Outcome.PRESENT],
        reprints=totals["reprints"],
        seconds=time.monotonic() - begun,
        failures=tuple(failures),
        differences=tuple(differences),
        **{name: totals[name] for name in COUNTED},
    )


def _look(store: Store, items: Sequence[Article | Failure]) -> list[Article | Ingested]:
    """Tell the articles that are to be read from those that need not or cannot be."""
    looked_at = [_checked(item) for item in items]
    twins = iter(write.twins_of(store, [item for item in looked_at if isinstance(item, Article)]))
    return [
        _present(item, twin) if isinstance(item, Article) and (twin := next(twins)) and twin.same else item
        for item in looked_at
    ]


def _batches(items: Iterable[Each], most: int) -> Iterator[list[Each]]:
    """Gather what is done at once; what came before an error is given before the error is raised."""
    batch: list[Each] = []
    length, begun = 0, time.monotonic()
    try:
        for item in items:
            batch.append(item)
            length += _length(item)
            if len(batch) == most or length > LENGTH or time.monotonic() - begun > PATIENCE:
                yield batch
                batch, length, begun = [], 0, time.monotonic()
    except GeneratorExit:
        raise
    except BaseException:
        yield batch
        raise
    yield batch


def _length(item: Article | Extracted | Ingested | Failure) -> int:
    article = item.article if isinstance(item, Extracted) else item
    return len(article.text) if isinstance(article, Article) else 0


def _keep(
    store: Store, batch: list[Extracted | Ingested], extractor: Extractor, runs: dict[str, Run]
) -> Iterator[Ingested]:
    """Store a batch in one transaction; if one article spoils it, each in its own, told as soon as it is kept."""
    new = [
        (item.article, item.found, _run(item.article.lang, extractor, runs))
        for item in batch
        if isinstance(item, Extracted) and not isinstance(item.found, Failure)
    ]
    try:
        with _without_sweeps():
            twins = iter(write.add_articles(store, new) if new else [])
    except QuotesError as error:
        if len(new) > 1:
            for item in batch:
                yield from _keep(store, [item], extractor, runs)
            return
        if isinstance(error, StoreError) and not isinstance(error, RefusedArticle):
            raise
        yield from (_failed(Failure(article.path, error.message, error.hint)) for article, *_ in new)
        return
    yield from (_kept(item, twins, runs) for item in batch)


@contextmanager
def _without_sweeps() -> Iterator[None]:
    """Keep Python from looking for cycles: a batch makes rows by the ten thousand, and it would look at each again."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _kept(item: Extracted | Ingested, twins: Iterator[write.Twin | None], runs: Mapping[str, Run]) -> Ingested:
    if isinstance(item, Ingested):
        return item
    if isinstance(item.found, Failure):
        return _failed(item.found)
    twin = next(twins)
    if twin is not None and twin.same:  # another program was quicker, or it came twice in the batch
        return _present(item.article, twin)
    found = item.found
    return Ingested(
        path=item.article.path,
        outcome=Outcome.STORED,
        article_id=item.article.id,
        quotes=len(found.quotes),
        new_quotes=len(found.quotes),
        unattributed=found.unattributed,
        doubts=len(found.doubts),
        unparsed=int(not found.quotes and runs[item.article.lang].lexicon is None),
        difference=_difference(item.article, twin),
    )


def _checked(item: Article | Failure) -> Article | Ingested:
    """Give back an article that can be stored as it is."""
    if isinstance(item, Failure):
        return _failed(item)
    try:
        bounded(item.text)
        if item.published is not None and iso_date(item.published) != item.published:
            raise BadDate(item.published)
        facts = (item.text, item.outlet, item.url, item.title, item.byline, item.lang)
        if not all(is_safe(fact) for fact in facts if fact):
            raise RefusedArticle("it holds NUL or lone surrogates, which no database can keep")
    except QuotesError as error:
        return _failed(Failure(item.path, error.message, error.hint))
    return item


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


def _run(lang: str, extractor: Extractor, runs: dict[str, Run]) -> Run:
    """Give the run in a language, made when there is none yet."""
    if lang not in runs:
        runs[lang] = new_run(lang, extractor, "ingest")
    return runs[lang]


def new_run(lang: str, extractor: Extractor, task: str) -> Run:
    """Make a run that begins now; the database knows it from its first article on."""
    from quotes.lexicon import load

    try:
        language = load(lang)
    except UnknownLanguage:  # an extractor of the caller's may know more languages
        language = None
    return Run(
        id=uuid.uuid4().hex,
        task=task,
        version=quotes.__version__,
        lang=lang,
        lexicon=language.digest if language else None,
        options=json.dumps({"extractor": f"{extractor.__module__}.{extractor.__qualname__}"}),
        started_at=now(),
        precision=language.precision if language else {},
    )


def now() -> str:
    """Give the present, ISO 8601 UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
