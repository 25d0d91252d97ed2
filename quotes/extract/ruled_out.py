"""Say who did not say a passage, whatever speaks for them; and where nobody can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quotes.extract.cast import PASSIVE, agree
from quotes.extract.mentions import CLITIC, ROLE, describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.extract.cases import Case
    from quotes.extract.cast import Cast, Entity
    from quotes.extract.mentions import Mention
    from quotes.extract.sources import Source
    from quotes.lexicon import Language

CUE_AFTER = regex.compile(rf"^[^.]*?,?w{{0,2}}(?P<cue>{CLITIC})")  # « A », entend-on
CUE_BEFORE = regex.compile(r"(?P<who>P)w{0,3}C[^.:;CGNRO]*$")  # on assure que « A »
UNREAD = regex.compile(r"[,-][wdm]{0,2}C(?!w{0,3}[kQ])")  # « A », ont dit certains
SPOKEN_OF = regex.compile(r"B[qmdwf]{0,3}$")  # Jean Martin est accusé d'« A »


def is_nameless(case: Case, lang: Language) -> bool:
    """Say whether the cue beside the passage has a pronoun for anybody: dit-on, on assure que."""
    symbols = case.sentence.symbols
    if cue := CUE_AFTER.search(symbols[case.at + 1 :]):
        item = case.sentence.item(case.at + 1 + cue.start("cue"))
    elif cue := CUE_BEFORE.search(symbols[: case.at]):
        item = case.sentence.item(cue.start("who"))
    else:
        return False
    return describe(case.sentence.strip, item, lang).head in lang.sets["nameless"]


def is_unread(case: Case, sources: Sequence[Source]) -> bool:
    """Say whether a cue stands right after the passage whose subject no rule can read: « A », ont dit certains."""
    return UNREAD.match(case.sentence.symbols[case.at + 1 :]) is not None and not any(s.cue > case.at for s in sources)


def may_mean(pronoun: Mention, entity: Entity, cast: Cast) -> bool:
    """Say whether a pronoun may mean somebody: no other gender, nor a function in passing (vu par un élu, il a dit)."""
    in_passing = entity.kind == ROLE and not entity.free and entity.mentions == 1
    if in_passing and cast.sentence_at(entity.first) == cast.sentence_at(pronoun.span.start):
        return False
    return agree(pronoun, entity)


def spoken_of(case: Case, cast: Cast) -> set[int]:
    """List by ``id(entity)`` those of whom the passage is said: Jean Martin est accusé d'« A »."""
    if SPOKEN_OF.search(case.sentence.symbols[: case.at]) is None:
        return set()
    here = cast.between(case.sentence.place(0).start, case.passage.outer.start)
    return {id(seen.entity) for seen in here if seen.how == PASSIVE}
