"""Reading stored articles again: what is found now is shown, what was found before is kept beside."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quotes import service
from quotes.errors import AmbiguousRun, NoSuchRun, TooLong, UnknownLanguage
from quotes.model import Article, Extraction, Span, Status
from quotes.results import SearchQuery
from quotes.results.runs import Gain, Reread, RereadReport
from quotes.results.statements import Disagreement
from quotes.rulings import Ruling, Verdict
from quotes.store import judging, open_store, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import servers
    from quotes.results.runs import RunDiff
    from quotes.store import Store

SAID = (
    "« Nous partirons à la date prévue », a dit John Kirby. « La sécurité d'abord », a dit Ben Wallace. "
    "« inacceptable », a dit Zoé Petit. « Qui sait », selon. C'est le film « La Retraite ». « Assez"
)
ARTICLES = [
    Article(text=f"{SAID} {number}", path=f"{number}.txt", url=f"https://example.org/{number}") for number in range(3)
]
NOT_COMPARED = {"run", "rule", "reading", "former_quote"}  # what tells one history from another


def reading(number: int, base: Callable[..., Extraction]) -> Callable[..., Extraction]:
    """Make an extractor that differs: bits 1 and 2 leave a quote out, 4 forgets a speaker, 8 changes a rule's name."""

    def other(text: str, lang: str = "fr", *, published: str | None = None) -> Extraction:
        found = base(text, lang, published=published)
        quotes = list(found.quotes)
        if number & 8:
            quotes = [replace(quote, rule=quote.rule + "/again") for quote in quotes]
        if number & 4:
            quotes[0] = replace(
                quotes[0], status=Status.UNKNOWN, speaker_at=None, mention_at=None, candidates=(quotes[0].passages[0],)
            )
        kept = [quote for at, quote in enumerate(quotes) if not (at in (0, 1) and number & (at + 1))]
        return Extraction(tuple(kept), found.asides, found.doubts)

    other.__qualname__ = f"reading_{number}"
    return other


def test_who_was_assigned_stays_when_his_own_quotes_are_found_no_more(
    store: Store, extractor: Callable[..., Any]
) -> None:
    service.ingest(store, ARTICLES[:1], extractor=reading(0, extractor))
    hits = {hit.text: hit.id for hit in service.search(store, SearchQuery(limit=0))}
    rulings = [
        Ruling(verdict=Verdict.REJECT, subject=hits["Nous partirons à la date prévue"]),
        Ruling(verdict=Verdict.ASSIGN, subject=hits["inacceptable"], value="John Kirby"),
        Ruling(verdict=Verdict.SPLIT, subject="Ben Wallace", value=hits["La sécurité d'abord"]),
    ]
    assert len(service.judge(store, rulings, by="ada").kept) == 3
    before = {hit.text: hit.speaker for hit in service.search(store, SearchQuery(limit=0))}
    for number in (1, 0, 1):
        again(store, reading(number, extractor))
        assert {hit.text: hit.speaker for hit in service.search(store, SearchQuery(limit=0))} == before


def again(store: Store, extractor: Callable[..., Extraction]) -> RereadReport:
    return service.reextract(store, service.stale(store, extractor=extractor), extractor=extractor)


def speakers(store: Store) -> set[str | None]:
    return {hit.speaker for hit in service.search(store, SearchQuery(limit=0))}


def runs_of(store: Store, *readings: int) -> list[str]:
    """Give the ids of the runs of ``reading``; -1 is that of the first ingest."""
    by_extractor = {run.options.rpartition("reading_")[2].strip('"}'): run.id for run in service.runs(store)}
    first = next(run.id for run in service.runs(store) if run.task == "ingest")
    return [first if number < 0 else by_extractor[str(number)] for number in readings]


def gains(diff: RunDiff) -> list[tuple[Gain, str, tuple[str, ...]]]:
    return sorted({(change.gain, change.text, change.fields) for change in diff.changes})


@pytest.fixture
def read(store: Store, extractor: Callable[..., Extraction]) -> Store:
    """A store of all articles."""
    service.ingest(store, ARTICLES, extractor=extractor)
    return store


def test_what_this_version_has_read_is_not_read_again(read: Store, extractor: Callable[..., Extraction]) -> None:
    assert service.stale(read, extractor=extractor) == []
    assert again(read, extractor) == RereadReport()
    assert len(service.runs(read)) == 1


@pytest.mark.parametrize("what", ["version", "lexicon"])
def test_another_version_or_other_word_lists_read_it_again(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction], what: str
) -> None:
    database.tamper(f"UPDATE run SET {what} = 'older'")  # noqa: S608
    assert again(read, extractor) == RereadReport(read=3, same=3, quotes=12)
    assert [(run.task, run.articles) for run in service.runs(read)].count(("reextract", 3)) == 1
    assert again(read, extractor) == RereadReport()


def test_only_what_is_found_now_is_shown(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction]
) -> None:
    assert again(read, reading(1, extractor)) == RereadReport(read=3, quotes=9, lost=3)
    assert speakers(read) == {"Ben Wallace", "Zoé Petit", None}
    assert database.ask("SELECT count(*) FROM quote_full") == [(9,)]
    assert database.ask("SELECT name FROM speaker ORDER BY name") == [("Ben Wallace",), ("Zoé Petit",)]
    assert service.search(read, SearchQuery(words="partirons")) == []
    assert service.db_check(database.url) == []
    assert again(read, extractor) == RereadReport(read=3, quotes=12, gained=3)
    assert speakers(read) == {"Ben Wallace", "John Kirby", "Zoé Petit", None}
    assert service.db_check(database.url) == []


def test_what_was_found_before_is_kept_beside(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction]
) -> None:
    ids = {hit.text: hit.id for hit in service.search(read, SearchQuery(limit=0)) if hit.source.path == "0.txt"}
    assert again(read, reading(4 + 2, extractor)) == RereadReport(read=3, quotes=9, lost=3, changed=3)
    former = database.ask("SELECT id, text, speaker, since, until FROM former_quote ORDER BY text, id")
    assert set(former) >= {
        (ids["La sécurité d'abord"], "La sécurité d'abord", "Ben Wallace", 1, 2),
        (ids["Nous partirons à la date prévue"], "Nous partirons à la date prévue", "John Kirby", 1, 2),
    }
    shown = service.show(read, ids["Nous partirons à la date prévue"])  # the same place has the same id
    assert (shown.speaker, shown.status) == (None, Status.UNKNOWN)
    assert database.ask("SELECT since, count(*) FROM quote GROUP BY since ORDER BY since") == [(1, 6), (2, 3)]


def test_two_runs_are_compared_on_what_both_read(read: Store, extractor: Callable[..., Extraction]) -> None:
    service.reextract(read, [ARTICLES[0].id, ARTICLES[1].id], extractor=reading(1, extractor))
    again(read, reading(4 + 2, extractor))
    first, one, six = runs_of(read, -1, 1, 6)
    kirby, wallace = "Nous partirons à la date prévue", "La sécurité d'abord"
    there = service.runs_diff(read, first, six)
    assert there.articles == 3
    assert gains(there) == [(Gain.CHANGED, kirby, ("status", "speaker", "mention")), (Gain.LOST, wallace, ())]
    changed = next(change for change in there.changes if change.gain is Gain.CHANGED)
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before["speaker"], changed.after["speaker"]) == ("John Kirby", None)
    between = service.runs_diff(read, one, six)
    assert between.articles == 2
    assert gains(between) == [(Gain.GAINED, kirby, ()), (Gain.LOST, wallace, ())]
    back = service.runs_diff(read, six, one)
    assert gains(back) == [(Gain.GAINED, wallace, ()), (Gain.LOST, kirby, ())]
    assert service.runs_diff(read, first[:20], first).changes == ()


def test_runs_count_what_they_found(read: Store, extractor: Callable[..., Extraction]) -> None:
    again(read, reading(1, extractor))
    told = {run.task: (run.articles, run.quotes, run.gained, run.lost, run.changed) for run in service.runs(read)}
    assert told == {"ingest": (3, 12, 12, 0, 0), "reextract": (3, 9, 0, 3, 0)}
    assert all(run.finished_at for run in service.runs(read))


def test_runs_are_named_by_the_beginnings_of_their_ids(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction]
) -> None:
    again(read, reading(1, extractor))
    (first,) = runs_of(read, -1)
    with pytest.raises(NoSuchRun, match="'zz'"):
        service.runs_diff(read, first, "zz")
    with pytest.raises(NoSuchRun):
        service.runs_diff(read, "", first)
    database.tamper("UPDATE run SET id = 'ab' || id")
    database.tamper("UPDATE reading SET run_id = 'ab' || run_id")
    with pytest.raises(AmbiguousRun) as told:
        service.runs_diff(read, "ab", first)
    assert f"ab{first}"[:12] in told.value.hint


def test_a_quote_found_again_is_as_sure_as_the_run_that_found_it_last(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction]
) -> None:
    database.tamper("UPDATE rule SET confidence = 0.5")
    database.tamper("UPDATE run SET version = 'older'")
    assert {hit.confidence for hit in service.search(read, SearchQuery(words="partirons"))} == {0.5}
    assert again(read, extractor) == RereadReport(read=3, same=3, quotes=12)
    assert {hit.confidence for hit in service.search(read, SearchQuery(words="partirons"))}.isdisjoint({0.5, None})


def test_an_article_that_cannot_be_read_stays_as_it_was(read: Store, extractor: Callable[..., Extraction]) -> None:
    def choosy(text: str, lang: str, *, published: str | None) -> Extraction:
        if text.endswith("1"):
            raise TooLong(1)
        return reading(1, extractor)(text, lang, published=published)

    told: list[Reread] = []
    keys = service.stale(read, extractor=choosy)
    report = service.reextract(read, keys, extractor=choosy, on_article=told.append)
    assert (report.read, [failure.path for failure in report.failures]) == (2, ["1.txt"])
    assert len(told) == 3
    assert {hit.source.path for hit in service.search(read, SearchQuery(words="partirons"))} == {"1.txt"}
    assert service.stale(read, extractor=choosy) == [ARTICLES[1].id]


def test_what_was_read_before_an_interruption_stays_and_the_rest_is_read_then(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction]
) -> None:
    other = reading(1, extractor)
    keys = service.stale(read, extractor=other)

    def interrupted() -> Iterator[str]:
        yield keys[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        service.reextract(read, interrupted(), extractor=other)
    assert service.stale(read, extractor=other) == keys[1:]
    assert sorted(run.finished_at is None for run in service.runs(read)) == [False, True]
    assert again(read, other).read == 2
    assert service.db_check(database.url) == []


def test_what_another_program_has_read_meanwhile_is_passed_over(
    read: Store, extractor: Callable[..., Extraction]
) -> None:
    keys = service.stale(read, extractor=reading(1, extractor))
    again(read, reading(1, extractor))
    assert service.reextract(read, keys, extractor=reading(1, extractor)) == RereadReport()


def test_a_language_narrows_what_is_read(read: Store, extractor: Callable[..., Extraction]) -> None:
    service.ingest(
        read, [Article(text="« Ndokk », a dit John Kirby.", lang="wo")], extractor=lambda t, *_, **__: extractor(t)
    )
    assert len(service.stale(read, lang="fr")) == 3
    assert len(service.stale(read)) == 4
    with pytest.raises(UnknownLanguage):
        service.stale(read, lang="xx")


def judge(store: Store, quote: str, verdict: Verdict, value: str | None = None) -> None:
    article = next(hit for hit in service.search(store, SearchQuery(limit=0)) if hit.id == quote).source.article_id
    with store.writing() as connection:
        judging.keep(connection, by="Zoé", verdict=verdict, quote_id=quote, article_id=article, value=value)


def test_a_judged_quote_that_is_found_no_more_is_kept_and_listed(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction]
) -> None:
    kirby = {hit.source.path: hit.id for hit in service.search(read, SearchQuery(words="partirons"))}
    judge(read, kirby["0.txt"], Verdict.CONFIRM)
    judge(read, kirby["1.txt"], Verdict.REJECT)
    assert again(read, reading(1, extractor)) == RereadReport(read=3, quotes=9, lost=2, kept=1)
    (hit,) = service.search(read, SearchQuery(words="partirons"))
    assert hit.id == kirby["0.txt"]
    assert service.db_check(database.url) == []
    (conflict,) = service.conflicts(read)
    assert conflict.disagreement is Disagreement.JUDGED
    assert [hit.id for each in conflict.statements for hit in each.printings] == [kirby["0.txt"]]
    assert again(read, reading(1 + 8, extractor)) == RereadReport(read=3, quotes=9, changed=9, kept=1)
    assert again(read, extractor).gained == 2  # the third was there all the time
    assert service.conflicts(read) == []
    assert service.db_check(database.url) == []


def test_a_judged_quote_is_kept_and_found_even_where_no_quote_is_found_any_more(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction]
) -> None:
    def nothing(*_: object, **__: object) -> Extraction:
        return Extraction(())

    before = service.search(read, SearchQuery(words="partirons"))[0]
    judge(read, before.id, Verdict.CONFIRM)
    assert again(read, nothing) == RereadReport(read=3, lost=11, kept=1)
    assert [hit.id for hit in service.search(read, SearchQuery(words="partirons"))] == [before.id]
    assert service.db_check(database.url) == []
    assert again(read, extractor) == RereadReport(read=3, quotes=12, gained=11)
    assert service.db_check(database.url) == []


def test_a_judged_quote_whose_extent_moved_is_listed_with_what_is_found_now(
    read: Store, database: servers.Database, extractor: Callable[..., Extraction]
) -> None:
    def shorter(text: str, lang: str = "fr", *, published: str | None = None) -> Extraction:
        found = extractor(text, lang, published=published)
        first = found.quotes[0]
        (span,) = first.passages
        return replace(found, quotes=(replace(first, passages=(Span(span.start, span.end - 13),)), *found.quotes[1:]))

    before = service.search(read, SearchQuery(words="partirons"))[0]
    judge(read, before.id, Verdict.CONFIRM)
    again(read, shorter)
    (conflict,) = service.conflicts(read)
    assert [(each.text, each.printings[0].source.path) for each in conflict.statements] == [
        ("Nous partirons à la date prévue", before.source.path),
        ("Nous partirons à l", before.source.path),
    ]
    assert service.db_check(database.url) == []


def test_a_quote_whose_judgement_is_withdrawn_goes_with_the_next_reading(
    read: Store, extractor: Callable[..., Extraction]
) -> None:
    before = service.search(read, SearchQuery(words="partirons"))[0]
    judge(read, before.id, Verdict.CONFIRM)
    again(read, reading(1, extractor))
    with read.writing() as connection:
        judging.withdraw(connection, connection.scalars(select(schema.Judgement.id)).one(), "Zoé")
    assert again(read, reading(1 + 8, extractor)).lost == 1
    assert service.search(read, SearchQuery(words="partirons")) == []
    assert service.conflicts(read) == []


def state(database: Path) -> dict[str, list[Any]]:
    """Everything a user can see, however it came about."""
    import sqlite3

    hidden = {"quote": "number, run_id, since", "article": "run_id", "doubt": "run_id", "aside": "run_id"}
    found = {}
    plain = sqlite3.connect(database)
    plain.row_factory = sqlite3.Row
    names = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    for name in names:
        if name not in NOT_COMPARED and not name.startswith(("quote_fts", "sqlite_", "alembic")):
            rows = [dict(row) for row in plain.execute(f"SELECT * FROM {name}")]  # noqa: S608
            drop = hidden.get(name, "confidence").split(", ")
            found[name] = sorted(str({key: row[key] for key in row if key not in drop}) for row in rows)
    plain.close()
    return found


@given(st.lists(st.integers(1, 15), min_size=1, max_size=4))
@settings(max_examples=8)
def test_reading_again_gives_what_a_first_reading_gives_and_twice_changes_nothing(
    extractor: Callable[..., Extraction], numbers: list[int]
) -> None:
    last = reading(numbers[-1], extractor)
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one.db", Path(folder) / "other.db"
        with open_store(one) as store:
            service.ingest(store, ARTICLES[:2], extractor=extractor)
            for number in numbers:
                again(store, reading(number, extractor))
            before = one.with_suffix(".bak")
            service.db_backup(one, before)
            assert again(store, last) == RereadReport()
        with open_store(other) as store:
            service.ingest(store, ARTICLES[:2], extractor=last)
        assert state(one) == state(other) == state(before)
        assert service.db_check(one) == []
