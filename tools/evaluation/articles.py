"""The project's own articles (``tests/articles``): invented, annotated where they stand, as a corpus."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import regex

from evaluation.corpus import ROOT, Corpus, digest, document

if TYPE_CHECKING:
    from pathlib import Path

# Kinds of articles that weights are learnt from: outlets never seen are read better for it. The others are set aside.
LEARNT = {"fr": ("magazine", "overseas")}
FOLDER = ROOT / "tests" / "articles"
OPENING = {"»": "«", "”": "“", "’": "‘", '"': '"', "'": "'"}  # closing mark -> its opening one
SINGLE = frozenset("’'")  # apostrophes too
NOTE = regex.compile(r"\{([^{}]*)\}")
BLANK = " \u00a0\u202f\u2009"  # what may pad a passage
NOBODY, NO_SPEECH, NO_MENTION = "?", "-", "-"


def own_articles(lang: str, *, learnt: bool | None = None, folder: Path = FOLDER) -> Corpus | None:
    """Read the articles of a language, maybe only those learnt from, or only the others; None where there are none.

    Raises ValueError for one badly annotated.
    """
    files = sorted((folder / lang).glob("*.txt"))
    if learnt is not None:
        files = [file for file in files if file.stem.startswith(LEARNT.get(lang, ())) == learnt]
    if not files:
        return None
    documents = [annotate(file.read_text(encoding="utf-8"), file.stem, lang) for file in files]
    name = "own articles" if learnt is None else "own articles learnt from" if learnt else "own articles set aside"
    return Corpus(f"{name}, {lang}", tuple(document(raw) for raw in documents), digest(files))


def with_own(corpus: Corpus, lang: str) -> Corpus:
    """Give real articles those of ours to learn from beside them."""
    own = own_articles(lang, learnt=True)
    return replace(corpus, own=own.documents if own else ())


def annotate(marked: str, name: str, lang: str) -> dict[str, Any]:
    """Take the notes out of a text, and make each one a span of what is left."""
    text, spans, at = "", list[dict[str, Any]](), 0
    for note in NOTE.finditer(marked):
        text += marked[at : note.start()]
        at = note.end()
        start, end = _passage(text, name)
        spans.append({"start": start, "end": end, **_said(note[1])})
    text += marked[at:]
    if regex.search(r"[{}]", text):
        raise ValueError(f"{name}: a brace without its pair")
    spans.sort(key=lambda span: span["start"])
    return {"id": name, "lang": lang, "outlet": name, "date": None, "text": text.rstrip("\n"), "spans": spans}


def _passage(text: str, name: str) -> tuple[int, int]:
    """Find the passage whose closing mark ends ``text``."""
    last = len(text) - 1
    inner = _inner(text[:last], text[last:])
    if inner is None:
        raise ValueError(f"{name}: no passage ends before the note after {text[-30:]!r}")
    return last - len(inner.lstrip(BLANK)), last - len(inner) + len(inner.rstrip(BLANK))


def _inner(before: str, closing: str) -> str | None:
    """Give what stands between the opening mark and ``closing``; an apostrophe opens nothing, and closes nothing."""
    if closing in SINGLE:
        found = regex.match(rf"(?s).*(?<!\p{{L}}){OPENING[closing]}(.*)$", before)
        return found[1] if found else None
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        if before[at] == OPENING.get(closing) and not depth:
            return before[at + 1 :]
        depth += (before[at] == closing) - (before[at] == OPENING.get(closing))
    return None


def _said(note: str) -> dict[str, Any]:
    """Read a note: {Speaker; other form | mention}, {? | mention} or {-}."""
    names, _, mention = (part.strip() for part in note.partition("|"))
    first, *others = [name.strip() for name in names.split(";")]
    if first == NO_SPEECH:
        return {"speech": False, "kind": "other"}
    return {
        "speech": True,
        "speaker": None if first == NOBODY else first,
        "aliases": others,
        "mention": None if mention in {"", NO_MENTION} else mention,
        "mention_type": "none" if mention in {"", NO_MENTION} else "name",
    }
