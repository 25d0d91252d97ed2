"""``quotes search --group statement`` and ``quotes conflicts``: what was said once and printed in several places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

NBSP = "\N{NO-BREAK SPACE}"
SAID = "« Nous partirons à la date prévue, pas avant », a déclaré {}, le porte-parole du Pentagone.{}"


@pytest.fixture
def printed(run: Run, tmp_path: Path) -> Callable[..., None]:
    """Ingest articles given as (outlet, date, text)."""

    def printed(*articles: tuple[str, str, str]) -> None:
        lines = [json.dumps({"outlet": outlet, "date": date, "text": text}) for outlet, date, text in articles]
        path = tmp_path / "articles.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        assert run("ingest", path).code == 0

    return printed


def test_a_statement_is_printed_once_with_its_places(run: Run, printed: Callable[..., None]) -> None:
    printed(
        ("La Gazette", "2021-08-12", SAID.format("John Kirby", " (AFP)")),
        ("Le Courrier", "2021-08-13", SAID.format("John Kirby", "\n\nAvec AFP")),
        ("L'Écho", "2021-08-14", "« Nous partirons à la date prévue, pas avant. »"),
    )
    told = run("search", "--group", "statement", "Kirby")
    ids = [hit["id"][:6] for hit in json.loads(run("search", "--format", "json", "--since", "2021").out)]
    places = {identity: place for place in told.out.splitlines() for identity in ids if f"[{identity}]" in place}
    assert told.code == 0
    assert told.out.replace(NBSP, " ").startswith(
        "« Nous partirons à la date prévue, pas avant » — John Kirby: 3 printings, 3\n"
        "  outlets, 2 independent reports\n"
    )
    assert [place.rpartition(", [")[0].strip() for place in places.values()] == [
        "La Gazette, 12 août 2021, copy of AFP",
        "Le Courrier, 13 août 2021, copy of AFP",
        "L'Écho, 14 août 2021, without a name",
    ]
    assert told.out.endswith("\n\n1 statement\n")


def test_for_programs_a_statement_is_a_row(run: Run, printed: Callable[..., None]) -> None:
    printed(
        ("La Gazette", "2021-08-12", SAID.format("John Kirby", "")),
        ("Le Courrier", "2021-08-13", SAID.format("John Kirby", "")),
    )
    (row,) = json.loads(run("search", "Kirby", "--group", "statement", "--format", "json").out)
    facts: dict[str, Any] = {key: row[key] for key in ("speaker", "printings", "outlets", "reports", "match")}
    assert facts == {"speaker": "John Kirby", "printings": 2, "outlets": 2, "reports": 2, "match": "speaker"}
    assert [quote["outlet"] for quote in row["quotes"]] == ["La Gazette", "Le Courrier"]
    header, _ = run("search", "Kirby", "--group", "statement", "--format", "csv").out.splitlines()
    assert header.split(",") == list(row)


def test_a_limit_counts_statements(run: Run, printed: Callable[..., None]) -> None:
    many = [("La Gazette", f"2021-08-{day}", SAID.format("John Kirby", f" Jour {day}.")) for day in range(10, 30)]
    printed(*many, ("La Gazette", "2020-01-01", "« Nous ne céderons rien à personne », a déclaré John Kirby."))
    told = run("search", "Kirby", "--group", "statement", "--limit", 1)
    assert "20 printings, 1 outlet, 1 independent report" in told.out.replace("\n  ", " ")
    assert "    and 12 more\n" in told.out
    assert told.err == "note: there are more than 1: --limit 0 prints all\n"
    assert run("search", "Kirby", "--group", "statement", "--limit", 2).out.endswith("2 statements\n")


def test_a_conflict_shows_every_speaker_with_places(run: Run, printed: Callable[..., None]) -> None:
    assert run("conflicts", "--db", "none.db").code == 2
    printed(("La Gazette", "2021-08-12", SAID.format("John Kirby", "")))
    assert (run("conflicts").code, run("conflicts").out) == (1, "")
    assert run("conflicts", "--format", "json").out == "[]\n"
    printed(
        ("Le Courrier", "2021-08-13", SAID.format("Ben Wallace", "")),
        ("L'Écho", "2021-08-14", SAID.format("Ben Wallace", "")),
    )
    told = run("conflicts")
    assert told.code == 0
    assert told.out.replace(NBSP, " ").startswith(
        "« Nous partirons à la date prévue, pas avant » (people)\n"
        "  — Ben Wallace: 2 printings, 2 outlets, 2 independent reports\n"
        "    Le Courrier, 13 août 2021, ["
    )
    assert "John Kirby: 1 printing\n    La Gazette, 12 août 2021, [" in told.out
    assert told.out.endswith("\n\n1 conflict: 1 people\n")
    rows = [json.loads(line) for line in run("conflicts", "--format", "jsonl").out.splitlines()]
    assert [(row["disagreement"], row["speaker"], row["printings"]) for row in rows] == [
        ("people", "Ben Wallace", 2),
        ("people", "John Kirby", 1),
    ]
    assert rows[0]["cluster"] == rows[1]["cluster"]


def test_a_group_there_is_not_is_told(run: Run, printed: Callable[..., None]) -> None:
    printed(("La Gazette", "2021-08-12", SAID.format("John Kirby", "")))
    told = run("search", "Kirby", "--group", "speaker")
    assert told.code == 2
    assert "'statement'" in told.err
