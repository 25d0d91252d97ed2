"""Showing one quote with all that is needed to check it, and counting them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quotes import extract, service
from quotes.errors import AmbiguousId, NoSuchQuote
from quotes.explain import why
from quotes.lexicon import load
from quotes.model import Article, Kind, Span, Status, quote_id
from quotes.results import SearchQuery
from quotes.store.detail import REACH, excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotes.results import QuoteDetail
    from quotes.store import Store

TEXT = (
    "Zoé Petit est au Caire.\n\n"
    "Il pleut. « Nous partons », a dit John Kirby, porte-parole du Pentagone, à l'AFP jeudi. Fin.\n"
    "« trop tard », a-t-elle dit.\r\n"
    "« Nous partons », a dit John Kirby. « Qui sait », selon."
)
ARTICLE = Article(
    text=TEXT, path="a.txt", outlet="RFI", url="https://rfi.example", title="T", byline="B", published="2021-08-12"
)


@pytest.fixture
def show(store: Store, extractor: Callable[..., Any]) -> Callable[[str], QuoteDetail]:
    service.ingest(store, [ARTICLE], extractor=extractor)

    def by_words(words: str) -> QuoteDetail:
        (hit,) = service.search(store, SearchQuery(words=words))
        return service.show(store, hit.id)

    return by_words


def test_every_place_gives_back_its_words(show: Callable[[str], QuoteDetail]) -> None:
    detail = show("partons")
    places = {
        detail.speaker: detail.speaker_at, detail.mention: detail.mention_at, detail.role: detail.role_at,
        detail.cue: detail.cue_at, detail.via: detail.via_at, "jeudi": detail.said_on_at,
    }  # fmt: skip
    assert {words: at and at.of(TEXT) for words, at in places.items()} == {words: words for words in places}
    assert None not in places
    assert (detail.kind, detail.status, detail.rule) == (Kind.DIRECT, Status.NAMED, "toy/a-dit")
    assert detail.said_on == "2021-08-12"


def test_the_excerpt_is_the_paragraph_at_its_place(show: Callable[[str], QuoteDetail]) -> None:
    first, second = show("partons").printings
    assert first.excerpt.text.startswith("Il pleut.")
    assert first.excerpt.text.endswith("Fin.")
    for printing in (first, second):
        around = printing.excerpt
        assert TEXT[around.start :].startswith(around.text)
        assert [span.of(TEXT) for span in printing.passages] == ["Nous partons"]
        assert not around.cut_before
        assert not around.cut_after
    assert second.excerpt.text.startswith("« Nous partons »")


def test_a_name_that_stands_elsewhere_comes_with_its_paragraph(show: Callable[[str], QuoteDetail]) -> None:
    detail = show("trop tard")
    assert (detail.speaker, detail.mention, detail.chain_words) == ("Zoé Petit", "elle", ("Zoé Petit",))
    assert detail.speaker_excerpt is not None
    assert detail.speaker_excerpt.text == "Zoé Petit est au Caire."
    assert show("partons").speaker_excerpt is None


def test_names_that_fitted_as_well_are_given(show: Callable[[str], QuoteDetail]) -> None:
    detail = show("qui sait")
    assert (detail.speaker, detail.speaker_id, detail.status) == (None, None, Status.UNKNOWN)
    assert (detail.candidates, detail.candidate_words) == ((Span(0, 3),), ("Zoé",))


def test_the_source_and_the_run_are_given(show: Callable[[str], QuoteDetail]) -> None:
    detail = show("partons")
    assert (detail.source.outlet, detail.source.url, detail.source.title) == ("RFI", "https://rfi.example", "T")
    assert (detail.source.byline, detail.source.published, detail.source.path) == ("B", "2021-08-12", "a.txt")
    assert (detail.source.digest, detail.source.article_id) == (ARTICLE.digest, ARTICLE.id)
    assert detail.version
    assert detail.extracted_at.endswith("+00:00")


def test_a_rule_of_the_language_is_explained_by_its_example(store: Store) -> None:
    service.ingest(store, [Article(text="« Nous partons demain », a déclaré John Kirby.")])
    (hit,) = service.search(store, SearchQuery(words="Kirby"))
    explained = service.show(store, hit.id).why
    assert explained is not None
    assert explained.example == "« A », a déclaré le ministre."
    assert explained.confidence is not None
    assert explained.confidence.expected == hit.confidence


def test_a_rule_that_the_language_does_not_have_is_not_explained(show: Callable[[str], QuoteDetail]) -> None:
    explained = show("partons").why
    assert explained is not None
    assert (explained.rule, explained.example, explained.reason) == ("toy/a-dit", None, None)


def test_what_is_stored_is_explained_as_what_is_extracted(store: Store) -> None:
    article = Article(
        text="Jeanne Martin est à Lyon. « Nous ne céderons rien », a-t-elle dit. « C'est fini », a dit Mme Martin."
    )
    service.ingest(store, [article])
    quotes = extract(article.text).quotes
    assert len(quotes) == 2
    for quote in quotes:
        detail = service.show(store, quote_id(article.id, quote))
        assert detail.why == why(quote, load("fr"))
        assert [words.text for words in why(quote, load("fr")).chain][-1] == "Jeanne Martin"


def test_a_beginning_is_enough_if_only_one_id_starts_so(show: Callable[[str], QuoteDetail], store: Store) -> None:
    detail = show("partons")
    assert service.show(store, detail.id[:10].upper()) == detail
    assert service.show(store, f" {detail.id} ") == detail


def test_several_that_start_so_are_named(store: Store, extractor: Callable[..., Any]) -> None:
    many = [Article(text=f"« Mot {number} », a dit John Kirby.") for number in range(40)]
    service.ingest(store, many, extractor=extractor)
    ids = [hit.id for hit in service.search(store, SearchQuery(limit=0))]
    digit = max("0123456789abcdef", key=lambda each: sum(key.startswith(each) for key in ids))
    with pytest.raises(AmbiguousId) as told:
        service.show(store, digit)
    assert sum(key[:12] in told.value.hint for key in ids) >= 2


@pytest.mark.parametrize("prefix", ["", " ", "xyz", "0" * 40, "%", "\ud800", "é", "g"])
def test_an_id_that_is_none_is_told(store: Store, prefix: str) -> None:
    with pytest.raises(NoSuchQuote):
        service.show(store, prefix)


def test_an_endless_line_is_cut_and_that_is_said() -> None:
    text = "a" * 5000 + "QUOTE" + "b" * 5000
    cut = excerpt(text, (Span(5000, 5005),))
    assert (cut.start, len(cut.text), cut.cut_before, cut.cut_after) == (5000 - REACH, 2 * REACH + 5, True, True)


def test_passages_in_several_paragraphs_are_shown_whole() -> None:
    text = "Un.\nDeux « A.\n« B.\n« C », dit X.\nTrois."
    around = excerpt(text, (Span(11, 13), Span(16, 18), Span(21, 22)))
    assert around.text == "Deux « A.\n« B.\n« C », dit X."


def test_stats_count_everything(store: Store, extractor: Callable[..., Any]) -> None:
    film = "C'est le film « La Fin ». « La Fin 2 », a dit John Kirby. « sans fin"
    service.ingest(store, [ARTICLE, Article(text=film)], extractor=extractor)
    counts = service.stats(store)
    assert (counts.articles, counts.outlets, counts.quotes, counts.speakers) == (2, 1, 4, 2)
    assert (counts.first_published, counts.last_published) == ("2021-08-12", "2021-08-12")
    assert counts.by_outlet == (("", 1), ("RFI", 1))
    assert counts.by_kind == (("direct", 3), ("partial", 1))
    assert counts.by_status == (("named", 2), ("resolved", 1), ("unknown", 1))
    assert counts.by_rule == (("toy/a-dit", 2), ("toy/a-t-elle-dit", 1), ("toy/selon", 1))
    assert counts.by_speaker == (("John Kirby", 2), ("Zoé Petit", 1))
    assert (counts.doubts, counts.asides) == ((("unclosed_mark", 1),), (("title", 1),))
    assert counts.location == store.location
    assert counts.size > 0


def test_stats_of_nothing_are_noughts(store: Store) -> None:
    counts = service.stats(store)
    assert (counts.articles, counts.quotes, counts.first_published, counts.by_kind) == (0, 0, None, ())
