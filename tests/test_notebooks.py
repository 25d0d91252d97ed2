"""What the documents tell people with notebooks works as it stands there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.exchange import Form
from quotes.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = (Path(__file__).parent.parent / "docs" / "notebooks.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
ARTICLES = [
    Article(text="« Nous partons », a dit John Kirby. « Qui sait », selon.", outlet="RFI", published="2021-08-12"),
    Article(text="« Nous partons », a dit John Kirby. « Non », a dit Zoé Petit.", outlet="Le Monde", published="2021"),
    Article(text="« Oui », a dit John Kirby.", outlet="Le Monde", published="2021-09-01"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extractor: Callable[..., Any]) -> Path:
    """A folder as the page describes it."""
    with service.open_store(tmp_path / "quotes.db") as store:
        service.ingest(store, ARTICLES, extractor=extractor)
        service.export(store, tmp_path / "export", Form.PARQUET)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_blocks_run_one_after_the_other() -> None:
    made: dict[str, Any] = {}
    for block in BLOCKS:
        exec(block, made)  # noqa: S102 - it is our own page
    assert made["share_without_speaker"].to_dict() == {"Le Monde": 0.0, "RFI": 0.5}
    assert made["most_quoted"].to_dict() == {"John Kirby": 3, "Zoé Petit": 1}
    assert made["months"]["articles"].sum() == 3
    assert sorted(str(day)[:10] for day in made["days"].dropna().unique()) == ["2021-08-12", "2021-09-01"]
    assert made["by_speaker"].rows() == [
        ("John Kirby", "Le Monde", 2), ("John Kirby", "RFI", 1), ("Zoé Petit", "Le Monde", 1),
    ]  # fmt: skip
    assert made["first"] == [("Le Monde", 2, "2021"), ("RFI", 1, "2021-08-12")]
    assert made["by_outlet"] == [("Le Monde", 3), ("RFI", 2)]


def test_datasette_opens_the_database_with_its_descriptions_and_queries(folder: Path) -> None:
    described = service.db_datasette(folder / "quotes.db")
    (folder / "metadata.json").write_text(json.dumps(described), encoding="utf-8")

    def get(path: str) -> str:
        command = [sys.executable, "-m", "datasette", "quotes.db", "--metadata", "metadata.json", "--get", path]
        return subprocess.run(command, check=True, capture_output=True, timeout=60, encoding="utf-8").stdout

    said = json.loads(get("/quotes/speaker-by-month.json?name=kirby&_shape=array"))
    assert said == [
        {"month": "2021-08", "speaker": "John Kirby", "quotes": 1, "outlets": 1},
        {"month": "2021-09", "speaker": "John Kirby", "quotes": 1, "outlets": 1},
    ]
    page = get("/quotes/quote_full")
    assert "one row a quote, with who said it" in page
    assert "the quote&#39;s id, quote.id" in page
    facets = json.loads(get("/quotes/quote_full.json?_shape=objects"))["facet_results"]
    assert [each["value"] for each in facets["outlet"]["results"]] == ["Le Monde", "RFI"]
