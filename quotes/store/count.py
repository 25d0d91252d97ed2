"""Count what is in a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from quotes.alarms import Code
from quotes.results import Stats
from quotes.store import schema
from quotes.store.derived import ArticleAlarm
from quotes.store.views import QUOTE_FULL

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.connect import Store

MOST_QUOTED = 10
ROWS = func.count()
SHOWN = QUOTE_FULL.table


def count(store: Store) -> Stats:
    """Count everything in one state of the database."""
    article = schema.Article
    with store.reading() as connection:
        first, last = connection.execute(select(func.min(article.published), func.max(article.published))).one()
        return Stats(
            location=store.location,
            schema=schema.HEAD,
            size=_size(connection),
            articles=_number(connection, article),
            outlets=_number(connection, schema.Outlet),
            quotes=_number(connection, SHOWN),
            speakers=connection.scalar(select(func.count(SHOWN.c.speaker_id.distinct()))) or 0,
            first_published=first,
            last_published=last,
            by_outlet=_by_outlet(connection),
            by_language=_by(connection, article.lang),
            unparsed=_unparsed(connection),
            by_kind=_by(connection, SHOWN.c.kind),
            by_status=_by(connection, SHOWN.c.speaker_status),
            by_rule=_by(connection, SHOWN.c.rule),
            by_speaker=_by_speaker(connection),
            doubts=_by(connection, schema.Doubt.code, func.sum(schema.Doubt.times)),
            asides=_by(connection, schema.Aside.label),
            alarms=_by(connection, ArticleAlarm.code),
        )


def _size(connection: Connection) -> int:
    """Give the bytes that the database takes on its disk."""
    asked = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    if connection.dialect.name == "postgresql":
        asked = "SELECT pg_database_size(current_database())"
    return int(connection.exec_driver_sql(asked).scalar_one())


def _number(connection: Connection, table: Any) -> int:  # noqa: ANN401
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _by(connection: Connection, column: Any, number: Any = ROWS) -> tuple[tuple[str, int], ...]:  # noqa: ANN401
    rows = connection.execute(select(column, number).group_by(column).order_by(number.desc(), column))
    return tuple((value, total) for value, total in rows)


def _by_outlet(connection: Connection) -> tuple[tuple[str, int], ...]:
    article, outlet, number = schema.Article, schema.Outlet, func.count()
    rows = connection.execute(
        select(func.coalesce(outlet.name, ""), number)
        .select_from(article)
        .outerjoin(outlet, outlet.id == article.outlet_id)
        .group_by(outlet.name)
        .order_by(number.desc(), outlet.name.is_not(None), outlet.name)
    )
    return tuple((name, total) for name, total in rows)


def _unparsed(connection: Connection) -> tuple[tuple[str, int], ...]:
    lang, number = schema.Article.lang, func.count()
    rows = connection.execute(
        select(lang, number)
        .join(ArticleAlarm, ArticleAlarm.article_id == schema.Article.id)
        .where(ArticleAlarm.code == Code.UNSUPPORTED_LANGUAGE)
        .group_by(lang)
        .order_by(number.desc(), lang)
    )
    return tuple((value, total) for value, total in rows)


def _by_speaker(connection: Connection) -> tuple[tuple[str, int], ...]:
    name, number = SHOWN.c.speaker, func.count()
    rows = connection.execute(
        select(name, number)
        .where(SHOWN.c.speaker_id.is_not(None))
        .group_by(SHOWN.c.speaker_id, name)
        .order_by(number.desc(), name)
        .limit(MOST_QUOTED)
    )
    return tuple((name, total) for name, total in rows)
