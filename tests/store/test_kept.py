"""What is stored of an article, and that everything stored can be proved."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import quotes
from quotes import lexicon, service
from quotes.model import Article, Doubt, Extraction, Kind, Quote, Span, Status, content_id, quote_id
from quotes.store import keeping
from quotes.store.columns import Base
from quotes.store.uses import Said, Use, uses

if TYPE_CHECKING:
    from collections.abc import Callable

    import servers
    from quotes.store import Store

TEXT = (
    "« Nous partons », a dit John Kirby, porte-parole du Pentagone, à l'AFP jeudi. Zoé Petit doute du film.\n"
    "« trop tard », a-t-elle dit. C'est le film « La Retraite ». « Qui sait », selon.\n"
    "« Nous partons », a dit John Kirby. Et « rien de plus"
)
ARTICLE = Article(text=TEXT, path="a.txt", outlet="RFI", url="https://rfi.example", title="T", published="2021-08-12")


@pytest.fixture
def rows(
    database: servers.Database, store: Store, extractor: Callable[..., Any]
) -> Callable[[str], list[tuple[Any, ...]]]:
    """Ask the stored article's database as a colleague would, with plain SQL."""
    service.ingest(store, [ARTICLE], extractor=extractor)
    return database.ask


def test_ids_are_content_hashes(rows: Callable[[str], list[Any]], extractor: Callable[..., Extraction]) -> None:
    found = extractor(TEXT, published="2021-08-12").quotes
    assert rows("SELECT id FROM article") == [(ARTICLE.id,)]
    assert rows("SELECT id FROM quote ORDER BY number") == [(quote_id(ARTICLE.id, quote),) for quote in found]
    assert rows("SELECT id, name FROM outlet") == [(content_id("outlet", "RFI"), "RFI")]
    assert rows("SELECT id FROM speaker WHERE name = 'John Kirby'") == [
        (Use("person", "john kirby", fields="state", decade=202).id,)
    ]


def test_a_quote_is_kept_with_every_word_and_place(rows: Callable[[str], list[Any]]) -> None:
    (row,) = rows(
        "SELECT text, kind, status, rule, speaker, mention, role, cue, said_on, said_on_words, via, cue_start, cue_end"
        " FROM quote WHERE speaker = 'John Kirby'"
    )
    cue = TEXT.index("a dit")
    assert row == (
        "Nous partons", "direct", "named", "toy/a-dit", "John Kirby", "John Kirby", "porte-parole du Pentagone",
        "a dit", "2021-08-12", "jeudi", "à l'AFP", cue, cue + 5,
    )  # fmt: skip


def test_a_quote_printed_twice_is_one_quote_with_both_places(rows: Callable[[str], list[Any]]) -> None:
    again = TEXT.rindex("Nous partons")
    assert rows(
        'SELECT printing, passage.number, start, "end", passage.text FROM passage JOIN quote ON quote.id = quote_id'
        " WHERE quote.text = 'Nous partons' ORDER BY printing"
    ) == [(1, 1, 2, 14, "Nous partons"), (2, 1, again, again + 12, "Nous partons")]
    assert rows("SELECT printings, start, \"end\" FROM quote_full WHERE speaker = 'John Kirby'") == [(2, 2, 14)]


def test_chain_and_candidates_are_kept(rows: Callable[[str], list[Any]]) -> None:
    assert rows("SELECT quote.text, use, other_mention.text FROM other_mention JOIN quote ON quote.id = quote_id") == [
        ("trop tard", "chain", "Zoé Petit"),
        ("Qui sait", "candidate", TEXT[:3]),
    ]


def test_asides_and_doubts_are_kept_apart(rows: Callable[[str], list[Any]]) -> None:
    assert rows("SELECT label, text FROM aside") == [("title", "La Retraite")]
    at = TEXT.rindex("«")
    assert rows('SELECT code, start, "end" FROM doubt') == [("unclosed_mark", at, at + 1)]


def test_of_very_many_doubts_the_first_are_kept_and_all_counted(
    store: Store, database: servers.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "DOUBTS_OF_A_CODE", 3)

    def doubting(text: str, _lang: str, *, published: str | None) -> Extraction:
        assert published is None
        codes = {"?": "unclear", "«": "unclosed_mark"}
        return Extraction((), doubts=tuple(Doubt(Span(at, at + 1), codes[mark]) for at, mark in enumerate(text)))

    article = Article(text="??«???«")
    for _again in range(2):
        assert service.ingest(store, [article], extractor=doubting).doubts == 7
    assert service.stats(store).doubts == (("unclear", 5), ("unclosed_mark", 2))
    assert database.ask("SELECT number, code, start, times FROM doubt ORDER BY number") == [
        (1, "unclear", 0, 1),
        (2, "unclear", 1, 1),
        (3, "unclosed_mark", 2, 1),
        (4, "unclear", 3, 3),
        (5, "unclosed_mark", 6, 1),
    ]


def test_the_run_says_which_program_found_it(rows: Callable[[str], list[Any]]) -> None:
    (run,) = rows("SELECT version, lang, lexicon, options, started_at <= finished_at FROM run")
    assert run[:3] == (quotes.__version__, "fr", lexicon.digest("fr"))
    assert json.loads(run[3])["extractor"].endswith("say_who_said")
    assert run[4]
    assert rows("SELECT count(*) FROM quote JOIN run ON run.id = run_id JOIN article USING (run_id)") == [(3,)]


def test_quotes_without_a_speaker_refer_to_none(rows: Callable[[str], list[Any]]) -> None:
    assert rows("SELECT text, speaker_id, speaker, status FROM quote WHERE speaker_id IS NULL") == [
        ("Qui sait", None, None, "unknown")
    ]


def test_the_view_has_one_row_a_quote_with_its_source(rows: Callable[[str], list[Any]]) -> None:
    assert (
        rows("SELECT outlet, published, url, path, title FROM quote_full")
        == [("RFI", "2021-08-12", "https://rfi.example", "a.txt", "T")] * 3
    )


def test_the_same_article_again_changes_no_byte_of_any_table(
    store: Store, extractor: Callable[..., Any], rows: Callable[[str], list[Any]]
) -> None:
    tables = [*Base.metadata.tables, "quote_fts"]
    before = {name: rows(f"SELECT * FROM {name}") for name in tables}  # noqa: S608
    service.ingest(store, [ARTICLE], extractor=extractor)
    assert {name: rows(f"SELECT * FROM {name}") for name in tables} == before  # noqa: S608


@pytest.mark.parametrize(
    ("names", "speakers"),
    [
        ([("John Kirby", Status.NAMED), ("JOHN KIRBY", Status.NAMED), ("John Kirby", Status.RESOLVED)], 1),
        ([("Gérald Œuf", Status.NAMED), ("Gerald Oeuf", Status.NAMED)], 1),
        ([("le ministre", Status.ROLE), ("Le ministre", Status.NAMED)], 2),
        ([("l'Élysée", Status.COLLECTIVE), ("Élysée", Status.COLLECTIVE)], 1),
        ([("***", Status.ANONYMOUS), ("**", Status.ANONYMOUS)], 2),
    ],
)
def test_a_name_is_one_speaker_however_printed(names: list[tuple[str, Status]], speakers: int) -> None:
    found = [Said(name, status, None) for name, status in names]
    assert len(set(uses(Article(text=TEXT), found))) == speakers


def test_printed_names_are_counted_over_articles(
    store: Store, database: servers.Database, extractor: Callable[..., Any]
) -> None:
    texts = [
        "« A », a dit Ben Wallace. « B », a dit Ben WALLACE.",
        "« C », a dit Ben Wallace. « D », a dit Ben Wallace.",
    ]
    service.ingest(store, [Article(text=text) for text in texts], extractor=extractor)
    assert database.ask("SELECT name, quotes FROM speaker_name ORDER BY name") == [
        ("Ben WALLACE", 1),
        ("Ben Wallace", 3),
    ]
    assert database.ask("SELECT name FROM speaker") == [("Ben Wallace",)]


WHOLE = Quote(source=TEXT, passages=(Span(2, 14),), kind=Kind.DIRECT, status=Status.UNKNOWN, rule="none")


@pytest.mark.parametrize(
    "wrong",
    [
        Extraction((replace(WHOLE, passages=(Span(14, 2),)),)),
        Extraction((replace(WHOLE, passages=(Span(-3, 2),)),)),
        Extraction((replace(WHOLE, cue_at=Span(5, 5)),)),
        Extraction((replace(WHOLE, said_on="jeudi"),)),
        Extraction((WHOLE, WHOLE)),
    ],
)
def test_what_breaks_the_databases_rules_is_refused_and_nothing_of_its_article_kept(
    store: Store, database: servers.Database, wrong: Extraction
) -> None:
    report = service.ingest(
        store,
        [ARTICLE, Article(text="Autre.")],
        extractor=lambda text, *_, **__: wrong if text == TEXT else Extraction(()),
    )
    assert [failure.path for failure in report.failures] == ["a.txt"]
    assert report.stored == 1
    counts = service.stats(store)
    assert (counts.articles, counts.quotes, counts.outlets) == (1, 0, 0)
    assert service.db_check(database.url) == []
