"""The statements that keep an article, built once: building them takes longer than running them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from quotes.model import Status
from quotes.store import schema

if TYPE_CHECKING:
    from sqlalchemy import Insert, Select

    from quotes.store.columns import Base

METADATA = ("outlet", "url", "title", "byline", "published", "lang")  # of an article, apart from its text

_article, _quote, _doubt, _name = schema.Article, schema.Quote, schema.Doubt, schema.SpeakerName

TWIN = (  # with the same text as :digest; the same printing, :key, before any other
    select(_article.id, *(getattr(_article, name) for name in METADATA[1:]), schema.Outlet.name.label("outlet"))
    .outerjoin(schema.Outlet, schema.Outlet.id == _article.outlet_id)
    .where(_article.digest == bindparam("digest"))
    .order_by((_article.id == bindparam("key")).desc(), _article.id)
    .limit(1)
)

COUNTS = {  # of what was found in the article :key
    name: select(number).select_from(table).where(table.article_id == bindparam("key"), *conditions)
    for name, number, table, conditions in (
        ("quotes", func.count(), _quote, ()),
        ("unattributed", func.count(), _quote, (_quote.status == Status.UNKNOWN,)),
        ("doubts", func.coalesce(func.sum(_doubt.times), 0), _doubt, ()),
    )
}

KNOWN: dict[type[Base], Select[Any]] = {  # whether :key is there already
    table: select(table.id).where(table.id == bindparam("key")) for table in (schema.Run, schema.Outlet)
}

RULES = select(schema.Rule.name).where(schema.Rule.run_id == bindparam("key"))  # of the run :key, kept so far

INSERT: dict[type[Base], Insert] = {
    table: insert(table)
    for table in (
        schema.Run,
        schema.Rule,
        schema.Outlet,
        schema.Speaker,
        _name,
        _article,
        _quote,
        schema.Reading,
        schema.Passage,
        schema.OtherMention,
        _doubt,
        schema.Aside,
    )
}

ADD_TO_NAME = (
    update(_name)
    .where(_name.speaker_id == bindparam("speaker"), _name.name == bindparam("printed"))
    .values(quotes=_name.quotes + bindparam("more"))
)

SPEAKER = select(schema.Speaker.name).where(schema.Speaker.id == bindparam("key"))

RENAME_SPEAKER = (
    update(schema.Speaker).where(schema.Speaker.id == bindparam("speaker")).values(name=bindparam("printed"))
)

FINISH = update(schema.Run).where(schema.Run.id == bindparam("key")).values(finished_at=bindparam("at"))

TO_INDEX = select(_quote.number, _quote.text, _quote.speaker, _quote.role).where(
    _quote.article_id == bindparam("key"), _quote.run_id == bindparam("run")
)
