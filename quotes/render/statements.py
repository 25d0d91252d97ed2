"""Statements and conflicts, for people and for programs: what was said once and printed in several places."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from quotes.render.dates import readable
from quotes.render.people import SHORT, UNKNOWN, outlet_of, paragraph
from quotes.render.quoting import NBSP, passages_of, quotation
from quotes.render.reports import number_of
from quotes.render.terminal import Piece, Style, lay_out
from quotes.results import Match
from quotes.results.statements import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quotes.render.data import Row
    from quotes.results import Hit
    from quotes.results.statements import Conflict, Statement

LISTED = 8  # printings of one statement; for programs all are given


def statements_text(statements: Sequence[Statement], *, width: int, colour: bool) -> Iterator[str]:
    """Print each statement with the places that report it."""
    for statement in statements:
        sign = "≈ " if statement.match is Match.TOLERANT else ""
        said = _words(statement) + _credit(statement)
        lines = lay_out(said, width=width, colour=colour, indent=sign, hanging="  ")
        yield paragraph([*lines, *_places(statement, width=width, colour=colour)])
    yield number_of(len(statements), "statement") + "\n"


def conflicts_text(conflicts: Sequence[Conflict], *, width: int, colour: bool) -> Iterator[str]:
    """Print the words in dispute, then each speaker with the places that name him."""
    for conflict in conflicts:
        words = [*_words(conflict.statements[0]), Piece(f"({conflict.disagreement})")]
        lines = lay_out(words, width=width, colour=colour, hanging="  ")
        for number, statement in enumerate(conflict.statements):
            if number and conflict.disagreement is Disagreement.JUDGED:
                lines += lay_out(
                    [Piece("found now: "), *_words(statement)],
                    width=width,
                    colour=colour,
                    indent="  ",
                    hanging="    ",
                )
            lines += lay_out(_credit(statement), width=width, colour=colour, indent="  ", hanging="    ")
            lines += _places(statement, width=width, colour=colour)
        yield paragraph(lines)
    counts = Counter(conflict.disagreement for conflict in conflicts)
    told = ", ".join(f"{number} {word}" for word, number in counts.items())
    yield f"{number_of(len(conflicts), 'conflict')}{': ' if told else ''}{told}\n"


def _words(statement: Statement) -> list[Piece]:
    hit = statement.first
    return quotation(passages_of(hit.text, hit.passages), hit.source.lang)


def _credit(statement: Statement) -> list[Piece]:
    """Write — John Kirby: 3 printings, 2 outlets, 1 independent report."""
    name = statement.speaker
    counts = [number_of(len(statement.printings), "printing")]
    if len(statement.printings) > 1:
        counts += [number_of(len(statement.outlets), "outlet"), number_of(statement.reports, "independent report")]
    return [
        Piece(f"—{NBSP}"),
        Piece(name or UNKNOWN, Style.MENTION if name else Style.PLAIN),
        Piece(f": {', '.join(counts)}"),
    ]


def _places(statement: Statement, *, width: int, colour: bool) -> Iterator[str]:
    """List where it was printed, a line or more a printing."""
    for hit in statement.printings[:LISTED]:
        place = _place(hit, unnamed=statement.speaker is not None and hit.speaker is None)
        yield from lay_out([Piece(place)], width=width, colour=colour, indent="    ", hanging="      ")
    if len(statement.printings) > LISTED:
        yield f"    and {len(statement.printings) - LISTED} more"


def _place(hit: Hit, *, unnamed: bool) -> str:
    """Write RFI, 12 août 2021, copy of AFP, [3fa9c1]."""
    source = hit.source
    facts = [
        outlet_of(source.outlet, source.url, source.path),
        source.published and readable(source.published, source.lang),
        source.agency and f"copy of {source.agency}",
        "without a name" if unnamed else None,
        f"[{hit.id[:SHORT]}]",
    ]
    return ", ".join(fact for fact in facts if fact)


def statement_rows(statements: Iterable[Statement]) -> Iterator[Row]:
    """Print one object a statement; ``quotes`` are the places that report it."""
    for statement in statements:
        yield {"match": statement.match, **_row(statement)}


def conflict_rows(conflicts: Iterable[Conflict]) -> Iterator[Row]:
    """Print one object a speaker of disputed words; those with one ``cluster`` belong together."""
    for conflict in conflicts:
        for statement in conflict.statements:
            yield {"disagreement": conflict.disagreement, **_row(statement)}


def _row(statement: Statement) -> Row:
    first, last = statement.dates or (None, None)
    return {
        "id": statement.id,
        "cluster": statement.cluster,
        "text": statement.text,
        "speaker": statement.speaker,
        "speaker_id": statement.speaker_id,
        "printings": len(statement.printings),
        "outlets": len(statement.outlets),
        "reports": statement.reports,
        "first_published": first,
        "last_published": last,
        "quotes": [
            {
                "id": hit.id,
                "text": hit.text,
                "speaker": hit.speaker,
                "outlet": hit.source.outlet,
                "published": hit.source.published,
                "agency": hit.source.agency,
                "article_id": hit.source.article_id,
                "url": hit.source.url,
                "path": hit.source.path,
            }
            for hit in statement.printings
        ],
    }
