"""Annotated articles, and where they are: real ones beside the project if there are any, and its own cases.

A line of an annotated file is one article: its ``text``, and a span for each stretch between quotation marks that
says whether somebody said it, who, and which words name the speaker.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotes.errors import QuotesError
from quotes.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parent.parent.parent
BESIDE = ROOT.parent / "shared"  # optional: articles that are not ours to publish, and the ruler they come with
HELD = frozenset("abcdef")  # first digits of an outlet's hash: its articles are set aside
OVERLAP = 0.5  # of two places, over their union: from here on they are the same


class NoArticles(QuotesError):
    """There is nothing annotated to measure on or to learn from."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"no annotated articles: {wanted}", "put them there, or measure another language")


@dataclass(frozen=True, slots=True)
class Gold:
    """One stretch between marks, as annotated. ``raw`` is what the ruler reads."""

    place: Span
    speech: bool
    kind: str
    mention_type: str
    speaker: str | None
    mention: str | None
    cue: str | None
    arguable: bool  # annotators differed: counts neither way
    raw: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated article."""

    id: str
    outlet: str
    published: str | None
    text: str = field(repr=False)
    spans: tuple[Gold, ...] = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def part(self) -> str:
        """``held`` for articles set aside, else ``dev``: by outlet, so that no house style is on both sides."""
        return "held" if outlet_hash(self.outlet)[0] in HELD else "dev"

    def annotated(self, place: Span) -> Gold | None:
        """Find the annotated stretch at ``place``, give or take its edges."""
        best = max(self.spans, key=lambda gold: overlap(self.text, gold.place, place), default=None)
        return best if best and overlap(self.text, best.place, place) >= OVERLAP else None


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles to measure on; ``digest`` is that of the files they were read from.

    ``own`` are articles of our own, from which weights are learnt as well.
    """

    name: str
    documents: tuple[Document, ...]
    digest: str
    own: tuple[Document, ...] = ()

    def of(self, part: str) -> tuple[Document, ...]:
        """Give the articles of a part: dev, held or all."""
        return tuple(document for document in self.documents if part in {"all", document.part})


def outlet_hash(outlet: str) -> str:
    """Give the hexadecimal digits that decide where an outlet's articles go."""
    return hashlib.md5(outlet.encode(), usedforsecurity=False).hexdigest()


def annotated(lang: str, beside: Path = BESIDE) -> Corpus | None:
    """Read the real articles of a language; None where there are none beside the project."""
    file = beside / "gold" / ("dev.jsonl" if lang == "fr" else f"dev-{lang}.jsonl")
    if not file.is_file():
        return None
    lines = file.read_text(encoding="utf-8").splitlines()
    return Corpus(
        f"annotated articles, {lang}", tuple(document(json.loads(line)) for line in lines if line), digest([file])
    )


def document(raw: Mapping[str, Any]) -> Document:
    """Read one annotated article."""
    return Document(
        id=raw["id"],
        outlet=raw.get("outlet") or "",
        published=raw.get("date"),
        text=raw["text"],
        spans=tuple(
            Gold(
                place=Span(span["start"], span["end"]),
                speech=span["speech"],
                kind=span.get("kind") or "direct",
                mention_type=span.get("mention_type") or "none",
                speaker=span.get("speaker"),
                mention=span.get("mention"),
                cue=span.get("cue"),
                arguable=bool(span.get("arguable")),
                raw=span,
            )
            for span in raw["spans"]
        ),
        raw=raw,
    )


def digest(files: Iterable[Path]) -> str:
    """Give the SHA-256 of files, names included, in hexadecimal."""
    sha = hashlib.sha256()
    for file in sorted(files):
        sha.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()


def overlap(text: str, one: Span, other: Span) -> float:
    """Say how far two places are the same: common over covered, spaces and punctuation at the edges left out."""
    a, b = trimmed(text, one), trimmed(text, other)
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def trimmed(text: str, place: Span) -> Span:
    """Leave out what is no letter or digit at either edge."""
    start, end = place.start, place.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)
