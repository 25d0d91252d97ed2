"""Quotes altered at random: the verdict is right, and never milder than the truth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from altering import KINDS, Said, alterations, judge
from quotes import service
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.store import open_store

if TYPE_CHECKING:
    import pytest

SAMPLES = sorted((Path(__file__).parents[2] / "data").glob("*.txt"))
NUMBER = 140


def test_altered_claims_get_their_verdicts(tmp_path_factory: pytest.TempPathFactory) -> None:
    articles = [Article(text=path.read_text(encoding="utf-8").split("---\n", 2)[2], path=path.name) for path in SAMPLES]
    with open_store(tmp_path_factory.mktemp("altered") / "quotes.db") as store:
        service.ingest(store, articles)
        hits = service.search(store, SearchQuery(limit=0))
        said = [
            Said(hit.text, hit.speaker)
            for hit in hits
            if hit.speaker and hit.status in {"named", "resolved"}
            and not (hit.cue_at and any(span.start <= hit.cue_at.start < span.end for span in hit.passages))
        ]  # fmt: skip
        judged = [(altered, *judge(store, altered)) for altered in alterations(said, NUMBER)]
    assert {altered.kind for altered, *_ in judged} == set(KINDS)
    assert not [(altered, found.wording) for altered, _, milder, found in judged if milder]
    wrong = [(altered, found.wording, found.attribution) for altered, right, _, found in judged if not right]
    assert len(wrong) <= NUMBER // 100, wrong
