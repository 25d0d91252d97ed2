"""Tables for the eye: by rule, status, marks, kind, mention and outlet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluation.answers import Answer
    from evaluation.corpus import Document, Gold
    from evaluation.ruler import Figures
    from quotes.model import Span

Row = tuple[str | int, ...]
MARKS = {"«": "« »", "“": "“ ”", "„": "„ “", '"': '" "', "<": "<< >>", "‘": "‘ ’", "'": "' '"}
LEAST = 5  # quotes: an outlet with fewer says too little to be listed
WORST = 15  # outlets listed


@dataclass(slots=True)
class Tally:
    """Counts of one group: quotes annotated, answers given, answers that are speech, and with the right speaker."""

    gold: int = 0
    answers: int = 0
    speech: int = 0
    right: int = 0

    def count(self, answer: Answer) -> None:
        """Add an answer to those of the group."""
        self.answers += 1
        self.speech += answer.speech
        self.right += answer.right

    @property
    def f1(self) -> float:
        """Found with the right speaker: the harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.answers) if self.gold + self.answers else 0.0


def share(value: float) -> str:
    """Write a share of 1 as all tables do."""
    return f"{value:.3f}"


def table(title: str, headings: Sequence[str], rows: Sequence[Row]) -> str:
    """Align a table: the first column to the left, numbers to the right."""
    cells = [tuple(headings), *(tuple(str(cell) for cell in row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings))]
    lines = [
        "  "
        + "  ".join(
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    return "\n".join([title, *lines])


def headline(figures: Figures, documents: Sequence[Document], answers: Sequence[Answer]) -> str:
    """Write the figures in the ruler's own words."""
    gold = sum(span.speech and not span.arguable for document in documents for span in document.spans)
    detection, both = (
        [share(figures[f"{of} {n}"]) for n in ("precision", "recall", "f1")] for of in ("detection", "both")
    )
    exact = f"   exact boundaries {share(figures['exact'])}" if "exact" in figures else ""
    named = f"given one: {share(figures['named_share'])}, of these right {share(figures['named_precision'])}"
    return (
        f"{len(documents)} documents, {gold} gold quotations, {len(answers)} answers\n"
        f"detection  P {detection[0]}  R {detection[1]}  F1 {detection[2]}{exact}\n"
        f"speaker    right {share(figures['speaker'])}   {named}\n"
        f"both       P {both[0]}  R {both[1]}  F1 {both[2]}"
    )


def by_answer(title: str, answers: Sequence[Answer], key: Callable[[Answer], str]) -> str:
    """Show how often answers of a group are speech, and of these how often the speaker is right."""
    groups: dict[str, Tally] = defaultdict(Tally)
    for answer in answers:
        if answer.counts:
            groups[key(answer)].count(answer)
    rows: list[Row] = [
        (name, t.answers, share(t.speech / t.answers), share(t.right / t.speech) if t.speech else "-")
        for name, t in sorted(groups.items(), key=lambda item: (-item[1].answers, item[0]))
    ]
    return table(title, ("", "used", "speech", "speaker"), rows)


def tallies(
    documents: Sequence[Document],
    answers: Sequence[Answer],
    of_gold: Callable[[Document, Gold], str],
    of_answer: Callable[[Answer], str],
) -> dict[str, Tally]:
    """Count what was annotated and what was answered, group by group."""
    groups: dict[str, Tally] = defaultdict(Tally)
    for document in documents:
        for gold in document.spans:
            if gold.speech and not gold.arguable:
                groups[of_gold(document, gold)].gold += 1
    for answer in answers:
        if answer.counts:
            groups[of_answer(answer)].count(answer)
    return groups


def by_gold(title: str, groups: dict[str, Tally]) -> str:
    """Show how much of a group was found, and how much with the right speaker."""
    rows: list[Row] = [
        (
            name,
            t.gold,
            t.answers,
            share(t.speech / t.gold) if t.gold else "-",
            share(t.right / t.gold) if t.gold else "-",
        )
        for name, t in sorted(groups.items(), key=lambda item: (-item[1].gold, item[0]))
    ]
    return table(title, ("", "gold", "answers", "found", "with speaker"), rows)


def by_outlet(groups: dict[str, Tally]) -> str:
    """Show the outlets read worst, by the harmonic mean of precision and recall."""
    listed = sorted(((t.f1, name, t) for name, t in groups.items() if t.gold >= LEAST), key=lambda entry: entry[:2])
    rows: list[Row] = [(name, t.gold, t.answers, share(t.speech / t.gold), share(f1)) for f1, name, t in listed[:WORST]]
    title = f"by outlet, the worst {len(rows)} of {len(listed)} with {LEAST} quotations or more"
    return table(title, ("", "gold", "answers", "found", "both F1"), rows)


def tables(documents: Sequence[Document], answers: Sequence[Answer]) -> list[str]:
    """Give all tables of one measurement."""
    return [
        by_answer("by rule", answers, lambda answer: answer.quote.rule),
        by_answer("by speaker status", answers, lambda answer: answer.quote.status),
        by_gold(
            "by marks", tallies(documents, answers, lambda d, g: mark(d, g.place), lambda a: mark(a.document, a.place))
        ),
        by_gold(
            "by kind", tallies(documents, answers, lambda _, gold: gold.kind, lambda a: a.gold.kind if a.gold else "-")
        ),
        by_gold(
            "by mention",
            tallies(
                documents,
                answers,
                lambda _, g: g.mention_type,
                lambda a: a.gold.mention_type if a.gold and a.speech else "-",
            ),
        ),
        by_outlet(tallies(documents, answers, lambda document, _: document.outlet, lambda a: a.document.outlet)),
    ]


def mark(document: Document, place: Span) -> str:
    """Name the marks around a place by the sign before it."""
    before = document.text[: place.start].rstrip()[-1:]
    return MARKS.get(before, "other")
