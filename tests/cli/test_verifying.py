"""``quotes verify``: fine is 0, what needs a second look is 1, wrong is 2."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def filled(run: Run, article: Path) -> Run:
    """A database with the article in it."""
    assert run("ingest", article).code == 0
    return run


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("Nous partirons à la date prévue",), 0),
        (("Nous partirons à la date prévue !", "--speaker", "Kirby"), 0),
        (("Nous", "partirons", "à", "la", "date", "prévue"), 0),
        (("Nous partirons à la date prévue", "--speaker", "Wallace"), 1),
        (("Nous ne partirons pas à la date prévue",), 1),
        (("Nous partirons à la date prévue", "--until", "2021-07"), 1),
        (("Nous partirons à la date prévue", "--before", "2021-07"), 1),
        (("Nous partirons à la date prévue", "--after", "2021-09"), 1),
        (("Nous partirons à la date prévue", "--since", "2021-08", "--outlet", "gazette"), 0),
        (("zzz",), 1),
        ((), 2),
        (("mot", "--draft", "x.txt"), 2),
        (("",), 2),
        (("!",), 2),
        (("mot", "--until", "hier"), 2),
        (("mot", "--lang", "fr"), 2),
        (("--draft", "depart.txt", "--speaker", "Kirby"), 2),
        (("--draft", "nosuch.txt"), 2),
        (("--batch", "nosuch.csv"), 2),
    ],
    ids=str,
)
def test_the_exit_code_says_how_it_stands(filled: Run, arguments: tuple[str, ...], code: int) -> None:
    ran = filled("verify", *arguments)
    assert ran.code == code
    if code == 2:
        assert ran.err.startswith("error: ")
        assert "\nhint: " in ran.err
        assert "Traceback" not in ran.err


def test_what_may_turn_the_meaning_comes_first(filled: Run) -> None:
    ran = filled("verify", "Nous ne partirons pas à la date prévue", "--speaker", "Wallace")
    lines = ran.out.splitlines()
    assert lines[0] == "!         negation: a negation differs"
    assert lines[1] == "wording   altered: words are changed or added"
    assert lines[2] == "speaker   other: credited to John Kirby, not to Wallace"
    assert "« Nous {+ne+} partirons {+pas+} à la date prévue », a déclaré John Kirby" in plain(ran.out)
    assert "— John Kirby, La Gazette, 12 août 2021, [" in plain(ran.out)
    assert "https://gazette.example/depart#:~:text=" in ran.out
    assert ran.out.endswith("matcher 1, 1 article searched from 2021-08-12 to 2021-08-12\n")
    assert all(len(line) <= 80 or " " not in line.strip() for line in lines)  # a path or an address is not broken


def test_not_found_says_what_was_searched_and_that_it_is_no_proof(filled: Run) -> None:
    out = filled("verify", "Les oies cacardent au loin le soir").out
    assert "not found: nothing like it is in this database, which is no proof that nobody said it" in plain(out)
    assert "1 article searched from 2021-08-12 to 2021-08-12" in out


def test_json_is_one_object(filled: Run) -> None:
    found = json.loads(filled("verify", "nous partirons à la date", "--speaker", "Kirby", "--format", "json").out)
    assert list(found) == ["claim", "speaker", "wording", "attribution", "flags", "matcher", "corpus", "matches"]
    assert (found["wording"], found["attribution"], found["flags"]) == ("typographic", "same", [])
    assert found["corpus"] == {"articles": 1, "from": "2021-08-12", "to": "2021-08-12"}
    match = found["matches"][0]
    assert match["diff"] == [["typography", "nous partirons à la date", "Nous partirons à la date"]]
    assert match["steps"] == ["case"]
    wanted = "id text speaker speaker_status confidence outlet published url link start end before after"
    assert set(wanted.split()) <= set(match)
    (line,) = filled("verify", "nous partirons à la date", "--format", "jsonl").out.splitlines()
    assert json.loads(line)["wording"] == "typographic"


def test_limit_cuts_the_evidence(filled: Run, tmp_path: Path) -> None:
    again = tmp_path / "encore.txt"
    again.write_text("« Nous partirons à la date prévue », a déclaré John Kirby.", encoding="utf-8")
    filled("ingest", again)
    found = json.loads(filled("verify", "Nous partirons à la date prévue", "--format", "json").out)
    assert len(found["matches"]) == 2
    found = json.loads(filled("verify", "Nous partirons à la date prévue", "--limit", "1", "--format", "json").out)
    assert len(found["matches"]) == 1


DRAFT = (
    "« Nous partirons à la date prévue », a déclaré John Kirby. « La sécurité d'abord », a répondu John Kirby.\n\n"
    "« Nous ne partirons jamais », a déclaré John Kirby. « Rien de tout cela ne se fera sans eux », a dit Anne Petit.\n"
)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [((), "not asked\n"), (("--speaker", "Kirby"), "unattributed: nothing was found to credit anybody with\n")],
)
def test_what_was_not_found_is_credited_to_nobody(filled: Run, arguments: tuple[str, ...], told: str) -> None:
    assert f"\nspeaker   {told}" in filled("verify", "Rien de tel ne sera fait ici", *arguments).out


def test_a_draft_is_verified_worst_first(filled: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    ran = filled("verify", "--draft", draft, "--format", "jsonl")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["wording"], one["attribution"], one["speaker"]) for one in found] == [
        ("not_found", "unattributed", "Anne Petit"),
        ("altered", "same", "John Kirby"),
        ("verbatim", "other", "John Kirby"),
        ("verbatim", "same", "John Kirby"),
    ]
    assert ran.code == 1
    table = filled("verify", "--draft", draft).out
    assert table.startswith("not found    unattributed  “Rien de tout cela")
    assert "4 claims: 2 verbatim, 1 altered, 1 not found\n" in table
    assert all(len(line) <= 80 for line in table.splitlines())


def test_a_draft_comes_from_standard_input_and_from_a_page(filled: Run, tmp_path: Path) -> None:
    fine = "« Nous partirons à la date prévue », a déclaré John Kirby."
    assert filled("verify", "--draft", "-", stdin=fine.encode()).code == 0
    page = tmp_path / "draft.html"
    body = f"<p>{fine}</p>" + "<p>Le reste de la page est du texte ordinaire, assez long pour compter.</p>" * 5
    page.write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
    ran = filled("verify", "--draft", page)
    assert (ran.code, "1 claim: 1 verbatim" in ran.out) == (0, True)


def test_the_language_of_a_draft_is_what_it_is_said_to_be(filled: Run) -> None:
    draft = "Pour Kirby, 'la date prévue tient toujours et encore'.".encode()  # no French marks: nothing is quoted
    assert "no quotation" in filled("verify", "--draft", "-", "--lang", "fr", stdin=draft).err
    assert "1 claim" in filled("verify", "--draft", "-", "--lang", "en", stdin=draft).out


def test_a_draft_in_a_language_that_is_not_parsed_keeps_no_other_from_being_verified(filled: Run) -> None:
    lines = [{"text": "« Ja, so ist es. »", "lang": "de"}, {"text": DRAFT, "lang": "fr"}]
    ran = filled("verify", "--draft", "-", stdin="\n".join(map(json.dumps, lines)).encode())
    assert "error: -:1: no language 'de' here\nhint: " in ran.err
    assert ("4 claims" in ran.out, ran.code) == (True, 2)


def test_a_draft_without_quotations_says_so(filled: Run) -> None:
    ran = filled("verify", "--draft", "-", stdin=b"Il fait beau.")
    assert (ran.code, ran.err) == (1, "note: -: there is no quotation in it\n")


CLAIMS = """wording,speaker,until
Nous partirons à la date prévue,Kirby,
"La sécurité, d'abord",Kirby,2021-09
,Kirby,
La sécurité d'abord,Wallace,hier
Rien de tel ne sera fait ici,,
"""


def test_a_table_is_verified_in_its_order(filled: Run, tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    table.write_text(CLAIMS, encoding="utf-8")
    ran = filled("verify", "--batch", table, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["wording"], row["attribution"], row["match_speaker"]) for row in rows] == [
        ("verbatim", "same", "John Kirby"),
        ("typographic", "other", "Ben Wallace"),
        ("not_found", "not_asked", ""),
    ]
    assert ran.code == 2
    assert f"error: {table}, line 4: there are no words in it to look up\n" in ran.err
    assert f"error: {table}, line 5: 'hier' is not a date\n" in ran.err


@pytest.mark.parametrize("column", ["until", "before", "since", "after"])
def test_a_table_narrows_each_claim_by_date(filled: Run, column: str) -> None:
    outside = "2021-07" if column in {"until", "before"} else "2021-09"
    table = f"wording,{column}\nNous partirons à la date prévue,{outside}\nNous partirons à la date prévue,\n"
    found = filled("verify", "--batch", "-", "--format", "jsonl", stdin=table.encode()).out.splitlines()
    assert [json.loads(line)["wording"] for line in found] == ["not_found", "verbatim"]


@pytest.mark.parametrize("encoded", [CLAIMS.encode("utf-8-sig"), CLAIMS.replace(",", ";").encode("cp1252")])
def test_a_table_comes_as_spreadsheets_write_it(filled: Run, encoded: bytes) -> None:
    first = encoded.splitlines(keepends=True)[:2]
    ran = filled("verify", "--batch", "-", "--format", "jsonl", stdin=b"".join(first))
    assert (json.loads(ran.out)["wording"], ran.code) == ("verbatim", 0)


@pytest.mark.parametrize("data", [b"", b"\n", b"claim,who\na,b\n", b"\x00\x01\x02\x03" * 20])
def test_a_table_without_wordings_is_told(filled: Run, data: bytes) -> None:
    ran = filled("verify", "--batch", "-", stdin=data)
    assert (ran.code, ran.out) == (2, "")
    assert "has no column wording" in ran.err


def test_nothing_in_an_answer_acts_on_the_terminal(filled: Run, tmp_path: Path) -> None:
    evil = tmp_path / "evil.txt"
    evil.write_text(
        "« Le \x1b[31mrouge\x1b[0m nous va très bien ici », a dit John \x1b]0;x\x07Kirby.", encoding="utf-8"
    )
    filled("ingest", evil)
    for form in ("text", "json", "csv"):
        ran = filled("verify", "Le \x1b[31mrouge nous va \u202e très mal ici", "--format", form)
        assert "\x1b" not in ran.out + ran.err
        assert "\u202e" not in ran.out + ran.err
