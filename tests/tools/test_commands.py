"""What the two commands print, write and refuse, on a few invented articles."""

from __future__ import annotations

import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

import evaluate
import train
from evaluation.corpus import Corpus, document
from evaluation.ruler import OwnRuler
from quotes import lexicon
from quotes.lexicon import load

if TYPE_CHECKING:
    from pathlib import Path

OUTLETS = ["Le Courrier", "Le Matin", "La Voix", "La Gazette", "L'Écho", "Le Phare"]  # three of dev, three held
NAMES = ["Anne Roux", "Paul Arnoux", "Nadia Kone", "Omar Belkacem", "Julie Perrot", "Alain Mercadier"]
RULER = OwnRuler()


def corpus() -> Corpus:
    made = []
    for outlet, name in zip(OUTLETS, NAMES, strict=True):
        text = f"« La grève continue demain », a déclaré {name}. Le film « Nuit » sort jeudi."
        spans = [
            {"start": 2, "end": 26, "speech": True, "speaker": name},
            {"start": (at := text.index("Nuit")), "end": at + 4, "speech": False, "kind": "title"},
        ]
        made.append(document({"id": name, "outlet": outlet, "text": text, "spans": spans}))
    return Corpus("invented articles, fr", tuple(made), "digest")


def test_training_writes_weights_that_the_lexicon_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    french = lexicon._root() / "fr"  # noqa: SLF001, the files of a real language, to be read with other weights
    for file in french.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())

    train.train(corpus(), "all", load("fr"), RULER, tmp_path)
    written = lexicon.read(tmp_path)
    assert written.speech["bias"] == tomllib.loads((tmp_path / "speech.toml").read_text(encoding="utf-8"))["bias"]
    assert capsys.readouterr().out.splitlines()[0] == (
        f"learnt from 6 articles and 0 of our own: {len(written.speech)} and {len(written.speakers)} weights"
    )


def test_training_on_one_part_says_which_part_was_never_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train.train(corpus(), "dev", load("fr"), RULER, tmp_path)
    dev, held = (line.split() for line in capsys.readouterr().out.splitlines()[-2:])
    assert dev[:4] == ["dev", "learnt", "from", "3"]
    assert held[:4] == ["held", "never", "seen", "3"]


def test_cross_validation_reads_every_article_once(capsys: pytest.CaptureFixture[str]) -> None:
    train.validate(corpus(), 3, load("fr"), RULER)
    turns, together = capsys.readouterr().out.split("\n\n")
    assert sum(int(line.split()[1]) for line in turns.splitlines()[2:]) == 6
    assert together.splitlines()[1].startswith("6 documents, 6 gold quotations, ")


@pytest.mark.parametrize("command", [train, evaluate])
def test_an_unknown_language_is_told_in_two_lines(
    command: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["command", "--language", "xx"])
    assert command.main() == 2  # type: ignore[attr-defined]
    error, hint = capsys.readouterr().err.splitlines()
    assert error == "error: no language 'xx' here"
    assert hint.startswith("hint: use one of: ")


@pytest.mark.parametrize("command", [train, evaluate])
def test_there_is_no_cross_validation_in_one_turn(command: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["command", "--folds", "1"])
    with pytest.raises(SystemExit) as stopped:
        command.main()  # type: ignore[attr-defined]
    assert stopped.value.code == 2


def test_a_measurement_shows_its_figures_and_the_mistakes_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "« La grève continue demain », a déclaré Anne Roux."
    span = {"start": 2, "end": 26, "speech": True, "speaker": "Zoé Petit"}
    wrong = Corpus("one article", (document({"id": "a", "outlet": "Le Matin", "text": text, "spans": [span]}),), "")
    monkeypatch.setattr(sys, "argv", ["evaluate", "--part", "dev", "--errors", "9", "--kind", "speaker"])

    assert evaluate.measure(load("fr"), wrong, RULER, evaluate.arguments()) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("== one article\n\n1 documents, 1 gold quotations, 1 answers\n")
    assert "wanted 'Zoé Petit'" in printed


def test_figures_without_floors_fail(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["evaluate"])
    assert evaluate.measure(load("fr"), corpus(), RULER, evaluate.arguments()) == 1
    assert "error: invented articles, fr: no figures to compare with yet" in capsys.readouterr().err
