"""Keep who an article's quotes are by; and again, for articles stored by an older version."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from quotes.errors.judging import NobodyToAssign
from quotes.model import Article, Status
from quotes.store import bulk, schema
from quotes.store.fulltext import words_of
from quotes.store.people import Speaker, SpeakerName
from quotes.store.rows import batches
from quotes.store.showing import form, settle
from quotes.store.statements import ADD_TO_NAME, KNOWN_NAMES, KNOWN_SPEAKERS, RENAME_SPEAKER
from quotes.store.uses import PERSON, Said, Use, uses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from quotes.model import Quote
    from quotes.store.connect import Store

AT_ONCE = 100  # articles in one transaction
OLD = Speaker.name_id == ""  # kept by a version that knew no uses


def keep(connection: Connection, read: Iterable[tuple[Article, Iterable[Quote | Said]]]) -> list[str | None]:
    """Give the speaker's id for each quote of each article, making the speakers and counting the names.

    Who they are shown as is then for ``showing.settle`` to say.
    """
    found: list[Use | None] = []
    forms: Counter[tuple[Use, str]] = Counter()  # speaker and name as printed -> quotes
    for article, quotes in read:
        said = [Said(quote.speaker, quote.status, quote.role) for quote in quotes]
        of_article = uses(article, said)
        found += of_article
        forms.update((use, each.speaker) for use, each in zip(of_article, said, strict=True) if use and each.speaker)
    _make_known(connection, forms)
    _count(connection, {(use.id, name): quoted for (use, name), quoted in forms.items()})
    return [None if use is None else use.id for use in found]


def introduce(connection: Connection, name: str) -> str:
    """Give the speaker of this full name, made without a quote if there is none; the name may be joined later."""
    use = Use(PERSON, " ".join(words_of(name)))
    if not use.key:
        raise NobodyToAssign(name)
    if connection.execute(KNOWN_SPEAKERS, {"keys": [use.id]}).first() is None:
        row = {"id": use.id, **use._asdict(), "name_id": use.name_id, "name": name}
        bulk.add(connection, schema.Speaker, [row])
    settle(connection, {use.id})
    return use.id


def _make_known(connection: Connection, forms: Iterable[tuple[Use, str]]) -> None:
    """Keep the speakers that are new; a speaker's name is the best of the forms."""
    best: dict[Use, str] = {}
    for use, name in forms:
        best[use] = min(name, best.get(use, name), key=form)
    ids = {use: use.id for use in best}
    there: dict[str, str] = {
        key: name for keys in batches(ids.values()) for key, name in connection.execute(KNOWN_SPEAKERS, {"keys": keys})
    }
    new = [
        {"id": ids[use], **use._asdict(), "name_id": use.name_id, "name": name}
        for use, name in best.items()
        if ids[use] not in there
    ]
    bulk.add(connection, schema.Speaker, new)
    better = [
        {"speaker": key, "printed": best[use]}
        for use, key in ids.items()
        if key in there and form(best[use]) < form(there[key])
    ]
    if better:
        connection.execute(RENAME_SPEAKER, better)


def _count(connection: Connection, quoted: dict[tuple[str, str], int]) -> None:
    there = {
        (key, name)
        for keys in batches({speaker for speaker, _ in quoted})
        for key, name in connection.execute(KNOWN_NAMES, {"keys": keys})
    }
    more = [
        {"speaker": speaker, "printed": name, "more": number}
        for (speaker, name), number in quoted.items()
        if (speaker, name) in there
    ]
    if more:
        connection.execute(ADD_TO_NAME, more)
    new = [
        {"speaker_id": speaker, "name": name, "quotes": number}
        for (speaker, name), number in quoted.items()
        if (speaker, name) not in there
    ]
    bulk.add(connection, schema.SpeakerName, new)


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
    said = [Said(each.speaker, Status(each.status), each.role) for each in quotes]
    speakers = keep(connection, [(article, said)])
    for each, speaker in zip(quotes, speakers, strict=True):
        connection.execute(update(quote).where(quote.id == each.id).values(speaker_id=speaker))
    return {speaker for speaker in speakers if speaker is not None}
