"""Search what people corrected: the index knows quotes and names as they were found.

What was corrected is little beside all there is: it is read whole and compared here, word by word, as the index
does. Each function gives conditions on the quotes of ``rows.quotes_with_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, or_, select, union

from quotes.rulings import Verdict
from quotes.store import fulltext, schema
from quotes.store.people import Judgement, QuoteShown, Speaker, SpeakerName, SpeakerShown
from quotes.store.rows import batches
from quotes.store.showing import VALID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Select

NOT_ASSIGNED = or_(QuoteShown.assigned.is_(None), QuoteShown.assigned == 0)
AS_PRINTED = QuoteShown.text.is_(None)


def said_by(connection: Connection, words: list[str]) -> ColumnElement[bool]:
    """Whether each of ``words`` begins a word of one name, or of the function, of who is shown to say it."""
    quote = schema.Quote
    here = fulltext.all_begin(words, "speaker")
    nodes = [node for shown in _people_called(connection, words) for node in _nodes(connection, shown)]
    if not nodes:
        return quote.number.in_(here) & NOT_ASSIGNED
    there = [
        select(quote.number).where(quote.speaker_id.in_(nodes)),
        select(quote.number).join(QuoteShown, QuoteShown.quote_id == quote.id).where(QuoteShown.speaker_id.in_(nodes)),
    ]
    return quote.number.in_(_any(here, *there)) & or_(NOT_ASSIGNED, QuoteShown.speaker_id.in_(nodes))


def worded(connection: Connection, words: list[str], matching: Select[Any]) -> ColumnElement[bool]:
    """Whether the words as shown match: by the index, or, where somebody changed the extent, in that.

    Where somebody assigned the speaker, the one found, whom the index has, does not count.
    """
    quote = schema.Quote
    changed = connection.execute(select(QuoteShown.quote_id, QuoteShown.text).where(~AS_PRINTED))
    fitting = [row.quote_id for row in changed if all_begin(words, row.text)]
    as_found = AS_PRINTED & or_(NOT_ASSIGNED, quote.number.in_(fulltext.all_begin(words, "words")))
    if not fitting:
        return quote.number.in_(matching) & as_found
    found = _any(matching, select(quote.number).where(quote.id.in_(fitting)))
    return quote.number.in_(found) & or_(as_found, quote.id.in_(fitting))


def all_begin(words: Iterable[str], text: str) -> bool:
    """Whether each of ``words``, folded, begins some word of ``text``."""
    there = fulltext.words_of(text)
    return all(any(word.startswith(begin) for word in there) for begin in words)


def _any(*selects: Any) -> Any:  # noqa: ANN401, selects of numbers
    return select(union(*selects).subquery().c[0])


def _people_called(connection: Connection, words: list[str]) -> set[str]:
    """Give those shown with a name they are not printed with in all their quotes, if it fits."""
    told = select(Judgement.speaker_id, Judgement.value).where(
        VALID, Judgement.verdict.in_((Verdict.MERGE, Verdict.RENAME, Verdict.ALIAS))
    )
    judged = {row.speaker_id for row in connection.execute(told)}
    judged.update(connection.scalars(select(QuoteShown.speaker_id).where(QuoteShown.speaker_id.is_not(None))))
    shown: set[str] = set()
    for batch in batches(judged):
        shown.update(connection.scalars(select(SpeakerShown.shown_id).where(SpeakerShown.speaker_id.in_(batch))))
    return {each for each in shown if any(all_begin(words, name) for name in names_of(connection, each))}


def names_of(connection: Connection, shown: str) -> set[str]:
    """List every name of somebody: the one shown, those printed, those that people added."""
    nodes = _nodes(connection, shown)
    names: set[str] = set(connection.scalars(select(SpeakerShown.name).where(SpeakerShown.shown_id == shown)))
    for batch in batches(nodes):
        names.update(connection.scalars(select(SpeakerName.name).where(SpeakerName.speaker_id.in_(batch))))
        names.update(connection.scalars(select(Speaker.name).where(Speaker.id.in_(batch))))
        added = select(Judgement.value).where(
            VALID, Judgement.verdict == Verdict.ALIAS, Judgement.speaker_id.in_(batch), Judgement.value.is_not(None)
        )
        names.update(value for value in connection.scalars(added) if value is not None)
    return names


def _nodes(connection: Connection, shown: str) -> list[str]:
    """List the speakers that are shown as one."""
    return list(connection.scalars(select(SpeakerShown.speaker_id).where(SpeakerShown.shown_id == shown)))
