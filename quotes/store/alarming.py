"""Keep what is odd about an article, and find the one that it is nearly the same as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, or_, select

from quotes.alarms import Alarm, Code, alarms
from quotes.errors import UnknownLanguage
from quotes.results import Alarmed
from quotes.sketch import BANDS, bands, resemblance, shingles
from quotes.store import schema
from quotes.store.derived import ArticleAlarm, Sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from quotes.model import Article, Extraction
    from quotes.store.connect import Store

OF_READING = (Code.ODD_MARKS, Code.WRONG_LANGUAGE, Code.UNSUPPORTED_LANGUAGE)
NEAR = 0.7  # of all shingles of both
COMPARED = 8  # articles at most that share a band: more are copies of one another

_like = [getattr(Sketch, f"band_{number}") == bindparam(f"near_{number}") for number in range(1, BANDS + 1)]
ALIKE = (
    select(schema.Article.id, schema.Article.text)
    .join(Sketch, Sketch.article_id == schema.Article.id)
    .where(or_(*_like))
    .limit(COMPARED)
)
ADD_SKETCH, ADD_ALARM = insert(Sketch), insert(ArticleAlarm)


def add(connection: Connection, article: Article, found: Extraction, today: str) -> None:
    """Keep the alarms of an article that was just stored, and what later ones will be compared with."""
    _keep(connection, article, [*_seen(article, found, today), *_near_duplicate(connection, article)])


def add_again(connection: Connection, article: Article, found: Extraction, today: str) -> None:
    """Replace those alarms of an article that depend on how it was read."""
    connection.execute(
        delete(ArticleAlarm).where(ArticleAlarm.article_id == article.id, ArticleAlarm.code.in_(OF_READING))
    )
    _keep(connection, article, [alarm for alarm in _seen(article, found, today) if alarm.code in OF_READING])


def _seen(article: Article, found: Extraction, today: str) -> Iterator[Alarm]:
    from quotes.lexicon import load  # not needed by those who only ask

    try:
        language = load(article.lang)
    except UnknownLanguage:
        language = None
    return alarms(article, found.doubts, language, today)


def _keep(connection: Connection, article: Article, raised: list[Alarm]) -> None:
    if raised:
        rows = [
            {"article_id": article.id, "code": alarm.code, "words": alarm.words, "other_id": alarm.other}
            for alarm in raised
        ]
        connection.execute(ADD_ALARM, rows)


def _near_duplicate(connection: Connection, article: Article) -> list[Alarm]:
    own = shingles(article.text)
    numbers = bands(own)
    if not numbers:
        return []
    alike = connection.execute(ALIKE, {f"near_{at}": number for at, number in enumerate(numbers, 1)}).all()
    row = {f"band_{at}": number for at, number in enumerate(numbers, 1)}
    connection.execute(ADD_SKETCH, {"article_id": article.id, **row})
    share, other = max(((resemblance(own, shingles(text)), key) for key, text in alike), default=(0.0, ""))
    if share < NEAR:
        return []
    return [Alarm(Code.NEAR_DUPLICATE, f"{share:.0%} of its words stand in article {other[:12]}", other)]


def listed(store: Store, code: Code | None, limit: int) -> list[Alarmed]:
    """List the alarms, an article's together; ``limit`` of 0 is none."""
    article, outlet = schema.Article, schema.Outlet
    asked = (
        select(ArticleAlarm.__table__, article.path, article.title, article.url, article.published, outlet.name)
        .join(article, article.id == ArticleAlarm.article_id)
        .outerjoin(outlet, outlet.id == article.outlet_id)
        .where(*([ArticleAlarm.code == code] if code else []))
        .order_by(article.path, article.id, ArticleAlarm.code)
        .limit(limit or None)
    )
    with store.reading() as connection:
        rows = connection.execute(asked)
        return [
            Alarmed(
                article_id=row.article_id,
                code=row.code,
                words=row.words,
                other_id=row.other_id,
                path=row.path,
                outlet=row.name,
                title=row.title,
                url=row.url,
                published=row.published,
            )
            for row in rows
        ]
