"""Keep articles and all that was found in them, each whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotes.model import Article, Extraction, content_id
from quotes.store import alarming, article_index, deriving, schema
from quotes.store.judging import show_articles
from quotes.store.keeping import Kept, Run, insert, keep
from quotes.store.rows import batches
from quotes.store.showing import settle
from quotes.store.statements import (
    COUNTS,
    FINISH,
    INSERT,
    KNOWN_OUTLETS,
    KNOWN_RUN,
    METADATA,
    SAME_TEXT,
)
from quotes.wire import credited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Row

    from quotes.store.connect import Store

RUN = ("id", "task", "version", "lang", "lexicon", "options", "started_at")  # what the table run keeps of a Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A stored article with the same text as a given one."""

    article_id: str
    same: bool  # the same printing: outlet and url agree
    fields: tuple[str, ...]  # of METADATA, those that differ
    quotes: int
    unattributed: int
    doubts: int


def twin_of(store: Store, article: Article) -> Twin | None:
    """Find the stored article with this text: the same printing if it is there, else the first other."""
    with store.reading() as connection:
        return _twins(connection, [article])[0]


def add_articles(store: Store, batch: Sequence[tuple[Article, Extraction, Run]]) -> list[Twin | None]:
    """Keep articles and what was found in them, all in one transaction or, raising, none of them.

    Gives for each the article with the same text that was there before it. One that is the same printing
    is left as it is.
    """
    twins: list[Twin | None] = []
    with store.writing() as connection:
        for part in _without_repeats(batch):
            found = _twins(connection, [article for article, *_ in part])
            new = [Kept(*given) for given, twin in zip(part, found, strict=True) if twin is None or not twin.same]
            if new:
                _add(connection, new)
            twins += found
    return twins


def _without_repeats(
    batch: Sequence[tuple[Article, Extraction, Run]],
) -> Iterator[list[tuple[Article, Extraction, Run]]]:
    """Cut a batch so that no part has a text twice: the second is then compared with the first, which is there."""
    part: list[tuple[Article, Extraction, Run]] = []
    texts: set[str] = set()
    for item in batch:
        if item[0].digest in texts:
            yield part
            part, texts = [], set()
        part.append(item)
        texts.add(item[0].digest)
    yield part


def _add(connection: Connection, new: Sequence[Kept]) -> None:
    """Keep articles, none of which is there: each table's rows at once, as a statement costs more than a row."""
    for run in {item.run.id: item.run for item in new}.values():
        know_run(connection, run)
    outlets = _outlets(connection, {item.article.outlet for item in new if item.article.outlet is not None})
    given = [(item.article, credited(item.article)) for item in new]
    connection.execute(
        INSERT[schema.Article],
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
    article_index.add(connection, [(item.origin["article_id"], item.article.text) for item in new])
    speakers = keep(connection, new)
    alarming.add(connection, [(item.article, item.found) for item in new], new[0].run.started_at[:10])
    first = {"number": 1, "lost": 0, "changed": 0}
    connection.execute(
        INSERT[schema.Reading],
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
        connection.execute(INSERT[schema.Run], {name: getattr(run, name) for name in RUN})


def finish_run(store: Store, run: Run, at: str) -> None:
    """Say that a run came to its end."""
    with store.writing() as connection:
        connection.execute(FINISH, {"key": run.id, "at": at})


def _twins(connection: Connection, articles: Sequence[Article]) -> list[Twin | None]:
    by_text: dict[str, list[Row[Any]]] = defaultdict(list)
    for keys in batches({article.digest for article in articles}):
        for row in connection.execute(SAME_TEXT, {"keys": keys}):
            by_text[row.digest].append(row)
    return [_twin(connection, article, by_text[article.digest]) for article in articles]


def _twin(connection: Connection, article: Article, alike: list[Row[Any]]) -> Twin | None:
    if not alike:
        return None
    key = article.id
    row = next((row for row in alike if row.id == key), alike[0])
    return Twin(
        article_id=row.id,
        same=row.id == key,
        fields=tuple(name for name in METADATA if getattr(row, name) != getattr(article, name)),
        **{name: connection.execute(count, {"key": row.id}).scalar_one() for name, count in COUNTS.items()},
    )


def _outlets(connection: Connection, names: set[str]) -> dict[str, str]:
    """Give the id of each outlet, keeping those that are new."""
    ids = {name: content_id("outlet", name) for name in sorted(names)}
    there = {key for keys in batches(ids.values()) for key in connection.scalars(KNOWN_OUTLETS, {"keys": keys})}
    insert(connection, schema.Outlet, [{"id": key, "name": name} for name, key in ids.items() if key not in there])
    return ids
