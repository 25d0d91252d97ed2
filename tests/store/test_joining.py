"""Which uses of a name are one person's: what the articles print decides, and no order of reading them."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import service
from quotes.model import Article, Status
from quotes.store import open_store
from quotes.store.joining import bearers
from quotes.store.uses import Said, Use, country_of, field_of, outlet_country, stands_alone, uses

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import servers
    from quotes.store import Store


def use(fields: str = "", countries: str = "", printed_in: str = "", decade: int | None = 202) -> Use:
    return Use("person", "jean martin", None, fields, countries, printed_in, decade)


ONE = [
    pytest.param([use("state"), use("state", "FR"), use("state", decade=201)], id="one walk of life"),
    pytest.param([use("state"), use()], id="a name alone beside one with a function"),
    pytest.param([use("state", "FR", "FR"), use(printed_in="FR")], id="a name alone in a paper of his country"),
    pytest.param([use("state", "ML", "FR"), use(printed_in="ML")], id="or of the country he serves"),
    pytest.param(
        [use("state", "FR", "FR"), use("state", "FR", "CA"), use(printed_in="ML")], id="who is known abroad, anywhere"
    ),
    pytest.param([use("science state"), use("state"), use("science")], id="an article that gives him both functions"),
    pytest.param([use("state", "FR UA"), use("state", "FR"), use("state", "UA")], id="or both countries"),
    pytest.param([use(decade=200), use(decade=202)], id="a short silence"),
    pytest.param([use(decade=196), use(decade=198), use(decade=200), use(decade=202)], id="a long life"),
    pytest.param([use(decade=None), use(decade=201)], id="no date"),
]

SEVERAL = [
    pytest.param([use("state"), use("sport")], 2, id="two walks of life"),
    pytest.param([use("state"), use("sport"), use()], 3, id="a name alone goes with neither"),
    pytest.param([use("state", "FR"), use("state", "BE")], 2, id="offices of two countries"),
    pytest.param([use("state", "FR"), use("state", "BE"), use("state")], 3, id="an office of neither"),
    pytest.param([use(decade=195), use(decade=202)], 2, id="a long silence"),
    pytest.param([use("state", "FR", "FR"), use(printed_in="SN")], 2, id="a name alone in a foreign paper"),
    pytest.param([use(printed_in="SN"), use(printed_in="GN")], 2, id="names alone in papers of two countries"),
]


@pytest.mark.parametrize("uses", ONE)
def test_these_are_one_person(uses: list[Use]) -> None:
    (group,), main = bearers(dict.fromkeys(uses, 1))
    assert set(group) == set(uses)
    assert main is group


@pytest.mark.parametrize(("uses", "number"), SEVERAL)
def test_these_are_not(uses: list[Use], number: int) -> None:
    groups, main = bearers(dict.fromkeys(uses, 1))
    assert len(groups) == number
    assert main is None


def test_what_says_nothing_is_of_whoever_is_printed_twenty_times_as_often() -> None:
    famous, namesake, bare = use("state"), use("sport"), use()
    groups, main = bearers({famous: 200, namesake: 10, bare: 3})
    assert main == [famous, bare]
    assert [namesake] in groups
    assert len(bearers({famous: 199, namesake: 10, bare: 3}).groups) == 3


PARTS = st.builds(
    use,
    st.sampled_from(["", "state", "sport", "science state"]),
    st.sampled_from(["", "FR", "BE", "FR UA"]),
    st.sampled_from(["", "FR", "SN"]),
    st.sampled_from([None, 195, 199, 202]),
)


@given(st.dictionaries(PARTS, st.integers(1, 300), min_size=1), st.randoms())
def test_every_use_is_somebodys_and_their_order_is_nothing(weights: dict[Use, int], random: Any) -> None:
    shuffled = list(weights.items())
    random.shuffle(shuffled)
    groups, main = bearers(weights)
    assert sorted(use.id for group in groups for use in group) == sorted(use.id for use in weights)
    assert bearers(dict(shuffled)) == (groups, main)


@pytest.mark.parametrize(
    ("kind", "name", "alone"),
    [
        ("person", "John Kirby", True),
        ("person", "Kirby", False),
        ("person", "J. Kirby", False),
        ("person", "Anne-Claire", False),
        ("person", "Le Pen", False),
        ("person", "Marine Le Pen", True),
        ("collective", "l’AFP", True),
        ("collective", "Météo France", True),
        ("collective", "le Kremlin", True),
        ("collective", "la France", True),
        ("collective", "le gouvernement français", True),
        ("collective", "le gouvernement", False),
        ("collective", "la préfecture", False),
        ("collective", "les autorités canadiennes", False),
        ("collective", "un communiqué", False),
        ("role", "le ministre de la Défense", False),
        ("anonymous", "un proche du dossier", False),
    ],
)
def test_a_name_says_who_is_meant_or_only_its_article_does(kind: str, name: str, alone: bool) -> None:
    assert stands_alone(kind, name, "fr") is alone


@pytest.mark.parametrize(
    ("role", "field", "countries"),
    [
        ("ministre britannique de la Défense", "state", {"GB"}),
        ("ex-ministre de l'Égalité", "state", set()),
        ("jeune président français", "state", {"FR"}),
        ("président du jury", None, set()),
        ("ambassadeur de France au Togo", "state", {"FR", "TG"}),
        ("directeur de recherche", "science", set()),
        ("premier adjoint d'Anne Hidalgo", "state", set()),
        ("porte-parole du ministère guinéen des Transports", "state", {"GN"}),
        ("retraité de 64 ans", "private", set()),
        ("guide en Guinée-Bissau", None, {"GW"}),
    ],
)
def test_a_function_has_a_walk_of_life_and_a_country(role: str, field: str | None, countries: set[str]) -> None:
    assert field_of(role, "fr") == field
    assert country_of(role, "fr") == countries


@pytest.mark.parametrize(
    ("role", "field", "countries"),
    [
        ("British defence secretary", "state", {"GB"}),
        ("Russian president", "state", {"RU"}),
        ("president of the club", None, set()),
        ("head coach", "sport", set()),
        ("professor of law at Oxford", "science", set()),
    ],
)
def test_an_english_function_ends_in_its_noun(role: str, field: str | None, countries: set[str]) -> None:
    assert field_of(role, "en") == field
    assert country_of(role, "en") == countries


def test_an_ambassadors_country_is_where_he_is_sent_or_from_and_tells_nothing() -> None:
    article = Article(text="")
    (own,) = uses(article, [Said("Jean Martin", Status.NAMED, "ambassadeur de France")])
    (minister,) = uses(article, [Said("Jean Martin", Status.NAMED, "ministre français")])
    assert own is not None
    assert minister is not None
    assert (own.fields, own.countries, minister.countries) == ("state", "", "FR")


@pytest.mark.parametrize(
    ("outlet", "url", "country"),
    [
        ("La Nation (Bénin)", "https://nation.example.com", "BJ"),
        ("Agence Togolaise de Presse", None, "TG"),
        ("Le Nouvelliste", "https://www.lenouvelliste.ch/a", "CH"),
        ("The Gazette", "https://gazette.example.co.uk/a", "GB"),
        ("La Gazette", "https://gazette.example.com", ""),
        (None, "no address", ""),
    ],
)
def test_an_outlet_has_a_country_if_its_name_or_address_tells(
    outlet: str | None, url: str | None, country: str
) -> None:
    assert outlet_country(outlet, url, "fr") == country


ARTICLES = [
    Article(text=text, outlet=outlet, url=url, published=date)
    for text, outlet, url, date in [
        ("« Un. », a dit Jean Martin, ministre des Sports,", "A", "https://a.fr", "2021-03-01"),
        ("« Deux. », a dit Jean MARTIN", "B", "https://b.fr", "2021-04-01"),
        ("« Trois. », a dit Jean Martin, attaquant des Bleus,", "C", "https://c.fr", "2021"),
        ("« Quatre. », a dit le ministre. « Cinq. », a dit Jean Martin", "D", None, None),
        ("« Six. », a dit le ministre", "D", None, "1951-05"),
        ("« Sept. », a dit Zoé Petit, ministre belge,", "E", "https://e.be", "2022"),
        (
            "« Huit. », a dit Zoé PETIT, attaquant des Bleus, « Neuf. », a dit Zoé Petit, ministre belge,",
            "E",
            None,
            "2022",
        ),
    ]
]


def shown(store: Store) -> list[tuple[Any, ...]]:
    with store.reading() as connection:
        tables = ("SELECT * FROM speaker ORDER BY id", "SELECT * FROM speaker_shown ORDER BY speaker_id")
        rows = [tuple(row) for sql in tables for row in connection.exec_driver_sql(sql)]
        view = connection.exec_driver_sql("SELECT id, speaker, speaker_id FROM quote_full ORDER BY id")
        return [*rows, *(tuple(row) for row in view)]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without a row: copying it is quicker than making one."""
    file = tmp_path_factory.mktemp("empty") / "quotes.db"
    open_store(file).close()
    return file


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(ARTICLES), st.lists(st.integers(1, 6), max_size=3))
def test_any_order_in_any_batches_gives_the_same_speakers_and_ids(
    empty: Path,
    tmp_path_factory: pytest.TempPathFactory,
    extractor: Callable[..., Any],
    order: list[Article],
    cuts: list[int],
) -> None:
    def speakers(batches: list[list[Article]]) -> list[tuple[Any, ...]]:
        file = tmp_path_factory.mktemp("any") / "quotes.db"
        shutil.copy(empty, file)
        with open_store(file) as store:
            for batch in batches:
                assert not service.ingest(store, batch, extractor=extractor).failures
            return shown(store)

    edges = [0, *sorted(cuts), len(order)]
    batches = [order[start:end] for start, end in pairwise(edges) if start < end]
    assert speakers(batches) == speakers([ARTICLES])


def test_the_bearers_of_one_name_are_told_apart_in_the_database(
    database: servers.Database, store: Store, extractor: Callable[..., Any]
) -> None:
    service.ingest(store, ARTICLES, extractor=extractor)
    rows = database.ask("SELECT text, speaker, speaker_id FROM quote_full ORDER BY text")
    who = {text.strip("."): (speaker, key) for text, speaker, key in rows}
    assert who["Un"][0] == who["Trois"][0] == "Jean Martin"
    assert len({who[number][1] for number in ("Un", "Deux", "Trois")}) == 3  # Deux may be either
    assert who["Sept"] == who["Huit"] == who["Neuf"]
    assert who["Quatre"][1] != who["Six"][1]  # a function alone is whoever holds it there
    assert re.fullmatch("[0-9a-f]{40}", who["Un"][1])
