"""Keep articles and all that was found in them, each whole or not at all."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Self

from quotes.model import Article, Extraction, content_id
from quotes.store import alarming, article_index, bulk, deriving, schema
from quotes.store.judging import show_articles
from quotes.store.keeping import Kept, Run, keep
from quotes.store.rows import batches
from quotes.store.showing import settle
from quotes.store.statements import (
    COUNTS,
    FINISH,
    KNOWN_OUTLETS,
    KNOWN_RUN,
    METADATA,
    SAME_TEXT,
)
from quotes.wire import credited

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from quotes.store.connect import Store

RUN = ("id", "task", "version", "lang", "lexicon", "options", "started_at")  # what the table run keeps of a Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A stored article with the same text as a given one."""

    article_id: str
    same: bool  # the same printing: outlet and url agree
    fields: tuple[str, ...]  # of METADATA, those that differ
    quotes: int = 0  # these are counted for the same printing only
    unattributed: int = 0
    doubts: int = 0


class Alike(NamedTuple):
    """An article with a given text, stored or about to be."""

    id: str
    metadata: tuple[str | None, ...]  # METADATA, in that order
    counts: Mapping[str, int] | None = None  # by name of COUNTS, where they need not be asked for

    @classmethod
    def of(cls, article: Article, found: Extraction) -> Self:
        """Give one that is about to be stored."""
        counts = {"quotes": len(found.quotes), "unattributed": found.unattributed, "doubts": len(found.doubts)}
        return cls(article.id, tuple(getattr(article, name) for name in METADATA), counts)


def twins_of(store: Store, articles: Sequence[Article]) -> list[Twin | None]:
    """Find for each the stored article with its text: the same printing if it is there, else the first other."""
    with store.reading() as connection:
        alike = _alike(connection, articles)
        return [_twin(connection, article, alike[article.digest]) for article in articles]


def add_articles(store: Store, batch: Sequence[tuple[Article, Extraction, Run]]) -> list[Twin | None]:
    """Keep articles and what was found in them, all in one transaction or, raising, none of them.

    Gives for each the article with the same text that was there before it, perhaps as one of the batch. One that is
    the same printing is left as it is.
    """
    twins: list[Twin | None] = []
    new: list[Kept] = []
    with store.writing() as connection:
        alike = _alike(connection, [article for article, *_ in batch])
        for article, found, run in batch:
            twin = _twin(connection, article, alike[article.digest])
            twins.append(twin)
            if twin is None or not twin.same:
                new.append(Kept(article, found, run))
                insort(alike[article.digest], Alike.of(article, found), key=attrgetter("id"))
        if new:
            _add(connection, new)
    return twins


def _add(connection: Connection, new: Sequence[Kept]) -> None:
    """Keep articles, none of which is there: each table's rows at once, as a statement costs more than a row."""
    for run in {item.run.id: item.run for item in new}.values():
        know_run(connection, run)
    outlets = _outlets(connection, {item.article.outlet for item in new if item.article.outlet is not None})
    given = [(item.article, credited(item.article)) for item in new]
    bulk.add(
        connection,
        schema.Article,
        [
            {
                "id": item.origin["article_id"],
                "outlet_id": None if article.outlet is None else outlets[article.outlet],
                "run_id": item.run.id,
                "digest": article.digest,
                **{name: getattr(article, name) for name in ("text", "lang", "url", "title", "byline")},
                "path": article.path.encode(errors="backslashreplace").decode(),  # a name may be no Unicode
                **{name: getattr(article, name) for name in ("published", "modified", "page_digest", "reader")},
                "agency": deriving.agency(credit),
            }
            for item, (article, credit) in zip(new, given, strict=True)
        ],
    )
    deriving.add_credits(connection, given)
    speakers = keep(connection, new)
    article_index.add(connection, [(item.origin["article_id"], item.article.text) for item in new])
    alarming.add(connection, [(item.article, item.found) for item in new], new[0].run.started_at[:10])
    first = {"number": 1, "lost": 0, "changed": 0}
    bulk.add(
        connection,
        schema.Reading,
        [{**item.origin, **first, "quotes": len(item.found.quotes), "gained": len(item.found.quotes)} for item in new],
    )
    show_anew(connection, [item.origin["article_id"] for item in new], speakers)


def show_anew(connection: Connection, articles: Iterable[str], speakers: set[str]) -> None:
    """Show what follows from changed quotes of ``articles`` and their ``speakers``, before and after the change."""
    settle(connection, speakers)
    show_articles(connection, articles)


def know_run(connection: Connection, run: Run) -> None:
    """Keep a run, the first time."""
    if connection.scalar(KNOWN_RUN, {"key": run.id}) is None:
        bulk.add(connection, schema.Run, [{name: getattr(run, name) for name in RUN}])


def finish_run(store: Store, run: Run, at: str) -> None:
    """Say that a run came to its end."""
    with store.writing() as connection:
        connection.execute(FINISH, {"key": run.id, "at": at})


def _alike(connection: Connection, articles: Iterable[Article]) -> dict[str, list[Alike]]:
    """Give the stored articles that have the texts of ``articles``, by the text's digest, each list by id."""
    found: dict[str, list[Alike]] = defaultdict(list)
    for keys in batches({article.digest for article in articles}):
        for row in connection.execute(SAME_TEXT, {"keys": keys}):
            found[row.digest].append(Alike(row.id, tuple(getattr(row, name) for name in METADATA)))
    return found


def _twin(connection: Connection, article: Article, alike: Sequence[Alike]) -> Twin | None:
    if not alike:
        return None
    key = article.id
    other = next((each for each in alike if each.id == key), alike[0])
    same = other.id == key
    counts = other.counts or {}
    if same and not counts:
        counts = {name: connection.execute(count, {"key": key}).scalar_one() for name, count in COUNTS.items()}
    given = zip(METADATA, other.metadata, strict=True)
    return Twin(
        article_id=other.id,
        same=same,
        fields=tuple(name for name, there in given if there != getattr(article, name)),
        **counts,
    )


def _outlets(connection: Connection, names: set[str]) -> dict[str, str]:
    """Give the id of each outlet, keeping those that are new."""
    ids = {name: content_id("outlet", name) for name in sorted(names)}
    there = {key for keys in batches(ids.values()) for key in connection.scalars(KNOWN_OUTLETS, {"keys": keys})}
    bulk.add(connection, schema.Outlet, [{"id": key, "name": name} for name, key in ids.items() if key not in there])
    return ids
