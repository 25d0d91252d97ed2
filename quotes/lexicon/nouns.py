"""Those who can speak, by what they are called: functions (roles.txt) and bodies (groups.txt)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotes.lexicon.lists import table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable


@dataclass(slots=True)
class Nouns:
    """Functions and bodies by their forms. A function's regular plural is a group of people."""

    grains: dict[str, str] = field(default_factory=dict)  # r or b
    genders: dict[str, str] = field(default_factory=dict)  # gender and number
    sorts: dict[str, str] = field(default_factory=dict)  # document, media, anonymous
    capital: set[str] = field(default_factory=set)  # nouns only with a capital: un Français, but un élu français
    phrases: dict[str, list[str]] = field(default_factory=dict)  # r or b -> what has several words: tête de liste


def nouns(folder: Traversable, plurals: Mapping[str, str], *, head_last: bool) -> Nouns:
    """Read both lists; ``plurals`` turn an ending into that of the plural. What has several words is a phrase."""
    found = Nouns()
    for noun, codes in table(folder, "groups.txt").items():
        if " " in noun:
            found.phrases.setdefault("b", []).append(noun.lower())
        else:
            code, low = codes[0] if codes else "x", noun.lower()
            found.grains[low] = "b"
            found.genders[low] = code if len(code) > 1 else f"{code}s"
            if len(codes) > 1:
                found.sorts[low] = codes[1]
    for noun, codes in table(folder, "roles.txt").items():
        if " " in noun:
            found.phrases.setdefault("r", []).append(noun.lower())
        else:
            _add_function(found, noun, codes[0][0] if codes else "x", plurals)
    # le directeur général, le haut responsable: noun and adjective tell each other
    for phrases in () if head_last else found.phrases.values():
        phrases[:] = [phrase for phrase in phrases if found.grains.keys().isdisjoint(phrase.split())]
    return found


def _add_function(found: Nouns, noun: str, gender: str, plurals: Mapping[str, str]) -> None:
    singular = noun.lower()
    for form, number in ((singular, "s"), (plural(singular, plurals), "p")):
        if number == "s" or form not in found.grains:
            found.grains[form], found.genders[form] = "r", gender + number
            if noun[0].isupper() and not noun.isupper():
                found.capital.add(form)


def plural(noun: str, plurals: Mapping[str, str]) -> str:
    """Turn the longest ending that fits into that of the plural.

    >>> plural("général", {"": "s", "al": "aux"}), plural("maire", {"": "s", "al": "aux"})
    ('généraux', 'maires')
    """
    ending = max((ending for ending in plurals if noun.endswith(ending)), key=len, default="")
    return noun.removesuffix(ending) + plurals.get(ending, "")
