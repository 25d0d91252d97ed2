"""Trace a wording: where it was printed first, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.lexicon.turns import turns
from quotes.match import MATCHER, compare
from quotes.match.attribution import PERSONS, apart
from quotes.match.tokens import Worded, tokens_of
from quotes.service.held import Answer, Claim, Held, titles
from quotes.service.holding import hold
from quotes.service.verifying import check, evidence, telling
from quotes.store import candidates as stored
from quotes.verdict import FAITHFUL, Appearance, Comparison, Trace, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quotes.store import Store
    from quotes.verdict import Evidence

VARIANT = 0.75  # score from which other words are a variant of these


def trace(store: Store, claim: Claim) -> Trace:
    """Find every printing of a wording and of its variants, by date. Raises as ``verify`` does."""
    check(claim)
    with store.reading() as connection:
        held = [one for one in hold(connection, claim, wide=True).held if one.quote and _is_variant(one.comparison)]
        held.sort(key=_when)
        found = evidence(connection, held)
        return Trace(
            claim=claim.wording,
            matcher=MATCHER,
            corpus=stored.corpus(connection, claim.limits),
            credited=tuple(_disputed(claim, held)),
            appearances=tuple(_folded(found)),
        )


def _is_variant(comparison: Comparison) -> bool:
    faithful = comparison.wording in FAITHFUL or comparison.wording is Wording.SHORTENED
    return faithful or comparison.score >= VARIANT


def _when(held: Held) -> tuple[str, str]:
    source = held.quote and held.quote.source
    return (source and source.published) or "9999", held.quote.id if held.quote else ""


def _disputed(claim: Claim, held: Sequence[Held]) -> list[str]:
    """Name the persons credited, if they cannot be one and hardly both said it."""
    if not held or not telling(claim, Answer(Wording.ALTERED, tuple(held), len(held))):
        return []
    given = [(one.credit, titles(one)) for one in held if one.credit]
    names = [credit.speaker for credit, _ in given if credit.speaker and credit.status in PERSONS]
    found = apart(names, frozenset[str]().union(*(ignored for _, ignored in given)))
    return sorted(found, key=names.index) if len(found) > 1 else []


def _folded(found: Iterable[Evidence]) -> Iterable[Appearance]:
    """Put the copies of an agency's words under the first that has them, and compare each with the first of all."""
    copies: dict[tuple[str, ...], list[Evidence]] = {}
    for one in found:
        agency = one.source.agency
        keys = (token.key for token in _words(one).tokens)
        key = (agency, one.speaker_id or "", *keys) if agency else ("", one.id or "")
        copies.setdefault(key, []).append(one)
    first: Evidence | None = None
    for one, *others in copies.values():
        first = first or one
        difference = compare(_words(one), _words(first), turns(one.source.lang))
        yield Appearance(evidence=one, difference=difference, copies=tuple(others))


def _words(one: Evidence) -> Worded:
    """Cut the printed words that answer the claim."""
    text = one.text[one.comparison.start : one.comparison.end]
    return Worded(text, tokens_of(text, turns(one.source.lang)))
