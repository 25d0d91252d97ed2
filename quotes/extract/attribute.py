"""Match the attribution rules of a language on the tape of a sentence: which cue, and which words name the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from quotes.extract.tape import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.lexicon import Language


ANY = regex.compile("")
PREVIOUS = "previous"  # the subject that needs no pattern: the last speaker


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where, on the tape, a rule found the cue and the speaker's mention (indices of items, or -1)."""

    rule: str
    cue: int
    who: int
    sorts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One attribution rule: its pattern, and the subject patterns tried once it has found the cue."""

    name: str
    pattern: regex.Pattern[str]
    by: tuple[tuple[str, regex.Pattern[str]], ...]
    sorts: tuple[str, ...]  # only bodies of these sorts are speakers by this rule; none: anybody


_RULES: dict[tuple[str, str], tuple[Rule, ...]] = {}


def rules_of(lang: Language, table: str = "rule") -> tuple[Rule, ...]:
    """Compile a table of rules of a language, once for each version of its files."""
    key = (lang.digest, table)
    if key not in _RULES:
        subjects = {name: compiled(s["pattern"]) for name, s in lang.rules["subject"].items()}
        _RULES[key] = tuple(
            Rule(
                r["name"],
                compiled(r["pattern"]),
                tuple((s, subjects.get(s, ANY)) for s in r.get("by", ())),
                tuple(r.get("sorts", ())),
            )
            for r in lang.rules[table]
        )
    return _RULES[key]


_NEIGHBOURS: dict[str, dict[str, regex.Pattern[str]]] = {}


def neighbours(lang: Language) -> dict[str, regex.Pattern[str]]:
    """The patterns for the sentences before and after a passage that stands alone."""
    if lang.digest not in _NEIGHBOURS:
        _NEIGHBOURS[lang.digest] = {name: compiled(p) for name, p in lang.rules["neighbours"].items()}
    return _NEIGHBOURS[lang.digest]


def attributions(sentence: str, at: int, lang: Language) -> Iterator[Attribution]:
    """Yield what each rule makes of the passage at index ``at`` of a sentence's tape, best rule first."""
    return _matches(f"{sentence[:at]}T{sentence[at + 1 :]}", rules_of(lang))


def inside(passage: str, lang: Language) -> Iterator[Attribution]:
    """Yield what the rules for cues inside the marks make of the tape of a passage."""
    return _matches(passage, rules_of(lang, "inside"))


def _matches(tape: str, rules: tuple[Rule, ...]) -> Iterator[Attribution]:
    for rule in rules:
        match = rule.pattern.search(tape)
        if match is None:
            continue
        groups = match.re.groupindex
        cue = match.start("cue") if "cue" in groups else -1
        if not rule.by:
            yield Attribution(rule.name, cue, match.start("who"), rule.sorts)
            continue
        marked = f"{tape[:cue]}K{tape[cue + 1 :]}"
        for name, subject in rule.by:
            if name == PREVIOUS:
                yield Attribution(f"{rule.name}/{name}", cue, -1)
                continue
            if found := subject.search(marked):
                yield Attribution(f"{rule.name}/{name}", cue, found.start("who"))
