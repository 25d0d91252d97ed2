"""Make the forms of a verb that reports of speech use, from a table of models.

Third person only: no newspaper quotes anybody with *dis-je*. The table is a language's
``conjugation.toml``, whose head explains its keys; all that this module knows is how to put endings on stems.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Endings = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Model:
    """Letters to take off the end of a lemma, and the endings of each kind of form to put there."""

    off: int
    endings: Endings


@dataclass(frozen=True, slots=True)
class Models:
    """A language's models, by the lemmas they list and by the endings they fit."""

    by_lemma: Mapping[str, Model]
    by_ending: Mapping[str, Model]
    clitics: tuple[str, ...] = ()  # what a lemma may start with that is not conjugated, with its space

    def of(self, verb: str) -> Model:
        """Give the model that lists ``verb``, else the one with the longest ending that fits.

        Raises LookupError where none does: a verb nobody has taught the table.
        """
        if verb in self.by_lemma:
            return self.by_lemma[verb]
        for start in range(len(verb) + 1):
            if verb[start:] in self.by_ending:
                return self.by_ending[verb[start:]]
        raise LookupError(f"no conjugation model fits {verb!r}")


def parse(table: str) -> Models:
    """Read the text of a ``conjugation.toml``."""
    data = tomllib.loads(table)
    by_lemma: dict[str, Model] = {}
    by_ending: dict[str, Model] = {}
    for pattern in data["models"].values():
        for row in _without_wildcard(pattern, data.get("consonants", [])):
            given = row["ending"]
            fits = [given] if isinstance(given, str) else given
            endings = _endings(row, data)
            for ending in fits:
                model = Model(len(row.get("off", ending)), endings)
                if "lemmas" not in row or row.get("open", False):
                    by_ending[ending] = model
                by_lemma.update({lemma: model for lemma in row.get("lemmas", ()) if lemma.endswith(ending)})
    return Models(by_lemma, by_ending, tuple(data.get("clitics", ())))


def forms(lemma: str, models: Models) -> dict[str, frozenset[str]]:
    """Give the forms of a lemma as ``verbs.txt`` writes it: *dire*, *se réjouir*, *s'en prendre*, *mettre en garde*.

    Keys: ``finite`` (third person of the simple tenses; ``finite_sg`` and ``finite_pl`` are its halves),
    ``infinitive``, ``gerund`` (the present participle), ``participle`` (past, in all genders and numbers).
    Clitics are left out, since they move (*se dit-elle*, *s'est-elle dite*); later words stay: *met en garde*.
    Raises LookupError for a verb that no model fits.
    """
    _, verb, rest = split(lemma, models.clitics)
    model = models.of(verb)
    stem = verb[: len(verb) - model.off]
    made = {kind: frozenset([stem + e + rest for e in endings]) for kind, endings in model.endings.items()}
    return made | {
        "finite": made["finite_sg"] | made["finite_pl"],
        "infinitive": frozenset([verb + rest]),
    }


def split(lemma: str, clitics: Iterable[str]) -> tuple[str, str, str]:
    """Cut a lemma into its clitics, its verb and the words after that, with their spaces.

    >>> split("s'en prendre", ["s'en ", "s'"])
    ("s'en ", 'prendre', '')
    >>> split("mettre en garde", ["s'en ", "s'"])
    ('', 'mettre', ' en garde')
    """
    clitic = next((c for c in clitics if lemma.startswith(c)), "")
    verb, space, rest = lemma.removeprefix(clitic).partition(" ")
    return clitic, verb, space + rest


def _without_wildcard(pattern: dict[str, Any], consonants: list[str]) -> Iterator[dict[str, Any]]:
    """Give the model itself, or one for each consonant that its "*" may stand for."""
    if "*" not in pattern["ending"]:
        yield pattern
        return
    for consonant in consonants:
        yield {key: _replaced(value, consonant) for key, value in pattern.items()}


def _replaced(value: str | list[str], consonant: str) -> str | list[str]:
    if isinstance(value, str):
        return value.replace("*", consonant)
    return [each.replace("*", consonant) for each in value]


def _endings(row: dict[str, Any], data: dict[str, Any]) -> Endings:
    """Give the endings that a model spells out, and those that ``[derived]`` makes of its stems."""
    made: dict[str, set[str]] = {"singular": set(), "plural": set(), "gerund": set()}
    for tense in ("present", "past", "subjunctive"):
        if tense in row:
            made["singular"].update(row[tense][0].split("|"))
            made["plural"].update(row[tense][1].split("|"))
    for key, derived in data.get("derived", {}).items():
        for form in derived.keys() & made.keys():
            if not (form == "gerund" and "gerund" in row):
                made[form].update(stem + ending for stem in _stems(key, derived, row) for ending in derived[form])
    if "gerund" in row:
        made["gerund"].add(row["gerund"])
    return {
        "finite_sg": frozenset(made["singular"]),
        "finite_pl": frozenset(() if row.get("impersonal", False) else made["plural"]),
        "gerund": frozenset(made["gerund"]),
        "participle": frozenset(_participle(row["participle"], data.get("agreement", [""]))),
    }


def _stems(key: str, derived: dict[str, Any], row: dict[str, Any]) -> list[str]:
    """Give the stems of a derived tense: those of its key, or the plural present without its ending."""
    if "cut" not in derived:
        return row[key].split("|") if key in row else []
    if key in row or "present" not in row:
        return []
    return [ending.removesuffix(derived["cut"]) for ending in row["present"][1].split("|")]


def _participle(given: str | list[str], agreement: list[str]) -> list[str]:
    """Give all forms of a past participle: the one given with each ending of agreement; a list is complete already.

    An ending that stands there already is not put twice: mis, mise, mis, mises.
    """
    if isinstance(given, list):
        return given
    return [given if given.endswith(ending) else given + ending for ending in agreement]
