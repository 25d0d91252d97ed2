"""Read stored articles again: keep what the last reading found, and beside it what earlier ones found otherwise."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, insert, or_, select, update

from quotes.model import Article, quote_id
from quotes.results.runs import Reread
from quotes.rulings import Verdict
from quotes.store import alarming, fulltext, grouping, keeping, schema, write
from quotes.store.rows import batches, others_of, printings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from quotes.model import Extraction, Quote, Span
    from quotes.store.connect import Store
    from quotes.store.keeping import Run

WORDS = ("text", "kind", "status", "rule", "speaker", "mention", "role", "cue", "said_on", "via")
PREFIXES = ("speaker", "mention", "role", "cue", "said_on", "via")


class _Found(NamedTuple):
    """All that a reading says of one quote: two are equal when nothing changed."""

    words: dict[str, Any]
    places: str  # as former_quote.places


def languages(store: Store) -> list[str]:
    """List the languages of the articles."""
    with store.reading() as connection:
        return list(connection.scalars(select(schema.Article.lang).distinct().order_by(schema.Article.lang)))


def stale(store: Store, run: Run) -> list[str]:
    """List the articles in the language of ``run`` that another program read last, or the same one otherwise."""
    wanted = (
        select(schema.Article.id)
        .join(schema.Run, schema.Run.id == schema.Article.run_id)
        .where(schema.Article.lang == run.lang, _other_than(run))
        .order_by(schema.Article.id)
    )
    with store.reading() as connection:
        return list(connection.scalars(wanted))


def _other_than(run: Run) -> ColumnElement[bool]:
    table = schema.Run
    return or_(
        table.version != run.version,
        func.coalesce(table.lexicon, "") != (run.lexicon or ""),
        table.options != run.options,
    )


def article_of(store: Store, key: str) -> Article:
    """Give a stored article as it was read."""
    table, outlet = schema.Article, schema.Outlet
    with store.reading() as connection:
        row = connection.execute(
            select(table.__table__, outlet.name.label("outlet"))
            .outerjoin(outlet, outlet.id == table.outlet_id)
            .where(table.id == key)
        ).one()
    facts = ("text", "path", "lang", "outlet", "url", "title", "byline", "published")
    return Article(**{name: getattr(row, name) for name in facts})


def reread(store: Store, article: Article, found: Extraction, run: Run) -> Reread | None:
    """Keep what ``run`` found in a stored article; None, and nothing changed, if the like of it read it meanwhile."""
    key, table = article.id, schema.Article
    still = select(table.id).join(schema.Run, schema.Run.id == table.run_id).where(table.id == key, _other_than(run))
    with store.writing() as connection:
        if connection.scalar(still) is None:
            return None
        reading = schema.Reading
        last = connection.scalar(select(func.max(reading.number)).where(reading.article_id == key)) or 0
        result = _replace(connection, article, found, run, last + 1)
        connection.execute(update(table).where(table.id == key).values(run_id=run.id))
        counts = {name: getattr(result, name) for name in ("quotes", "gained", "lost", "changed")}
        connection.execute(insert(reading), {"article_id": key, "number": last + 1, "run_id": run.id, **counts})
        return result


def _replace(connection: Connection, article: Article, found: Extraction, run: Run, number: int) -> Reread:
    rows = connection.execute(
        select(schema.Quote.__table__).where(schema.Quote.article_id == article.id).order_by(schema.Quote.number)
    ).all()
    before = _stored(connection, rows)
    after = {quote_id(article.id, quote): _found(quote) for quote in found.quotes}
    kept = _judged(connection, before.keys() - after.keys())
    gone = {key for key in before if before[key] != after.get(key)} - kept
    changed = gone & after.keys()
    since = {row.id: row.since for row in rows}
    former = [
        {"id": key, "since": since[key], "until": number, "article_id": article.id, **was.words, "places": was.places}
        for key, was in before.items()
        if key in gone
    ]
    if former:
        connection.execute(insert(schema.FormerQuote), former)
    speakers = _names(connection, article.id)
    _forget(connection, article.id, [row for row in rows if row.id not in kept])
    write.know_run(connection, run)
    firsts = {key: since[key] if key in before.keys() - gone else number for key in after}
    speakers |= keeping.keep(connection, [keeping.Kept(article, found, run, firsts)])
    alarming.add_again(connection, article, found, run.started_at[:10])
    _tidy(connection, rows)
    write.show_anew(connection, [article.id], speakers)
    return Reread(
        article_id=article.id,
        path=article.path,
        quotes=len(after),
        gained=len(after.keys() - before.keys()),
        lost=len(gone - changed),
        changed=len(changed),
        kept=len(kept),
    )


def _judged(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Tell which quotes somebody took for quotes: these stay, found or not."""
    table = schema.Judgement
    last: dict[str, str] = {}
    for batch in batches(sorted(ids)):
        rows = connection.execute(
            select(table.quote_id, table.verdict)
            .where(table.withdrawn_at.is_(None), table.quote_id.in_(batch))
            .order_by(table.at)
        )
        last |= {str(row.quote_id): row.verdict for row in rows}
    return {key for key, verdict in last.items() if verdict != Verdict.REJECT}


def _found(quote: Quote) -> _Found:
    facts = keeping.facts_of(quote)
    printings = (quote.passages, *quote.repeats)
    return _Found({name: facts[name] for name in WORDS}, _places(facts, printings, quote.chain, quote.candidates))


def _stored(connection: Connection, rows: Sequence[Any]) -> dict[str, _Found]:
    ids = [row.id for row in rows]
    printings = printings_of(connection, ids)
    others = others_of(connection, ids)
    return {
        row.id: _Found(
            {name: getattr(row, name) for name in WORDS},
            _places(row._asdict(), printings[row.id], others[row.id, "chain"], others[row.id, "candidate"]),
        )
        for row in rows
    }


def _places(
    facts: Mapping[str, Any], printings: Iterable[Iterable[Span]], chain: Iterable[Span], candidates: Iterable[Span]
) -> str:
    def listed(spans: Iterable[Span]) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in spans]

    return json.dumps(
        {
            "printings": [listed(spans) for spans in printings],
            **{
                name: (facts[f"{name}_start"], facts[f"{name}_end"])
                for name in PREFIXES
                if facts[f"{name}_start"] is not None
            },
            "chain": listed(chain),
            "candidate": listed(candidates),
        }
    )


def _forget(connection: Connection, key: str, rows: Sequence[Any]) -> None:
    """Take away what the last reading found in an article; what it kept of runs, rules and speakers stays."""
    fulltext.remove(connection, [(row.number, row.text, row.speaker, row.role) for row in rows])
    for ids in batches([row.id for row in rows]):
        for table in (schema.Passage, schema.OtherMention):
            connection.execute(delete(table).where(table.quote_id.in_(ids)))
        connection.execute(delete(schema.Quote).where(schema.Quote.id.in_(ids)))
    for found in (schema.Doubt, schema.Aside):
        connection.execute(delete(found).where(found.article_id == key))
    name = schema.SpeakerName
    printed = Counter((row.speaker_id, row.speaker) for row in rows if row.speaker_id is not None)
    for (speaker, words), number in printed.items():
        this = (name.speaker_id == speaker, name.name == words)
        connection.execute(delete(name).where(*this, name.quotes <= number))
        connection.execute(update(name).where(*this).values(quotes=name.quotes - number))


def _names(connection: Connection, key: str) -> set[str]:
    """Give the speakers found in an article, and the ids of their names."""
    speaker = schema.Speaker
    here = select(schema.Quote.speaker_id).where(schema.Quote.article_id == key)
    rows = connection.execute(select(speaker.id, speaker.name_id).where(speaker.id.in_(here)))
    return {name for row in rows for name in row}


def _tidy(connection: Connection, rows: Sequence[Any]) -> None:
    """Drop the wordings that no quote has any more, and the speakers that no judgement speaks of either."""
    grouping.release(connection, {row.wording_id for row in rows})
    speaker, judgement = schema.Speaker, schema.Judgement
    judged = select(judgement.id).where(
        or_(
            judgement.speaker_id.in_([speaker.id, speaker.name_id]),
            judgement.value.in_([speaker.id, speaker.name_id]),
        )
    )
    for key in {row.speaker_id for row in rows if row.speaker_id is not None}:
        used = select(schema.Quote.id).where(schema.Quote.speaker_id == key).exists()
        connection.execute(delete(speaker).where(speaker.id == key, ~used, ~judged.exists()))
