"""Which uses of one full name are one person's: all that nothing contradicts.

The rule, on what the articles themselves print:

1. Functions of different walks of life contradict each other, unless one article gives the name both.
2. So do offices of different countries, unless one article gives the name both.
3. So does a silence of thirty years.
4. A use without any function goes with those that have one only when these are all one person's, and when its
   outlet's country is not foreign to them: a country where he is printed with a function, or which he serves.
   Who is printed with a function in two countries is known abroad, and then the country tells nothing.
5. Uses without function that go with nobody are joined by the outlet's country, and by rule 3.
6. What says nothing (no country, no date) contradicts nothing: it goes with the one person there is, or with him
   who has twenty times as many quotes as all his namesakes, and else stays alone.

The answer is a function of the set of uses and of their numbers of quotes, so no order of ingestion matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from quotes.store.uses import Use

FAR = 20  # times as many quotes as all others together: what says nothing is his
SILENCE = 3  # decades

Uses = list["Use"]
Weights = "Mapping[Use, int]"


class Bearers(NamedTuple):
    """Those who bear one name: the uses of each, and which of them is the name's by default, if one is."""

    groups: list[Uses]
    main: Uses | None


def bearers(weights: Mapping[Use, int]) -> Bearers:
    """Tell apart those who bear a name from all its uses, each with its number of quotes."""
    uses = sorted(weights, key=lambda use: use.id)
    if len(uses) == 1:
        return Bearers([uses], uses)
    with_function = [use for use in uses if use.fields]
    groups = _cut(with_function, lambda use: use.fields.split(), weights)
    groups = [part for group in groups for part in _cut(group, lambda use: use.countries.split(), weights)]
    groups = [part for group in groups for part in _by_period(group, weights)]
    left = [use for use in uses if not use.fields]
    known = _main(groups, weights)
    if known is not None:
        taken = [use for use in left if _fits(use, known)]
        known += taken
        left = [use for use in left if use not in taken]
    for part in _cut(left, lambda use: [use.printed_in] if use.printed_in else [], weights):
        groups += _by_period(part, weights)
    return Bearers(groups, _main(groups, weights))


def _cut(uses: Uses, facts: Callable[[Use], Iterable[Hashable]], weights: Mapping[Use, int]) -> list[Uses]:
    """Put together the uses that share a fact; those without any go with the main group, else stay a group."""
    groups: list[tuple[set[Hashable], Uses]] = []
    silent: Uses = []
    for use in uses:
        own = set(facts(use))
        if not own:
            silent.append(use)
            continue
        met = [group for group in groups if group[0] & own]
        groups = [group for group in groups if not group[0] & own]
        groups.append((own.union(*(facts for facts, _ in met)), [*(each for _, those in met for each in those), use]))
    return _with_silent([group for _, group in groups], silent, weights)


def _by_period(uses: Uses, weights: Mapping[Use, int]) -> list[Uses]:
    """Cut where nothing was printed for decades."""
    groups: list[Uses] = []
    last = 0
    for use in sorted((use for use in uses if use.decade is not None), key=lambda use: (use.decade, use.id)):
        decade = use.decade or 0
        if groups and decade - last < SILENCE:
            groups[-1].append(use)
        else:
            groups.append([use])
        last = decade
    return _with_silent(groups, [use for use in uses if use.decade is None], weights)


def _with_silent(groups: list[Uses], silent: Uses, weights: Mapping[Use, int]) -> list[Uses]:
    main = _main(groups, weights)
    if silent and main is not None:
        main += silent
    elif silent:
        groups.append(silent)
    return groups


def _main(groups: Sequence[Uses], weights: Mapping[Use, int]) -> Uses | None:
    """Give the only group, or the one that is far larger than all others together."""
    sizes = [sum(weights[use] for use in group) for group in groups]
    for group, size in zip(groups, sizes, strict=True):
        if len(groups) == 1 or size >= FAR * max(1, sum(sizes) - size):
            return group
    return None


def _fits(use: Use, known: Uses) -> bool:
    """Whether a use without function can be that of somebody known by his functions."""
    decades = [each.decade for each in known if each.decade is not None]
    if use.decade is not None and decades and min(abs(use.decade - each) for each in decades) >= SILENCE:
        return False
    printed = {each.printed_in for each in known if each.fields and each.printed_in}
    served = {country for each in known for country in each.countries.split()}
    return not use.printed_in or len(printed) != 1 or use.printed_in in printed | served
