"""Verify thousands of altered claims: how many verdicts are right, and how many milder than the truth (none may be)."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter

from altering import Said, alterations, judge
from bench import GOLD
from quotes import extract, service
from quotes.model import Article, Status

NUMBER = int(sys.argv[1]) if sys.argv[1:2] and sys.argv[1].isdigit() else 5_000
PERSONS = (Status.NAMED, Status.RESOLVED)


def main() -> int:
    """Print a line a kind; fail under 99 in 100, or when one is too mild."""
    texts = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    mild = 0
    with tempfile.TemporaryDirectory() as folder, service.open_store(f"{folder}/quotes.db") as store:
        service.ingest(store, (Article(text=text, path=f"{number}.txt") for number, text in enumerate(texts)))
        said = [
            Said(quote.text, quote.speaker)
            for text in texts
            for quote in extract(text).quotes
            if quote.speaker and quote.status in PERSONS and not _inside(quote.cue_at, quote.passages)
        ]
        for altered in alterations(said, NUMBER):
            fine, too_mild, found = judge(store, altered)
            asked[altered.kind] += 1
            right[altered.kind] += fine
            mild += too_mild
            if "--errors" in sys.argv and (too_mild or not fine):
                mark = "MILD " if too_mild else ""
                print(f"{mark}{altered.kind}: {found.wording} {found.attribution}: {altered.claim!r}", flush=True)
    for kind, number in asked.items():
        print(f"  {kind:16}{right[kind]:6} of {number}")
    share = right.total() / asked.total()
    print(f"right {right.total()} of {asked.total()} ({100 * share:.2f} in 100), milder than the truth {mild}")
    return 0 if share >= 0.99 and not mild else 1  # noqa: PLR2004, what was promised


def _inside(cue: object, passages: object) -> bool:
    """Whether the reporter speaks inside the marks: what is dropped there is no change."""
    return cue is not None and any(p.start <= cue.start < p.end for p in passages)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
