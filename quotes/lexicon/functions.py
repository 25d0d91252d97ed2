"""What a function says of its holder: a walk of life (fields.txt) and a country (places.txt)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from quotes.lexicon.language import fold
from quotes.lexicon.lists import CODES, lines, section

ANYWHERE = "…"  # starts a line of fields.txt that fits anywhere in a function


class Country(NamedTuple):
    """A country as a language writes it, everything as in the file."""

    code: str  # ISO 3166-1 alpha-2
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    demonyms: tuple[str, ...]  # britannique, britanniques


class Field(NamedTuple):
    """Words that put a function into a walk of life."""

    name: str
    words: str
    anywhere: bool  # else they begin the function


SPECIAL = ("before", "abroad", "small", "at")  # sections of fields.txt that are no walk of life


@cache
def countries(code: str) -> tuple[Country, ...]:
    """Read the countries of ``lang/<code>/places.txt`` that have a code; none if there is no such file."""
    found = []
    for line in lines(files("quotes") / "lang" / code, "places.txt"):
        parts = [part.strip() for part in line.split(":")]
        if line.startswith("[") or len(parts) < 4:  # noqa: PLR2004, the fourth part is the code
            continue
        names, capitals, demonyms, country = parts[:4]
        found.append(
            Country(
                country,
                tuple(_without_gender(name) for name in names.split(",")),
                tuple(capital.strip() for capital in capitals.split(",") if capital.strip()),
                tuple(demonyms.split()),
            )
        )
    return tuple(found)


def _without_gender(name: str) -> str:
    head, _, gender = name.strip().rpartition(" ")
    return head if gender in CODES else name.strip()


@cache
def fields(code: str) -> tuple[Field, ...]:
    """Read the walks of life of ``lang/<code>/fields.txt`` in its order; none if there is no such file."""
    found, field = [], ""
    for line in lines(files("quotes") / "lang" / code, "fields.txt"):
        if line.startswith("["):
            field = line.strip("[]")
        elif field not in SPECIAL:
            found.append(Field(field, line.removeprefix(ANYWHERE).strip(), line.startswith(ANYWHERE)))
    return tuple(found)


@cache
def special(code: str, heading: str) -> tuple[str, ...]:
    """Read one of the SPECIAL sections of fields.txt."""
    return tuple(section(files("quotes") / "lang" / code, "fields.txt", heading))


@cache
def metonyms(code: str) -> frozenset[str]:
    """Read the names under [metonyms] of places.txt, folded, each with its article: l'élysée."""
    listed = section(files("quotes") / "lang" / code, "places.txt", "metonyms")
    return frozenset(fold(_without_gender(line.partition(":")[0])) for line in listed)
