"""How often each rule was right on annotated articles, and how sure that makes us of a quote.

Measured, not invented: ``tools/evaluate.py --write-precision`` counts, ``lang/<code>/precision.toml`` keeps.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ENOUGH = 5  # uses: a rule seen less often is judged together with its family
CAUTION = 10  # average cases added to a record: of 0, 2, 5, 10 and 15, what articles set aside bore out
Z = 1.959964  # standard deviations on either side that hold 95 % of a normal distribution


class Measured(NamedTuple):
    """How often a rule named the right speaker of words that somebody said, of how many it named."""

    right: int
    used: int
    lower: float  # bound of the Wilson interval: with 95 % certainty the rule is right more often than this


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
    if rule in precision and precision[rule].used >= ENOUGH:
        return precision[rule]
    family = rule.partition("/")[0]
    kin = _together(row for name, row in precision.items() if name.partition("/")[0] == family)
    if kin.used >= ENOUGH:
        return kin
    everything = _together(precision.values())
    return everything if everything.used else None


def confidence(rule: str, precision: Mapping[str, Measured]) -> float | None:
    """Give the share of quotes attributed by ``rule`` to expect right; None where nothing was measured.

    A rule that was right five times in five is not certain: ``CAUTION`` average cases count beside its own.
    """
    found = measured(rule, precision)
    if found is None:
        return None
    average = _together(precision.values())
    return (found.right + CAUTION * average.right / average.used) / (found.used + CAUTION)


def _together(rows: Iterable[Measured]) -> Measured:
    rows = list(rows)
    right, used = sum(row.right for row in rows), sum(row.used for row in rows)
    return Measured(right, used, wilson(right, used))
