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
    demonyms: set[str] = field(default_factory=set)


def places(folder: Traversable, articles: Iterable[str]) -> Places:
    """Read ``Country gender, other names : capitals : demonyms`` and, under [metonyms], ``l'Elysée m``."""
    found, metonyms = Places(), False
    for line in lines(folder, "places.txt"):
        if line.startswith("["):
            metonyms = line == "[metonyms]"
            continue
        name, *more = [part.strip() for part in line.split(":")]
        head, _, gender = name.rpartition(" ")
        names = [head if gender in CODES else name]
        if more and not metonyms:
            names += more[0].split(",")
            found.demonyms.update(fold(word) for word in (more[1].split() if len(more) > 1 else ()))
        for each in names:
            bare = _without_article(fold(each.strip()), articles)
            if " " in bare:
                found.long.append(bare)
            elif (bare and each.strip().split("'")[-1][:1].isupper()) or not metonyms:
                found.genders.setdefault(bare, gender if each == names[0] and gender in CODES else "x")
    return found


def _without_article(name: str, articles: Iterable[str]) -> str:
    """Take the article off a name: l'élysée is élysée, la maison blanche is maison blanche."""
    for article in articles:
        start = article if article.endswith("'") else f"{article} "
        if name.startswith(start):
            return name.removeprefix(start)
    return name
