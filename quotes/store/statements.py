"""The statements that keep an article, built once: building them takes longer than running them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, bindparam, func, select, update

from quotes.model import Status
from quotes.store import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

METADATA = ("outlet", "url", "title", "byline", "published", "lang")  # of an article, apart from its text

_article, _quote, _doubt, _name = schema.Article, schema.Quote, schema.Doubt, schema.SpeakerName

_keys: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)

SAME_TEXT = (  # of the articles whose texts have these digests
    select(
        _article.id,
        _article.digest,
        *(getattr(_article, name) for name in METADATA[1:]),
        schema.Outlet.name.label(METADATA[0]),
    )
    .outerjoin(schema.Outlet, schema.Outlet.id == _article.outlet_id)
    .where(_article.digest.in_(_keys))
    .order_by(_article.id)
)

COUNTS = {  # of what was found in the article :key
    name: select(number).select_from(table).where(table.article_id == bindparam("key"), *conditions)
    for name, number, table, conditions in (
        ("quotes", func.count(), _quote, ()),
        ("unattributed", func.count(), _quote, (_quote.status == Status.UNKNOWN,)),
        ("doubts", func.coalesce(func.sum(_doubt.times), 0), _doubt, ()),
    )
}

KNOWN_RUN = select(schema.Run.id).where(schema.Run.id == bindparam("key"))
KNOWN_OUTLETS = select(schema.Outlet.id).where(schema.Outlet.id.in_(_keys))
KNOWN_SPEAKERS = select(schema.Speaker.id, schema.Speaker.name).where(schema.Speaker.id.in_(_keys))
KNOWN_NAMES = select(_name.speaker_id, _name.name).where(_name.speaker_id.in_(_keys))

RULES = select(schema.Rule.name).where(schema.Rule.run_id == bindparam("key"))  # of the run :key, kept so far

ADD_TO_NAME = (
    update(_name)
    .where(_name.speaker_id == bindparam("speaker"), _name.name == bindparam("printed"))
    .values(quotes=_name.quotes + bindparam("more"))
)

RENAME_SPEAKER = (
    update(schema.Speaker).where(schema.Speaker.id == bindparam("speaker")).values(name=bindparam("printed"))
)

FINISH = update(schema.Run).where(schema.Run.id == bindparam("key")).values(finished_at=bindparam("at"))

TO_INDEX = (
    select(_quote.number, _quote.text, _quote.speaker, _quote.role)
    .where(_quote.article_id.in_(_keys), _quote.run_id.in_(bindparam("runs", expanding=True)))
    .order_by(_quote.number)
)
