"""Who may somebody be who is known by a function or a surname alone? Candidates, with the evidence for each.

A function points to whoever bears it under a full name in this database: the same noun and complements (ministre,
Défense), for the same country as its adjective, its name or its capital tells (britannique, du Royaume-Uni, à
Londres), in articles at most eight weeks apart. Where neither says the country, the outlets must be of one. A surname
points to the full names that end in it, in these weeks.

The probability counts articles, one without a date for a half: those that speak for the candidate, divided by those
that speak for anybody, plus one for somebody who is not in this database.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from quotes.rulings import Suggestion
from quotes.store import schema
from quotes.store.fulltext import words_of
from quotes.store.people import QuoteShown, Speaker, SpeakerShown
from quotes.store.rows import NOT_REJECTED
from quotes.store.uses import PARTICLES, country_of, outlet_country, special

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row

WEEKS = 8
AFTER = 40  # characters after a function in which its place may stand: à Londres
NEVER = re.compile(r"(?!)")
ENOUGH = 2  # words that tell one function from others, a country being one


class Function(NamedTuple):
    """A function, bare of country, article and order."""

    words: frozenset[str]
    country: str  # "" if not told
    printed: str  # with the place that follows it


class Bearer(NamedTuple):
    """Somebody with a full name, in one article."""

    shown_id: str
    name: str
    article_id: str
    published: str | None
    outlet: str
    function: Function | None
    words: str  # the function as printed


def suggestions(connection: Connection) -> list[Suggestion]:
    """List candidates for everybody known by a function or a surname alone, the most probable first."""
    bearers = [_bearer(row) for row in connection.execute(_quotes(alone=True))]
    by_words: dict[frozenset[str], list[Bearer]] = defaultdict(list)
    by_surname: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        if bearer.function is not None:
            by_words[bearer.function.words].append(bearer)
        for surname in words_of(bearer.name)[-1:]:  # a name may be a lone mark
            by_surname[surname].append(bearer)
    asked: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_quotes(alone=False)):
        asked[row.shown_id].append(row)
    found = [
        suggestion for rows in asked.values() for suggestion in _candidates(connection, rows, by_words, by_surname)
    ]
    return sorted(found, key=lambda each: (-each.probability, each.words, each.article_id, each.candidate))


def _quotes(*, alone: bool) -> Any:  # noqa: ANN401
    """Select quotes by persons with a full name; or by those with a function or a surname in one article."""
    quote, article, outlet = schema.Quote, schema.Article, schema.Outlet
    kinds = ("person",) if alone else ("person", "role")
    return (
        select(
            SpeakerShown.shown_id,
            SpeakerShown.name,
            Speaker.kind,
            quote.speaker,
            quote.speaker_end,
            quote.role,
            quote.role_end,
            quote.article_id,
            article.published,
            article.lang,
            article.url,
            outlet.name.label("outlet"),
        )
        .select_from(quote)
        .join(Speaker, Speaker.id == quote.speaker_id)
        .join(SpeakerShown, SpeakerShown.speaker_id == Speaker.id)
        .join(article, article.id == quote.article_id)
        .outerjoin(outlet, outlet.id == article.outlet_id)
        .outerjoin(QuoteShown, QuoteShown.quote_id == quote.id)
        .where(
            NOT_REJECTED,
            QuoteShown.assigned.is_(None) | (QuoteShown.assigned == 0),
            Speaker.kind.in_(kinds),
            Speaker.article_id.is_(None) if alone else Speaker.article_id.is_not(None),
            *(() if alone else (SpeakerShown.shown_id == Speaker.id,)),
        )
        .order_by(quote.article_id, quote.number)
    )


def _bearer(row: Row[Any]) -> Bearer:
    function = _function(row.role, "", row.lang) if row.role else None
    place = outlet_country(row.outlet, row.url, row.lang)
    return Bearer(row.shown_id, row.name, row.article_id, row.published, place, function, row.role or "")


def _function(words: str, after: str, lang: str) -> Function | None:
    """Take a function apart; None if it fits too many people."""
    placed = _place(lang).match(after)
    told = country_of(words, lang) or (country_of(placed["place"], lang, capitals=True) if placed else set())
    small = PARTICLES | special(lang, "small") | special(lang, "before")
    of_places = {word for country in _place_words(words, lang) for word in country}
    core = frozenset(word for word in words_of(words) if word not in small and word not in of_places)
    country = next(iter(told)) if len(told) == 1 else ""
    if len(core) + bool(country) < ENOUGH or not core:
        return None
    return Function(core, country, words + (placed[0] if placed and country else ""))


@cache
def _place(lang: str) -> re.Pattern[str]:
    """Match what follows a function and says where: à Londres."""
    from quotes.lexicon import functions

    at = sorted(functions.special(lang, "at"), key=len, reverse=True)
    listed = "|".join(re.escape(word).replace("'", "['’]") + ("" if word.endswith("'") else r"\s+") for word in at)
    return re.compile(rf"\s+(?:{listed})(?P<place>[^\W\d_a-zà-ÿ][\w’'-]*(?: [^\W\d_a-zà-ÿ][\w’'-]*)?)") if at else NEVER


def _place_words(words: str, lang: str) -> Iterator[list[str]]:
    """Give the words of a function that name a country."""
    return ([word] for word in words_of(words) if country_of(word, lang))


def _candidates(
    connection: Connection,
    rows: list[Row[Any]],
    by_words: dict[frozenset[str], list[Bearer]],
    by_surname: dict[str, list[Bearer]],
) -> Iterator[Suggestion]:
    row = rows[0]
    here = outlet_country(row.outlet, row.url, row.lang)
    if row.kind == "person":
        key = words_of(row.speaker)
        if _is_given(row.speaker, row.lang):
            return
        fitting = [
            each for each in by_surname.get(key[-1] if key else "", []) if words_of(each.name)[-len(key) :] == key
        ]
        function, printed = None, row.speaker
    else:
        if not _definite(row.speaker, row.lang):
            return
        text = schema.Article.__table__.c.text
        whole = connection.scalar(select(text).where(schema.Article.id == row.article_id)) or ""
        end = row.role_end or row.speaker_end
        function = _function(row.role or row.speaker, whole[end : end + AFTER], row.lang)
        if function is None:
            return
        fitting = [each for each in by_words.get(function.words, []) if _same_country(function, each, here)]
        article = row.speaker[: row.speaker.lower().find((row.role or row.speaker).lower())] if row.role else ""
        printed = f"{article}{function.printed}"
    for shown, evidence, probability in _weighed(fitting, row, function.country if function else ""):
        yield Suggestion(
            speaker_id=row.shown_id,
            words=" ".join(printed.split()),
            article_id=row.article_id,
            published=row.published,
            quotes=len(rows),
            candidate_id=shown.shown_id,
            candidate=shown.name,
            probability=probability,
            evidence=evidence,
        )


def _definite(words: str, lang: str) -> bool:
    """Whether a function is that of one person: le ministre, not un ministre."""
    from quotes.lexicon import fold, load

    folded = fold(words)
    return any(folded.startswith(each if each.endswith("'") else f"{each} ") for each in load(lang).sets["articles"])


def _is_given(name: str, lang: str) -> bool:
    """Whether a name of one word is a given name, which is nobody's surname here."""
    from quotes.lexicon import fold, load

    return fold(name) in load(lang).names


def _same_country(function: Function, bearer: Bearer, here: str) -> bool:
    other = bearer.function.country if bearer.function else ""
    if function.country or other:
        return function.country == other
    return bool(here) and here == bearer.outlet


def _weighed(fitting: Iterable[Bearer], row: Row[Any], country: str) -> list[tuple[Bearer, tuple[str, ...], float]]:
    """Weigh the articles for each candidate."""
    seen: dict[str, dict[str, Bearer]] = defaultdict(dict)
    for each in fitting:
        if _near(each.published, row.published) is not False:
            seen[each.shown_id].setdefault(each.article_id, each)
    weights = {
        key: sum(1.0 if _near(each.published, row.published) else 0.5 for each in articles.values())
        for key, articles in seen.items()
    }
    total = sum(weights.values()) + 1
    return [
        (next(iter(articles.values())), tuple(_evidence(articles.values(), country)), round(weights[key] / total, 3))
        for key, articles in seen.items()
    ]


def _near(one: str | None, other: str | None) -> bool | None:
    """Whether two dates are at most eight weeks apart, counted from the middle of what they mean; None: unknown."""
    if one is None or other is None or len(one) == 4 or len(other) == 4:  # noqa: PLR2004, a year alone
        return None if one is None or other is None or one[:4] == other[:4] else False
    days = [dt.date.fromisoformat(each if len(each) == 10 else f"{each}-15") for each in (one, other)]  # noqa: PLR2004
    return abs((days[0] - days[1]).days) <= WEEKS * 7


def _evidence(articles: Iterable[Bearer], country: str) -> Iterator[str]:
    counted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in articles:
        counted[each.name, each.words].append(each.published or "undated")
    for (name, words), dates in sorted(counted.items()):
        when = ", ".join(sorted(set(dates))[:3])
        number = f"{len(dates)} article{'' if len(dates) == 1 else 's'}"
        yield f"{name}{f', “{words}”,' if words else ''} is quoted in {number}: {when}"
    if country:
        yield f"both functions are of one country: {country}"
