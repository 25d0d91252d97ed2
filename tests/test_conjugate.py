"""The forms of French verbs, as a grammar gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes import conjugate

FRENCH = Path(conjugate.__file__).parent / "lang" / "fr"
MODELS = conjugate.parse((FRENCH / "conjugation.toml").read_text(encoding="utf-8"))

SINGULAR = """
rappeler rappelle   rappeler rappelait  rappeler rappela   rappeler rappellera  interpeller interpelle
jeter jette         rejeter rejettera   projeter projette  acheter achète       marteler martèle
achever achève      mener mènera        soulever soulève   espérer espère       céder cède
céder cédera        céder cèdera        protéger protège   protéger protégeait  réitérer réitère
célébrer célèbre    inquiéter inquiète  répéter répéta     alléguer allègue     créer crée
renvoyer renvoie    envoyer enverrait   employer emploie   appuyer appuie       essayer essaie
essayer essaye      annoncer annonçait  nuancer nuançait   nuancer nuance       exiger exigeait
exiger exigea       interroger interroge  évoquer évoque   plaider plaide       trancher tranche
conclure conclut    conclure concluait  exclure exclut     soutenir soutient    soutenir soutint
prévenir prévient   prévenir préviendra  convenir convint  prédire prédit       interdire interdisait
maudire maudissait  reconnaître reconnaît  reconnaître reconnait  paraître paraît  paraître parut
promettre promet    promettre promit    admettre admet     admettre admettait   mettre met
écrire écrit        écrire écrivit      écrire écrivait    décrire décrit       craindre craint
craindre craignait  craindre craignit   faire fait         faire fit            faire ferait
faire fasse         tenir tient         émouvoir émeut     répondre répond      répondre répondit
défendre défend     défendre défendait  prétendre prétend  dire dit             dire disait
dire dise           reprendre reprend   reprendre reprenait  reprendre reprit   poursuivre poursuit
poursuivre poursuivait  vivre vécut     savoir sait        savoir saurait       savoir sache
vouloir veut        vouloir voudrait    pouvoir puisse     devoir dut           valoir vaut
voir verra          prévoir prévoira    entrevoir entrevoit  recevoir reçoit    concevoir conçoit
croire croit        croire croyait      croire crut        convaincre convainc  convaincre convainquit
démentir dément     démentir démentait  mentir ment        sortir sort          ressentir ressent
servir sert         avertir avertit     avertir avertissait  répartir répartissait  réjouir réjouissait
offrir offre        couvrir couvrit     mourir meurt       acquérir acquiert    requérir requiert
courir courra       accueillir accueille  assaillir assaille  haïr hait          ouvrir ouvrira
battre bat          débattre débattait  rompre rompt       interrompre interrompit  corrompre corrompait
rire rit            sourire souriait    lire lut           élire élit           suffire suffit
conduire conduisit  traduire traduit    plaire plaît       taire tait           extraire extrayait
naître naquit       connaître connut    accroître accroît  résoudre résout      asseoir assied
asseoir assoit      être est            être était         être fut             être serait
avoir a             avoir eut           avoir aurait       avoir ait            aller va
aller ira           aller aille         falloir faudrait   arguer argue         arguer argüe
plaindre plaignit   enjoindre enjoint   dépeindre dépeignait  contredire contredisait  dissoudre dissout
"""

PLURAL = """
soutenir soutiennent  soutenir soutinrent  conclure conclurent  conclure concluent  dire disent
dire dirent           faire font           faire firent         prendre prennent    prendre prirent
mettre mettent        écrire écrivent      écrire écrivirent    craindre craignent  rappeler rappellent
jeter jettent         espérer espèrent     annoncer annoncent   annoncer annoncèrent  exiger exigeaient
exiger exigèrent      avertir avertissent  démentir démentent   savoir savent       vouloir veulent
pouvoir peuvent       devoir doivent       croire croient       voir virent         recevoir reçoivent
être sont             être furent          être seront          avoir ont           avoir eurent
aller vont            aller allaient       répondre répondent   défendre défendirent  émouvoir émeuvent
reconnaître reconnaissent  vivre vécurent  poursuivre poursuivent  résoudre résolvent  envoyer enverront
"""

PARTICIPLES = """
dire dit dite dits dites            déclarer déclaré déclarée déclarés déclarées
mettre mis mise mis mises           inclure inclus incluse inclus incluses
conclure conclu conclue conclus conclues  écrire écrit écrite écrits écrites
soutenir soutenu soutenue soutenus soutenues  craindre craint crainte craints craintes
offrir offert offerte offerts offertes  devoir dû due dus dues
absoudre absous absoute absoutes    être été
émouvoir ému émue émus émues        créer créé créée créés créées
naître né née nés nées              rire ri
acquérir acquis acquise acquis acquises  annoncer annoncé annoncée annoncés annoncées
"""

GERUNDS = """
annoncer annonçant  exiger exigeant  dire disant  faire faisant  être étant  avoir ayant  savoir sachant
finir finissant     craindre craignant  croire croyant  prendre prenant  céder cédant  rappeler rappelant
mettre mettant      écrire écrivant  sourire souriant  voir voyant  conclure concluant  démentir démentant
"""


def pairs(table: str) -> list[tuple[str, str]]:
    words = table.split()
    return list(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize(("lemma", "form"), pairs(SINGULAR))
def test_third_person_singular(lemma: str, form: str) -> None:
    made = conjugate.forms(lemma, MODELS)
    assert form in made["finite_sg"]
    assert form in made["finite"]


@pytest.mark.parametrize(("lemma", "form"), pairs(PLURAL))
def test_third_person_plural(lemma: str, form: str) -> None:
    made = conjugate.forms(lemma, MODELS)
    assert form in made["finite_pl"]
    assert form in made["finite"]


@pytest.mark.parametrize(("lemma", "form"), pairs(GERUNDS))
def test_present_participle(lemma: str, form: str) -> None:
    assert conjugate.forms(lemma, MODELS)["gerund"] == {form}


def participles() -> list[tuple[str, set[str]]]:
    rows = [part.split() for line in PARTICIPLES.strip().splitlines() for part in line.split("  ") if part.strip()]
    return [(row[0], set(row[1:])) for row in rows]


@pytest.mark.parametrize(("lemma", "expected"), participles())
def test_past_participle_in_all_genders_and_numbers(lemma: str, expected: set[str]) -> None:
    assert conjugate.forms(lemma, MODELS)["participle"] == expected


@pytest.mark.parametrize(
    ("lemma", "wrong"),
    [
        ("rappeler", "rappele"),
        ("rappeler", "rappèle"),
        ("jeter", "jète"),
        ("marteler", "martelle"),
        ("révéler", "révelle"),
        ("avertir", "avert"),
        ("démentir", "démentit-il"),
        ("démentir", "démentissait"),
        ("répartir", "répart"),
        ("contredire", "contredissait"),
        ("prendre", "prendent"),
        ("interpeller", "interpele"),
        ("nuancer", "nuancait"),
        ("exiger", "exigait"),
        ("faire", "faisent"),
        ("exclure", "excluse"),
    ],
)
def test_misspellings_are_not_made(lemma: str, wrong: str) -> None:
    assert all(wrong not in made for made in conjugate.forms(lemma, MODELS).values())


def test_every_form_of_a_regular_verb() -> None:
    singular = {"date", "datait", "data", "datera", "daterait"}
    plural = {"datent", "dataient", "datèrent", "dateront", "dateraient"}
    assert conjugate.forms("dater", MODELS) == {
        "finite": singular | plural,
        "finite_sg": singular,
        "finite_pl": plural,
        "infinitive": {"dater"},
        "gerund": {"datant"},
        "participle": {"daté", "datée", "datés", "datées"},
    }


def test_an_impersonal_verb_has_no_plural() -> None:
    made = conjugate.forms("falloir", MODELS)
    assert made["finite_pl"] == set()
    assert made["finite_sg"] == {"faut", "fallait", "fallut", "faudra", "faudrait", "faille"}


def test_clitics_are_left_to_the_sentence_and_later_words_stay() -> None:
    assert "réjouit" in conjugate.forms("se réjouir", MODELS)["finite_sg"]
    assert "exclamait" in conjugate.forms("s'exclamer", MODELS)["finite_sg"]
    assert "prennent" in conjugate.forms("s'en prendre", MODELS)["finite_pl"]
    assert "convient" in conjugate.forms("en convenir", MODELS)["finite_sg"]
    warn = conjugate.forms("mettre en garde", MODELS)
    assert "met en garde" in warn["finite_sg"]
    assert "mis en garde" in warn["participle"]
    assert warn["infinitive"] == {"mettre en garde"}


def test_a_word_that_starts_like_a_clitic_is_whole() -> None:
    assert conjugate.split("enjoindre", MODELS.clitics) == ("", "enjoindre", "")
    assert conjugate.split("sembler", MODELS.clitics) == ("", "sembler", "")


def test_a_word_that_is_no_verb_is_refused() -> None:
    with pytest.raises(LookupError, match="'bonjour'"):
        conjugate.forms("bonjour", MODELS)


def test_every_reporting_verb_has_forms() -> None:
    lines = (FRENCH / "verbs.txt").read_text(encoding="utf-8").splitlines()
    lemmas = [line.partition(":")[0] for line in lines if line and not line.startswith("#")]
    assert lemmas
    for lemma in lemmas:
        made = conjugate.forms(lemma, MODELS)
        assert made["finite_sg"], lemma
        assert made["participle"], lemma
