"""Quotes that other systems found, as they write them in JSON: GenderGapTracker and Citron.

Both count code points from 0, the end not included. GenderGapTracker cleans the text before it reads it, so its
offsets may be those of a text that is a little longer or shorter than the article: see ``place``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from quotes.errors import NotQuotes
from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BROKEN = (ValueError, RecursionError)  # what JSON raises
PAIR = re.compile(r"\(\s*(\d+)\s*,\s*(\d+)\s*\)", re.ASCII)
CLEANED = {  # what is cleaned away, one code point for one
    **dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\n\r\t*"), " "),
    **dict.fromkeys(map(ord, "“”〝〞"), '"'),
    ord("’"): "'",
}


class System(StrEnum):
    """A program that finds quotes."""

    GENDERGAPTRACKER = "gendergaptracker"
    CITRON = "citron"


class Claimed(NamedTuple):
    """Words, and where they are said to be."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One quote of another system: what was said, who said it (each way they are named), and the cue."""

    passages: tuple[Claimed, ...]
    speakers: tuple[Claimed, ...] = ()
    mentions: tuple[Claimed, ...] = ()
    cues: tuple[Claimed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says of one article: ``records`` has None for each quote that makes no sense."""

    name: str  # of the file, without its ending
    url: str | None
    text: str | None
    records: tuple[Record | None, ...]


def place(text: str, claimed: Claimed) -> Span | None:
    """Find words where they are said to be; or else where they are, if they are in the text once only."""
    cleaned, words = text.translate(CLEANED), claimed.words.translate(CLEANED)
    if cleaned[claimed.start : claimed.end].lower() == words.lower() and words.strip():
        return Span(claimed.start, claimed.end)
    words = words.strip()
    at = cleaned.find(words) if words else -1
    if at < 0 or cleaned.find(words, at + 1) >= 0:
        return None
    return Span(at, at + len(words))


def documents(path: Path, system: System) -> Iterator[tuple[str, Document | NotQuotes]]:
    """Read a file: a list of quotes, or one object for each article with its quotes (and perhaps its text and address).

    Each is given with its place; of several, one a line, a broken one is told in its turn. Raises ``NotQuotes`` where
    the file itself is none.
    """
    try:
        values = _values(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise NotQuotes(system, (error.strerror or str(error)).lower()) from error
    except BROKEN:
        raise NotQuotes(system, "it is not JSON") from None
    for line, value in values:
        where = str(path) if line is None else f"{path}:{line}"
        about = value if isinstance(value, dict) else {"quotes": value}
        found = about.get("quotes")
        if isinstance(value, BROKEN):
            yield where, NotQuotes(system, "it is not JSON")
        elif not isinstance(found, list):
            yield where, NotQuotes(system, "it holds no list of quotes")
        else:
            yield (
                where,
                Document(
                    name=_storable(path.stem),
                    url=_storable(_text(about.get("url")) or "") or None,
                    text=_text(about.get("text")) or _text(about.get("body")),
                    records=tuple(_record(each, RECORDS[system]) for each in found),
                ),
            )


def _values(content: str) -> list[tuple[int | None, Any]]:
    """Give the one value of a file, or that of each line with its number, once the first line has one."""
    try:
        return [(None, json.loads(content))]
    except ValueError:
        lines = [(number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
        if len(lines) <= 1 or isinstance(_value(lines[0][1]), BROKEN):
            raise
        return [(number, _value(line)) for number, line in lines]


def _value(line: str) -> Any:  # noqa: ANN401, any JSON
    try:
        return json.loads(line)
    except BROKEN as error:
        return error


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _storable(text: str) -> str:
    """Put a question mark for what no database takes: NUL and halves of characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def _record(value: Any, read: Callable[[dict[str, Any]], Record]) -> Record | None:  # noqa: ANN401, any JSON
    try:
        record = read(value)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return record if record.passages else None


def _gendergaptracker(quote: dict[str, Any]) -> Record:
    def claimed(name: str) -> tuple[Claimed, ...]:
        words, index = quote[name], quote[f"{name}_index"]
        pair = PAIR.fullmatch(index) if index else None
        if not words or pair is None:
            return ()
        return (_claimed(words, int(pair[1]), int(pair[2])),)

    return Record(passages=claimed("quote"), speakers=claimed("speaker"), cues=claimed("verb"))


def _citron(quote: dict[str, Any]) -> Record:
    def claimed(spans: list[dict[str, Any]]) -> tuple[Claimed, ...]:
        return tuple(_claimed(span["text"], span["start"], span["end"]) for span in spans)

    return Record(
        passages=claimed(quote["contents"]),
        speakers=claimed(quote["sources"]),
        mentions=claimed(quote.get("coreferences") or []),
        cues=claimed([quote["cue"]]),
    )


def _claimed(words: object, start: object, end: object) -> Claimed:
    if not (isinstance(words, str) and type(start) is int and type(end) is int and 0 <= start < end):
        raise TypeError
    return Claimed(words, start, end)


RECORDS: dict[System, Callable[[dict[str, Any]], Record]] = {
    System.GENDERGAPTRACKER: _gendergaptracker,
    System.CITRON: _citron,
}
