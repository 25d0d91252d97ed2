"""What is odd about an article, and what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotes.alarms import Alarm, Code, alarms
from quotes.lexicon import load
from quotes.model import Article, Doubt, Span

TODAY = "2026-03-05"
FRENCH = "Le conseil a longuement débattu du budget de la voirie avant de passer au vote, tard dans la soirée. " * 6
ENGLISH = "The council debated its budget for the roads at length before it came to a vote, late in the evening. " * 6
SOUND = Article(text=FRENCH, published="2026-03-01")


def raised(article: Article, doubts: tuple[Doubt, ...] = ()) -> list[Code]:
    return [alarm.code for alarm in alarms(article, doubts, load("fr"), TODAY)]


def test_a_sound_article_raises_none() -> None:
    assert raised(SOUND) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": FRENCH[:299]}, Code.TOO_SHORT),
        ({"published": None}, Code.NO_DATE),
        ({"published": "2026-03-06"}, Code.FUTURE_DATE),
        ({"published": "2026-04"}, Code.FUTURE_DATE),
        ({"published": "2027"}, Code.FUTURE_DATE),
        ({"modified": "2026-02-28"}, Code.MODIFIED_EARLY),
        ({"modified": "2026-02"}, Code.MODIFIED_EARLY),
        ({"text": FRENCH + "L\u00c3\u00a9cole"}, Code.GARBLED),
        ({"text": FRENCH + "lâ€™école"}, Code.GARBLED),
        ({"text": FRENCH + "\ufffd"}, Code.GARBLED),
        ({"text": ENGLISH}, Code.WRONG_LANGUAGE),
        ({"text": "1 234 | " * 70 + ENGLISH * 2}, Code.WRONG_LANGUAGE),
        ({"text": "-" * 500 + ENGLISH * 2}, Code.WRONG_LANGUAGE),
    ],
)
def test_each_thing_that_is_odd_raises_its_own(changed: dict[str, str | None], code: Code) -> None:
    assert raised(replace(SOUND, **changed)) == [code]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"text": FRENCH[:300]},
        {"published": TODAY},
        {"published": "2026-03"},
        {"published": "2026"},
        {"modified": "2026-03-01"},
        {"modified": "2026"},
        {"text": FRENCH + "São Paulo, l'Âge d'or, Ça ira, 10 °C, « Œuvre »"},
        {"text": FRENCH * 2 + ENGLISH},
        {"text": "Score : 3-1, 6-4, 7-5. " * 20},
    ],
)
def test_what_is_only_rare_raises_none(changed: dict[str, str]) -> None:
    assert raised(replace(SOUND, **changed)) == []


def test_marks_without_a_partner_are_told_with_the_first_place() -> None:
    doubts = (
        Doubt(Span(7, 9), "unsure_speaker"),
        Doubt(Span(40, 41), "unclosed_mark"),
        Doubt(Span(90, 91), "mixed_marks"),
    )
    assert list(alarms(SOUND, doubts, load("fr"), TODAY)) == [
        Alarm(Code.ODD_MARKS, "2 quotation marks without a partner, the first at 40")
    ]
    assert list(alarms(SOUND, doubts[:2], load("fr"), TODAY)) == [
        Alarm(Code.ODD_MARKS, "1 quotation mark without a partner, the first at 40")
    ]


@pytest.mark.parametrize(("lang", "own", "other"), [("fr", FRENCH, ENGLISH), ("en", ENGLISH, FRENCH)])
def test_each_language_knows_its_own_small_words(lang: str, own: str, other: str) -> None:
    for text, expected in ((own, []), (other, [Code.WRONG_LANGUAGE])):
        found = alarms(replace(SOUND, lang=lang, text=text), (), load(lang), TODAY)
        assert [alarm.code for alarm in found] == expected


def test_an_unsupported_language_is_told_and_not_judged() -> None:
    found = list(alarms(replace(SOUND, lang="wo", text=ENGLISH), (), None, TODAY))
    assert found == [Alarm(Code.UNSUPPORTED_LANGUAGE, "no quotes are looked for in 'wo'")]
