"""One claim against one printed wording: which grade, by which steps, and what is flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.lexicon.turns import read_turns, turns
from quotes.match import Worded, claim_of, compare, tokens_of
from quotes.model import Span
from quotes.verdict import FAITHFUL, Op, Step, Wording

if TYPE_CHECKING:
    from pathlib import Path

    from quotes.verdict import Comparison

FR = turns("fr")
NBSP = "\N{NO-BREAK SPACE}"
NNBSP = "\N{NARROW NO-BREAK SPACE}"
BRIDGE = "Le pont ne sera pas rouvert avant mars, et les 3 000 riverains devront faire un détour. Nous le regrettons."

CASES = [
    # claim, printed, grade, steps, flags
    (BRIDGE, BRIDGE, "verbatim", "", ""),
    ("les 3 000 riverains devront faire un détour", BRIDGE, "verbatim", "", ""),
    ("« Nous le regrettons »", BRIDGE, "verbatim", "", ""),
    ("“Nous le regrettons.”", BRIDGE, "verbatim", "", ""),
    ('"Nous le regrettons"', BRIDGE, "verbatim", "", ""),
    ("<< Nous le regrettons >>", BRIDGE, "verbatim", "", ""),
    ("Nous le e\N{COMBINING ACUTE ACCENT}tions", "Nous le étions", "verbatim", "unicode", ""),
    # typography
    ("nous le regrettons", BRIDGE, "typographic", "case", ""),
    ("NOUS LE REGRETTONS", BRIDGE, "typographic", "case", ""),
    ("Nous le regrettons !", BRIDGE, "typographic", "marks", ""),
    ("devront faire, un détour", BRIDGE, "typographic", "marks", ""),
    ("Nous\nle  regrettons", BRIDGE, "typographic", "spaces", ""),
    (f"Nous{NBSP}le regrettons", BRIDGE, "typographic", "spaces", ""),
    ("Nous le re\N{SOFT HYPHEN}grettons", BRIDGE, "typographic", "spaces", ""),
    ("<b>Nous</b> le regrettons", BRIDGE, "typographic", "markup", ""),
    ("Nous le&nbsp;regrettons", BRIDGE, "typographic", "markup spaces", ""),
    ("L'été d'après", "L’été d’après", "typographic", "apostrophes", ""),
    ("aujourd hui", "aujourd’hui", "typographic", "spaces apostrophes", ""),
    ("Le porte parole du préfet", "Le porte-parole du préfet", "typographic", "spaces hyphens", ""),
    ("Le porte‑parole du préfet", "Le porte-parole du préfet", "typographic", "hyphens", ""),
    ("Les oeuvres et les coeurs", "Les œuvres et les cœurs", "typographic", "ligatures", ""),
    ("OEUVRE", "Œuvre", "typographic", "ligatures case", ""),
    ("la \N{LATIN SMALL LIGATURE FI}n du match", "la fin du match", "typographic", "ligatures", ""),
    ("Etat et Eglise", "État et Église", "typographic", "accents", ""),
    ("il a ete elu", "il a été élu", "typographic", "accents", "accents"),
    ("il l'a tue", "il l'a tué", "typographic", "accents", "accents"),
    ("Vous saviez ?", "Vous saviez.", "typographic", "marks", "question"),
    ("Vous saviez", "Vous saviez ?", "verbatim", "", "question"),
    # numbers: the value counts
    ("3000 soldats", "3 000 soldats", "typographic", "numerals", ""),
    ("3.000 soldats", f"3{NNBSP}000 soldats", "typographic", "numerals", ""),
    ("3'500 soldats", "3 500 soldats", "typographic", "numerals", ""),
    ("10.5 % de hausse", "10,5 % de hausse", "typographic", "numerals", ""),
    ("10,5% de hausse", "10,5 % de hausse", "typographic", "spaces", ""),
    ("30 000 soldats", "3 000 soldats", "altered", "", "number"),
    ("3,500 soldats", "3.500 soldats", "altered", "", "number"),
    ("10,5 € de hausse", "10,5 % de hausse", "altered", "", "unit"),
    ("10,5 de hausse", "10,5 % de hausse", "shortened", "", "unit"),
    ("-5 degrés ce matin", "5 degrés ce matin", "altered", "", "number"),
    ("en 2022 nous partirons", "en 2021 nous partirons", "altered", "", "number date"),
    ("le 13 août au soir", "le 12 août au soir", "altered", "", "number date"),
    ("jeudi au plus tard", "lundi au plus tard", "altered", "", "date"),
    ("trois millions de doses", "trois milliards de doses", "altered", "", "number"),
    ("deux kilomètres de plus", "deux mètres de plus", "altered", "", "unit"),
    ("20 et 21 juin", "2021 juin prochain", None, "", ""),
    # meaning
    ("Le pont sera rouvert avant mars", BRIDGE, "shortened", "", "negation"),
    ("Le pont ne sera pas rouvert", "Le pont sera rouvert", "altered", "", "negation"),
    ("Le pont ne sera jamais rouvert", "Le pont ne sera pas rouvert", "altered", "", "negation"),
    ("Il partira sans eux", "Il partira avec eux", "altered", "", "negation"),
    ("Il partirait demain", "Il partira demain", "altered", "", "modal"),
    ("Il va partir demain", "Il pourrait partir demain", "altered", "", "modal"),
    ("il peut être parti", "il peut-être parti", "altered", "", "modal"),
    ("tous les ponts fermés", "certains ponts fermés demain", "altered", "", "quantifier"),
    ("presque tous les ponts", "tous les ponts", "altered", "", "quantifier"),
    ("nous en voulons plus ici", "nous en voulons moins ici", "altered", "", "quantifier"),
    ("Je remercie Paul Morel ce soir", "Je remercie Jean Morel ce soir", "altered", "", "name"),
    ("l'OTAN ne viendra pas ici", "l'ONU ne viendra pas ici", "altered", "", "name"),
    ("la ministre a menti hier", "le ministre a menti hier", "altered", "", ""),
    ("le maire a menti au préfet", "le préfet a menti au maire", "altered", "", ""),
    ("le retrait des grandes troupes", "le portrait des grandes troupes", "altered", "", ""),
    # left out
    ("Le pont ne sera pas rouvert, et les 3 000 riverains devront", BRIDGE, "shortened", "marks", "date"),
    ("les 3 000 riverains devront faire un détour. regrettons", BRIDGE, "shortened", "", ""),
    # brackets and dots
    ("Le pont […] devront faire un détour", BRIDGE, "edited", "omission", "negation number date"),
    ("les 3 000 riverains (...) Nous le regrettons", BRIDGE, "edited", "omission", "modal"),
    ("les 3 000 riverains … Nous le regrettons", BRIDGE, "edited", "omission", "modal"),
    ("les 3 000 [habitants] devront faire un détour", BRIDGE, "edited", "brackets", ""),
    ("les 3 000 riverains [de la vallée] devront faire un détour", BRIDGE, "edited", "brackets", ""),
    ("les [30 000] riverains devront faire un détour", BRIDGE, "edited", "brackets", "number"),
    ("[les] 3 000 riverains devront", BRIDGE, "edited", "marks brackets", ""),
    ("Nous partirons à la date", "Nous partirons […] à la date", "edited", "spaces marks omission", ""),
    ("Nous partirons bientôt à la date", "Nous partirons […] à la date", "altered", "", "unseen"),
    ("Nous partirons […] à la date", "Nous partirons […] à la date", "verbatim", "", ""),
    ("Nous partirons […] à la date", "Nous partirons tous […] à la date", "shortened", "", "quantifier"),
    ("Nous partirons demain", "Nous [les Français] partirons demain", "edited", "brackets", ""),
    ("Nous les Français partirons demain", "Nous [les Français] partirons demain", "edited", "marks brackets", ""),
    ("Nous [les Belges] partirons demain", "Nous partirons demain", "edited", "brackets", "name"),
    ("Nous [ partirons demain", "Nous partirons demain", "typographic", "spaces marks", ""),
    # cut out of its sentence
    ("Nous partirons demain", "Nous partirons demain, mais pas tous. Eux resteront.", "verbatim", "", "goes_on"),
    ("Nous partirons demain", "Nous partirons demain si le temps le permet", "verbatim", "", "goes_on"),
    ("Nous partirons", "Nous partirons à condition que le temps le permette", "verbatim", "", "goes_on"),
    ("Nous partirons", "Nous partirons sauf lui", "verbatim", "", "goes_on"),
    ("Nous partirons", "Nous partirons probablement", "verbatim", "", "goes_on"),
    ("Nous partirons", "Nous partirons peut-être", "verbatim", "", "goes_on"),
    ("Nous partirons", "Nous partirons sans doute demain", "verbatim", "", "goes_on"),
    ("Je crois", "Je crois pas", "verbatim", "", "goes_on"),
    ("Nous partirons", "Nous partirons. Mais pas tous.", "verbatim", "", ""),
    ("Nous partirons", "Nous partirons demain, mais pas tous.", "verbatim", "", ""),
    ("la loi est juste", "Je ne crois pas que la loi est juste", "verbatim", "", "begins_before"),
    ("la loi est juste", "Je crois que la loi est juste", "verbatim", "", ""),
    ("nous partirons", "S'il pleut, nous partirons", "verbatim", "", "begins_before"),
    # nothing in common, or too little
    ("Les oies cacardent au loin", BRIDGE, None, "", ""),
    ("le et les un nous", BRIDGE, None, "", ""),
    ("", BRIDGE, None, "", ""),
    ("!", BRIDGE, None, "", ""),
    ("Nous le regrettons", "", None, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "printed", "wording", "steps", "flags"), CASES)
def test_a_claim_is_graded(claim: str, printed: str, wording: str | None, steps: str, flags: str) -> None:
    found = compare(claim, printed, FR)
    assert (found.wording, " ".join(found.flags) if found.wording else "") == (wording, flags)
    if wording in FAITHFUL:
        assert " ".join(found.steps) == steps


def told(found: Comparison) -> list[tuple[str, str, str]]:
    return [(str(change.op), change.claimed, change.printed) for change in found.diff]


def test_the_diff_is_word_by_word_in_the_order_of_the_text() -> None:
    assert told(compare("Le pont sera vite rouvert avant juin, mais", BRIDGE, FR)) == [
        ("equal", "Le pont", "Le pont"),
        ("delete", "", "ne"),
        ("equal", "sera", "sera"),
        ("replace", "vite", "pas"),
        ("equal", "rouvert avant", "rouvert avant"),
        ("replace", "juin, mais", "mars, et"),
    ]


def test_the_place_of_the_answer_is_in_the_printed_words() -> None:
    found = compare("3000 riverains", BRIDGE, FR)
    assert Span(found.start, found.end).of(BRIDGE) == "3 000 riverains"


def test_what_follows_and_what_comes_before_is_given() -> None:
    assert compare("Nous partirons", "Nous partirons, mais pas tous. Adieu.", FR).goes_on == "mais pas tous."
    assert compare("il viendra", "Tout va. Je ne crois pas qu'il viendra.", FR).begins == "Je ne crois pas qu'"


def printed(words: str, aside: str = "", joint: int | None = None) -> Worded:
    spans = [Span(words.index(aside), words.index(aside) + len(aside))] if aside else []
    return Worded(words, tokens_of(words, FR, spans), () if joint is None else (joint,))


def test_the_reporters_words_may_be_left_out() -> None:
    source = printed("Je reste, assure-t-il, mais je me battrai", "assure-t-il")
    kept, dropped, cut = (
        compare(claim, source, FR)
        for claim in ("Je reste, assure-t-il, mais je me battrai", "Je reste mais je me battrai", "Je reste")
    )
    assert (kept.wording, dropped.wording, cut.wording) == (Wording.VERBATIM, Wording.EDITED, Wording.VERBATIM)
    assert Step.REPORTER in dropped.steps
    assert cut.goes_on == "mais je me battrai"


def test_an_interruption_is_named_and_leaves_the_words_verbatim() -> None:
    found = compare("Non jamais", printed("Non jamais", joint=3), FR)
    assert (found.wording, found.steps) == (Wording.VERBATIM, (Step.INTERRUPTION,))


def test_another_language_has_its_own_words_and_numbers(tmp_path: Path) -> None:
    (tmp_path / "turns.toml").write_text(
        '[spelling]\nwhole = "can\'t"\n[words]\nnegation = "not can\'t"\n[continuations]\nphrases = "unless\\n"\n'
        '[numerals]\ngroup = ","\ndecimal = "."\n'
    )
    toy = read_turns(tmp_path)
    assert compare("3,500 men", "3500 men", toy).wording is Wording.TYPOGRAPHIC
    assert compare("3.500 men went home", "3500 men went home", toy).wording is Wording.ALTERED
    assert list(compare("We can go home", "We can’t go home", toy).flags) == ["negation"]
    assert compare("We go home", "We go home unless it rains", toy).goes_on == "unless it rains"


def test_a_language_nobody_described_is_compared_all_the_same(tmp_path: Path) -> None:
    assert compare("ja nein ja", "Ja, nein, ja!", read_turns(tmp_path)).wording is Wording.TYPOGRAPHIC


@given(st.text(max_size=60), st.text(max_size=60))
@example("\U00011f50", "")  # a digit that not every Python knows
def test_any_two_texts_are_compared(claim: str, source: str) -> None:
    found = compare(claim, source, FR)
    assert 0 <= found.score <= 1
    assert 0 <= found.start <= found.end <= len(source)


WORDS = st.lists(
    st.sampled_from(
        [
            "le",
            "la",
            "pont",
            "ne",
            "pas",
            "sera",
            "3",
            "000",
            "mars",
            "[…]",
            "dit-il",
            "«",
            "»",
            ",",
            ".",
            "?",
            "[…]",
            "[nous]",
        ]
    ),
    min_size=1,
)


@given(WORDS, WORDS)
def test_what_is_faithful_has_the_same_words_but_for_what_is_owned_up_to(claim: list[str], source: list[str]) -> None:
    ours, theirs = " ".join(claim), " ".join(source)
    found = compare(ours, theirs, FR)
    if found.wording in {Wording.VERBATIM, Wording.TYPOGRAPHIC}:
        keys, there = claim_of(ours, FR).keys, [token.key for token in tokens_of(theirs, FR)]
        assert any(there[at : at + len(keys)] == keys for at in range(len(there)))
    if found.wording in FAITHFUL:
        assert not {Op.REPLACE, Op.INSERT, Op.DELETE}.intersection(change.op for change in found.diff)


@given(st.text())
def test_a_wording_is_verbatim_in_itself(text: str) -> None:
    if claim_of(text, FR).keys and claim_of(text, FR).text == text:
        assert compare(text, text, FR).wording is Wording.VERBATIM
