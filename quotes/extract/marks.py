"""Find the passages between quotation marks. Marks pair by type; an odd one costs its own paragraph only.

« » and << >> are one type, “ ” and „ “ another, " a third, ‹ › and single marks count only inside another
pair (or outside too where the language writes so). A quotation that runs over several paragraphs, its mark
repeated at the start of each or not, is one passage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.latin import twin
from quotes.extract.singles import is_clipped, may_be_possessive
from quotes.model import Doubt, Span

if TYPE_CHECKING:
    from collections.abc import Collection

# The class of characters comes first, for an engine runs along a text for one class in no time.
MARK = twin(
    r"""[«»“”„‟"'‘’`‹›<>\n](?:
        (?P<angle>(?<=[«»])|(?<=<)<|(?<=>)>)
      | (?P<curly>(?<=[“”„‟]))
      | (?P<straight>(?<=")|(?<=')'|(?<=`)`)
      | (?P<little>(?<=[‹›]))
      | (?P<single>(?<![\p{L}\p{M}\d].)(?<=['‘])(?=[^\s\p{P}])|(?<=\S.)(?<=['’])(?![\p{L}\p{M}\d]))
      | (?P<paragraph>(?<=\n)\s*+))
    """,
    re.VERBOSE,
)
BEFORE_OPENING = frozenset("([{'’/-–—«“\"‘…:")
PARAGRAPHS_WITHOUT = 2  # paragraphs without a mark of the same type: a third one, and the quotation was left open
PARAGRAPHS_AHEAD = 12  # how far an unclosed quotation may look for its end: bounded, so that time is linear


class Passage(NamedTuple):
    """One stretch between marks: ``inner`` without marks and padding, ``outer`` with the marks.

    ``parent`` is the index of the passage it stands in, or -1. ``closed`` is False when the closing mark
    is missing and the next opening one ends it.
    """

    outer: Span
    inner: Span
    mark: str  # angle, curly, straight, little, single
    parent: int = -1
    closed: bool = True


@dataclass(slots=True)
class _Open:
    """A mark that was opened: where it starts, where the words after it do, how many were opened before it."""

    mark: str
    start: int
    inner: int
    order: int
    leads: bool  # it starts its paragraph, or follows a colon: such a quotation may run over paragraphs


class _Mark(NamedTuple):
    """A mark as printed; ``sign`` is its first character."""

    mark: str
    start: int
    end: int
    sign: str
    starts_paragraph: bool


def find_passages(
    text: str,
    *,
    latin: bool,
    outer_singles: bool = False,
    apostrophes: Collection[str] = (),
    possessives: Collection[str] = (),
) -> tuple[list[Passage], list[Doubt]]:
    """Pair all marks of ``text``; passages come in the order of their opening marks, parents first.

    ``latin`` says which engine may read it (see ``latin``); ``outer_singles`` that single marks are used like double
    ones; ``apostrophes`` are words that start with what looks like one, ``possessives`` letters after which a mark may
    be no more than that of an owner.
    """
    finder = _Finder(text, outer_singles, apostrophes, possessives)
    for number, marks in enumerate(paragraphs := _paragraphs(text, latin=latin)):
        finder.read(marks, paragraphs[number + 1 : number + 1 + PARAGRAPHS_AHEAD])
    return finder.result()


def _paragraphs(text: str, *, latin: bool) -> list[list[_Mark]]:
    """List the marks of each paragraph (paragraphs without marks are left as empty lists)."""
    paragraphs: list[list[_Mark]] = [[]]
    fresh = 0  # where the paragraph's text starts
    for match in MARK.on(latin=latin).finditer(text):
        start, end = match.span()
        mark = match.lastgroup or ""
        if mark == "paragraph":
            paragraphs.append([])
            fresh = end
        else:
            starts = not paragraphs[-1] and not text[fresh:start].strip()
            paragraphs[-1].append(_Mark(mark, start, end, match[0][0], starts))
    return paragraphs


class _Finder:
    """The state of one pass over the paragraphs: what is open, what was found."""

    def __init__(
        self,
        text: str,
        outer_singles: bool,
        apostrophes: Collection[str],
        possessives: Collection[str],
    ) -> None:
        self.text = text
        self.outer_singles = outer_singles
        self.apostrophes = apostrophes
        self.possessives = possessives
        self.open: list[_Open] = []
        self.found: list[tuple[int, Passage]] = []
        self.doubts: list[Doubt] = []
        self.order = 0

    def read(self, marks: list[_Mark], ahead: list[list[_Mark]]) -> None:
        """Pair the marks of one paragraph, then settle what is still open at its end."""
        for number, mark in enumerate(marks):
            if mark.mark == "single" and self._is_apostrophe(mark, marks[number + 1 :]):
                continue
            if mark.starts_paragraph and self.open and self.open[0].mark == mark.mark:
                continue  # the mark repeated at the start of a paragraph: the same quotation goes on
            if self._opens(mark):
                self._push(mark)
            else:
                self._close(mark)
        self._settle(ahead)

    def _is_apostrophe(self, mark: _Mark, later: list[_Mark]) -> bool:
        """Tell a single mark that quotes nothing: in *the ministers’ decision* as long as the true end comes later."""
        if not self.outer_singles:
            return not self.open
        if is_clipped(self.text, mark.end, self.apostrophes):
            return True
        if not may_be_possessive(self.text, mark.start, self.possessives):
            return False
        following = next((m for m in later if m.mark == "single"), None)
        return following is not None and not self._opens_outside(following)

    def _opens(self, mark: _Mark) -> bool:
        """Tell an opening mark from a closing one by its shape, and where shapes are unsure by its place."""
        text, inside = self.text, any(o.mark == mark.mark for o in self.open)
        before = text[mark.start - 1] if mark.start else "\n"
        after = text[mark.end] if mark.end < len(text) else "\n"
        tight_after, tight_before = not after.isspace(), not (before.isspace() or before in BEFORE_OPENING)
        if mark.mark in {"angle", "little"}:
            return mark.sign in "«<‹"
        if mark.mark == "single":
            return mark.sign != "’" and not tight_before and tight_after and not inside
        if mark.sign == "“":  # closes „ … “, and a pair printed “ … “
            return not (inside and tight_before and not after.isalnum())
        if mark.mark == "curly":
            return mark.sign == "„" or (not inside and not tight_before and after.isalnum())  # a pair printed ” … ”
        if inside:
            return not tight_before and tight_after and before.isspace() and after.isalnum()
        return not tight_before or after.isalnum()  # odd at the end of a word: … a ri longtemps". It closes nothing

    def _push(self, mark: _Mark) -> None:
        before = self.text[max(0, mark.start - 3) : mark.start].rstrip()
        leads = mark.starts_paragraph or before.endswith(":")
        self.open.append(_Open(mark.mark, mark.start, mark.end, self.order, leads))
        self.order += 1

    def _close(self, mark: _Mark) -> None:
        """End the innermost passage of this type; what was opened inside it and not closed is odd."""
        depth = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i].mark == mark.mark), None)
        if mark.mark in {"single", "little"} and depth is None:
            return
        if depth is None:
            doubles = [i for i, o in enumerate(self.open) if o.mark not in {"single", "little"}]
            if not doubles:
                self.doubts.append(Doubt(Span(mark.start, mark.end), "unopened_mark"))
                return
            depth = doubles[-1]  # "Je ne sais pas », dit-il: two types, one quotation
            self.doubts.append(Doubt(Span(mark.start, mark.end), "mixed_marks"))
        for lost in self.open[depth + 1 :]:
            self._odd(lost)
        self._keep(self.open[depth], mark.start, mark.end)
        del self.open[depth:]

    def _keep(self, opened: _Open, end: int, outer_end: int, *, closed: bool = True) -> None:
        start = opened.inner
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            passage = Passage(Span(opened.start, outer_end), Span(start, end), opened.mark, closed=closed)
            self.found.append((opened.order, passage))

    def _odd(self, opened: _Open) -> None:
        if opened.mark != "single":
            self.doubts.append(Doubt(Span(opened.start, opened.inner), "unclosed_mark"))

    def _settle(self, ahead: list[list[_Mark]]) -> None:
        """At a paragraph's end keep the outermost quotation open if it goes on, and let go of the rest."""
        if not self.open:
            return
        first, *rest = self.open
        for lost in rest:
            self._odd(lost)
        self.open = [first] if self._goes_on(first, ahead) else []
        if self.open:
            return
        self._odd(first)
        # « Ils sont repartis. « Aucune base n'est prévue », dit-il: the first one ends where the second opens
        inside = [p for order, p in self.found if order > first.order and p.outer.start >= first.inner]
        if inside:
            end = min(p.outer.start for p in inside)
            if self.text[first.inner : end].rstrip()[-1:] in set(".!?…"):
                self._keep(first, end, end, closed=False)

    def _goes_on(self, opened: _Open, ahead: list[list[_Mark]]) -> bool:
        """Say whether a quotation open at a paragraph's end continues in the next ones."""
        for number, marks in enumerate(ahead):
            same = [m for m in marks if m.mark == opened.mark]
            if not same:
                if number >= PARAGRAPHS_WITHOUT:
                    return False
                continue
            first = same[0]
            if number == 0 and first.starts_paragraph and opened.leads:
                return True
            return opened.mark != "single" and not self._opens_outside(first)
        return False

    def _opens_outside(self, mark: _Mark) -> bool:
        was, self.open = self.open, []
        try:
            return self._opens(mark)
        finally:
            self.open = was

    def result(self) -> tuple[list[Passage], list[Doubt]]:
        """Give the passages found, each knowing in which it stands, and the marks that made none."""
        for lost in self.open:
            self._odd(lost)
        passages: list[Passage] = []
        stack: list[int] = []
        for _, p in sorted(self.found, key=lambda pair: pair[0]):
            while stack and passages[stack[-1]].outer.end < p.outer.end:
                stack.pop()
            parent = stack[-1] if stack and passages[stack[-1]].outer.start < p.outer.start else -1
            stack.append(len(passages))
            passages.append(Passage(p.outer, p.inner, p.mark, parent, p.closed))
        return passages, sorted(self.doubts, key=lambda doubt: doubt.span)
