"""What a search finds, in which order, and that no words can break it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import service
from quotes.errors import BadDate
from quotes.model import Article, Kind, Span, Status
from quotes.results import Match, SearchQuery
from quotes.store import fulltext, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import servers
    from quotes.results import Hit
    from quotes.store import Store

NBSP = "\N{NO-BREAK SPACE}"
ARTICLES = [
    Article(
        text="« L’évacuation des œuvres continue », a dit John Kirby, porte-parole du Pentagone, à l'AFP jeudi.\n"
        "« La sécurité d'abord », a dit Ben Wallace.",
        path="rfi.txt",
        outlet="RFI",
        url="https://rfi.example/1",
        title="Kaboul",
        published="2021-08-12",
    ),
    Article(
        text="« Kirby se trompe sur la sécurité », a dit Zoé Petit. « une évacuation lente », a-t-elle dit.",
        path="monde.txt",
        outlet="Le Monde",
        published="2021-08",
    ),
    Article(text=f"« SÉCURITÉ{NBSP}et lois », selon un proche.", path="sans.txt", published="2020"),
    Article(text="« La loi passe », a dit le ministre.", path="date.txt"),
]  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, extractor: Callable[..., Any]
) -> Iterator[Store]:
    """The articles in a database of each engine: both give the same answers."""
    place = str(tmp_path_factory.mktemp("search") / "quotes.db")
    if request.param == "postgresql":
        server: servers.Server = request.getfixturevalue("server")
        place = server.url(server.create(request.getfixturevalue("template")))
    with open_store(place) as store:
        service.ingest(store, ARTICLES, extractor=extractor)
        yield store


def texts(hits: list[Hit]) -> list[str]:
    return [hit.text for hit in hits]


def find(store: Store, words: str = "", **narrowing: Any) -> list[tuple[str, str]]:
    return [(str(hit.match), hit.text) for hit in service.search(store, SearchQuery(words=words, **narrowing))]


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("L'évacuation", ["evacuation"]),
        ("L’ÉVACUATION", ["evacuation"]),
        ("qu'il s’agisse d'eux", ["il", "agisse", "eux"]),
        ("lorsqu’elle", ["elle"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("cœur ÆGIS straße", ["coeur", "aegis", "strasse"]),
        ("e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}", ["ete"]),
        ("porte-parole", ["porte", "parole"]),
        ("3\N{NARROW NO-BREAK SPACE}500 n_o", ["3", "500", "n", "o"]),
        ("O'Brien, N'Golo", ["o", "brien", "golo"]),
        ("d'", ["d"]),
        (" « ! » ", []),
    ],
)
def test_words_are_folded_and_elision_taken_away(words: str, folded: list[str]) -> None:
    assert fulltext.words_of(words) == folded


def test_the_speakers_name_comes_first_then_the_words(full: Store) -> None:
    assert find(full, "Kirby") == [
        ("speaker", "L’évacuation des œuvres continue"),
        ("exact", "Kirby se trompe sur la sécurité"),
    ]


def test_exact_wording_comes_before_tolerant(full: Store) -> None:
    assert find(full, "sécurité") == [
        ("exact", "La sécurité d'abord"),
        ("exact", "Kirby se trompe sur la sécurité"),
        ("tolerant", f"SÉCURITÉ{NBSP}et lois"),
    ]


def test_case_and_accents_are_ignored_and_that_is_said(full: Store) -> None:
    assert {match for match, _ in find(full, "securite")} == {"tolerant"}
    assert texts(service.search(full, SearchQuery(words="securite"))) == [
        "La sécurité d'abord", "Kirby se trompe sur la sécurité", f"SÉCURITÉ{NBSP}et lois",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["l'évacuation", "l’évacuation", "evacuation", "d'évacuation", "ÉVACUATION"])
def test_elision_is_ignored(full: Store, words: str) -> None:
    assert find(full, words) == [
        ("tolerant", "L’évacuation des œuvres continue"),
        ("tolerant", "une évacuation lente"),
    ]


@pytest.mark.parametrize("words", ["L'évacuation", "L’évacuation des œuvres", "« L'évacuation »", "des  œuvres"])
def test_any_apostrophe_space_or_mark_around_is_the_same_wording(full: Store, words: str) -> None:
    assert find(full, words)[0] == ("exact", "L’évacuation des œuvres continue")


def test_ligatures_and_beginnings_are_tolerated(full: Store) -> None:
    assert find(full, "oeuvr") == [("tolerant", "L’évacuation des œuvres continue")]
    assert find(full, "loi") == [("exact", "La loi passe"), ("tolerant", f"SÉCURITÉ{NBSP}et lois")]


def test_name_and_words_together_find_what_that_person_said(full: Store) -> None:
    assert find(full, "Kirby évacuation") == [("tolerant", "L’évacuation des œuvres continue")]


def test_a_function_finds_its_holder(full: Store) -> None:
    assert find(full, "porte-parole du Pentagone")[0] == ("speaker", "L’évacuation des œuvres continue")


def test_a_pronoun_finds_nobody(full: Store) -> None:
    assert find(full, "elle") == []
    assert find(full, "Zoé")[1:] == [("speaker", "une évacuation lente")]


@pytest.mark.parametrize("words", ["zzz", "évacuation zzz", "!", "*", '""'])
def test_what_is_not_there_is_not_found(full: Store, words: str) -> None:
    assert find(full, words) == []


def test_without_words_everything_is_listed_newest_first_and_undated_last(full: Store) -> None:
    hits = service.search(full, SearchQuery())
    assert [hit.source.published for hit in hits] == ["2021-08-12", "2021-08-12", "2021-08", "2021-08", "2020", None]
    assert {hit.match for hit in hits} == {None}


@pytest.mark.parametrize(
    ("narrowing", "found"),
    [
        ({"speaker": "wallace"}, ["La sécurité d'abord"]),
        ({"speaker": "KIRBY pentagone"}, ["L’évacuation des œuvres continue"]),
        ({"speaker": "!"}, []),
        ({"outlet": "monde", "words": "securite"}, ["Kirby se trompe sur la sécurité"]),
        ({"outlet": "nowhere"}, []),
        ({"outlet": "-"}, []),
        ({"kind": Kind.PARTIAL}, ["une évacuation lente"]),
        ({"status": Status.ANONYMOUS}, [f"SÉCURITÉ{NBSP}et lois"]),
        ({"status": Status.ROLE}, ["La loi passe"]),
        ({"until": "2020"}, [f"SÉCURITÉ{NBSP}et lois"]),
        ({"until": "2020-06-01"}, [f"SÉCURITÉ{NBSP}et lois"]),
        ({"since": "2021-08-13", "outlet": "rfi"}, []),
        ({"since": "2021-08-12", "until": "2021-08-12", "speaker": "kirby"}, ["L’évacuation des œuvres continue"]),
        ({"since": "2021-08-31", "speaker": "zoé", "kind": Kind.PARTIAL}, ["une évacuation lente"]),
        ({"since": "2021-09"}, []),
        ({"until": "2021-07-31"}, [f"SÉCURITÉ{NBSP}et lois"]),
    ],
)
def test_each_field_narrows(full: Store, narrowing: dict[str, Any], found: list[str]) -> None:
    assert texts(service.search(full, SearchQuery(**narrowing))) == found


def test_a_speaker_asked_for_is_a_match_of_the_speaker(full: Store) -> None:
    assert [hit.match for hit in service.search(full, SearchQuery(speaker="wallace"))] == [Match.SPEAKER]


@pytest.mark.parametrize("date", ["yesterday", "2021-13", "2021-08-12T10:00", ""])
def test_a_date_that_is_none_is_refused(full: Store, date: str) -> None:
    with pytest.raises(BadDate):
        service.search(full, SearchQuery(since=date))


def test_the_limit_cuts_the_end_of_the_same_list(full: Store) -> None:
    everything = find(full, "sécurité", limit=0)
    assert len(everything) == 3
    for limit in (1, 2, 3, 4):
        assert find(full, "sécurité", limit=limit) == everything[:limit]


def test_a_hit_says_where_it_stands(full: Store) -> None:
    (hit,) = service.search(full, SearchQuery(speaker="kirby", context=3))
    text = ARTICLES[0].text
    assert hit.passages == (Span(2, 34),)
    assert [span.of(text) for span in hit.passages] == [hit.text]
    assert (hit.before, hit.after) == ("« ", " »,")
    assert (hit.speaker, hit.mention, hit.cue) == ("John Kirby", "John Kirby", "a dit")
    assert hit.mention_at is not None
    assert hit.mention_at.of(text) == "John Kirby"
    assert hit.cue_at == Span(38, 43)
    assert (hit.role, hit.via, hit.said_on) == ("porte-parole du Pentagone", "à l'AFP", "2021-08-12")
    assert (hit.source.outlet, hit.source.url, hit.source.title) == ("RFI", "https://rfi.example/1", "Kaboul")
    assert (hit.source.path, hit.source.digest, hit.printings) == ("rfi.txt", ARTICLES[0].digest, 1)


@pytest.mark.parametrize(
    "words",
    [
        '"', "'", "*", "-", "NEAR(a b)", "a AND", "NOT", "words:x", "(", ")", "^a", "a + b", "{words} : a", "\0",
        "a\0b", "%", "_", "; DROP TABLE quote", "\ud800", "a\udcff", "\u202e", "é" * 100_000, "mot " * 25_000,
        "x y z " * 17_000, "« " * 50_000, "NEAR(" * 20_000, "l'" * 50_000,
    ],
    ids=lambda words: ascii(words[:12]),
)  # fmt: skip
def test_words_are_data(full: Store, words: str) -> None:
    for query in (SearchQuery(words=words), SearchQuery(speaker=words), SearchQuery(outlet=words)):
        assert isinstance(service.search(full, query), list)


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_at_all_are_data(full: Store, words: str) -> None:
    service.search(full, SearchQuery(words=words, speaker=words))
    service.search(full, SearchQuery(words=words, outlet=words, context=5))


@given(
    st.lists(
        st.sampled_from(["AND", "OR", "NOT", "NEAR", "(", ")", '"', "*", ":", "^", "-", "words", "é", "l'", "Kirby"])
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_syntax_is_data(full: Store, pieces: list[str]) -> None:
    service.search(full, SearchQuery(words=" ".join(pieces), speaker="".join(pieces)))


@given(st.text())
def test_a_wording_is_found_in_itself(words: str) -> None:
    assert set(fulltext.words_of(words)) >= set(fulltext.words_of(fulltext.as_typed(words)))
