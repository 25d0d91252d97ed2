"""Who is quoted: list, find, show; and who those may be that no full name tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.rulings import JudgeReport, Ruling, SpeakerDetail, SpeakerSummary, Suggestion, Verdict
from quotes.service.judging import judge
from quotes.store import fulltext, lookup, suggesting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.store import Store

KINDS = ("person", "collective")  # those who are somebody beyond one article


def speakers(store: Store, *, kinds: Sequence[str] = KINDS, limit: int = 0) -> list[SpeakerSummary]:
    """List speakers as shown, the most quoted first; ``limit`` 0: all."""
    with store.reading() as connection:
        return lookup.most_quoted(connection, kinds, limit)


def speakers_called(store: Store, words: str) -> list[SpeakerSummary]:
    """List those with a name in which each of ``words`` begins a word, the most quoted first."""
    with store.reading() as connection:
        found = {row.shown_id for row, _ in lookup.called(connection, fulltext.words_of(words))}
        return [each for each in lookup.summaries(connection, found) if each.quotes]


def speaker(store: Store, asked: str) -> SpeakerDetail:
    """Give all that is known of the one speaker with this name or id (``NoSuchSpeaker``, ``AmbiguousSpeaker``)."""
    with store.reading() as connection:
        return lookup.detail(connection, lookup.speaker(connection, asked))


def suggestions(store: Store) -> list[Suggestion]:
    """List who those may be that a function or a surname alone names, the most probable first."""
    with store.reading() as connection:
        return suggesting.suggestions(connection)


def accept(store: Store, above: float, *, by: str) -> JudgeReport:
    """Merge those with one candidate more probable than ``above`` into that, as judgements of ``by``."""
    wanted: dict[str, list[Suggestion]] = {}
    for each in suggestions(store):
        if each.probability > above:
            wanted.setdefault(each.speaker_id, []).append(each)
    return judge(
        store,
        [
            Ruling(
                verdict=Verdict.MERGE,
                subject=only.speaker_id,
                value=only.candidate_id,
                note=f"suggested, {only.probability:.2f}: {'; '.join(only.evidence)}",
            )
            for only, *more in wanted.values()
            if not more
        ],
        by=by,
    )
