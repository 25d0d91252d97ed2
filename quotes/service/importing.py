"""Quotes that another system found in stored articles, kept beside ours to be compared with them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import quotes
from quotes.errors import (
    NoSuchArticle,
    NoSuchWords,
    NotQuotes,
    QuotesError,
    ReadTwice,
    RefusedArticle,
    SeveralArticles,
    StoreError,
)
from quotes.exchange.systems import documents, place
from quotes.model import content_id
from quotes.results import Failure
from quotes.results.runs import Imported
from quotes.service.ingesting import now
from quotes.store import imported, write
from quotes.store.keeping import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from quotes.exchange.systems import Claimed, Document, Record, System
    from quotes.model import Span
    from quotes.store import Store


def import_quotes(store: Store, paths: Iterable[Path], system: System) -> Imported:
    """Keep what ``system`` found, as a run of its name in each language; what does not fit its article is listed.

    The article is found by its text or its address where the file has them, else by the name of the file: that of
    the file it was read from, or its id.
    """
    importing = _Import(store, system)
    for path in paths:
        try:
            for where, document in documents(path, system):
                importing.try_to_add(where, document)
        except NotQuotes as error:
            importing.fail(str(path), error)
    for run in importing.runs.values():
        write.finish_run(store, run, now())
    return Imported(
        system=system,
        runs=tuple(run.id for run in importing.runs.values()),
        articles=len(importing.done),
        quotes=importing.quotes,
        failures=tuple(importing.failures),
    )


@dataclass(slots=True)
class _Import:
    """What one import has come to so far."""

    store: Store
    system: System
    runs: dict[str, Run] = field(default_factory=dict)  # by language
    done: set[str] = field(default_factory=set)  # ids of articles
    quotes: int = 0
    failures: list[Failure] = field(default_factory=list)

    def fail(self, where: str, error: QuotesError) -> None:
        self.failures.append(Failure(where, error.message, error.hint))

    def try_to_add(self, where: str, document: Document | NotQuotes) -> None:
        """Keep the quotes of one article, or list why that cannot be."""
        try:
            if isinstance(document, NotQuotes):
                raise document
            self._add(where, document)
        except QuotesError as error:
            if isinstance(error, StoreError) and not isinstance(error, RefusedArticle):
                raise  # a full disk, say: no other article gets past it either
            self.fail(where, error)

    def _add(self, where: str, document: Document) -> None:
        """Keep the quotes of one article, those of which all words are in it."""
        found = imported.printed(self.store, name=document.name, url=document.url, text=document.text)
        if not found:
            raise NoSuchArticle(document.url or document.name)
        if len(found) > 1:
            raise SeveralArticles(tuple(article.id for article in found))
        (article,) = found
        if article.id in self.done:
            raise ReadTwice(article.path)
        kept: dict[str, dict[str, str | None]] = {}
        for number, record in enumerate(document.records, 1):
            try:
                kept.update([_facts(article, record)])
            except NoSuchWords as error:
                self.fail(f"{where}, quote {number}", error)
        run = self.runs.get(article.lang) or self._run(article.lang)
        imported.keep(self.store, run, article.id, kept)
        self.runs[article.lang] = run
        self.done.add(article.id)
        self.quotes += len(kept)

    def _run(self, lang: str) -> Run:
        return Run(
            id=uuid.uuid4().hex,
            task="import",
            version=quotes.__version__,
            lang=lang,
            lexicon=None,
            options=json.dumps({"extractor": self.system}),
            started_at=now(),
        )


def _facts(article: imported.Printed, record: Record | None) -> tuple[str, dict[str, str | None]]:
    """Give a quote's id and its facts. Raises ``NoSuchWords``."""
    if record is None:
        raise NoSuchWords(article.path, "")
    places = {
        name: [_placed(article, claimed) for claimed in claims]
        for name, claims in (
            ("passages", record.passages),
            ("speaker", record.speakers),
            ("mention", record.mentions),
            ("cue", record.cues),
        )
    }
    words = {name: _words(article.text, spans) for name, spans in places.items()}
    facts = {"text": words.pop("passages"), **words, "places": json.dumps(places)}
    return content_id("quote", article.id, *(n for span in places["passages"] for n in span)), facts


def _placed(article: imported.Printed, claimed: Claimed) -> Span:
    found = place(article.text, claimed)
    if found is None:
        raise NoSuchWords(article.path, claimed.words)
    return found


def _words(text: str, spans: Sequence[Span]) -> str | None:
    return " ".join(span.of(text) for span in spans) or None
