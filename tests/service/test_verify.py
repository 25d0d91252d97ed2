"""What a fact-checker asks of the sample articles, and of a few more that print numbers, conditions and conflicts."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quotes import service
from quotes.errors import BadDate, ClaimTooLong, NoWords
from quotes.model import Article
from quotes.readers import Given, Read, read_place
from quotes.store import open_store
from quotes.verdict import Attribution, Flag, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.store import Store
    from quotes.verdict import Verdict

SAMPLES = sorted((Path(__file__).parents[2] / "data").glob("*.txt"))
NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"

MORE = [
    Article(
        outlet="La Voie Ferrée",
        published="2024-02-10",
        url="https://voie.example/budget",
        path="budget.txt",
        text=f"« Le chantier coûtera 3{NNBSP}500 millions d'euros et créera 10,5{NBSP}% d'emplois de plus, mais pas "
        "avant 2031 », a déclaré Lucie Ferrand, la présidente de la région.\n\n"
        "« Tous les trains rouleront en mars si les pièces arrivent », a-t-elle ajouté. Les travaux, selon la région, "
        "avancent plus vite que prévu et les riverains en sont avertis chaque semaine.\n\n"
        "« Je ne crois pas que le tunnel soit dangereux », a affirmé Paul Ferrand, l'ingénieur en chef. « La ligne "
        "[de la côte] fermera […] avant l'hiver », a-t-il écrit.",
    ),
    Article(
        outlet="Le Quai",
        published="2024-02-11",
        path="quai.txt",
        text="« Le préfet nous a promis une réponse avant la fin de la semaine », a déclaré Anne Marchal, la maire.\n\n"
        "« Personne ici ne demande la fermeture du port », a déclaré le syndicat. « C'est non », a dit Marc Vidal.",
    ),
    Article(
        outlet="La Digue",
        published="2024-02-12",
        path="digue.txt",
        text="« Le préfet nous a promis une réponse avant la fin de la semaine », a déclaré Luc Besnard, le directeur."
        "\n\nAu cœur du vieux bourg, la manœuvre des écluses occupe encore trois sœurs.",
    ),
]

KIRBY = "Toute attaque contre eux peut recevoir, et recevra, une réponse énergique et appropriée"


def claims() -> Iterator[tuple[str, str, str, str, str]]:
    """Read the table: claim, speaker, wording, attribution, flags."""
    for line in (Path(__file__).parent / "claims.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            verdict, speaker, claim = (field.strip() for field in line.split("|", 2))
            wording, attribution, *flags = verdict.split()
            for escape, char in (("\\n", "\n"), ("\\u00a0", NBSP), ("\\u202f", NNBSP)):
                claim = claim.replace(escape, char)
            yield claim, speaker, wording, attribution, " ".join(flags)


CLAIMS = list(claims())


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    samples = [
        reading.article for path in SAMPLES for reading in read_place(str(path), Given()) if isinstance(reading, Read)
    ]
    with ExitStack() as stack:
        place = str(tmp_path_factory.mktemp("verify") / "quotes.db")
        if request.param == "postgresql":
            server = request.getfixturevalue("server")
            place = server.url(stack.enter_context(server.lent(request.getfixturevalue("template"))))
        store = stack.enter_context(open_store(place))
        service.ingest(store, [*samples, *MORE])
        yield store


def ask(store: Store, wording: str, speaker: str = "", **limits: Any) -> Verdict:
    return service.verify(store, service.Claim(wording=wording, speaker=speaker, limits=service.Limits(**limits)))


@pytest.mark.parametrize(("claim", "speaker", "wording", "attribution", "flags"), CLAIMS)
def test_a_claim_gets_its_verdict(  # noqa: PLR0913, PLR0917, a line of the table
    full: Store, claim: str, speaker: str, wording: str, attribution: str, flags: str
) -> None:
    found = ask(full, claim, speaker)
    assert (str(found.wording), str(found.attribution), " ".join(found.flags)) == (wording, attribution, flags)


def test_every_verdict_and_every_flag_is_in_the_table() -> None:
    assert {wording for _, _, wording, _, _ in CLAIMS} == set(Wording)
    assert {attribution for _, _, _, attribution, _ in CLAIMS} == set(Attribution)
    assert {flag for *_, flags in CLAIMS for flag in flags.split()} == set(Flag)
    assert len(CLAIMS) >= 150


def test_the_evidence_can_be_checked(full: Store) -> None:
    found = ask(full, "il suffit de regarder ce que font les talibans", "Kirby")
    match = found.matches[0]
    article = next(path for path in SAMPLES if path.stem == "kaboul-evacuation").read_text(encoding="utf-8")
    text = article.partition("---\n")[2].partition("---\n")[2]
    assert match.place.of(text) == "il suffit de regarder ce que font les talibans"
    assert match.before == "« Kaboul n'est pas en ce moment sous une menace imminente, a-t-il répondu, mais "
    assert match.after == " pour voir qu'ils cherchent à l'isoler. »"
    assert (match.speaker, match.source.outlet, match.source.published) == (
        "John Kirby", "La Gazette du Large", "2021-08-13",
    )  # fmt: skip
    assert match.link == (
        "https://gazette.example/monde/kaboul-evacuation#:~:text=il%20suffit%20de,font%20les%20talibans"
    )
    assert match.confidence is not None
    assert match.id is not None
    assert service.show(full, match.id).speaker == "John Kirby"


def test_a_quote_in_several_passages_has_its_place_in_the_right_one(full: Store) -> None:
    match = ask(full, "pas né de la dernière pluie").matches[0]
    assert match.before.endswith("pour qui il n'est \"")
    assert match.after.startswith('".')


def test_what_was_searched_is_told(full: Store) -> None:
    corpus = ask(full, "zzz").corpus
    assert (corpus.articles, corpus.first, corpus.last) == (len(SAMPLES) + len(MORE), "2021-06-09", "2024-02-12")
    narrowed = ask(full, "zzz", outlet="large").corpus
    assert (narrowed.articles, narrowed.first, narrowed.last) == (1, "2021-08-13", "2021-08-13")
    nothing = ask(full, "zzz", since="2031").corpus
    assert (nothing.articles, nothing.first, nothing.last) == (0, None, None)


@pytest.mark.parametrize(
    ("limits", "wording", "credited"),
    [
        ({}, "verbatim", {"Anne Marchal", "Luc Besnard"}),
        ({"until": "2024-02-11"}, "verbatim", {"Anne Marchal"}),
        ({"since": "2024-02-12"}, "verbatim", {"Luc Besnard"}),
        ({"outlet": "digue"}, "verbatim", {"Luc Besnard"}),
        ({"outlet": "nowhere"}, "not_found", set()),
        ({"until": "2020"}, "not_found", set()),
    ],
)
def test_outlet_and_dates_narrow(full: Store, limits: dict[str, str], wording: str, credited: set[str]) -> None:
    found = ask(full, "Le préfet nous a promis une réponse avant la fin de la semaine", **limits)
    assert (str(found.wording), set(found.credited)) == (wording, credited)


def test_changed_words_are_found_within_limits_too(full: Store) -> None:
    found = ask(full, "Le préfet nous a refusé une réponse avant la fin de la semaine", outlet="digue")
    assert (found.wording, found.credited) == (Wording.ALTERED, ("Luc Besnard",))
    outside = ask(full, "Les applaudissements ont duré trois minutes", outlet="lettres")
    assert outside.wording is Wording.NOT_A_QUOTE
    assert ask(full, "Les applaudissements ont duré trois minutes", outlet="digue").wording is Wording.NOT_FOUND


def test_a_name_that_fits_several_speakers_is_told(full: Store) -> None:
    assert ask(full, "Je ne crois pas que le tunnel soit dangereux", "Ferrand").fitting == (
        "Lucie Ferrand", "Paul Ferrand",
    )  # fmt: skip
    assert ask(full, "Je ne crois pas que le tunnel soit dangereux", "Paul Ferrand").fitting == ()


@pytest.mark.parametrize(
    ("claim", "fine"),
    [
        ((KIRBY, "Kirby"), True),
        ((f"{KIRBY}.", ""), True),
        ((KIRBY, "Wallace"), False),
        (("cela fait dix ans qu'on entend ça", "Bonnemaison"), False),
        (("Toute attaque contre eux recevra une réponse énergique et appropriée", "Kirby"), False),
        (("Toute attaque contre eux […] recevra, une réponse", "Kirby"), False),  # what is left out turns the meaning
        (("Nous voulions un quai (…) un quai", "N'Diaye"), True),
        (("zzz", ""), False),
    ],
)
def test_fine_is_what_needs_no_second_look(full: Store, claim: tuple[str, str], fine: bool) -> None:
    assert ask(full, *claim).fine is fine


@pytest.mark.parametrize("wording", ["", " ", "!", "«", "« »", "…", "<b></b>", "\n\t", "[…]", "&nbsp;", "\u202e", "’"])
def test_what_has_no_words_is_told(full: Store, wording: str) -> None:
    with pytest.raises(NoWords):
        ask(full, wording)


def test_what_no_quote_can_be_is_told(full: Store) -> None:
    with pytest.raises(ClaimTooLong):
        ask(full, "mot " * 100_000)
    with pytest.raises(ClaimTooLong):
        ask(full, "mot" * 100_000)


def test_a_bad_date_is_told(full: Store) -> None:
    with pytest.raises(BadDate):
        ask(full, "mot", until="hier")


@pytest.mark.parametrize(
    "wording",
    [
        "[", "[Nous", "(Nous voulions un quai", "</b>", "<", "&", "%", "a AND", "NEAR(a b)", 'words : "a', "a*", "\0a",
        "\ud800a",
        "mot " * 1_900, "l'" * 900, "a. " * 1_900, "3 000 " * 500, "[a" * 500, "e\N{COMBINING ACUTE ACCENT}" * 300,
    ],
    ids=lambda wording: ascii(wording[:12]),
)  # fmt: skip
def test_any_wording_gets_an_answer(full: Store, wording: str) -> None:
    try:
        assert ask(full, wording, wording[:50]).wording in Wording
    except NoWords:
        assert not any(char.isalnum() for char in wording.replace("</b>", ""))
