"""Real pages, where there are any beside the project: title and date right in 95 of 100."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quotes.readers import Given, Read, read_place

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGES = Path(__file__).parents[3] / "shared" / "pages"
EXPECTED = PAGES / "expected.jsonl"
SHARE = 0.95

pytestmark = pytest.mark.skipif(not EXPECTED.exists(), reason="no real pages beside the project")


@pytest.fixture(scope="module")
def read_pages() -> list[tuple[dict[str, Any], Read]]:
    expected = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
    found = [(each, list(read_place(str(PAGES / each["file"]), Given()))) for each in expected]
    return [(each, reading) for each, (reading,) in found if isinstance(reading, Read)]


def share(right: Iterable[bool]) -> float:
    listed = list(right)
    return sum(listed) / len(listed)


def plain(title: str | None) -> str:
    return " ".join((title or "").split())


def test_every_page_is_read(read_pages: list[tuple[dict[str, Any], Read]]) -> None:
    assert len(read_pages) == len(EXPECTED.read_text(encoding="utf-8").splitlines())


def test_titles_and_dates_are_right(read_pages: list[tuple[dict[str, Any], Read]]) -> None:
    titles = [plain(each["title"]).startswith(plain(read.article.title)) for each, read in read_pages]
    dates = [each["published"] == read.article.published for each, read in read_pages]
    languages = [each["lang"] == read.article.lang for each, read in read_pages]
    assert share(titles) >= SHARE
    assert share(dates) >= SHARE
    assert share(languages) >= SHARE
    assert all(read.article.title for _, read in read_pages)
