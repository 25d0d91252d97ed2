"""Compare the candidates for a passage: who was mentioned last, who in its paragraph, who since the last quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.extract.cast import SUBJECTS
from quotes.extract.mentions import PRONOUN, ROLE
from quotes.extract.pieces import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quotes.extract.cases import Case
    from quotes.extract.cast import Seen
    from quotes.extract.rank import Candidate

SUBJECT, FREE, OBLIQUE, NONE = range(4)  # ways of being mentioned: the less, the likelier a speaker
HERE, FRESH, RIVAL = [
    [f"{what}:{how}" for how in ("subject", "free", "oblique", "none")] for what in ("here", "fresh", "rival")
]
LAST = 3  # so many who were mentioned last are told from the others
LAST_SUBJECTS, LAST_FREE = [[f"last_{way}:{number}" for number in range(LAST)] for way in ("subject", "free")]


class Order:
    """The candidates for one passage by ``id(entity)``, and the kind of case that their evidence is of."""

    def __init__(self, candidates: Sequence[Candidate], context: str) -> None:
        self.candidates = {id(candidate.entity): candidate for candidate in candidates}
        self.context = context
        self.kind = next((kind for kind in (PRONOUN, ROLE) if context.endswith(f":{kind}")), "-")
        self.subjects: list[int] = []  # those mentioned as subjects, the last one first
        self.free: list[int] = []  # as subjects or so that they might be
        self.here: dict[int, int] = {}  # how they are mentioned in the paragraph, at best
        self.fresh: dict[int, int] = {}  # and since the last quote

    def read(self, case: Case, near: Iterable[Seen]) -> None:
        """Look at the mentions before a passage, the nearest first."""
        paragraph, candidates, here, fresh = case.sentence.strip.starts[0], self.candidates, self.here, self.fresh
        for mention, entity, start, _, way in near:
            key = id(entity)
            if key not in candidates:
                continue
            how = SUBJECT if way in SUBJECTS else FREE if mention.free else OBLIQUE
            if how == SUBJECT and len(self.subjects) < LAST and key not in self.subjects:
                self.subjects.append(key)
            if how <= FREE and len(self.free) < LAST and key not in self.free:
                self.free.append(key)
            if start >= paragraph and how < here.get(key, NONE):
                here[key] = how
            if start > case.previous_end and how < fresh.get(key, NONE):
                fresh[key] = how

    def tell(self, previous: int) -> None:
        """Add the evidence; ``previous`` is the ``id`` of the last speaker: another one is named since, or nobody."""
        for names, last in ((LAST_SUBJECTS, self.subjects), (LAST_FREE, self.free)):
            for name, key in zip(names, last, strict=False):
                self._add(key, name)
        for key, how in self.here.items():
            self._add(key, HERE[how])
        for key, how in self.fresh.items():
            self._add(key, FRESH[how])
        if previous in self.candidates:
            rival = min([how for key, how in self.fresh.items() if key != previous], default=NONE)
            self._add(previous, RIVAL[rival])

    def _add(self, key: int, piece: str) -> None:
        candidate = self.candidates[key]
        kind = candidate.entity.kind if candidate.entity else ""
        candidate.seen.add(place(self.kind, self.context, piece, kind))
