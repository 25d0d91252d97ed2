"""The parts of matching: words laid along words, pieces of several quotes, names, links."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.lexicon.turns import turns
from quotes.match import claim_of, fits, tokens_of
from quotes.match.align import align, alongside, by_table, find
from quotes.match.link import text_link
from quotes.match.stitch import pieces_of
from quotes.match.tokens import Worded
from quotes.model import Span

FR = turns("fr")
LETTERS = st.lists(st.sampled_from("abcd"), max_size=14)


@pytest.mark.parametrize(
    ("claim", "printed", "pairs"),
    [
        ("b c", "a b c d", [(0, 1), (1, 2)]),
        ("l s d l v", "l c l p s e l s d t l v", [(0, 6), (1, 7), (2, 8), (3, 10), (4, 11)]),  # all together, not early
        ("x b c", "a b c d", [(1, 1), (2, 2)]),
        ("c d a b", "a b z c d", [(0, 3), (1, 4)]),
        ("z", "a b c", []),
        ("", "a b c", []),
        ("a", "", []),
    ],
)
def test_words_are_paired_in_few_pieces(claim: str, printed: str, pairs: list[tuple[int, int]]) -> None:
    assert len(align(claim.split(), printed.split())) == len(pairs)
    if claim != "c d a b":  # either half will do
        assert align(claim.split(), printed.split()) == pairs


@given(LETTERS, LETTERS)
def test_pairs_are_equal_and_rise(claim: list[str], printed: list[str]) -> None:
    pairs = align(claim, printed)
    assert all(claim[i] == printed[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))


@given(LETTERS, LETTERS)
def test_what_goes_quicker_is_what_the_table_gives(claim: list[str], printed: list[str]) -> None:
    assert alongside(claim, printed) in ([], by_table(claim, printed))


def test_one_word_changed_goes_quicker() -> None:
    printed = ["nous", "ne", "partirons", "pas", "avant", "la", "fin", "de", "la", "semaine"]
    claim = [*printed[:4], "après", *printed[5:]]
    assert alongside(claim, printed) == [(at, at) for at in range(len(printed)) if at != 4]


@given(LETTERS, st.data())
def test_words_left_out_leave_all_others_paired(printed: list[str], data: st.DataObject) -> None:
    kept = [word for word in printed if data.draw(st.booleans())]
    assert len(align(kept, printed)) == len(kept)


def test_very_long_wordings_are_laid_too() -> None:
    words = [str(number) if number % 3 else "de" for number in range(900)]
    assert len(align([*words[:400], *words[410:]], words)) == 890


@given(LETTERS, LETTERS)
def test_found_is_there(claim: list[str], printed: list[str]) -> None:
    at = find(claim, printed)
    if at is None:
        assert not claim or "".join(claim) not in "".join(printed)
    else:
        assert printed[at : at + len(claim)] == claim


QUOTES = [
    "Nous voulions un quai, nous avons un quai",
    "La mer ne se partage pas avec des promesses",
    "rien n'est réglé pour la saison prochaine",
    "Ce n'est pas avec prudence qu'on arme un bateau",
]


@pytest.mark.parametrize(
    ("claim", "pieces"),
    [
        (
            "Nous voulions un quai, rien n'est réglé pour la saison",
            [(0, "Nous voulions un quai"), (2, "rien n'est réglé pour la saison")],
        ),
        ("La mer ne se partage pas avec prudence", []),  # one word was changed, which another quote has
        ("La mer ne se partage pas avec la saison prochaine", [
            (1, "La mer ne se partage pas avec"), (2, "la saison prochaine"),
        ]),
        ("La mer ne se partage pas avec l'eau", []),
        ("nous avons un quai, nous voulions un quai", [(0, "nous avons un quai"), (0, "Nous voulions un quai")]),
        (
            "La mer ne se partage pas pour la saison prochaine",
            [(1, "La mer ne se partage pas"), (2, "pour la saison prochaine")],
        ),
        ("Nous voulions nous avons un quai", []),  # words left out
        ("Nous voulions un quai hier, rien n'est réglé pour la saison", []),  # a word of its own
        ("Nous voulions un quai", []),
        ("", []),
    ],
)  # fmt: skip
def test_pieces_are_told_with_their_quotes(claim: str, pieces: list[tuple[int, str]]) -> None:
    printed = [Worded(quote, tokens_of(quote, FR)) for quote in QUOTES]
    found = pieces_of(claim_of(claim, FR), printed, FR)
    assert [(piece.source, piece.place.of(QUOTES[piece.source])) for piece in found] == pieces


@pytest.mark.parametrize(
    ("asked", "name", "answer"),
    [
        ("Kirby", "John Kirby", True),
        ("john KIRBY", "John Kirby", True),
        ("M. Kirby", "John Kirby", True),
        ("John Kirby", "Kirby", True),
        ("John F. Kirby", "John Kirby", True),
        ("J. Kirby", "John Kirby", True),
        ("Zoe N'Diaye", "Zoé N’Diaye", True),
        ("El Hadj Sow", "Aminata El-Hadj Sow", True),
        ("Ben Wallace", "George Wallace", False),
        ("Wallace", "John Kirby", False),
        ("Kir", "John Kirby", False),
        ("J.", "John Kirby", False),
        ("M.", "John Kirby", False),
        ("", "John Kirby", False),
        ("Kirby John", "John Kirby", False),
    ],
)
def test_a_name_fits_another(asked: str, name: str, answer: bool) -> None:
    assert fits(asked, name, frozenset({"m", "mme"})) is answer


PAGE = (
    "Titre, et « Non » encore.\n\n"
    "« Non », a dit Kirby. Un, deux-trois & quatre.\n"
    "Encore « Non », et puis nous avons fermé le pont à la demande du préfet, avant la crue de mars.\n"
    "Nous avons fermé le bac, lui aussi."
)


@pytest.mark.parametrize(
    ("words", "nth", "fragment"),
    [
        ("deux-trois & quatre", 0, "deux%2Dtrois%20%26%20quatre"),
        ("Non", 0, "Non"),
        ("Non", 1, "%C2%AB-,Non,-%C2%BB%2C"),
        (
            "nous avons fermé le pont à la demande du préfet, avant la crue de mars",
            0,
            "nous%20avons%20ferm%C3%A9,crue%20de%20mars",
        ),
        ("Nous avons fermé le bac, lui aussi", 0, "Nous%20avons%20ferm%C3%A9%20le%20bac%2C%20lui%20aussi"),
        ("quatre.\nEncore", 0, "quatre.,Encore"),
    ],
)  # fmt: skip
def test_a_link_opens_the_page_at_the_words(words: str, nth: int, fragment: str) -> None:
    at = [match.start() for match in re.finditer(re.escape(words), PAGE)][nth]
    assert (
        text_link("https://a.example/p", PAGE, Span(at, at + len(words))) == f"https://a.example/p#:~:text={fragment}"
    )


# text directive of WICG's scroll-to-text-fragment: [prefix-,]start[,end][,-suffix], each percent-encoded
CODED = "(?:[A-Za-z0-9_.~]|%[0-9A-F]{2})+"
DIRECTIVE = re.compile(rf"(?:{CODED}-,)?{CODED}(?:,{CODED})?(?:,-{CODED})?")


@given(st.text(alphabet="ab é-,&%«\n#=", min_size=1, max_size=80), st.data())
def test_every_link_is_in_the_grammar_and_starts_with_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    place = Span(start, data.draw(st.integers(start + 1, len(text))))
    words = place.of(text)
    if words != words.strip() or not words:
        return
    link = text_link("https://a.example/p?q=1#top", text, place)
    address, _, directive = link.partition(":~:text=")
    assert address == "https://a.example/p?q=1#top"
    assert DIRECTIVE.fullmatch(directive), directive
    told = re.sub(f",-{CODED}$", "", re.sub(f"^{CODED}-,", "", directive))
    assert " ".join(words.split()).startswith(" ".join(unquote(told.split(",")[0]).split()))


def test_a_directive_that_is_there_is_replaced() -> None:
    assert text_link("https://a.example/p#x:~:text=old", PAGE, Span(0, 5)) == "https://a.example/p#x:~:text=Titre"
