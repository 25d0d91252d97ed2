"""Keep who an article's quotes are by; and again, for articles stored by an older version."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from quotes.errors.judging import NoSuchSpeaker
from quotes.model import Article, Status
from quotes.store import schema
from quotes.store.fulltext import words_of
from quotes.store.people import Speaker, SpeakerName
from quotes.store.showing import form, settle
from quotes.store.statements import ADD_TO_NAME, INSERT, RENAME_SPEAKER, SPEAKER
from quotes.store.uses import PERSON, Said, Use, uses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from quotes.model import Quote
    from quotes.store.connect import Store

AT_ONCE = 100  # articles in one transaction
OLD = Speaker.name_id == ""  # kept by a version that knew no uses


def keep(connection: Connection, article: Article, quotes: Iterable[Quote | Said]) -> list[str | None]:
    """Give the speaker's id for each quote, making the speakers and counting the names that are needed.

    Who they are shown as is then for ``showing.settle`` to say.
    """
    said = [Said(quote.speaker, quote.status, quote.role) for quote in quotes]
    found = uses(article, said)
    forms: Counter[tuple[Use, str]] = Counter()  # speaker and name as printed -> quotes
    for use, (speaker, _, _) in zip(found, said, strict=True):
        if use is not None and speaker is not None:
            forms[use, speaker] += 1
    for (use, name), quoted in forms.items():
        key = use.id
        known = connection.execute(SPEAKER, {"key": key}).first()
        if known is None:
            connection.execute(
                INSERT[schema.Speaker], {"id": key, **use._asdict(), "name_id": use.name_id, "name": name}
            )
        elif form(name) < form(known.name):
            connection.execute(RENAME_SPEAKER, {"speaker": key, "printed": name})
        if connection.execute(ADD_TO_NAME, {"speaker": key, "printed": name, "more": quoted}).rowcount == 0:
            connection.execute(INSERT[schema.SpeakerName], {"speaker_id": key, "name": name, "quotes": quoted})
    return [None if use is None else use.id for use in found]


def introduce(connection: Connection, name: str) -> str:
    """Give the speaker of this full name, made without a quote if there is none; the name may be joined later."""
    use = Use(PERSON, " ".join(words_of(name)))
    if not use.key:
        raise NoSuchSpeaker(name)
    if connection.execute(SPEAKER, {"key": use.id}).first() is None:
        row = {"id": use.id, **use._asdict(), "name_id": use.name_id, "name": name}
        connection.execute(INSERT[schema.Speaker], row)
    settle(connection, {use.id})
    return use.id


def complete(store: Store) -> None:
    """Tell apart the speakers that an older version kept under one name. What is complete is left as it is."""
    quote = schema.Quote
    old = select(Speaker.id).where(OLD)
    wanted = select(quote.article_id).where(quote.speaker_id.in_(old)).distinct().limit(AT_ONCE)
    while True:
        with store.writing() as connection:
            unsettled: set[str] = set()
            keys = connection.scalars(wanted).all()
            for key in keys:
                unsettled |= _again(connection, key)
            settle(connection, unsettled)
            if not keys:
                connection.execute(delete(SpeakerName).where(SpeakerName.speaker_id.in_(old)))
                connection.execute(delete(Speaker).where(OLD))
                return


def _again(connection: Connection, key: str) -> set[str]:
    """Keep the speakers of a stored article anew; those it had, all of them old, lose its quotes."""
    table, outlet, quote = schema.Article, schema.Outlet, schema.Quote
    row = connection.execute(
        select(table, outlet.name.label("outlet"))
        .outerjoin(outlet, outlet.id == table.outlet_id)
        .where(table.id == key)
    ).one()
    article = Article(text=row.text, lang=row.lang, url=row.url, outlet=row.outlet, published=row.published)
    quotes = connection.execute(
        select(quote.id, quote.speaker, quote.status, quote.role).where(quote.article_id == key).order_by(quote.number)
    ).all()
    speakers = keep(connection, article, [Said(each.speaker, Status(each.status), each.role) for each in quotes])
    for each, speaker in zip(quotes, speakers, strict=True):
        connection.execute(update(quote).where(quote.id == each.id).values(speaker_id=speaker))
    return {speaker for speaker in speakers if speaker is not None}
