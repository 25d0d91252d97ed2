"""Records of named values to articles: which value is the text, which the title, and so on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from quotes.errors import BadMapping, EmptyText, NoSuchColumn, NoTextColumn, NoTextValue, ReadingError
from quotes.readers.metadata import KEYS, checked, merge, read_head
from quotes.readers.reading import Given, Read, bounded, failed, make_article, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quotes.readers.reading import Input, Reading

FIELDS = ("text", "id", *KEYS)
NAMES = {  # what columns are called by others, the likeliest first
    "text": "text body content body_text article_text full_text fulltext maintext article texte contenu corps",
    "id": "id uid guid uuid article_id",
    "outlet": "outlet source publisher publication newspaper media site source_name média journal titre_presse",
    "url": "url link uri article_url canonical_url lien adresse",
    "date": "date published published_at date_publish datepublished publication_date published_date pubdate pub_date "
    "publish_date date_published date_publication parution",
    "modified": "modified modified_at updated updated_at date_modified date_modify datemodified",
    "title": "title headline titre",
    "byline": "byline author authors creator auteur auteurs signature",
    "lang": "lang language langue language_code",
}


def read_records(
    records: Iterable[tuple[str, Mapping[str, object] | ReadingError]], source: Input
) -> Iterator[Reading]:
    """Make an article of each record, given with its place; one that has no text is a failure.

    Where a column is not called as here, the choice is told with the first article.
    """
    chosen: dict[tuple[str, ...], dict[str, str]] = {}
    told = False
    for place, record in records:
        try:
            if isinstance(record, ReadingError):
                raise record
            names = tuple(record)
            if names not in chosen:
                chosen[names] = choose(names, source.columns)
            note = () if told else _note(chosen[names], source.columns)
            yield _read({ours: record[name] for ours, name in chosen[names].items()}, place, source.given, note)
            told = told or bool(note)
        except ReadingError as error:
            yield failed(place, error)


def columns_of(mapping: str) -> dict[str, str]:
    """Read what the user calls the columns; raise ``BadMapping`` when a name stands for nothing here.

    >>> columns_of("text=body, date=published_at")
    {'text': 'body', 'date': 'published_at'}
    """
    columns: dict[str, str] = {}
    for pair in filter(None, map(str.strip, mapping.split(","))):
        ours, _, theirs = (part.strip() for part in pair.partition("="))
        if ours not in FIELDS or not theirs:
            raise BadMapping(pair, FIELDS)
        columns[ours] = theirs
    return columns


def choose(names: tuple[str, ...], asked: Mapping[str, str]) -> dict[str, str]:
    """Say which of the columns ``names`` holds what: as ``asked``, else by what it is called.

    >>> choose(("Headline", "Body", "n"), {})
    {'text': 'Body', 'title': 'Headline'}
    """
    for name in asked.values():
        if name not in names:
            raise NoSuchColumn(name, names)
    by_name = {name.strip().lower(): name for name in reversed(names) if name not in asked.values()}
    chosen: dict[str, str] = {}
    for ours in FIELDS:
        guess = next((by_name[each] for each in NAMES[ours].split() if each in by_name), None)
        if picked := asked.get(ours) or guess:
            chosen[ours] = picked
    if "text" not in chosen:
        raise NoTextColumn(names)
    return chosen


def _note(chosen: Mapping[str, str], asked: Mapping[str, str]) -> tuple[str, ...]:
    guessed = [f"{ours}={name}" for ours, name in chosen.items() if ours not in asked and name != ours]
    return (f"columns taken as {','.join(guessed)} (--map says otherwise)",) if guessed else ()


def _read(values: Mapping[str, object], place: str, given: Given, notes: tuple[str, ...]) -> Read:
    text = _words(values["text"])
    if text is None:
        raise NoTextValue(type(values["text"]).__name__)
    text = bounded(text)
    if not text.strip():
        raise EmptyText
    warnings: list[str] = []
    own = checked(_own(values, warnings), warnings)
    head, about_head = read_head(text)
    number = values.get("id")
    name = str(number) if isinstance(number, int) else _words(number) or place
    return Read(
        make_article(text, place, merge(given, own, head)),
        name,
        (*warnings, *about_head),
        notes,
    )


def _own(values: Mapping[str, object], warnings: list[str]) -> Given:
    """Take the facts that are words; null is nothing said, the rest is left out."""
    facts: dict[str, str] = {}
    for key in KEYS:
        value = values.get(key)
        words = _words(value)
        if words is None and value is not None:
            warnings.append(f"{key!r} is no string, left out")
        elif words:
            facts[key] = words.strip()
    return Given(**facts)


def _words(value: object) -> str | None:
    """Make words of a value if it has any: a list of names, a date; None else."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, bytes):
        return safe(value.decode("utf-8", "replace"))
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return safe(", ".join(value))
    return None
