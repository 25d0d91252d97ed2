"""Keep what another system found in stored articles, beside what is found here."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, insert, or_, select

from quotes.store import write
from quotes.store.schema import Article, ImportedQuote, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from quotes.store.connect import Store
    from quotes.store.keeping import Run


class Printed(NamedTuple):
    """A stored article, as far as an import needs it."""

    id: str
    path: str
    lang: str
    text: str


def printed(store: Store, *, name: str, url: str | None, text: str | None) -> list[Printed]:
    """Find the articles with this text, else this address, else this name: where several have, the one so named."""
    if text is not None:
        found = _where(store, Article.digest == hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
    elif url is not None:
        found = _where(store, Article.url == url)
    else:
        found = _where(store, or_(Article.id == name, Article.path.contains(name, autoescape=True)))
        return [article for article in found if _named(article, name)]
    return [article for article in found if _named(article, name)] or found if len(found) > 1 else found


def _named(article: Printed, name: str) -> bool:
    return name in {article.id, PurePath(article.path).stem}


def _where(store: Store, condition: ColumnElement[bool]) -> list[Printed]:
    wanted = select(Article.id, Article.path, Article.lang, Article.text).where(condition).order_by(Article.id)
    with store.reading() as connection:
        return [Printed(*row) for row in connection.execute(wanted)]


def keep(store: Store, run: Run, article_id: str, quotes: Mapping[str, Mapping[str, str | None]]) -> None:
    """Keep what ``run`` imported for one article: by id, the other columns of ``imported_quote``."""
    last = select(func.coalesce(func.max(Reading.number), 0)).where(Reading.article_id == article_id)
    with store.writing() as connection:
        write.know_run(connection, run)
        number = connection.execute(last).scalar_one() + 1
        counts = {"quotes": len(quotes), "gained": 0, "lost": 0, "changed": 0}
        connection.execute(insert(Reading), {"article_id": article_id, "number": number, "run_id": run.id, **counts})
        rows = [{"run_id": run.id, "id": key, "article_id": article_id, **facts} for key, facts in quotes.items()]
        if rows:
            connection.execute(insert(ImportedQuote), rows)
