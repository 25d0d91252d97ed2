"""``quotes ingest`` and ``quotes extract``: the good files done, the bad ones listed, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from quotes.fetch import client
from quotes.fetch.exchange import Policy, Response

if TYPE_CHECKING:
    from pathlib import Path

    from quotes.fetch.address import Address
    from tests.cli.conftest import Run

WHY = ["rule", "reason", "example", "speaker_example", "cue", "mention", "chain", "confidence", "candidates"]
KEYS = [
    "article",
    "id",
    "text",
    "passages",
    "kind",
    "speaker",
    "speaker_status",
    "mention",
    "mention_start",
    "mention_end",
    "role",
    "cue",
    "cue_start",
    "cue_end",
    "said_on",
    "via",
    "rule",
    "confidence",
]
ACTS_ON_A_TERMINAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def test_ingest_says_what_is_new_and_twice_changes_nothing(run: Run, article: Path) -> None:
    first = run("ingest", article)
    assert (first.code, first.out, first.err) == (0, "1 article: 1 new, 0 already there\n2 quotes: 2 new\n", "")
    again = run("ingest", article)
    assert (again.code, again.out) == (0, "1 article: 0 new, 1 already there\n2 quotes: 0 new\n")


def test_ingest_takes_files_folders_and_standard_input(run: Run, article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dépêches"
    folder.mkdir()
    (folder / "a.txt").write_text("Premier.", encoding="utf-8")
    (folder / "b.jsonl").write_text('{"text": "Un."}\n{"text": "Deux."}\n', encoding="utf-8")
    ran = run("ingest", article, folder, "-", stdin="« Non », a dit Jeanne Martin.".encode())
    assert (ran.code, ran.out.splitlines()[0]) == (0, "5 articles: 5 new, 0 already there")


def test_a_list_names_the_files(run: Run, article: Path, tmp_path: Path) -> None:
    paths = tmp_path / "liste"
    paths.write_text(f"{article}\r\n\n{tmp_path}/absent.txt\n", encoding="utf-8")
    ran = run("ingest", "--from-list", paths)
    assert (ran.code, ran.out.splitlines()[0]) == (2, "1 article: 1 new, 0 already there")
    assert ran.err.startswith(f"error: {tmp_path}/absent.txt: no such file")
    assert run("extract", article, "--from-list", "-", stdin=f"{article}\n".encode()).out.count("John Kirby") == 2


def test_pages_are_fetched_only_when_asked_and_from_public_addresses(run: Run, article: Path, tmp_path: Path) -> None:
    page = "http://127.0.0.1:9/a"
    places = tmp_path / "liste"
    places.write_text(f"{page}\n{article}\nfile:///etc/passwd\n", encoding="utf-8")
    ran = run("ingest", "--from-list", places)
    assert (ran.code, ran.out.splitlines()[0]) == (2, "1 article: 1 new, 0 already there")
    not_asked = "this is the address of a page, and fetching it was not asked for"
    hint = "hint: add --fetch to fetch the addresses of the list"
    assert ran.err.splitlines() == [
        f"error: {page}: {not_asked}",
        hint,
        f"error: file:///etc/passwd: {not_asked}",
        hint,
    ]
    ran = run("ingest", "--from-list", places, "--fetch")
    assert (ran.code, ran.out.splitlines()[0]) == (2, "1 article: 0 new, 1 already there")
    assert f"error: {page}: 127.0.0.1 is not a public address\nhint: save the page" in ran.err
    assert "error: file:///etc/passwd: cannot fetch this: file: addresses are not fetched" in ran.err
    assert "is not a public address" in run("ingest", page).err
    assert f"error: {page}: {not_asked}\nhint: `quotes ingest` fetches pages" in run("extract", page).err
    assert not list(tmp_path.glob("*.warc.gz"))


FILL = "Le conseil municipal a longuement débattu du budget de la voirie avant de passer au vote, tard dans la soirée."
PAGE = f"<html><body><article><h1>Non</h1><p>« Non », a dit Jeanne Martin.</p><p>{FILL}</p></article></body></html>"


def test_where_pages_are_kept_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_page(address: Address, _: Policy) -> Response:
        robots = address.target == "/robots.txt"
        body = b"User-agent: *" if robots else PAGE.encode()
        return Response(address, 200, "OK", (("Content-Type", "text/html"),), body)

    monkeypatch.setattr(client, "exchange", one_page)
    monkeypatch.setattr(client, "sleep", lambda _: None)
    ran = run("ingest", "https://gazette.example/a", "--lang", "fr")
    kept = tmp_path / "quotes.warc.gz"
    assert ran.err == f"note: what was fetched is kept in {kept}, which can be ingested as well\n"
    assert run("ingest", kept, "--lang", "fr").out.startswith("1 article: 0 new, 1 already there")


def test_a_list_that_is_not_there_and_no_path_at_all_are_mistakes(run: Run, tmp_path: Path) -> None:
    ran = run("ingest", "--from-list", tmp_path / "none")
    assert (ran.code, ran.err.count("\n")) == (2, 2)
    assert ran.err.startswith(f"error: cannot read the list {tmp_path}/none: no such file")
    ran = run("ingest")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: nothing to read")


def test_columns_are_mapped_and_the_guess_is_told(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("corps;jour\n« Non », a dit Jeanne Martin.;2024-03-05\n", encoding="utf-8")
    guessed = run("extract", table, "--map", "date=jour")
    assert guessed.err == f"note: {table}:2: columns taken as text=corps (--map says otherwise)\n"
    assert "Jeanne Martin" in guessed.out
    ran = run("ingest", table, "--map", "texte=corps")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: cannot map 'texte=corps'")


def test_ingest_options_win_over_what_the_file_says(run: Run, article: Path) -> None:
    run("ingest", article, "--outlet", "RFI", "--date", "2022-01", "--title", "Autre", "--url", "https://b.example/")
    (hit, *_) = json.loads(run("search", "Kirby", "--format", "json").out)
    assert (hit["outlet"], hit["published"], hit["title"]) == ("RFI", "2022-01", "Autre")
    assert (hit["url"], hit["article"]) == ("https://b.example/", str(article))


def test_the_same_text_with_another_title_is_said(run: Run, article: Path) -> None:
    run("ingest", article)
    ran = run("ingest", article, "--title", "Autre")
    assert (ran.code, ran.err) == (
        0,
        f"note: {article}: the same article is there with another title: the first one was kept\n",
    )


@pytest.fixture
def bad(tmp_path: Path) -> dict[str, Path]:
    """One of each thing that gives no article."""
    (tmp_path / "vide.txt").touch()
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "photos").mkdir()
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "casse.jsonl").write_text("{", encoding="utf-8")
    return {
        "there is no text in it": tmp_path / "vide.txt",
        "this is a binary file, not a text": tmp_path / "image.txt",
        "no texts in this folder": tmp_path / "photos",
        "no such file or folder": tmp_path / "absent.txt",
        "no reader for .docx files": tmp_path / "notes.docx",
        "this line is not JSON": tmp_path / "casse.jsonl",
    }


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_bad_files_are_listed_and_the_others_done(run: Run, article: Path, bad: dict[str, Path], command: str) -> None:
    ran = run(command, *bad.values(), article)
    assert ran.code == 2
    lines = ran.err.splitlines()
    told = [f"error: {path}{':1' if path.suffix == '.jsonl' else ''}: {message}" for message, path in bad.items()]
    assert lines[::2] == told
    assert all(line.startswith("hint: ") for line in lines[1::2])
    assert "2 quotes: 2 new" in ran.out if command == "ingest" else "John Kirby" in ran.out


def test_a_bad_date_stops_at_once(run: Run, article: Path, tmp_path: Path) -> None:
    ran = run("ingest", article, "--date", "2021-13")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: '2021-13' is not a date\nhint: write it as 2021-08-12, 2021-08 or 2021\n"
    assert not (tmp_path / "quotes.db").exists()


def test_a_language_nobody_wrote_is_kept_but_nothing_is_extracted(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "x", "lang": "xx"}', encoding="utf-8")
    ran = run("ingest", tmp_path / "a.jsonl", article)
    assert ran.out.startswith("2 articles: 2 new, 0 already there\n1 in a language that is not parsed: kept, but ")
    assert "of these, kept but not parsed\n       1  xx\n" in run("stats").out
    ran = run("extract", tmp_path / "a.jsonl", article)
    assert ran.code == 2
    assert ran.err.startswith(f"error: {tmp_path}/a.jsonl:1: no language 'xx' here\nhint: use one of: ")


@pytest.mark.parametrize("code", ["FR", "fr-FR", "fr_CH", ""])
def test_a_language_is_said_by_its_code_or_a_longer_tag(run: Run, article: Path, code: str) -> None:
    assert "2 quotes: 2 new" in run("ingest", article, "--lang", code).out
    assert run("extract", article, "--lang", code).code == 0
    assert run("sql", "SELECT lang FROM article", "--format", "csv").out == "lang\nfr\n"


@pytest.mark.parametrize(
    "arguments", [("ingest",), ("extract",), ("verify", "--draft"), ("db", "reextract", "--limit", "1")]
)
def test_what_is_no_code_of_a_language_is_told(run: Run, article: Path, arguments: tuple[str, ...]) -> None:
    run("ingest", article)
    named = () if "db" in arguments else (article,)
    ran = run(*arguments, *named, "--lang", "français")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: invalid value for '--lang': 'français' is no language code\nhint: ")


def test_a_guessed_encoding_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("« Ça a été dur », a déclaré Zoé Béranger.".encode("cp1252"))
    ran = run("extract", tmp_path / "a.txt")
    assert (ran.code, ran.err) == (0, f"warning: {tmp_path}/a.txt: not UTF-8: read as cp1252\n")
    assert "Ça a été dur" in ran.out


def test_extract_prints_a_paragraph_a_quote(run: Run, article: Path) -> None:
    ran = run("extract", article)
    lines = ran.out.replace("\u00a0", " ").splitlines()
    assert ran.code == 0
    assert lines[0] == "« Nous partirons à la date prévue » — John Kirby, La Gazette, 12 août 2021,"
    assert re.fullmatch(r"  \[[0-9a-f]{6}\]", lines[1])
    assert lines[2].startswith("  named · a déclaré · ")


def test_extract_prints_one_object_a_quote(run: Run, article: Path) -> None:
    ran = run("extract", "--format", "jsonl", article)
    first, second = map(json.loads, ran.out.splitlines())
    text = article.read_text(encoding="utf-8").rpartition("---\n")[2]
    assert list(first) == KEYS
    assert first["article"] == str(article)
    assert re.fullmatch("[0-9a-f]{40}", first["id"])
    assert first["passages"] == [{"start": 2, "end": 33, "text": "Nous partirons à la date prévue", "printing": 1}]
    assert (first["kind"], first["speaker"], first["speaker_status"]) == ("direct", "John Kirby", "named")
    assert text[first["mention_start"] : first["mention_end"]] == first["mention"] == "John Kirby"
    assert text[first["cue_start"] : first["cue_end"]] == first["cue"] == "a déclaré"
    assert (second["speaker"], second["text"]) == ("Ben Wallace", "La sécurité d'abord")


def test_extract_explains_a_role_in_words(run: Run) -> None:
    ran = run("extract", "--explain", "-", stdin="« Nous ne céderons rien », a déclaré le ministre.".encode())
    lines = ran.out.replace("\u00a0", " ").splitlines()
    assert lines[0].startswith("« Nous ne céderons rien » — le ministre, ")
    assert lines[2:6] == [
        "  The text is built as in: « A », a déclaré le ministre.",
        "  The words that report it are “a déclaré” (27–36).",
        "  The words that name the speaker are “le ministre” (37–48).",
        "  The article gives no name here, only a function.",
    ]
    assert lines[6].startswith("  In annotated articles this rule named the right speaker ")
    assert all(len(line) <= 80 for line in lines)


def test_extract_explains_for_programs_when_asked(run: Run, article: Path) -> None:
    first = json.loads(run("extract", "--explain", "--format", "jsonl", article).out.splitlines()[0])
    assert list(first) == [*KEYS, "why"]
    why = first["why"]
    assert list(why) == WHY
    assert why["cue"] == {"start": 37, "end": 46, "text": "a déclaré"}
    assert why["chain"] == [why["mention"]] == [{"start": 47, "end": 57, "text": "John Kirby"}]
    assert list(why["confidence"]) == ["expected", "precision", "lower", "cases", "basis"]
    assert why["confidence"]["expected"] == first["confidence"]
    assert 0 < why["confidence"]["lower"] < why["confidence"]["precision"] <= 1
    (row, _) = csv.DictReader(io.StringIO(run("extract", "--explain", "--format", "csv", article).out))
    assert json.loads(row["why"]) == why


def test_extract_is_not_sure_of_an_unknown_speaker(run: Run) -> None:
    ran = run("extract", "--explain", "--format", "jsonl", "-", stdin="« Nous ne céderons rien à personne. »".encode())
    quote = json.loads(ran.out)
    assert (quote["speaker_status"], quote["confidence"], quote["why"]["confidence"]) == ("unknown", None, None)


def test_extract_counts_further_printings(run: Run) -> None:
    sentence = "« Nous ne céderons jamais rien à personne », a déclaré Jeanne Martin."
    ran = run("extract", "--format", "jsonl", "-", stdin=f"{sentence}\n\n{sentence}".encode())
    (quote,) = map(json.loads, ran.out.splitlines())
    assert [(passage["start"], passage["printing"]) for passage in quote["passages"]] == [(2, 1), (73, 2)]


def test_extract_names_the_records_of_json_lines(run: Run, tmp_path: Path) -> None:
    records = [{"id": "un", "text": "« Oui », a dit Jeanne Martin."}, {"id": 2, "text": "« Non », a dit Luc Petit."}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    ran = run("extract", "--format", "json", tmp_path / "a.jsonl")
    assert [(row["article"], row["speaker"]) for row in json.loads(ran.out)] == [
        ("un", "Jeanne Martin"),
        ("2", "Luc Petit"),
    ]


def test_extract_writes_csv(run: Run, article: Path) -> None:
    first, second = csv.DictReader(io.StringIO(run("extract", "--format", "csv", article).out))
    assert list(first) == KEYS
    assert (first["passages"], first["speaker"], second["speaker"]) == ("2-33", "John Kirby", "Ben Wallace")


def test_nothing_found_is_exit_code_1(run: Run) -> None:
    ran = run("extract", "-", stdin=b"Il fait beau.")
    assert (ran.code, ran.out, ran.err) == (1, "", "")


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_escape_sequences_never_reach_the_terminal(run: Run, tmp_path: Path, form: str) -> None:
    name = "a\x1b[2Jb.txt"
    (tmp_path / name).write_text(
        "---\noutlet: G\x1b[31mazette\ntitle: T\x9b1mitre\nauteur\x07: x\nzz\x1b: y\n---\n"
        "« Non \x1b]0;titre\x07 et \u202enon\x9b31m », a déclaré Jeanne Mar\x1b[1mtin.\n",
        encoding="utf-8",
    )
    for ran in (
        run("extract", "--format", form, tmp_path / name),
        run("ingest", tmp_path / name, tmp_path / "rien\x1b[2J"),
        run("search", "non", "--format", form, "--context", "40"),
        run("stats", "--format", form),
    ):
        assert not ACTS_ON_A_TERMINAL.findall(ran.out + ran.err)


@pytest.mark.parametrize(
    "text",
    [
        b"\xed\xa0\x80 seul \xed\xb0\x80",
        b"NUL \0 " * 9 + b"x" * 2000,
        "« " * 100_000,
        "\u202e« Oui », a dit\u2066 X.",
        '"' * 99_999,
    ],
    ids=["surrogates", "NUL", "opening marks", "bidi", "straight marks"],
)
def test_a_hostile_text_is_read(run: Run, text: str | bytes) -> None:
    ran = run("ingest", "-", stdin=text if isinstance(text, bytes) else text.encode())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1 article: 1 new")
    assert run("db", "check").out == "sound\n"
