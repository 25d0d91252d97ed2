"""How often each rule was right on annotated articles, and how sure that makes us of a quote.

Measured, not invented: ``tools/evaluate.py --write-precision`` counts, ``lang/<code>/precision.toml`` keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ENOUGH = 5  # uses: a rule seen less often is judged together with its family
CAUTION = 10  # average cases added to a record: of 0, 2, 5, 10 and 15, what articles set aside bore out
Z = 1.959964  # standard deviations on either side that hold 95 % of a normal distribution
DIGITS = 3  # of a share that is shown or stored: the cases tell no more


class Measured(NamedTuple):
    """How often a rule named the right speaker of words that somebody said, of how many it named."""

    right: int
    used: int
    lower: float  # bound of the Wilson interval: with 95 % certainty the rule is right more often than this


class Basis(StrEnum):
    """Whose cases speak for a rule."""

    RULE = "rule"  # its own
    FAMILY = "family"  # those of all rules with the same beginning: said_that/main, said_that/near
    ALL = "all"  # those of all rules together


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a rule makes us of a speaker, and the annotated quotes that say so. Shares are rounded."""

    expected: float  # share to expect right in articles never seen: see ``confidence``
    precision: float  # share that was right
    lower: float  # bound of the Wilson interval of ``precision``
    cases: int  # annotated quotes counted
    basis: Basis


def wilson(right: int, used: int) -> float:
    """Give the lower bound of the Wilson 95 % interval of ``right`` in ``used`` cases; 0 for none at all.

    >>> round(wilson(5, 5), 2), round(wilson(95, 100), 2), wilson(0, 0)
    (0.57, 0.89, 0.0)
    """
    if not used:
        return 0.0
    share = right / used
    spread = Z * sqrt(share * (1 - share) / used + Z * Z / (4 * used * used))
    return max(0.0, (share + Z * Z / (2 * used) - spread) / (1 + Z * Z / used))


def measured(rule: str, precision: Mapping[str, Measured]) -> Measured | None:
    """Give what is known of ``rule``, or of more than it where it was used less than ``ENOUGH`` times.

    Then its family counts (what stands before the slash), else all rules together. None where nothing was
    measured, as in a language without annotated articles.
    """
    found = _with_basis(rule, precision)
    return found and found[0]


def _with_basis(rule: str, precision: Mapping[str, Measured]) -> tuple[Measured, Basis] | None:
    if rule in precision and precision[rule].used >= ENOUGH:
        return precision[rule], Basis.RULE
    family = rule.partition("/")[0]
    kin = _together(row for name, row in precision.items() if name.partition("/")[0] == family)
    if kin.used >= ENOUGH:
        return kin, Basis.FAMILY
    everything = _together(precision.values())
    return (everything, Basis.ALL) if everything.used else None


def confidence(rule: str, precision: Mapping[str, Measured]) -> float | None:
    """Give the share of quotes attributed by ``rule`` to expect right; None where nothing was measured.

    A rule that was right five times in five is not certain: ``CAUTION`` average cases count beside its own.
    """
    found = measured(rule, precision)
    if found is None:
        return None
    average = _together(precision.values())
    return (found.right + CAUTION * average.right / average.used) / (found.used + CAUTION)


def assess(rule: str, precision: Mapping[str, Measured]) -> Confidence | None:
    """Give ``confidence`` with the figures behind it; None where nothing was measured."""
    found, expected = _with_basis(rule, precision), confidence(rule, precision)
    if found is None or expected is None:
        return None
    (right, used, lower), basis = found
    return Confidence(round(expected, DIGITS), round(right / used, DIGITS), round(lower, DIGITS), used, basis)


def _together(rows: Iterable[Measured]) -> Measured:
    rows = list(rows)
    right, used = sum(row.right for row in rows), sum(row.used for row in rows)
    return Measured(right, used, wilson(right, used))
