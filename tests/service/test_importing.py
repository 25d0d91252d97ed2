"""Quotes that other systems found: kept as runs of their names, compared with ours, and shown nowhere."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from quotes import service
from quotes.errors import LockedDatabase, NoSuchRun
from quotes.exchange.systems import System
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.results.runs import Gain
from quotes.store import open_store, postgresql, sqlite
from quotes.store.schema import ImportedQuote

if TYPE_CHECKING:
    from pathlib import Path

    import servers
    from quotes.model import Extraction
    from quotes.results.runs import RunDiff
    from quotes.service.processes import Extractor
    from quotes.store import Store

KIRBY, WALLACE = "Nous partirons à la date prévue", "La sécurité d'abord"
TEXT = (
    f"« {KIRBY} », a dit John Kirby. « {WALLACE} », a dit Ben Wallace. « Jamais », a dit Zoé Petit. "
    "Elle ajoute que la porte reste ouverte."
)
GGT, CITRON = System.GENDERGAPTRACKER, System.CITRON


@pytest.fixture
def read(store: Store, extractor: Extractor) -> Store:
    articles = [
        Article(text=TEXT, path="news/depart.txt", url="https://example.org/1"),
        Article(text="« Oui », a dit John Kirby. « Oui », a dit Ben Wallace.", path="oui.txt"),
    ]
    assert service.ingest(store, articles, extractor=extractor).failures == ()
    return store


def ggt(quote: str, speaker: str = "", verb: str = "", shift: int = 0) -> dict[str, Any]:
    """Write a quote as GenderGapTracker does; its French half has a space after the comma, its English half none."""

    def index(words: str) -> str:
        return f"({TEXT.index(words) + shift}, {TEXT.index(words) + shift + len(words)})" if words else ""

    return {
        "speaker": speaker,
        "speaker_index": index(speaker) or "(0,0)",
        "quote": quote.replace("\N{NO-BREAK SPACE}", " "),
        "quote_index": index(quote).replace(" ", ""),
        "verb": verb,
        "verb_index": index(verb),
        "quote_token_count": len(quote.split()),
        "quote_type": "QCQVS",
        "is_floating_quote": False,
    }


def citron(contents: list[str], source: str, cue: str, nearby: str = "") -> dict[str, Any]:
    """Write a quote as Citron does: where it resolved the source, the words beside the quote are coreferences."""

    def span(words: str) -> dict[str, Any]:
        return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}

    return {
        "sources": [span(source)],
        "coreferences": [span(nearby)] if nearby else [],
        "cue": span(cue),
        "contents": [span(words) for words in contents],
        "confidence": "0.8123",
    }


def written(folder: Path, content: object, name: str = "depart.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def ours(store: Store) -> str:
    return next(run.id for run in service.runs(store) if run.task == "ingest")


def gains(diff: RunDiff) -> set[tuple[Gain, str, tuple[str, ...]]]:
    return {(change.gain, change.text, change.fields) for change in diff.changes}


def test_what_another_system_found_changes_nothing_that_is_shown(
    read: Store, database: servers.Database, tmp_path: Path
) -> None:
    before = service.content(read), service.search(read, SearchQuery(limit=0)), service.stale(read)
    done = service.import_quotes(read, [written(tmp_path, [ggt(f"« {KIRBY} »", "Ben Wallace", "dit")])], GGT)
    assert (done.articles, done.quotes, done.failures, len(done.runs)) == (1, 1, (), 1)
    assert (service.content(read), service.search(read, SearchQuery(limit=0)), service.stale(read)) == before
    assert service.db_check(database.url) == []
    (run,) = [run for run in service.runs(read) if run.task == "import"]
    assert (run.options, run.articles, run.quotes) == ('{"extractor": "gendergaptracker"}', 1, 1)


def test_it_is_compared_with_ours_by_its_name(read: Store, tmp_path: Path) -> None:
    found = [
        ggt(f"« {KIRBY} »", "John Kirby", "dit"),
        ggt(f"« {WALLACE} »", "John Kirby", "dit"),
        ggt("que la porte reste ouverte", "Elle", "ajoute"),
    ]
    service.import_quotes(read, [written(tmp_path, found)], GGT)
    diff = service.runs_diff(read, ours(read), "gendergaptracker")
    assert diff.articles == 1
    assert gains(diff) == {
        (Gain.CHANGED, WALLACE, ("speaker", "cue")),  # its verb is the first « dit » of the text: Kirby's
        (Gain.LOST, "Jamais", ()),
        (Gain.GAINED, "que la porte reste ouverte", ()),
    }
    back = service.runs_diff(read, "gendergaptracker", ours(read))
    assert {gain for gain, text, _ in gains(back) if text == "Jamais"} == {Gain.GAINED}


def test_two_other_systems_are_compared_with_each_other(read: Store, tmp_path: Path) -> None:
    service.import_quotes(read, [written(tmp_path, [ggt(f"« {KIRBY} »", "John Kirby", "dit")])], GGT)
    document = {"text": TEXT, "quotes": [citron([KIRBY], "John Kirby", "a dit")]}
    service.import_quotes(read, [written(tmp_path, document, "any.json")], CITRON)
    diff = service.runs_diff(read, "gendergaptracker", "citron")
    assert (diff.articles, diff.changes) == (1, ())


def test_citron_gives_passages_and_whom_a_pronoun_stands_for(read: Store, tmp_path: Path) -> None:
    found = {"quotes": [citron(["Jamais", "la porte reste ouverte"], "Zoé Petit", "ajoute", nearby="Elle")]}
    assert service.import_quotes(read, [written(tmp_path, found)], CITRON).failures == ()
    (change,) = [
        change for change in service.runs_diff(read, ours(read), "citron").changes if change.gain is Gain.CHANGED
    ]
    assert change.fields == ("text", "cue")
    assert change.after == {
        "text": "Jamais la porte reste ouverte",
        "speaker": "Zoé Petit",
        "mention": "Elle",
        "cue": "ajoute",
    }


def test_a_later_reading_of_ours_does_not_change_the_comparison(
    read: Store, tmp_path: Path, extractor: Extractor
) -> None:
    service.import_quotes(read, [written(tmp_path, [ggt(f"« {KIRBY} »", "John Kirby", "dit")])], GGT)
    before = gains(service.runs_diff(read, ours(read), "gendergaptracker"))

    def none(text: str, lang: str = "fr", *, published: str | None = None) -> Extraction:
        return replace(extractor(text, lang, published=published), quotes=())

    assert service.reextract(read, service.stale(read, extractor=none), extractor=none).lost == 5
    assert gains(service.runs_diff(read, ours(read), "gendergaptracker")) == before
    again = next(run.id for run in service.runs(read) if run.task == "reextract")
    assert gains(service.runs_diff(read, again, "gendergaptracker")) == {(Gain.GAINED, f"« {KIRBY} »", ())}


def test_offsets_of_a_cleaned_text_are_mended_where_the_words_stand_once(read: Store, tmp_path: Path) -> None:
    once, twice = ggt(f"« {KIRBY} »", "John Kirby", "ajoute", shift=2), ggt(f"« {WALLACE} »", "John Kirby", "a dit", 2)
    done = service.import_quotes(read, [written(tmp_path, [once, twice])], GGT)
    assert done.quotes == 1
    assert [failure.message for failure in done.failures] == [
        "news/depart.txt does not have 'a dit' there, nor once elsewhere"
    ]
    assert done.failures[0].path.endswith("depart.json, quote 2")


def test_articles_are_found_by_text_address_and_name_and_each_line_may_be_one(read: Store, tmp_path: Path) -> None:
    by_address = {"url": "https://example.org/1", "quotes": [ggt(f"« {KIRBY} »")]}
    other = {"body": "« Oui », a dit John Kirby. « Oui », a dit Ben Wallace.", "quotes": []}
    lines = "\n".join(json.dumps(each) for each in (by_address, other))
    done = service.import_quotes(read, [written(tmp_path, lines, "export.jsonl")], GGT)
    assert (done.articles, done.quotes, done.failures) == (2, 1, ())


def test_a_name_that_several_articles_have_must_be_an_id(read: Store, tmp_path: Path, extractor: Extractor) -> None:
    namesake = Article(text=f"{TEXT} Fin.", path="other/depart.txt")
    service.ingest(read, [namesake], extractor=extractor)
    found = [ggt(f"« {KIRBY} »")]
    (failure,) = service.import_quotes(read, [written(tmp_path, found)], GGT).failures
    assert failure.message == "2 stored articles could be meant"
    assert service.import_quotes(read, [written(tmp_path, found, f"{namesake.id}.json")], GGT).quotes == 1


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("", "depart.json", "it is not JSON"),
        ("[{]", "depart.json", "it is not JSON"),
        ("[" * 100_000, "depart.json", "it is not JSON"),
        ("null", "depart.json", "it holds no list of quotes"),
        ('{"quotes": 1}', "depart.json", "it holds no list of quotes"),
        ("[]", "absent.json", "no stored article goes by 'absent'"),
        ("[1]", "depart.json", "it makes no sense"),
        ('[{"quote": "x", "quote_index": "(2,1)"}]', "depart.json", "it makes no sense"),
        ('[{"quote": 1, "quote_index": "(1,2)"}]', "depart.json", "it makes no sense"),
        (
            json.dumps([ggt(KIRBY) | {"quote": "nulle part", "quote_index": f"({10**30},{10**31})"}]),
            "depart.json",
            "does not have 'nulle part'",
        ),
        ('{"url": "\\ud800\\u0000", "quotes": []}', "depart.json", "no stored article goes by '??'"),
        (json.dumps([ggt(f"« {KIRBY} »") | {"quote": "Nous mentons"}]), "depart.json", "does not have 'Nous mentons'"),
    ],
)
def test_what_does_not_fit_is_listed_and_the_rest_is_kept(
    read: Store, tmp_path: Path, content: str, name: str, message: str
) -> None:
    sound = written(tmp_path, [], "oui.json")
    done = service.import_quotes(read, [written(tmp_path, content, name), tmp_path / "no.json", sound], GGT)
    assert message in done.failures[0].message
    assert "no such file" in done.failures[1].message
    assert done.quotes == 0
    assert sum(run.articles for run in service.runs(read) if run.task == "import") == done.articles >= 1


def test_of_articles_one_a_line_those_that_do_not_fit_are_listed_and_the_rest_is_kept(
    read: Store, tmp_path: Path
) -> None:
    wanted = {"text": TEXT, "quotes": [], "note": "a\u2028b"}
    lines = [{"url": "https://nowhere.example", "quotes": []}, "{broken", None, wanted, wanted]
    content = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path = written(tmp_path, content, "found.jsonl")
    done = service.import_quotes(read, [path], GGT)
    assert done.articles == 1
    assert [(failure.path, failure.message) for failure in done.failures] == [
        (f"{path}:1", "no stored article goes by 'https://nowhere.example'"),
        (f"{path}:2", "no quotes of gendergaptracker: it is not JSON"),
        (f"{path}:3", "no quotes of gendergaptracker: it holds no list of quotes"),
        (f"{path}:5", "the quotes of news/depart.txt were imported already, from another file or line"),
    ]


def test_what_no_article_gets_past_is_raised(
    read: Store, database: servers.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, [ggt(f"« {KIRBY} »")])
    monkeypatch.setattr(sqlite, "BUSY_MS", 20)
    monkeypatch.setattr(postgresql, "BUSY_MS", 50)
    with open_store(database.url) as other:
        with read.writing(), pytest.raises(LockedDatabase):
            service.import_quotes(other, [path], GGT)
        assert service.import_quotes(other, [path], GGT).articles == 1


def test_one_import_takes_an_article_once(read: Store, tmp_path: Path) -> None:
    path = written(tmp_path, [ggt(f"« {KIRBY} »")])
    done = service.import_quotes(read, [path, path], GGT)
    assert (done.quotes, [failure.message for failure in done.failures]) == (
        1,
        ["the quotes of news/depart.txt were imported already, from another file or line"],
    )


def test_imported_quotes_go_where_a_copy_goes_and_away_with_their_table(
    read: Store, database: servers.Database, elsewhere: str, tmp_path: Path
) -> None:
    service.import_quotes(read, [written(tmp_path, [ggt(f"« {KIRBY} »", "John Kirby", "dit")])], GGT)
    here = gains(service.runs_diff(read, ours(read), "gendergaptracker"))
    with open_store(elsewhere) as other:
        service.copy(read, other)
        assert gains(service.runs_diff(other, ours(other), "gendergaptracker")) == here
    read.close()
    service.db_downgrade(database.url, "0009", backup=False)
    service.db_upgrade(database.url)
    with open_store(database.url) as again, pytest.raises(NoSuchRun):
        service.runs_diff(again, ours(again), "gendergaptracker")


def test_a_place_that_moved_is_found(read: Store, database: servers.Database, tmp_path: Path) -> None:
    service.import_quotes(read, [written(tmp_path, [ggt(f"« {KIRBY} »", "John Kirby", "dit")])], GGT)
    with read.writing() as connection:
        connection.execute(update(ImportedQuote).values(speaker="Ben Wallace"))
    (finding,) = service.db_check(database.url)
    assert finding.what == "the article does not have its speaker where it says"
