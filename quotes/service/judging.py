"""What people decide: judge quotes and speakers, one by one or many at once, and take it back."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from quotes.errors import AmbiguousId, NoSuchQuote
from quotes.errors.judging import (
    BadColumns,
    BadExtent,
    BadWikidata,
    JudgementError,
    NeedlessValue,
    NobodyToAssign,
    NoSuchSpeaker,
    NothingToSplit,
    NoValue,
    SameSpeaker,
    UnknownVerdict,
)
from quotes.model import content_id
from quotes.rulings import OF_QUOTES, UNKNOWN, Judged, JudgeReport, Refused, Ruling, Verdict
from quotes.store import doubtful, judged, judging, lookup, speaking
from quotes.store.detail import one_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import TextIO

    from sqlalchemy import Connection

    from quotes.store import Store

NEW = "new:"  # before the name of somebody who has no quote yet
COLUMNS = ("verdict", "subject", "value", "note")
WANTED = {
    Verdict.ASSIGN: "a speaker (or unknown)",
    Verdict.EXTENT: "an extent",
    Verdict.MERGE: "another speaker",
    Verdict.SPLIT: "one of the speaker's quotes",
    Verdict.RENAME: "a name",
    Verdict.ALIAS: "a name",
    Verdict.WIKIDATA: "an id",
}


class _Undone(Exception):
    """Leaves a transaction so that nothing of it is kept."""


def judge(store: Store, rulings: Iterable[Ruling | Refused], *, by: str, atomic: bool = False) -> JudgeReport:
    """Keep rulings, each in a transaction of its own; or, ``atomic``, all in one, or none if one is refused."""
    report = JudgeReport()
    if not atomic:
        for ruling in rulings:
            report = _with(report, _in_its_own(store, ruling, by))
        return report
    try:
        with store.writing() as connection:
            for ruling in rulings:
                report = _with(report, _one(connection, ruling, by))
            _all_or_nothing(report)
    except _Undone:
        return JudgeReport(refused=report.refused)
    return report


def _all_or_nothing(report: JudgeReport) -> None:
    if report.refused:
        raise _Undone


def _in_its_own(store: Store, ruling: Ruling | Refused, by: str) -> JudgeReport:
    with store.writing() as connection:
        return _one(connection, ruling, by)


def _with(one: JudgeReport, other: JudgeReport) -> JudgeReport:
    return JudgeReport(
        kept=one.kept + other.kept,
        refused=one.refused + other.refused,
        overtaken=one.overtaken + other.overtaken,
    )


def _one(connection: Connection, ruling: Ruling | Refused, by: str) -> JudgeReport:
    if isinstance(ruling, Refused):
        return JudgeReport(refused=(ruling,))
    try:
        rows = list(_resolved(connection, ruling))
    except (JudgementError, NoSuchQuote, AmbiguousId) as error:
        return JudgeReport(refused=(Refused(place=ruling.place, message=error.message, hint=error.hint),))
    overtaken = tuple(each for row in rows for each in judged.others(connection, row, by))
    return JudgeReport(kept=tuple(judging.keep(connection, by=by, **row) for row in rows), overtaken=overtaken)


def _resolved(connection: Connection, ruling: Ruling) -> Iterator[dict[str, object]]:
    """Turn what was typed into rows of the table judgement, or say what is wrong with it."""
    verdict, value = ruling.verdict, " ".join(ruling.value.split())
    if verdict in WANTED and not any(char.isalnum() for char in value):
        raise NoValue(verdict, WANTED[verdict])
    if verdict not in WANTED and value:
        raise NeedlessValue(verdict, value)
    facts: dict[str, object] = {"verdict": verdict, "note": ruling.note.strip() or None}
    if verdict in OF_QUOTES:
        yield facts | _of_quote(connection, one_id(connection, ruling.subject), verdict, value)
    elif verdict is Verdict.SPLIT:
        yield from (facts | row for row in _split(connection, ruling.subject, value))
    else:
        yield facts | _of_speaker(connection, ruling.subject, verdict, value)


def _of_quote(connection: Connection, key: str, verdict: Verdict, value: str) -> dict[str, object]:
    place = judged.place_of(connection, key)
    said: str | None = None
    if verdict is Verdict.CONFIRM:
        said = judged.assigned(connection, key)
    elif verdict is Verdict.ASSIGN:
        said = UNKNOWN if value == UNKNOWN else _somebody(connection, value)
    elif verdict is Verdict.EXTENT:
        said = _extent(value, place.length)
    return {"quote_id": key, "article_id": place.article_id, "start": place.start, "end": place.end, "value": said}


def _somebody(connection: Connection, value: str) -> str:
    """Find the speaker to assign, or make one who was never quoted: new: Ada Martin."""
    if value.casefold().startswith(NEW):
        return speaking.introduce(connection, value[len(NEW) :].strip())
    try:
        return lookup.speaker(connection, value, whole=True)
    except NoSuchSpeaker:
        raise NobodyToAssign(value) from None


def _extent(value: str, length: int) -> str:
    """Bring an extent to the form it is kept in."""
    bare = value.replace(" ", "").replace("–", "-")
    if not re.fullmatch(r"\d{1,9}-\d{1,9}(,\d{1,9}-\d{1,9})*", bare):
        raise BadExtent(value, length)
    edges = [int(number) for number in re.split("[-,]", bare)]
    if edges[-1] > length or edges != sorted(set(edges)):
        raise BadExtent(value, length)
    return ",".join(f"{start}-{end}" for start, end in zip(edges[::2], edges[1::2], strict=True))


def _of_speaker(connection: Connection, subject: str, verdict: Verdict, value: str) -> dict[str, object]:
    key = lookup.speaker(connection, subject, whole=True)
    if verdict is Verdict.MERGE:
        other = lookup.speaker(connection, value, whole=True)
        if other == key:
            raise SameSpeaker(subject, value)
        value = other
    elif verdict is Verdict.WIKIDATA:
        if not re.fullmatch(r"[Qq][1-9]\d{0,11}", value):
            raise BadWikidata(value)
        value = value.upper()
    return {"speaker_id": key, "value": value}


def _split(connection: Connection, subject: str, value: str) -> Iterator[dict[str, object]]:
    """Split a speaker off in the articles of the quotes listed in ``value``."""
    key = lookup.speaker(connection, subject, whole=True)
    articles = []
    for asked in re.split("[ ,;]+", value):
        article = judged.place_of(connection, one_id(connection, asked)).article_id
        names = judged.names_in(connection, article, key)
        if not names:
            raise NothingToSplit(lookup.name_of(connection, key), asked)
        articles += [(article, name) for name in names if (article, name) not in articles]
    new = content_id("speaker", "split", key, *sorted({article for article, _ in articles}))
    for article, name in articles:
        yield {"speaker_id": name, "article_id": article, "value": new}


def withdraw(store: Store, prefix: str, *, by: str) -> Judged:
    """Take one judgement back."""
    with store.writing() as connection:
        return judging.withdraw(connection, prefix, by)


def next_doubtful(store: Store, skipped: Collection[str] = ()) -> str | None:
    """Give the id of the quote to judge next: the most doubtful one, but for those skipped; None if none is left."""
    with store.reading() as connection:
        return doubtful.next_doubtful(connection, skipped)


def left_to_judge(store: Store) -> int:
    """Count the quotes on whose speaker nobody has a valid judgement."""
    with store.reading() as connection:
        return doubtful.left(connection)


def judgements(store: Store) -> list[Judged]:
    """List all judgements, withdrawn ones too, the last first."""
    with store.reading() as connection:
        return judged.all_judgements(connection)


def overtaken(store: Store, by: str) -> list[Judged]:
    """List what others judged of the same quotes and speakers since this person's last judgement of them."""
    with store.reading() as connection:
        return judged.overtaking(connection, by)


def rulings(lines: TextIO, name: str) -> Iterator[Ruling | Refused]:
    """Read rulings from CSV with the columns of ``COLUMNS``; raise BadColumns when these are not its columns."""
    reader = csv.reader(lines)
    try:
        header = tuple(column.strip() for column in next(reader, []))
    except csv.Error:  # a first line too long to be one
        header = ()
    if not {"verdict", "subject"} <= set(header) <= set(COLUMNS) or len(set(header)) < len(header):
        raise BadColumns(name, header, COLUMNS)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "quote the values that hold commas or line breaks"
            yield Refused(place=f"{name}, line {reader.line_num}", message=str(error), hint=hint)
            continue
        place = f"{name}, line {reader.line_num}"
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            hint = "write one for each column; quote those that hold a comma"
            yield Refused(place=place, message=f"{len(row)} values for {len(header)} columns", hint=hint)
            continue
        cells = dict(zip(header, row, strict=True))
        try:
            verdict = verdict_of(cells.pop("verdict"))
        except UnknownVerdict as error:
            yield Refused(place=place, message=error.message, hint=error.hint)
            continue
        yield Ruling(verdict=verdict, place=place, **cells)


def verdict_of(word: str) -> Verdict:
    """Read a verdict as typed."""
    try:
        return Verdict(word.strip().lower())
    except ValueError:
        raise UnknownVerdict(word, tuple(Verdict)) from None
