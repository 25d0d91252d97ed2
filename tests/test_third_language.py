"""A language is one folder: here is a small one, made in a temporary folder, and read without a word of code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quotes.errors import UnknownLanguage
from quotes.extract.compose import compose
from quotes.lexicon import known, load

if TYPE_CHECKING:
    from pathlib import Path

    from quotes.lexicon import Language

FILES = {
    "words.toml": """
[tokens]
abbreviations = "Sro"

[grains]
d = "la"
p = "de"
q = "en al"
i = "li ŝi"
k = "ke"

[pronouns]
li = "ms"
"ŝi" = "fs"

[calendar.weekdays]
"ĵaŭdo" = 3
"ĵaŭdon" = 3
""",
    "conjugation.toml": """
[models.diri]
ending = "i"
present = ["as", "as"]
past = ["is", "is"]
gerund = "ante"
participle = ["inta"]
""",
    "verbs.txt": "diri: say\ndemandi: say\nnomi: judge\n",
    "names.txt": "Ludoviko m\nKlara f\n",
    "roles.txt": "ministro m\n",
    "titles.txt": "Sro. m\n",
    "rules.toml": """
[parts]
person = "(?:T?[FX]X*)"

[phrases]
C = "[vj]"
N = "(?P<name>{person})"
R = "d?r(?:pd?x)?"
P = "i"

[subject.following]
pattern = "K(?P<who>[NRP])"
example = "„A“, diris la ministro."

[subject.near]
pattern = "(?P<who>[NRP])w{0,2}K"
example = "La ministro diris: „A“."

[[rule]]
name = "quote_said"
pattern = "T,(?P<cue>C)"
by = ["following"]
decisive = ["following"]
example = "„A“, diris la ministro."

[[rule]]
name = "said_colon"
pattern = "(?P<cue>C)[^.:]*:T"
by = ["near"]
decisive = ["near"]
example = "La ministro diris: „A“."
""",
}


@pytest.fixture
def toy(tmp_path: Path) -> Language:
    folder = tmp_path / "xo"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load("xo", tmp_path)


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "rule"),
    [
        ("„Ni restos en la urbo“, diris Klara Verda.", "Klara Verda", "diris", "quote_said/following"),
        ("Ludoviko Granda demandas: „Ĉu vi venos al ni morgaŭ?“", "Ludoviko Granda", "demandas", "said_colon/near"),
        ("„La urbo estas nia“, diris Sro. Granda.", "Granda", "diris", "quote_said/following"),
    ],
)
def test_a_folder_is_a_language(toy: Language, text: str, speaker: str, cue: str, rule: str) -> None:
    [quote] = compose(text, toy, None).quotes

    assert (quote.speaker, quote.cue, quote.rule) == (speaker, cue, rule)


def test_without_learnt_weights_a_pronoun_names_nobody(toy: Language) -> None:
    [quote] = compose("Klara Verda alvenis. „Mi venis sola al la urbo“, diris ŝi.", toy, None).quotes

    assert (quote.speaker, quote.status) == (None, "unknown")


def test_its_dates_are_its_own(toy: Language) -> None:
    [quote] = compose("„Ni restos en la urbo“, diris Klara Verda ĵaŭdon.", toy, "2021-08-15").quotes

    assert quote.said_on == "2021-08-12"


def test_the_other_languages_do_not_know_it(toy: Language, tmp_path: Path) -> None:
    assert toy.code == "xo"
    assert known(tmp_path) == ("xo",)
    assert "xo" not in known()
    with pytest.raises(UnknownLanguage):
        load("xo")
    with pytest.raises(UnknownLanguage):
        load("fr", tmp_path)
