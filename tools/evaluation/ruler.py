"""The ruler: figures from annotated articles and answers.

Real articles are measured by the one that comes with them, so that figures compare with those of others; the
project's own cases by ``OwnRuler``, which wants each place and each name exactly.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol, cast

from evaluation.corpus import BESIDE
from evaluation.load import module

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from evaluation.answers import Answer
    from evaluation.corpus import Document

Figures = dict[str, float]  # name -> share of 1, in the order they are shown


class Ruler(Protocol):
    """What measures."""

    def figures(self, documents: Sequence[Document], answers: Sequence[Answer]) -> Figures:
        """Give the figures of all answers on these articles."""
        ...

    def same_speaker(self, span: Mapping[str, Any], name: str | None) -> bool:
        """Say whether ``name`` is who speaks in the annotated ``span``; None is right where nobody can be known."""
        ...


class SharedRuler:
    """The ruler that comes with the annotated articles, loaded from its own file."""

    def __init__(self, file: Path) -> None:
        self.score = module(file)

    def figures(self, documents: Sequence[Document], answers: Sequence[Answer]) -> Figures:
        """Give its figures, by the names that the floors know."""
        rows = [
            {"doc_id": a.document.id, "start": a.place.start, "end": a.place.end, "speaker": a.quote.speaker}
            for a in answers
        ]
        found, _ = self.score.score([document.raw for document in documents], rows)
        return {
            **{f"detection {name}": found["detection"][name] for name in ("precision", "recall", "f1")},
            "speaker": found["speaker"],
            "named_precision": found["named_precision"],
            "named_share": found["named_share"],
            **{f"both {name}": found["both"][name] for name in ("precision", "recall", "f1")},
            "exact": found["exact"],
        }

    def same_speaker(self, span: Mapping[str, Any], name: str | None) -> bool:
        """Compare as the ruler does."""
        return cast("bool", self.score.same_speaker(span, name))


class OwnRuler:
    """Each place exactly, each name exactly (but for the capital of a first word)."""

    def figures(self, documents: Sequence[Document], answers: Sequence[Answer]) -> Figures:
        """Give the figures that SharedRuler gives, but for boundaries: a place that is not exact is not found."""
        wanted = {(d.id, gold.place): gold for d in documents for gold in d.spans if gold.speech}
        n: Counter[str] = Counter()
        for answer in answers:
            gold = wanted.get((answer.document.id, answer.place))
            if gold is None:
                continue
            right = self.same_speaker(gold.raw, answer.quote.speaker)
            named = answer.quote.speaker is not None
            n.update(found=1, right=right, named=named, named_right=right and named)
        return {
            **_shares("detection", n["found"], len(answers), len(wanted)),
            "speaker": _share(n["right"], n["found"]),
            "named_precision": _share(n["named_right"], n["named"]),
            "named_share": _share(n["named"], n["found"]),
            **_shares("both", n["right"], len(answers), len(wanted)),
        }

    def same_speaker(self, span: Mapping[str, Any], name: str | None) -> bool:
        """Compare with the names that a case allows."""
        if span.get("anybody"):
            return True
        return _low(name) in {_low(allowed) for allowed in (span.get("speaker"), *span.get("aliases", ()))}


def ruler_beside(beside: Path = BESIDE) -> Ruler:
    """Give the ruler that measures the annotated articles."""
    return SharedRuler(beside / "ruler" / "score.py")


def _low(name: str | None) -> str | None:
    return name and name[0].lower() + name[1:]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _shares(name: str, hit: int, answers: int, gold: int) -> Figures:
    return {
        f"{name} precision": _share(hit, answers),
        f"{name} recall": _share(hit, gold),
        f"{name} f1": _share(2 * hit, answers + gold),
    }
