"""Reporting verbs (verbs.txt) and common verbs (words.toml), in all their forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotes.conjugate import Models, forms, parse, split
from quotes.lexicon.expressions import by_next_word, split_words
from quotes.lexicon.language import fold
from quotes.lexicon.lists import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

    from quotes.lexicon.language import Expressions

# the grains of finite forms by class, the weakest class first: a form of two verbs is the stronger one's
FINITE = {"think": "t", "judge": "j", "say": "v"}
STRENGTH = list(FINITE)
PLAIN = {"finite": "u", "infinitive": "z", "gerund": "g", "participle": "O"}  # of a verb that reports nothing
PREPOSITIONS = frozenset("pq%")


class Verbs(NamedTuple):
    """The reporting verbs of a language by their forms."""

    classes: dict[str, str]  # form -> say, judge, think
    participles: frozenset[str]
    tails: Expressions  # of expressions: fait -> savoir


def conjugated(folder: Traversable, common: Iterable[str], grains: dict[str, str], *, phrasal: bool = False) -> Verbs:
    """Write the forms of all verbs into ``grains``, which holds the closed classes so far.

    ``phrasal`` verbs keep their prepositions: *went on*, but *inviter* alone.
    """
    models = _models(folder)
    classes: dict[str, str] = {}
    participles: set[str] = set()
    tails: dict[str, list[tuple[str, ...]]] = {}
    for lemma in common:
        _write(forms(lemma, models), PLAIN, grains)
    for lemma, kind in sorted(pairs(folder, "verbs.txt"), key=lambda entry: STRENGTH.index(entry[1])):
        _, head, rest = split(fold(lemma), models.clitics)
        made = forms(head, models)
        if tail := _tail(rest, {} if phrasal else grains):  # fait savoir: the verb alone reports nothing
            for form in set().union(*made.values()):
                tails.setdefault(form, []).append(tail)
                classes.setdefault(form, kind)
            _add(made, PLAIN, grains)
            continue
        classes.update(dict.fromkeys(set().union(*made.values()), kind))
        participles |= made["participle"]
        _write(made, {"participle": "P", "infinitive": "I", "gerund": "G", "finite": FINITE[kind]}, grains)
    return Verbs(classes, frozenset(participles), {form: by_next_word(each) for form, each in tails.items()})


def _models(folder: Traversable) -> Models:
    file = folder / "conjugation.toml"
    return parse(file.read_text(encoding="utf-8")) if file.is_file() else Models({}, {})


def _tail(rest: str, grains: Mapping[str, str]) -> tuple[str, ...]:
    """Give the words after the verb; none for inviter à, whose preposition is no part of the cue."""
    words = tuple(split_words(rest))
    return () if all(grains.get(word) in PREPOSITIONS for word in words) else words


def _write(made: Mapping[str, frozenset[str]], symbols: Mapping[str, str], grains: dict[str, str]) -> None:
    """Give the forms of each mood its grain; where two moods share a form, the last of ``symbols`` has it."""
    for mood, symbol in symbols.items():
        grains.update(dict.fromkeys(made[mood], symbol))


def _add(made: Mapping[str, frozenset[str]], symbols: Mapping[str, str], grains: dict[str, str]) -> None:
    """Give a grain to the forms that have none yet."""
    for mood, symbol in symbols.items():
        for form in made[mood]:
            grains.setdefault(form, symbol)
