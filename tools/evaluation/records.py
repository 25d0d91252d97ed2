"""Each rule's record: how often the speaker it named was right, and whether that record can be trusted."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from evaluation.tables import Row, share, table
from quotes.precision import Measured, confidence, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evaluation.answers import Answer

BOUNDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)  # where each row of the calibration table starts
HEAD = """\
# How often each rule was right on annotated articles: [right, used, lower]. Used counts the quotes to which the rule
# gave a speaker, right those that somebody did say and whose speaker it was; lower is the lower bound of the Wilson
# 95 % interval. Weights were learnt without the article's outlet each time, so that the same can be expected of
# articles never seen. Written by `tools/evaluate.py --write-precision`; do not edit.
"""


def record(answers: Iterable[Answer]) -> dict[str, Measured]:
    """Count for each rule; a quote left without a speaker claims nothing and does not count."""
    used: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for answer in answers:
        if answer.counts and answer.quote.speaker is not None:
            used[answer.quote.rule] += 1
            right[answer.quote.rule] += answer.right
    return {rule: Measured(right[rule], n, wilson(right[rule], n)) for rule, n in sorted(used.items())}


def as_toml(precision: Mapping[str, Measured]) -> str:
    """Write the records as ``precision.toml``, in the order of the rules' names."""
    rows = [
        f"{json.dumps(rule, ensure_ascii=False)} = [{row.right}, {row.used}, {row.lower:.3f}]"
        for rule, row in sorted(precision.items())
    ]
    return HEAD + "\n" + "\n".join(rows) + "\n"


def calibration(answers: Sequence[Answer]) -> str:
    """Compare how sure rules were, by their record on the part ``dev``, with how often they were right on ``held``."""
    known = record(answer for answer in answers if answer.document.part == "dev")
    held = [a for a in answers if a.document.part == "held" and a.counts and a.quote.speaker is not None]
    rows: list[Row] = []
    for low, high in zip(BOUNDS, (*BOUNDS[1:], 1.01), strict=True):
        inside = [(sure, a.right) for a in held if low <= (sure := confidence(a.quote.rule, known) or 0.0) < high]
        if inside:
            said = sum(sure for sure, _ in inside) / len(inside)
            right = sum(right for _, right in inside)
            rows.append((f"{low:.2f} to {min(high, 1):.2f}", len(inside), share(said), share(right / len(inside))))
    title = "confidence, from the part dev, and what came of it on the part held"
    return table(title, ("said to be right", "quotes", "said", "right"), rows)
