"""Places that stand for those who govern there (places.txt)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotes.lexicon.language import fold
from quotes.lexicon.lists import CODES, lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable


@dataclass(slots=True)
class Places:
    """Names of one word with their genders, names of several, and the adjectives of those who live there."""

    genders: dict[str, str] = field(default_factory=dict)
    long: list[str] = field(default_factory=list)
    metonyms: set[str] = field(default_factory=set)  # those of one word that stand for nothing else: bercy
    demonyms: set[str] = field(default_factory=set)
    countries: dict[str, str] = field(default_factory=dict)  # its names and adjectives: russe and russie to russie


def places(folder: Traversable, articles: Iterable[str]) -> Places:
    """Read ``Country gender, other names : capitals : demonyms`` and, under [metonyms], ``l'Elysée m``."""
    found, metonyms = Places(), False
    for line in lines(folder, "places.txt"):
        if line.startswith("["):
            metonyms = line == "[metonyms]"
            continue
        first, *more = [part.strip() for part in line.split(":")]
        own = [_with_gender(name.strip()) for name in ([first] if metonyms else first.split(","))]
        if more and not metonyms:
            adjectives = [fold(word) for word in (more[1].split() if len(more) > 1 else ())]
            found.demonyms.update(adjectives)
            found.countries.update(dict.fromkeys([fold(name) for name, _ in own] + adjectives, fold(own[0][0])))
            own += [(name.strip(), "x") for name in more[0].split(",")]
        for name, gender in own:
            bare = _without_article(fold(name), articles)
            if " " in bare:
                found.long.append(bare)
            elif (bare and name.split("'")[-1][:1].isupper()) or not metonyms:
                found.genders.setdefault(bare, gender)
                if metonyms:
                    found.metonyms.add(bare)
    return found


def _with_gender(name: str) -> tuple[str, str]:
    """Part the gender from a name, x where it has none."""
    head, _, gender = name.rpartition(" ")
    return (head, gender) if gender in CODES else (name, "x")


def _without_article(name: str, articles: Iterable[str]) -> str:
    """Take the article off a name: l'élysée is élysée, la maison blanche is maison blanche."""
    for article in articles:
        start = article if article.endswith("'") else f"{article} "
        if name.startswith(start):
            return name.removeprefix(start)
    return name
