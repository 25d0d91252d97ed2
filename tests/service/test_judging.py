"""Judgements: kept for good, shown at once, taken back without a trace in what is shown."""

from __future__ import annotations

import io
import shutil
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import service
from quotes.errors.judging import (
    AlreadyWithdrawn,
    AmbiguousSpeaker,
    BadColumns,
    NoSuchJudgement,
    NoSuchSpeaker,
    UnknownVerdict,
)
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.rulings import Judged, Refused, Ruling, Verdict
from quotes.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import servers
    from quotes.store import Store

ARTICLES = [
    Article(text="« Un mot », a dit John Kirby, porte-parole du Pentagone,", outlet="A", published="2021-08-12"),
    Article(text="« Deux mots », a dit Kirby. « Trois mots », selon.", outlet="B", published="2021-08-13"),
    Article(text="« Quatre mots », a dit Ben Wallace. « Cinq mots », a dit Zoé Petit", outlet="C", published="2021-09"),
]
LATER = Article(text="« Six mots », a dit Kirby. « Sept mots », a dit John Kirby", outlet="D", published="2021-10")


@pytest.fixture
def filled(store: Store, extractor: Callable[..., Any]) -> Store:
    service.ingest(store, ARTICLES, extractor=extractor)
    return store


def rule(store: Store, verdict: str, subject: str, value: str = "", *, by: str = "ada") -> Judged:
    ruling = Ruling(verdict=Verdict(verdict), subject=subject, value=value, note="un titre")
    report = service.judge(store, [ruling], by=by)
    assert report.refused == (), report.refused
    return report.kept[-1]


def refused(store: Store, verdict: str, subject: str, value: str = "") -> Refused:
    report = service.judge(store, [Ruling(verdict=Verdict(verdict), subject=subject, value=value)], by="ada")
    assert report.kept == ()
    return report.refused[0]


def quote(store: Store, words: str) -> str:
    """The id of the quote that was found with these words."""
    with store.reading() as connection:
        found = connection.exec_driver_sql(f"SELECT id FROM quote WHERE text = '{words}'").scalar_one()  # noqa: S608
    return str(found)


def shown(store: Store) -> dict[str, str | None]:
    """Who is shown to say what."""
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT text, speaker FROM quote_full").all()
        return {row.text: row.speaker for row in rows}


def person(store: Store, words: str) -> str | None:
    """The id of the speaker of the quote with these words."""
    with store.reading() as connection:
        sql = f"SELECT speaker_id FROM quote_full WHERE text = '{words}'"  # noqa: S608
        found: str | None = connection.exec_driver_sql(sql).scalar_one()
        return found


def derived(store: Store) -> list[tuple[Any, ...]]:
    """All that is shown, row by row."""
    views = ("quote_full", "speaker_full", "speaker_function", "quote_shown", "speaker_shown", "statement")
    with store.reading() as connection:
        return [
            tuple(row)
            for view in views
            for row in sorted(connection.exec_driver_sql(f"SELECT * FROM {view}"), key=str)  # noqa: S608
        ]


def test_a_rejected_quote_is_nowhere_but_shown_by_its_id(filled: Store) -> None:
    key = quote(filled, "Quatre mots")
    rule(filled, "reject", key)
    assert "Quatre mots" not in shown(filled)
    assert service.search(filled, SearchQuery(words="quatre")) == []
    assert service.search(filled, SearchQuery(speaker="wallace")) == []
    assert service.stats(filled).quotes == 4
    assert [(each.verdict, each.by, each.note) for each in service.show(filled, key).judgements] == [
        ("reject", "ada", "un titre")
    ]


def test_an_assigned_quote_is_found_by_its_new_speaker_and_no_more_by_the_old(filled: Store) -> None:
    rule(filled, "assign", quote(filled, "Cinq mots"), "Ben Wallace")
    assert shown(filled)["Cinq mots"] == "Ben Wallace"
    (found,) = service.search(filled, SearchQuery(words="cinq"))
    assert (found.speaker, found.status, found.confidence, found.verdict) == ("Ben Wallace", "named", None, "assign")
    assert {hit.text for hit in service.search(filled, SearchQuery(words="wallace"))} == {"Quatre mots", "Cinq mots"}
    assert service.search(filled, SearchQuery(words="Zoé")) == []
    assert service.search(filled, SearchQuery(speaker="petit")) == []
    detail = service.show(filled, found.id)
    assert (detail.shown.speaker, detail.speaker) == ("Ben Wallace", "Zoé Petit")


def test_a_quote_may_be_nobodys_or_somebodys_who_was_never_quoted(filled: Store) -> None:
    rule(filled, "assign", quote(filled, "Cinq mots"), "unknown")
    assert shown(filled)["Cinq mots"] is None
    (found,) = service.search(filled, SearchQuery(words="cinq"))
    assert (found.speaker, found.status) == (None, "unknown")
    rule(filled, "assign", quote(filled, "Trois mots"), "new: Ada Martin")
    assert shown(filled)["Trois mots"] == "Ada Martin"
    assert [hit.text for hit in service.search(filled, SearchQuery(speaker="ada martin"))] == ["Trois mots"]


def test_a_confirmed_quote_stays_as_shown(filled: Store) -> None:
    key = quote(filled, "Cinq mots")
    rule(filled, "assign", key, "Ben Wallace")
    rule(filled, "confirm", key, by="bob")
    assert shown(filled)["Cinq mots"] == "Ben Wallace"
    (found,) = service.search(filled, SearchQuery(words="cinq"))
    assert found.verdict == "confirm"


def test_an_extent_changes_the_words_that_are_found(filled: Store) -> None:
    key = quote(filled, "Quatre mots")
    rule(filled, "extent", key, "2–8")
    assert shown(filled)["Quatre"] == "Ben Wallace"
    (found,) = service.search(filled, SearchQuery(words="quatre"))
    assert (found.text, [(span.start, span.end) for span in found.passages]) == ("Quatre", [(2, 8)])
    assert service.search(filled, SearchQuery(words="quatre mots")) == []


def test_a_merge_shows_both_as_one_and_moves_nothing(filled: Store, extractor: Callable[..., Any]) -> None:
    before = derived(filled)
    merged = rule(filled, "merge", person(filled, "Deux mots") or "", "John Kirby")
    assert shown(filled)["Deux mots"] == "John Kirby"
    assert {hit.text for hit in service.search(filled, SearchQuery(words="john"))} == {"Un mot", "Deux mots"}
    known = service.speaker(filled, "john kirby")
    assert {(each.words, each.quotes) for each in known.names} == {("John Kirby", 1), ("Kirby", 1)}
    service.ingest(filled, [LATER], extractor=extractor)
    assert shown(filled)["Sept mots"] == "John Kirby"
    service.withdraw(filled, merged.id, by="bob")
    assert shown(filled)["Deux mots"] == "Kirby"
    assert service.speaker(filled, "John Kirby").quotes == 2
    assert service.show(filled, quote(filled, "Deux mots")).shown.speaker == "Kirby"
    assert len(derived(filled)) > len(before)


def test_merges_lead_on_and_the_last_name_is_shown(filled: Store) -> None:
    rule(filled, "merge", "Zoé Petit", "Ben Wallace")
    last = rule(filled, "merge", "Ben Wallace", "John Kirby")
    assert shown(filled)["Cinq mots"] == shown(filled)["Quatre mots"] == "John Kirby"
    service.withdraw(filled, last.id, by="ada")
    assert shown(filled)["Cinq mots"] == "Ben Wallace"


def test_a_split_keeps_homonyms_apart_in_their_articles(filled: Store, extractor: Callable[..., Any]) -> None:
    service.ingest(filled, [LATER], extractor=extractor)
    key = quote(filled, "Sept mots")
    split = rule(filled, "split", "John Kirby", key)
    assert shown(filled)["Sept mots"] == shown(filled)["Un mot"] == "John Kirby"
    assert person(filled, "Sept mots") != person(filled, "Un mot")
    rule(filled, "rename", str(split.value), "John Kirby (acteur)")
    assert shown(filled)["Sept mots"] == "John Kirby (acteur)"
    assert [each.verdict for each in service.show(filled, key).judgements] == ["split"]
    service.withdraw(filled, split.id, by="ada")
    assert person(filled, "Sept mots") == person(filled, "Un mot")


def test_names_and_links_are_added(filled: Store) -> None:
    rule(filled, "rename", "Ben Wallace", "Robert Ben Wallace")
    rule(filled, "alias", "Robert Ben Wallace", "Wally")
    rule(filled, "wikidata", "Wally", "q42")
    rule(filled, "wikidata", "Wally", "Q43")
    known = service.speaker(filled, "wally")
    assert (known.name, known.aliases, known.wikidata) == ("Robert Ben Wallace", ("Wally",), ("Q42", "Q43"))
    assert [hit.speaker for hit in service.search(filled, SearchQuery(words="wally"))] == ["Robert Ben Wallace"]
    assert [each.name for each in service.speakers_called(filled, "wall")] == ["Robert Ben Wallace"]


@pytest.mark.parametrize(
    ("verdict", "subject", "value", "told"),
    [
        ("merge", "John Kirby", "john KIRBY", "are one speaker already"),
        ("merge", "John Kirby", "Nobody Known", "no speaker is called"),
        ("merge", "John Kirby", "", "needs another speaker"),
        ("rename", "John", "X", "no speaker is called 'John'"),
        ("confirm", "QUOTE", "yes", "takes no value"),
        ("extent", "QUOTE", "2-900", "no extent in an article of"),
        ("extent", "QUOTE", "8-2", "no extent"),
        ("extent", "QUOTE", "2-4,3-8", "no extent"),
        ("extent", "QUOTE", "deux", "no extent"),
        ("wikidata", "John Kirby", "42", "no Wikidata id"),
        ("wikidata", "John Kirby", "Q042", "no Wikidata id"),
        ("split", "John Kirby", "QUOTE", "no quote by John Kirby"),
        ("reject", "ffffff", "", "no quote has an id"),
        ("assign", "QUOTE", "new: ", "no speaker is called ''"),
    ],
)
def test_what_cannot_be_is_refused_with_a_hint(
    filled: Store, verdict: str, subject: str, value: str, told: str
) -> None:
    key = quote(filled, "Quatre mots")
    answer = refused(filled, verdict, subject.replace("QUOTE", key), value.replace("QUOTE", key))
    assert told in answer.message
    assert answer.hint
    assert service.judgements(filled) == []


def test_a_cycle_of_merges_is_refused(filled: Store) -> None:
    rule(filled, "merge", "Zoé Petit", "Ben Wallace")
    assert "are one speaker already" in refused(filled, "merge", "Ben Wallace", "Zoé Petit").message


def test_an_assignment_to_a_speaker_merged_away_names_the_one_left(filled: Store) -> None:
    away = person(filled, "Cinq mots") or ""
    rule(filled, "merge", "Zoé Petit", "Ben Wallace")
    told = refused(filled, "assign", quote(filled, "Un mot"), away)
    assert "was merged into Ben Wallace" in told.message
    assert "give " in told.hint


def test_an_id_that_names_two_is_told_with_both(filled: Store, extractor: Callable[..., Any]) -> None:
    namesake = Article(text="« Huit mots », a dit John Kirby, attaquant des Bleus,", published="2021")
    service.ingest(filled, [namesake], extractor=extractor)
    with pytest.raises(AmbiguousSpeaker) as told:
        service.speaker(filled, "John Kirby")
    assert told.value.hint.count("(John Kirby)") == 2
    with pytest.raises(NoSuchSpeaker):
        service.speaker(filled, "Nobody")


@pytest.mark.parametrize("verdict", ["rename", "alias"])
def test_a_name_has_a_letter_or_a_digit(filled: Store, verdict: str) -> None:
    assert refused(filled, verdict, "Ben Wallace", " * ").message == f"{verdict} needs a name"


def test_a_name_of_marks_alone_is_nobodys_surname(filled: Store) -> None:
    with filled.writing() as connection:
        connection.exec_driver_sql("UPDATE speaker_shown SET name = '*' WHERE name = 'Ben Wallace'")
    assert {each.candidate for each in service.suggestions(filled)} <= {"John Kirby", "Zoé Petit"}


def test_of_two_who_judge_the_later_is_shown_and_both_are_told(filled: Store) -> None:
    key = quote(filled, "Quatre mots")
    first = rule(filled, "reject", key, by="ada")
    report = service.judge(filled, [Ruling(verdict=Verdict.ASSIGN, subject=key, value="Zoé Petit")], by="bob")
    assert report.overtaken == (first,)
    assert shown(filled)["Quatre mots"] == "Zoé Petit"
    assert [each.verdict for each in service.show(filled, key).judgements] == ["reject", "assign"]
    assert [each.by for each in service.overtaken(filled, "ada")] == ["bob"]
    assert service.overtaken(filled, "bob") == []


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_two_who_judge_at_once_are_both_kept(filled: Store, database: servers.Database) -> None:
    key = quote(filled, "Quatre mots")
    ready = threading.Barrier(2)

    def decide(by: str, verdict: str) -> None:
        with open_store(database.url) as own:
            ready.wait(timeout=10)
            rule(own, verdict, key, by=by)

    threads = [threading.Thread(target=decide, args=each) for each in (("ada", "confirm"), ("bob", "reject"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    later, earlier = service.judgements(filled)
    assert later.at > earlier.at
    assert ("Quatre mots" in shown(filled)) is (later.verdict == "confirm")


def test_what_was_withdrawn_is_kept_and_said(filled: Store) -> None:
    judged = rule(filled, "reject", quote(filled, "Un mot"))
    gone = service.withdraw(filled, judged.id[:10], by="bob")
    assert (gone.withdrawn_by, bool(gone.withdrawn_at)) == ("bob", True)
    assert "Un mot" in shown(filled)
    with pytest.raises(AlreadyWithdrawn):
        service.withdraw(filled, judged.id, by="ada")
    with pytest.raises(NoSuchJudgement):
        service.withdraw(filled, "zzz", by="ada")


TABLE = """verdict,subject,value,note
reject,{one},,"un titre, dit-on"
merge,John Kirby,Nobody,
confirm,{two},,
confirme,{two},,
confirm,{two}
"""


def table(store: Store, text: str = TABLE) -> Iterator[Ruling | Refused]:
    filled = text.format(one=quote(store, "Un mot"), two=quote(store, "Deux mots"))
    return service.rulings(io.StringIO(filled), "r.csv")


def test_of_a_table_half_of_it_bad_the_good_rows_are_kept(filled: Store) -> None:
    report = service.judge(filled, table(filled), by="ada")
    assert [each.verdict for each in report.kept] == ["reject", "confirm"]
    assert [(each.place, each.message) for each in report.refused] == [
        ("r.csv, line 3", "no speaker is called 'Nobody', nor has an id that starts so"),
        ("r.csv, line 5", "no verdict 'confirme'"),
        ("r.csv, line 6", "2 values for 4 columns"),
    ]


def test_of_an_atomic_table_all_or_none(filled: Store) -> None:
    before = derived(filled)
    report = service.judge(filled, table(filled), by="ada", atomic=True)
    assert (report.kept, len(report.refused)) == ((), 3)
    assert service.judgements(filled) == []
    assert derived(filled) == before
    good = "verdict,subject\nconfirm,{one}\nreject,{two}\n"
    assert len(service.judge(filled, table(filled, good), by="ada", atomic=True).kept) == 2


@pytest.mark.parametrize("header", ["", "verdict\n", "subject,verdict,who\n", "verdict,subject,subject\n"])
def test_a_table_with_other_columns_is_refused_whole(header: str) -> None:
    with pytest.raises(BadColumns) as told:
        list(service.rulings(io.StringIO(header), "r.csv"))
    assert "verdict, subject" in told.value.hint
    with pytest.raises(UnknownVerdict):
        service.verdict_of("peut-être")


def test_sql_and_the_command_line_name_the_same(filled: Store) -> None:
    rule(filled, "merge", person(filled, "Deux mots") or "", "John Kirby")
    rule(filled, "assign", quote(filled, "Cinq mots"), "Ben Wallace")
    rule(filled, "rename", "Ben Wallace", "Robert Wallace")
    rule(filled, "reject", quote(filled, "Trois mots"))
    hits = service.search(filled, SearchQuery(limit=0))
    assert {hit.text: hit.speaker for hit in hits} == shown(filled)
    assert {hit.text: service.show(filled, hit.id).shown.speaker for hit in hits} == shown(filled)
    counted = dict(service.stats(filled).by_speaker)
    assert counted == {"John Kirby": 2, "Robert Wallace": 2}
    assert {each.name: each.quotes for each in service.speakers(filled)} == counted


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, extractor: Callable[..., Any]) -> Path:
    file = tmp_path_factory.mktemp("start") / "quotes.db"
    with open_store(file) as store:
        service.ingest(store, ARTICLES, extractor=extractor)
    return file


WORDS = ["Un mot", "Deux mots", "Trois mots", "Quatre mots", "Cinq mots"]
NAMES = ["John Kirby", "Ben Wallace", "Zoé Petit"]
RULINGS = st.one_of(
    st.tuples(st.sampled_from(["confirm", "reject"]), st.sampled_from(WORDS), st.just("")),
    st.tuples(st.just("assign"), st.sampled_from(WORDS), st.sampled_from([*NAMES, "unknown"])),
    st.tuples(st.just("extent"), st.sampled_from(WORDS), st.sampled_from(["2-4", "2-5,6-7"])),
    st.tuples(st.sampled_from(["merge", "rename", "alias"]), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("split"), st.sampled_from(NAMES), st.sampled_from(WORDS)),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RULINGS, max_size=7), st.randoms())
def test_judgements_all_withdrawn_leave_what_there_was(
    start: Path, tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[str, str, str]], random: Any
) -> None:
    file = tmp_path_factory.mktemp("judged") / "quotes.db"
    shutil.copy(start, file)
    with open_store(file) as store:
        before = derived(store)
        ids = {words: quote(store, words) for words in WORDS}
        rulings = [
            Ruling(verdict=Verdict(verdict), subject=ids.get(subject, subject), value=ids.get(value, value))
            for verdict, subject, value in asked
        ]
        kept = [each.id for each in service.judge(store, rulings, by="ada").kept]
        assert service.db_check(file) == []  # what is shown is a function of the judgements
        random.shuffle(kept)
        for key in kept:
            service.withdraw(store, key, by="bob")
        assert derived(store) == before
        assert service.db_check(file) == []
