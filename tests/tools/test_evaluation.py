"""What is counted as found, right and wrong, on two small articles annotated by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from evaluation import records
from evaluation.answers import Answer, answer, missed
from evaluation.cases import annotate, own_cases
from evaluation.corpus import Corpus, Document, annotated, digest, document, overlap
from evaluation.mistakes import mistakes, sample
from evaluation.ruler import OwnRuler
from evaluation.tables import by_answer, by_gold, by_outlet, mark, tallies
from quotes.lexicon import load
from quotes.model import Kind, Quote, Span, Status
from quotes.precision import Measured, wilson

if TYPE_CHECKING:
    from pathlib import Path

TEXT = '« Le pont est sûr », a dit Anne Roux. Il parle de "paix". « Non », a crié la foule. Le film « Nuit ».'
RULER = OwnRuler()


def span(words: str, speaker: str | None = None, **more: object) -> dict[str, Any]:
    """Annotate the first place of ``words``: speech if there is a speaker or ``speech`` says so."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "speech": speaker is not None, "speaker": speaker, **more}


ARTICLE = document(
    {
        "id": "one",
        "outlet": "La Gazette",
        "date": "2021-08-12",
        "text": TEXT,
        "spans": [
            span(
                "Le pont est sûr",
                "Anne Roux",
                aliases=["l'ingénieure"],
                kind="direct",
                mention_type="name",
                mention="Anne Roux",
            ),
            span("paix", speech=False, kind="scare"),
            span("Non", "la foule", kind="partial", mention_type="organisation"),
            span("Nuit", speech=False, kind="title"),
        ],
    }
)


def answered(words: str, speaker: str | None, rule: str = "said", doc: Document = ARTICLE) -> Answer:
    """Answer that ``speaker`` said ``words``."""
    place = Span(TEXT.index(words), TEXT.index(words) + len(words))
    at = None if speaker is None else Span(TEXT.index(speaker), TEXT.index(speaker) + len(speaker))
    status = Status.NAMED if at else Status.UNKNOWN
    quote = Quote(source=TEXT, passages=(place,), kind=Kind.DIRECT, status=status, rule=rule, speaker_at=at)
    gold = doc.annotated(place)
    return Answer(doc, quote, place, gold, gold is not None and RULER.same_speaker(gold.raw, speaker))


ANSWERS = [
    answered("Le pont est sûr", "Anne Roux"),
    answered("Non", "Anne Roux", "goes_on"),
    answered("Nuit", None, "none"),
]


def test_an_answer_is_right_when_somebody_said_it_and_it_was_they() -> None:
    assert [(a.speech, a.right) for a in ANSWERS] == [(True, True), (True, False), (False, False)]


def test_another_accepted_name_is_right_and_so_is_nobody_where_nobody_is_known() -> None:
    assert RULER.same_speaker({"speaker": "Anne Roux", "aliases": ["l'ingénieure"]}, "L'ingénieure")
    assert not RULER.same_speaker({"speaker": "Anne Roux"}, "Roux")
    assert not RULER.same_speaker({"speaker": "Anne Roux"}, None)
    assert RULER.same_speaker({"speaker": None}, None)
    assert not RULER.same_speaker({"speaker": None}, "Anne Roux")


def test_every_place_where_a_quote_is_printed_is_an_answer() -> None:
    said = "« Le pont est sûr pour tout le monde », a dit Anne Roux."
    text = f"{said}\n\nLe maire est venu à Lyon.\n\n{said}"
    places = [text.index("Le pont"), text.rindex("Le pont")]
    spans = [{"start": at, "end": at + 34, "speech": True, "speaker": "Anne Roux"} for at in places]
    found = answer([document({"id": "twice", "outlet": "", "text": text, "spans": spans})], load("fr"), RULER)
    assert [a.place.start for a in found if a.right] == places


def test_figures_count_places_and_names() -> None:
    assert RULER.figures([ARTICLE], ANSWERS) == {
        "detection precision": 0.6667,
        "detection recall": 1.0,
        "detection f1": 0.8,
        "speaker": 0.5,
        "named_precision": 0.5,
        "named_share": 1.0,
        "both precision": 0.3333,
        "both recall": 0.5,
        "both f1": 0.4,
    }


def test_nothing_answered_is_no_figure_above_zero() -> None:
    assert set(RULER.figures([ARTICLE], []).values()) == {0.0}


def test_places_are_the_same_but_for_spaces_and_punctuation_at_their_edges() -> None:
    whole = Span(2, 17)
    assert overlap(TEXT, whole, Span(0, 20)) == 1.0
    assert overlap(TEXT, whole, Span(2, 9)) == pytest.approx(7 / 15)
    assert overlap(TEXT, whole, Span(50, 54)) == 0.0


def test_an_arguable_place_counts_neither_way() -> None:
    spans = [span("Le pont est sûr", "Anne Roux", arguable=True), span("Non", "la foule")]
    arguable = document({"id": "two", "outlet": "", "text": TEXT, "spans": spans})
    found = [answered("Le pont est sûr", None, doc=arguable)]
    assert missed([arguable], found) == [(arguable, arguable.spans[1])]
    assert [m.kind for m in mistakes([arguable], found)] == ["missed"]
    assert records.record(found) == {}


def test_each_mistake_is_shown_with_its_kind_and_its_place() -> None:
    wrong = list(mistakes([ARTICLE], ANSWERS[1:]))
    assert [(m.kind, m.rule, m.place.of(TEXT)) for m in wrong] == [
        ("missed", "", "Le pont est sûr"),
        ("speaker", "goes_on", "Non"),
        ("not-speech", "none", "Nuit"),
    ]
    assert "got 'Anne Roux' (None, None), wanted 'la foule'" in str(wrong[1])
    assert "« ⟦Non⟧ », a crié la foule" in str(wrong[1])


def test_mistakes_are_chosen_by_kind_and_rule_and_in_another_order_by_seed() -> None:
    wrong = list(mistakes([ARTICLE], ANSWERS[1:]))
    assert [m.kind for m in sample(wrong, 9, "speaker", "", 1)] == ["speaker"]
    assert [m.kind for m in sample(wrong, 9, "", "none", 1)] == ["not-speech"]
    orders = {tuple(m.kind for m in sample(wrong, 9, "", "", seed)) for seed in range(9)}
    assert len(orders) > 1
    assert len(sample(wrong, 2, "", "", 1)) == 2


def test_a_rules_record_counts_the_speakers_it_named_and_nothing_else() -> None:
    assert records.record(ANSWERS) == {
        "said": Measured(1, 1, wilson(1, 1)),
        "goes_on": Measured(0, 1, 0.0),
    }


def test_records_are_written_as_the_lexicon_reads_them() -> None:
    import tomllib

    written = records.as_toml({"said/near": Measured(9, 10, 0.59585), 'odd"': Measured(0, 1, 0.0)})
    assert tomllib.loads(written) == {'odd"': [0, 1, 0.0], "said/near": [9, 10, 0.596]}


def test_calibration_compares_one_part_with_the_other() -> None:
    dev, held = (document({**ARTICLE.raw, "id": outlet, "outlet": outlet}) for outlet in ("Le Courrier", "L'Écho"))
    assert (dev.part, held.part) == ("dev", "held")
    # dev: the rule is right four times in five; held: once in two
    words = [("Le pont est sûr", "Anne Roux")] * 4 + [("Non", "Anne Roux")]
    found = [answered(*each, doc=dev) for each in words]
    found += [answered("Le pont est sûr", "Anne Roux", doc=held), answered("Non", "Anne Roux", doc=held)]
    assert records.calibration(found).splitlines()[-1].split() == ["0.80", "to", "0.90", "2", "0.800", "0.500"]


def test_tables_show_each_group() -> None:
    by_rule = by_answer("by rule", ANSWERS, lambda a: a.quote.rule).splitlines()
    assert [line.split() for line in by_rule[2:]] == [
        ["goes_on", "1", "1.000", "0.000"],
        ["none", "1", "0.000", "-"],
        ["said", "1", "1.000", "1.000"],
    ]
    kinds = tallies([ARTICLE], ANSWERS, lambda _, gold: gold.kind, lambda a: a.gold.kind if a.gold else "-")
    assert [line.split() for line in by_gold("by kind", kinds).splitlines()[2:]] == [
        ["direct", "1", "1", "1.000", "1.000"],
        ["partial", "1", "1", "1.000", "0.000"],
        ["title", "0", "1", "-", "-"],
    ]


def test_the_outlet_read_worst_comes_first() -> None:
    from evaluation.tables import Tally

    groups = {"good": Tally(10, 10, 10, 9), "bad": Tally(10, 10, 10, 2), "small": Tally(1, 1, 0, 0)}
    lines = by_outlet(groups).splitlines()
    assert lines[0] == "by outlet, the worst 2 of 2 with 5 quotations or more"
    assert [line.split()[0] for line in lines[2:]] == ["bad", "good"]


def test_marks_are_told_by_the_sign_before() -> None:
    assert [mark(ARTICLE, gold.place) for gold in ARTICLE.spans] == ["« »", '" "', "« »", "« »"]


def test_an_outlet_is_on_one_side_only() -> None:
    outlets = [f"outlet {n}" for n in range(200)]
    corpus = Corpus(
        "many",
        tuple(document({"id": str(n), "outlet": o, "text": "", "spans": []}) for n, o in enumerate(outlets * 2)),
        "",
    )
    dev, held = ({d.outlet for d in corpus.of(part)} for part in ("dev", "held"))
    assert dev
    assert held
    assert not dev & held
    assert len(corpus.of("all")) == 400


def test_annotated_articles_are_optional_and_their_digest_follows_their_bytes(tmp_path: Path) -> None:
    import json

    assert annotated("fr", tmp_path) is None
    file = tmp_path / "gold" / "dev-xx.jsonl"
    file.parent.mkdir()
    file.write_text(json.dumps(dict(ARTICLE.raw)) + "\n", encoding="utf-8")
    corpus = annotated("xx", tmp_path)
    assert corpus is not None
    assert corpus.documents == (ARTICLE,)
    before = digest([file])
    assert corpus.digest == before
    file.write_text(json.dumps(dict(ARTICLE.raw)) + "\n\n", encoding="utf-8")
    assert digest([file]) != before


def test_a_case_is_an_annotated_article() -> None:
    case = document(
        annotate("« {q Oui} », {c dit} {s Anne Roux} de « {x Nuit} ». => Anne Roux | Roux", "marks-1", "fr")
    )
    assert case.text == "« Oui », dit Anne Roux de « Nuit »."
    assert [(gold.place.of(case.text), gold.speech, gold.speaker) for gold in case.spans] == [
        ("Oui", True, "Anne Roux"),
        ("Nuit", False, None),
    ]
    assert RULER.same_speaker(case.spans[0].raw, "Roux")


def test_a_case_that_is_about_something_else_takes_any_speaker() -> None:
    case = document(annotate("« {q Oui} ». => *", "marks-2", "fr"))
    assert RULER.same_speaker(case.spans[0].raw, "Anne Roux")
    assert RULER.same_speaker(case.spans[0].raw, None)


def test_every_case_of_a_language_is_measured(tmp_path: Path) -> None:
    assert own_cases("xx", tmp_path) is None
    (tmp_path / "xx").mkdir()
    file = tmp_path / "xx" / "said.txt"
    file.write_text("# a remark\n\n« {q Oui} »,\n  {c dit} {s Anne Roux}.\n! « {q Non} ». => null\n", encoding="utf-8")
    corpus = own_cases("xx", tmp_path)
    assert corpus is not None
    assert [(d.id, d.text) for d in corpus.documents] == [("said-1", "« Oui », dit Anne Roux."), ("said-2", "« Non ».")]
