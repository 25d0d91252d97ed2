"""Where a wording was printed first, and what became of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from quotes import service
from quotes.errors import NoWords
from quotes.model import Article
from quotes.store import open_store
from quotes.verdict import Op, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quotes.store import Store
    from quotes.verdict import Trace
    from tests.cli.conftest import Run

BRIDGE = "Le pont de la gare ne sera pas rouvert avant le mois de mars"
ARTICLES = [
    Article(path="3.txt", outlet="Le Quai", published="2024-03-04", text=f"« {BRIDGE} », a déclaré Anne Marchal."),
    Article(path="1.txt", outlet="AFP", published="2024-03-02", text=f"« {BRIDGE} », a déclaré Anne Marchal."),
    Article(
        path="2.txt",
        outlet="La Digue",
        published="2024-03-03",
        text=f"« {BRIDGE} », a déclaré Anne Marchal. Le chantier a pris du retard. (avec AFP)",
    ),
    Article(
        path="4.txt",
        outlet="Le Canal",
        published="2024-03-05",
        text=f"« {BRIDGE.replace('mars', 'mai')} », a affirmé Luc Besnard.",
    ),
    Article(path="5.txt", text=f"« {BRIDGE.replace('ne sera pas', 'sera')} », a affirmé Anne Marchal."),
    Article(
        path="6.txt",
        published="2024-03-01",
        text="« La mairie remercie chacun des habitants du quartier », a dit Anne Marchal.",
    ),
]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("trace") / "quotes.db") as store:
        service.ingest(store, ARTICLES)
        yield store


def follow(store: Store, wording: str) -> Trace:
    return service.trace(store, service.Claim(wording=wording, limits=service.Limits()))


def test_a_few_words_that_anybody_says_are_no_conflict(full: Store) -> None:
    found = follow(full, "de la gare")
    assert len(found.appearances) > 1
    assert found.credited == ()
    assert follow(full, BRIDGE).credited == ("Anne Marchal", "Luc Besnard")


def test_variants_are_by_date_and_undated_ones_last(full: Store) -> None:
    found = follow(full, "le pont de la gare ne sera pas rouvert avant le mois de mars")
    assert [(one.evidence.source.published, one.evidence.source.outlet) for one in found.appearances] == [
        ("2024-03-02", "AFP"),
        ("2024-03-04", "Le Quai"),
        ("2024-03-05", "Le Canal"),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("others", "as_early"),
    [
        (["2024-03-03"], 0),
        (["2024-03-02"], 1),  # the same day
        (["2024-03"], 1),  # a day that is not known
        (["2024", "2024-03-02"], 2),
        (["2024-04", None], 1),
    ],
    ids=str,
)
def test_what_may_be_as_early_as_the_first_is_counted(
    run: Run, tmp_path: Path, others: list[str | None], as_early: int
) -> None:
    dates = ["2024-03-02", *others]
    with open_store(tmp_path / "quotes.db") as store:
        texts = [
            Article(text=f"« {BRIDGE} », a dit Anne Marchal. {number}", published=date)
            for number, date in enumerate(dates)
        ]
        service.ingest(store, texts)
        assert follow(store, BRIDGE).as_early == as_early
    told = f"first by the dates known: {as_early} other{'s' * (as_early > 1)} may be as early\n"
    assert (told in run("trace", BRIDGE).out) == bool(as_early)
    assert json.loads(run("trace", BRIDGE, "--format", "json").out)["as_early"] == as_early


def test_what_copies_a_wire_stands_under_the_wire(full: Store) -> None:
    first, *others = follow(full, BRIDGE).appearances
    assert [copy.source.outlet for copy in first.copies] == ["La Digue"]
    assert not any(one.copies for one in others)


def test_each_is_compared_with_the_first(full: Store) -> None:
    found = follow(full, BRIDGE).appearances
    assert [one.difference.wording for one in found] == [
        Wording.VERBATIM, Wording.VERBATIM, Wording.ALTERED, Wording.SHORTENED,
    ]  # fmt: skip
    (changed,) = [change for change in found[2].difference.diff if change.op is not Op.EQUAL]
    assert (changed.op, changed.claimed, changed.printed) == (Op.REPLACE, "mai", "mars")
    assert "negation" in found[3].difference.flags


def test_people_who_cannot_be_one_are_told(full: Store) -> None:
    assert follow(full, BRIDGE).credited == ("Anne Marchal", "Luc Besnard")
    assert follow(full, "La mairie remercie chacun des habitants du quartier").credited == ()


def test_nothing_found_is_no_appearance(full: Store) -> None:
    found = follow(full, "Les oies cacardent au loin le soir")
    assert (found.appearances, found.corpus.articles) == ((), len(ARTICLES))
    with pytest.raises(NoWords):
        follow(full, "!")


@pytest.fixture
def filled(run: Run, full: Store, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("QUOTES_DB", full.location)
    return run


def test_the_timeline_shows_conflicts_then_dates_then_copies(filled: Run) -> None:
    ran = filled("trace", BRIDGE)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "! conflict: different sources credit Anne Marchal, Luc Besnard"
    assert lines[2].startswith("2024-03-02  «\u00a0Le pont de la gare")
    assert any(line.startswith("            ↳ copied 2024-03-03 —\u00a0Anne Marchal, La Digue") for line in lines)
    assert "avant le mois de [-mars-]{+mai+}" in " ".join(ran.out.split())
    assert "{+only in this one+} [-only in the first-]" in lines
    assert "4 appearances, 1 wire copy" in lines
    assert all(len(line) <= 80 for line in lines)


def test_programs_get_the_same(filled: Run) -> None:
    whole = json.loads(filled("trace", BRIDGE, "--format", "json").out)
    assert list(whole) == ["claim", "matcher", "corpus", "conflict", "as_early", "appearances"]
    assert [len(one["copies"]) for one in whole["appearances"]] == [1, 0, 0, 0]
    rows = [json.loads(line) for line in filled("trace", BRIDGE, "--format", "jsonl").out.splitlines()]
    assert [(row["appearance"], row["copy"]) for row in rows] == [
        (1, False), (1, True), (2, False), (3, False), (4, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"), [(("zzz",), 1), (("!",), 2), ((BRIDGE, "--until", "2024-02"), 1), ((), 2)], ids=str
)
def test_the_exit_code_says_whether_there_is_any(filled: Run, arguments: tuple[str, ...], code: int) -> None:
    assert filled("trace", *arguments).code == code


def test_outlet_and_dates_narrow(full: Store) -> None:
    limits = service.Limits(outlet="digue", since="2024")
    (only,) = service.trace(full, service.Claim(wording=BRIDGE, limits=limits)).appearances
    assert only.evidence.source.outlet == "La Digue"
