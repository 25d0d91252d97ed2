"""The project's own cases (``tests/cases``) as a corpus: what there is to measure on in a fresh clone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex

from evaluation.corpus import ROOT, Corpus, digest, document
from evaluation.load import module

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "tests" / "cases"
READER = ROOT / "tests" / "test_cases.py"  # knows the marks of a case


def own_cases(lang: str, folder: Path = FOLDER) -> Corpus | None:
    """Read the cases of a language, known failures included; None where there are none."""
    files = sorted((folder / lang).glob("*.txt"))
    if not files:
        return None
    documents = [annotate(line, name, lang) for file in files for name, line in lines(file)]
    return Corpus(f"own cases, {lang}", tuple(document(raw) for raw in documents), digest(files))


def lines(file: Path) -> list[tuple[str, str]]:
    """List the cases of a file with their names; an indented line goes on with the one before."""
    text = regex.sub(r"\n[ ]+", " ", file.read_text(encoding="utf-8"))
    kept = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(f"{file.stem}-{number}", line) for number, line in enumerate(kept, 1)]


def annotate(line: str, name: str, lang: str) -> dict[str, Any]:
    """Make an annotated article of one marked line."""
    case = module(READER).read_case(line, name, lang)
    spans = []
    for quote in case.quotes:
        printed = [quote["passages"], *quote.get("repeats", [])]
        names = quote.get("speaker")
        mention = quote.get("mention")
        for start, end, _ in (place for passages in printed for place in passages):
            spans.append(
                {
                    "start": start,
                    "end": end,
                    "speech": True,
                    "kind": quote.get("kind", "speech"),  # most cases do not say which
                    "speaker": names[0] if names else None,
                    "aliases": names[1:] if names else [],
                    "anybody": names is None,  # the case is about something else
                    "mention": mention[2] if mention else None,
                }
            )
    spans += [
        {"start": start, "end": end, "speech": False, "kind": code or "other"}
        for (start, end, _), code in case.asides
        if not any(span["start"] <= start < span["end"] for span in spans)
    ]
    spans.sort(key=lambda span: span["start"])
    return {"id": name, "outlet": name.rpartition("-")[0], "date": case.published, "text": case.text, "spans": spans}
