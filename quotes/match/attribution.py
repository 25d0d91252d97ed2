"""How the name that was asked for agrees with those that the sources credit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.match.names import fits
from quotes.model import Status
from quotes.verdict import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PERSONS = (Status.NAMED, Status.RESOLVED)


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom one source credits: the speaker as shown, how well known, and the function beside the name."""

    speaker: str | None
    status: Status
    role: str | None = None
    names: tuple[str, ...] = ()  # others of the same person or body


def attribute(asked: str, given: Sequence[Credit], titles: frozenset[str], *, telling: bool) -> Attribution:
    """Judge the credits of the sources that print the same words; all but ``asked`` may be empty.

    Sources disagree when the persons, or the bodies, that they name cannot be the same; ``telling`` is whether the
    wording is long enough that two people would hardly both have said it.

    >>> attribute("Kirby", [Credit("John Kirby", Status.NAMED)], frozenset(), telling=True).value
    'same'
    """
    named = [credit for credit in given if credit.speaker and credit.status in (*PERSONS, Status.COLLECTIVE)]
    disagree = telling and any(
        len(apart([credit.speaker or "" for credit in named if (credit.status in PERSONS) is persons], titles)) > 1
        for persons in (True, False)
    )
    if not asked.strip():
        return Attribution.CONFLICT if disagree else Attribution.NOT_ASKED
    if any(credit_fits(asked, credit, titles) for credit in given):
        return Attribution.CONFLICT if disagree else Attribution.SAME
    return Attribution.OTHER if named else Attribution.UNATTRIBUTED


def credit_fits(asked: str, credit: Credit, titles: frozenset[str]) -> bool:
    """Whether the asked name is that of a credit, or the asked function its function."""
    if not credit.speaker or credit.status is Status.UNKNOWN:
        return False
    named = any(fits(asked, name, titles) for name in (credit.speaker, *credit.names))
    return named or bool(credit.role and _has(credit.role, asked, titles))


def _has(role: str, asked: str, titles: frozenset[str]) -> bool:
    """Whether a function has the words asked for; the function alone proves nothing about a name."""
    return fits(asked, role, titles) and len(asked.split()) <= len(role.split()) + 1


def apart(names: Iterable[str], titles: frozenset[str]) -> list[str]:
    """Keep one name, the fullest, of each that may be the same person's."""
    kept: list[str] = []
    for name in sorted(dict.fromkeys(names), key=lambda name: -len(name.split())):
        if not any(fits(name, other, titles) for other in kept):
            kept.append(name)
    return kept
