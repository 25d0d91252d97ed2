"""Match the attribution rules of a language on the tape of a sentence: which cue, and which words name the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from quotes.extract.symbols import compiled, lone, needed
from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quotes.extract.symbols import Shape
    from quotes.lexicon import Language


PREVIOUS = "previous"  # the subject that needs no pattern: the last speaker
IN_QUESTION = "T"  # stands for the passage in question on the tape that rules see
CUE = "K"  # stands for the cue on the tape that the patterns of subjects see


class Attribution(NamedTuple):
    """Where, on the tape, a rule found the cue and the speaker's mention (indices of items, or -1)."""

    rule: str
    cue: int
    who: int
    sorts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One attribution rule: its pattern, and the subject patterns tried once it has found the cue."""

    name: str
    pattern: Shape
    needs: frozenset[str]  # cues without one of which it fits nothing
    lone: frozenset[str]  # symbols without all of which it fits nothing
    by: tuple[tuple[str, Shape | None], ...]  # rule/subject; the previous speaker needs no pattern
    sorts: tuple[str, ...]  # only bodies of these sorts are speakers by this rule; none: anybody


def attributions(sentence: str, at: int, lang: Language) -> Iterator[Attribution]:
    """Yield what each rule makes of the passage at index ``at`` of a sentence's tape, best rule first."""
    return _matches(f"{sentence[:at]}{IN_QUESTION}{sentence[at + 1 :]}", _rules(lang))


def inside(passage: str, lang: Language) -> Iterator[Attribution]:
    """Yield what the rules for cues inside the marks make of the tape of a passage."""
    return _matches(passage, _rules_inside(lang))


@once_per_language
def neighbours(lang: Language) -> dict[str, Shape]:
    """Give the patterns for the sentences ``before`` and ``after`` a passage that stands alone."""
    return {name: compiled(pattern) for name, pattern in lang.rules.get("neighbours", {}).items()}


@once_per_language
def _rules(lang: Language) -> tuple[Rule, ...]:
    return _compiled_rules(lang, "rule")


@once_per_language
def _rules_inside(lang: Language) -> tuple[Rule, ...]:
    return _compiled_rules(lang, "inside")


def _by(rule: str, subject: str, patterns: Mapping[str, Shape]) -> tuple[str, Shape | None]:
    return f"{rule}/{subject}", None if subject == PREVIOUS else patterns[subject]


def _compiled_rules(lang: Language, table: str) -> tuple[Rule, ...]:
    subjects = {name: compiled(subject["pattern"]) for name, subject in lang.rules.get("subject", {}).items()}
    return tuple(
        Rule(
            rule["name"],
            compiled(rule["pattern"]),
            needed(rule["pattern"], "cue"),
            lone(rule["pattern"]),
            tuple(_by(rule["name"], name, subjects) for name in rule.get("by", ())),
            tuple(rule.get("sorts", ())),
        )
        for rule in lang.rules.get(table, ())
    )


def _matches(tape: str, rules: tuple[Rule, ...]) -> Iterator[Attribution]:
    symbols = frozenset(tape)
    for rule in rules:
        if not rule.lone <= symbols or (rule.needs and rule.needs.isdisjoint(symbols)):
            continue
        match = rule.pattern.search(tape)
        if match is None:
            continue
        cue = rule.pattern.start(match, "cue")
        if not rule.by:
            yield Attribution(rule.name, cue, rule.pattern.start(match, "who"), rule.sorts)
            continue
        marked = f"{tape[:cue]}{CUE}{tape[cue + 1 :]}"
        for name, subject in rule.by:
            if subject is None:
                yield Attribution(name, cue, -1)
            elif found := subject.search(marked):
                yield Attribution(name, cue, subject.start(found, "who"))
