"""Keep what is odd about an article, and find the one that it is nearly the same as."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, bindparam, delete, func, select

from quotes.alarms import Alarm, Code, alarms
from quotes.errors import UnknownLanguage
from quotes.results import Alarmed
from quotes.sketch import BANDS, bands, resemblance, shingles
from quotes.store import bulk, schema
from quotes.store.derived import ArticleAlarm, Sketch
from quotes.store.lately import remembered
from quotes.store.rows import batches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from quotes.model import Article, Extraction
    from quotes.store.connect import Store

AT_ONCE = 512  # articles compared together: their shingles take 20 KB each
OF_READING = (Code.ODD_MARKS, Code.WRONG_LANGUAGE, Code.UNSUPPORTED_LANGUAGE)
NEAR = 0.7  # of all shingles of both
LATELY = 1_024, 20_000  # stored articles whose shingles are remembered, and code points of each at most

_keys: BindParameter[Sequence[Any]] = bindparam("keys", expanding=True)
_bands = [getattr(Sketch, f"band_{number}") for number in range(1, BANDS + 1)]
ALIKE = [  # one row for each number: rows cost more than what is in them
    select(band, func.aggregate_strings(Sketch.article_id, " ")).where(band.in_(_keys)).group_by(band)
    for band in _bands
]
TEXTS = select(schema.Article.id, schema.Article.text).where(schema.Article.id.in_(_keys))

_shingles = remembered(shingles, *LATELY)


def add(connection: Connection, read: Sequence[tuple[Article, Extraction]], today: str) -> None:
    """Keep the alarms of articles that were just stored, and what later ones will be compared with."""
    near = [
        like
        for first in range(0, len(read), AT_ONCE)
        for like in _near_duplicates(connection, [article for article, _ in read[first : first + AT_ONCE]])
    ]
    _keep(
        connection,
        [
            (article, alarm)
            for (article, found), like in zip(read, near, strict=True)
            for alarm in (*_seen(article, found, today), *([like] if like else []))
        ],
    )


def add_again(connection: Connection, article: Article, found: Extraction, today: str) -> None:
    """Replace those alarms of an article that depend on how it was read."""
    connection.execute(
        delete(ArticleAlarm).where(ArticleAlarm.article_id == article.id, ArticleAlarm.code.in_(OF_READING))
    )
    _keep(connection, [(article, alarm) for alarm in _seen(article, found, today) if alarm.code in OF_READING])


def _seen(article: Article, found: Extraction, today: str) -> Iterator[Alarm]:
    from quotes.lexicon import load  # not needed by those who only ask

    try:
        language = load(article.lang)
    except UnknownLanguage:
        language = None
    return alarms(article, found.doubts, language, today)


def _keep(connection: Connection, raised: Iterable[tuple[Article, Alarm]]) -> None:
    rows = [
        {"article_id": article.id, "code": alarm.code, "words": alarm.words, "other_id": alarm.other}
        for article, alarm in raised
    ]
    bulk.add(connection, ArticleAlarm, rows)


def _near_duplicates(connection: Connection, articles: Sequence[Article]) -> list[Alarm | None]:
    """Compare each article with the nearest before it, stored or of this batch; keep the sketch of what is like none.

    So what many outlets print has one sketch. The nearest shares most bands.
    """
    texts = {article.digest: article.text for article in articles}
    hashed = {digest: shingles(text) for digest, text in texts.items()}
    sketched = {digest: bands(each) for digest, each in hashed.items()}
    sharing = _sharing(connection, sketched.values())
    stored = {
        digest: _nearest(chain.from_iterable(sharing.get(band, ()) for band in enumerate(row)))
        for digest, row in sketched.items()
    }
    known: dict[str, frozenset[int]] = {}
    for keys in batches({each[0] for each in stored.values() if each}):
        known.update((key, _shingles(text)) for key, text in connection.execute(TEXTS, {"keys": keys}))
    raised: list[Alarm | None] = []
    sketches: list[dict[str, Any]] = []
    new: dict[tuple[int, int], list[str]] = defaultdict(list)  # as sharing, of this batch
    for article in articles:
        key, mine, row, first = article.id, hashed[article.digest], sketched[article.digest], stored[article.digest]
        met = chain(first, *(new.get(band, ()) for band in enumerate(row)))
        nearest = next(iter(_nearest(met)), None)
        share = resemblance(mine, known[nearest]) if nearest else 0.0
        if nearest and share >= NEAR:
            words = f"{share:.0%} of its words stand in article {nearest[:12]}"
            raised.append(Alarm(Code.NEAR_DUPLICATE, words, nearest))
            continue
        raised.append(None)
        if row:
            known[key] = mine
            sketches.append({"article_id": key, **{f"band_{at}": number for at, number in enumerate(row, 1)}})
            for band in enumerate(row):
                new[band].append(key)
    bulk.add(connection, Sketch, sketches)
    return raised


def _nearest(met: Iterable[str]) -> list[str]:
    """Give the one that is met most often, the first of several by its id: as often as it is met."""
    times = Counter(met)
    most = max(times.values(), default=0)
    return [min(key for key, number in times.items() if number == most)] * most if times else []


def _sharing(connection: Connection, numbers: Collection[tuple[int, ...]]) -> dict[tuple[int, int], list[str]]:
    """Give the stored articles that have a band of these: (which band, its number) -> ids."""
    sharing: dict[tuple[int, int], list[str]] = {}
    for at, statement in enumerate(ALIKE):
        wanted = sorted({row[at] for row in numbers if row})
        if wanted:
            for number, listed in connection.execute(statement, {"keys": wanted}).all():
                sharing[at, number] = listed.split()
    return sharing


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
