"""Answers about statements: the same utterance, reported in several places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.results import Hit, Match

NOBODY = "0" * 20  # in the place of a speaker's id


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Quotes of the same or nearly the same words, of one speaker: what ``quotes.wording`` says is nearly the same."""

    id: str  # 40 hexadecimal digits, the view statement's id
    cluster: str | None  # of wordings, shared with whoever else is credited with the words; None: no word in it
    speaker: str | None  # as the first printing that names the speaker has it
    speaker_id: str | None
    printings: tuple[Hit, ...]  # at least one; the earliest article first, those without a date last
    match: Match | None = None  # the best of its printings', when it answers a query

    @property
    def first(self) -> Hit:
        """The first printing that names the speaker, or the first one: its words stand for all."""
        return next((hit for hit in self.printings if hit.speaker), self.printings[0])

    @property
    def text(self) -> str:
        """The words of ``first``."""
        return self.first.text

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who printed it, in the order of ``printings``."""
        return tuple(dict.fromkeys(hit.source.outlet for hit in self.printings if hit.source.outlet))

    @property
    def reports(self) -> int:
        """How many independent reports: an agency's copy counts once, and what an outlet prints of its own too."""
        return len(
            {hit.source.agency or hit.source.outlet or f"article {hit.source.article_id}" for hit in self.printings}
        )

    @property
    def dates(self) -> tuple[str, str] | None:
        """When it was first and last printed, ISO 8601 as precise as known."""
        known = [hit.source.published for hit in self.printings if hit.source.published]
        return (min(known), max(known)) if known else None


class Disagreement(StrEnum):
    """How the speakers of the same words differ, or what is found from what was judged; the gravest first."""

    JUDGED = "judged"  # a quote somebody judged, which the last run did not find; then what it found there instead
    PEOPLE = "people"  # two persons
    NAMES = "names"  # all the words of one person's name are in the other's: Kirby, John Kirby
    FUNCTIONS = "functions"  # a person, and a function, an organisation or somebody unnamed


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The same words, five or more, of which articles credit several speakers; or a judged quote found no more."""

    cluster: str | None  # None: a judged quote without a word
    disagreement: Disagreement
    statements: tuple[Statement, ...]  # one a speaker, the one with most printings first; or the judged quote first

    @property
    def printings(self) -> int:
        """How many quotes name one of these speakers."""
        return sum(len(statement.printings) for statement in self.statements)
