"""The language of an article: as said, else as it looks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from quotes.readers import Given, Read
from quotes.readers import language as detection
from quotes.readers.language import language_of

if TYPE_CHECKING:
    from .conftest import ReadBytes

TEXTS = {
    "fr": "Le conseil municipal a longtemps débattu du budget des routes avant de passer au vote, tard le soir.",
    "en": "The town council debated its budget for the roads at length before it came to a vote, late in the evening.",
    "de": "Der Stadtrat hat lange über den Haushalt für die Straßen beraten, bevor er spät am Abend darüber abstimmte.",
    "es": "El concejo municipal debatió largamente el presupuesto de las calles antes de votar, muy tarde en la noche.",
    "ar": "ناقش المجلس البلدي ميزانية الطرق مطولا قبل أن ينتقل إلى التصويت في ساعة متأخرة من مساء يوم الثلاثاء",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_it_is_detected_where_nothing_says_it(read_bytes: ReadBytes, lang: str) -> None:
    (reading,) = read_bytes("a.txt", TEXTS[lang].encode())
    assert isinstance(reading, Read)
    assert reading.article.lang == lang


def test_what_is_said_wins_and_nothing_is_detected(read_bytes: ReadBytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detection, "_classifier", pytest.fail)
    (reading,) = read_bytes("a.txt", TEXTS["en"].encode(), Given(lang="wo"))
    assert isinstance(reading, Read)
    assert reading.article.lang == "wo"


@pytest.mark.parametrize("text", ["", "Oui.", "3-1, 6-4, 7-5. " * 99, "The end."])
def test_of_a_few_words_nothing_is_told(text: str) -> None:
    assert language_of(text) == "fr"


def test_a_language_tag_is_taken_and_what_is_none_is_told(read_bytes: ReadBytes) -> None:
    data = b'{"text": "Un.", "lang": "en-GB"}\n{"text": "Deux.", "lang": "anglais"}\n'
    first, second = read_bytes("a.jsonl", data)
    assert isinstance(first, Read)
    assert isinstance(second, Read)
    assert (first.article.lang, second.article.lang) == ("en", "fr")
    assert second.warnings == ("'anglais' is no language code, left out",)


@pytest.mark.parametrize(("text", "lang"), [(TEXTS["en"], "en"), (TEXTS["fr"], "fr"), (TEXTS["de"], "fr")])
def test_without_the_extra_it_is_the_likeliest_of_those_that_are_parsed(
    monkeypatch: pytest.MonkeyPatch, text: str, lang: str
) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    detection._classifier.cache_clear()  # noqa: SLF001
    assert language_of(text) == lang
    detection._classifier.cache_clear()  # noqa: SLF001
