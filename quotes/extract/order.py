"""Compare the candidates for a passage: who was mentioned last, who in its paragraph, who since the last quote."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from quotes.extract.cast import SUBJECTS
from quotes.extract.mentions import PRONOUN, ROLE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from quotes.extract.cases import Case
    from quotes.extract.cast import Cast
    from quotes.extract.rank import Candidate

SUBJECT, FREE, OBLIQUE, NONE = "subject", "free", "oblique", "none"
STRENGTH = (SUBJECT, FREE, OBLIQUE, NONE)
LAST = 3  # so many who were mentioned last are told from the others


class Order:
    """The candidates for one passage by ``id(entity)``, and the kind of case that their evidence is of."""

    def __init__(self, candidates: Sequence[Candidate], context: str) -> None:
        self.candidates = {id(candidate.entity): candidate for candidate in candidates}
        self.context = context
        self.kind = next((kind for kind in (PRONOUN, ROLE) if context.endswith(f":{kind}")), "-")
        self.last: dict[str, list[int]] = {SUBJECT: [], FREE: []}  # the last one mentioned so comes first
        self.here: dict[int, str] = {}  # how they are mentioned in the paragraph, at best
        self.fresh: dict[int, str] = {}  # and since the last quote

    def read(self, case: Case, cast: Cast, far: int) -> None:
        """Look at the mentions before a passage, from the nearest back to ``far`` characters before it."""
        start, paragraph = case.passage.outer.start, case.sentence.strip.starts[0]
        for i in range(bisect_left(cast.starts, start) - 1, bisect_left(cast.starts, start - far) - 1, -1):
            mention, entity = cast.seen[i]
            key = id(entity)
            if key not in self.candidates:
                continue
            how = SUBJECT if cast.how[i] in SUBJECTS else FREE if mention.free else OBLIQUE
            for name, last in self.last.items():
                if how in {SUBJECT, name} and key not in last:
                    last.append(key)
            if cast.starts[i] >= paragraph:
                self.here[key] = stronger((how, self.here.get(key, NONE)))
            if cast.starts[i] > case.previous_end:
                self.fresh[key] = stronger((how, self.fresh.get(key, NONE)))

    def tell(self, previous: int) -> None:
        """Add the evidence; ``previous`` is the ``id`` of the last speaker: another one is named since, or nobody."""
        for name, last in self.last.items():
            for number, key in enumerate(last[:LAST]):
                self._add(key, f"last_{name}:{number}")
        for key, how in self.here.items():
            self._add(key, f"here:{how}")
        for key, how in self.fresh.items():
            self._add(key, f"fresh:{how}")
        if previous in self.candidates:
            self._add(previous, f"rival:{stronger([how for key, how in self.fresh.items() if key != previous])}")

    def _add(self, key: int, piece: str) -> None:
        candidate = self.candidates[key]
        kind = candidate.entity.kind if candidate.entity else ""
        candidate.evidence.update((piece, f"{self.kind}|{piece}:{kind}", f"{self.context}|{piece}"))


def stronger(ways: Collection[str]) -> str:
    """Give the way of being mentioned that makes the likeliest speaker.

    >>> stronger(["oblique", "subject", "none"]), stronger([])
    ('subject', 'none')
    """
    return min(ways, key=STRENGTH.index, default=NONE)
