"""What people decided counts in a verdict: who is shown to have said it, what nobody said, where a quote ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quotes import service
from quotes.model import Article
from quotes.results import SearchQuery
from quotes.rulings import UNKNOWN, Verdict
from quotes.store import judging
from quotes.verdict import Attribution, Wording

if TYPE_CHECKING:
    from quotes.results import Hit
    from quotes.store import Store
    from quotes.verdict import Verdict as Answer

WORDS = "Le barrage tiendra jusqu'au retour des beaux jours"
ARTICLES = [
    Article(text=f"« {WORDS} », a déclaré Jeanne Tavernier, la directrice du site.", path="one.txt", outlet="Le Val"),
    Article(
        text="« Personne ne quittera la vallée avant le mois de mai », a déclaré Hugo Sarre.",
        path="two.txt",
        outlet="La Crue",
    ),
    Article(text=f"« {WORDS} », a déclaré Jeanne Delorme-Roux.", path="three.txt", outlet="Le Gué"),
]


@pytest.fixture(autouse=True)
def _articles(store: Store) -> None:
    service.ingest(store, ARTICLES)


def by(store: Store, speaker: str) -> Hit:
    return next(hit for hit in service.search(store, SearchQuery(speaker=speaker)) if hit.speaker == speaker)


def judge(store: Store, verdict: Verdict, hit: Hit, value: str | None = None) -> None:
    whose = {"speaker_id": hit.speaker_id} if verdict in {Verdict.MERGE, Verdict.RENAME} else {"quote_id": hit.id}
    article = None if verdict in {Verdict.MERGE, Verdict.RENAME} else hit.source.article_id
    with store.writing() as connection:
        judging.keep(connection, by="desk", verdict=verdict, value=value, article_id=article, **whose)


def ask(store: Store, wording: str, speaker: str = "") -> Answer:
    return service.verify(store, service.Claim(wording=wording, speaker=speaker, limits=service.Limits()))


def test_a_rejected_quote_is_no_match_and_its_words_are_the_articles_own(store: Store) -> None:
    hit = by(store, "Hugo Sarre")
    judge(store, Verdict.REJECT, hit)
    found = ask(store, hit.text, "Hugo Sarre")
    assert (found.wording, found.credited) == (Wording.NOT_A_QUOTE, ())
    assert {match.id for match in found.matches} == {None}


def test_who_somebody_assigned_a_quote_to_is_credited_and_nobody_else(store: Store) -> None:
    judge(store, Verdict.ASSIGN, by(store, "Jeanne Delorme-Roux"), by(store, "Hugo Sarre").speaker_id)
    judge(store, Verdict.REJECT, by(store, "Jeanne Tavernier"))
    assert ask(store, WORDS, "Hugo Sarre").attribution is Attribution.SAME
    wrong = ask(store, WORDS, "Delorme-Roux")
    assert (wrong.attribution, wrong.credited) == (Attribution.OTHER, ("Hugo Sarre",))


def test_a_quote_that_somebody_left_without_speaker_is_unattributed(store: Store) -> None:
    hit = by(store, "Hugo Sarre")
    judge(store, Verdict.ASSIGN, hit, UNKNOWN)
    found = ask(store, hit.text, "Hugo Sarre")
    assert (found.wording, found.attribution, found.credited) == (Wording.VERBATIM, Attribution.UNATTRIBUTED, ())


def test_the_function_of_one_is_not_that_of_who_the_quote_was_assigned_to(store: Store) -> None:
    assert ask(store, WORDS, "la directrice du site").attribution is not Attribution.OTHER
    judge(store, Verdict.ASSIGN, by(store, "Jeanne Tavernier"), by(store, "Hugo Sarre").speaker_id)
    assert ask(store, WORDS, "la directrice du site").attribution is Attribution.OTHER


def test_two_that_somebody_merged_contradict_each_other_no_more(store: Store) -> None:
    assert ask(store, WORDS, "Tavernier").attribution is Attribution.CONFLICT
    judge(store, Verdict.MERGE, by(store, "Jeanne Tavernier"), by(store, "Jeanne Delorme-Roux").speaker_id)
    for name in ("Jeanne Tavernier", "Delorme-Roux"):
        found = ask(store, WORDS, name)
        assert found.attribution is Attribution.SAME
        assert len(found.credited) == 1
    claim = service.Claim(wording=WORDS, limits=service.Limits())
    assert service.trace(store, claim).credited == ()


def test_a_name_that_somebody_gave_is_shown_and_the_printed_one_still_fits(store: Store) -> None:
    hit = by(store, "Hugo Sarre")
    judge(store, Verdict.RENAME, hit, "Hugues de Sarre-Vaulx")
    for name in ("Hugo Sarre", "Hugues de Sarre-Vaulx"):
        found = ask(store, hit.text, name)
        assert (found.attribution, found.matches[0].speaker) == (Attribution.SAME, "Hugues de Sarre-Vaulx")


def test_where_somebody_moved_the_end_of_a_quote_the_words_beyond_are_not_quoted(store: Store) -> None:
    hit = by(store, "Hugo Sarre")
    start, end = hit.passages[0].start, hit.passages[0].start + len("Personne ne quittera la vallée")
    judge(store, Verdict.EXTENT, hit, f"{start}-{end}")
    kept = ask(store, "Personne ne quittera la vallée")
    assert (kept.wording, kept.matches[0].text) == (Wording.VERBATIM, "Personne ne quittera la vallée")
    assert (kept.matches[0].place.start, kept.matches[0].place.end) == (start, end)
    assert ask(store, hit.text).wording not in {Wording.VERBATIM, Wording.TYPOGRAPHIC, Wording.EDITED}
    judge(store, Verdict.EXTENT, hit, f"{start}-{len(ARTICLES[1].text)}")
    more = ask(store, "avant le mois de mai », a déclaré Hugo Sarre")
    assert more.wording in {Wording.VERBATIM, Wording.TYPOGRAPHIC}
