"""How one article uses a name: as whose, going by the functions, the outlet and the date printed with it.

The machine's speaker is such a use. It depends on its article alone, so that it is the same whatever else is
in the database; which uses of a name are one person's is decided in ``joining``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from quotes.errors import UnknownLanguage
from quotes.model import Article, Status, content_id
from quotes.store.fulltext import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PERSON, BODY = "person", "collective"
PUBLIC_OFFICES = frozenset({"state", "army", "justice"})  # whose functions belong to a country
PRIVATE = "private"
PARTICLES = {
    "al",
    "bin",
    "da",
    "de",
    "del",
    "den",
    "der",
    "des",
    "di",
    "dos",
    "du",
    "el",
    "et",
    "ibn",
    "la",
    "le",
    "van",
    "von",
}
BODY_OF_A_COUNTRY = "body"
ANY_COUNTRY = "*"  # in fields.txt, stands for the adjective of any country: président *
LONGEST_NAME, LONGEST_FIELD, LONGEST_COUNTRY = 6, 5, 4  # words
LATELY = 4_096  # names and functions that are remembered: the next articles have them again
DOMAINS = {"uk": "GB"}  # top-level domains that are not the code of their country


class Use(NamedTuple):
    """A name as some articles use it: what the table ``speaker`` keeps, apart from the printed forms."""

    kind: str
    key: str
    article_id: str | None = None  # set when the name stands for somebody in that article alone
    fields: str = ""  # walks of life of the functions printed with it, in alphabetical order: science state
    countries: str = ""  # of the offices among them: FR
    printed_in: str = ""  # country of the outlet
    decade: int | None = None  # of the article: 202 for 2020 to 2029

    @property
    def id(self) -> str:
        """Content hash of all this; what is one person at most has the id of its name."""
        if self.article_id is not None or self.kind != PERSON:
            return self.name_id
        return _hashed("speaker", *self)

    @property
    def name_id(self) -> str:
        """The id of whoever bears the name, as long as one alone does."""
        alone = () if self.article_id is None else (self.article_id,)
        return _hashed("speaker", self.kind, self.key, *alone)


_hashed = lru_cache(LATELY)(content_id)


class Said(NamedTuple):
    """What a quote says of its speaker."""

    speaker: str | None  # the fullest name in the article
    status: Status
    role: str | None


def uses(article: Article, quotes: Sequence[Said]) -> list[Use | None]:
    """Give the use behind each quote's speaker; None where the speaker is unknown."""
    named = [_named(quote) for quote in quotes]
    roles: dict[tuple[str, str], set[str]] = {}
    for name, quote in zip(named, quotes, strict=True):
        if name is not None and quote.role:
            roles.setdefault(name, set()).add(quote.role)
    made: dict[tuple[str, str, bool], Use] = {}
    found: list[Use | None] = []
    for name, quote in zip(named, quotes, strict=True):
        if name is None or quote.speaker is None:
            found.append(None)
            continue
        whole = stands_alone(name[0], quote.speaker, article.lang)
        if (*name, whole) not in made:
            made[*name, whole] = _use(article, *name, roles.get(name, ()), whole=whole)
        found.append(made[*name, whole])
    return found


def _named(quote: Said) -> tuple[str, str] | None:
    if quote.speaker is None or quote.status is Status.UNKNOWN:
        return None
    kind = PERSON if quote.status in (Status.NAMED, Status.RESOLVED) else str(quote.status)
    return kind, _key(quote.speaker)


@lru_cache(LATELY)
def _key(name: str) -> str:
    return " ".join(words_of(name)) or name


def _use(article: Article, kind: str, key: str, roles: Iterable[str], *, whole: bool) -> Use:
    if kind != PERSON:
        return Use(kind, key, None if whole else article.id)
    fields: set[str] = set()
    countries: set[str] = set()
    for role in roles:
        field = field_of(role, article.lang)
        fields.update({field} if field else ())
        at_home = field in PUBLIC_OFFICES and special(article.lang, "abroad").isdisjoint(words_of(role))
        named = country_of(role, article.lang) if at_home else frozenset()
        countries.update(named if len(named) == 1 else ())
    if not whole or fields == {PRIVATE}:
        return Use(kind, key, article.id)
    return Use(
        kind,
        key,
        None,
        " ".join(sorted(fields - {PRIVATE})),
        " ".join(sorted(countries)),
        outlet_country(article.outlet, article.url, article.lang),
        int(article.published[:3]) if article.published else None,
    )


@lru_cache(LATELY)
def stands_alone(kind: str, name: str, lang: str) -> bool:
    """Whether a printed name says who is meant without its article: John Kirby, Météo France; not le ministre.

    A person needs two words, initials and particles apart. A body is a place or a medium we know, a name with
    several capitals (AFP, Météo France), or a country's: le gouvernement français.
    """
    tokens = name.split()
    if kind == PERSON:
        strong = [token for token in tokens if token.casefold() not in PARTICLES and len(token.strip(".")) > 1]
        return len(strong) > 1
    return kind == BODY and _is_proper(name, lang)


def _is_proper(name: str, lang: str) -> bool:
    from quotes.lexicon import fold, functions, load  # here, since whoever asks the database needs no language

    try:
        language = load(lang)
    except UnknownLanguage:
        return False
    bare = name.replace("’", "'")
    article = next((each for each in ("l'", "le ", "la ") if bare.casefold().startswith(each)), "")
    bare = bare[len(article) :]
    known = (language.places, language.media, functions.metonyms(lang))
    if bare[:1].isupper() and any(form in table for form in (fold(bare), article + fold(bare)) for table in known):
        return not any(fold(word) in language.nouns for word in bare.split())
    if field_of(bare, lang) == BODY_OF_A_COUNTRY:
        return len(country_of(bare, lang)) == 1
    words = bare.split()
    if any(fold(word) in language.nouns for word in words):
        return False
    capitals = sum(char.isupper() for word in words for char in word)
    return bare[:1].isupper() and capitals > 1 and len(words) <= LONGEST_NAME


@lru_cache(LATELY)
def field_of(role: str, lang: str) -> str | None:
    """Give the walk of life of a function as printed; None where it says nothing of one."""
    words = words_of(role)
    while words and words[0] in special(lang, "before"):
        words = words[1:]
    starts, anywhere = _fields(lang)
    for length in range(min(len(words), LONGEST_FIELD), 0, -1):
        if (
            field := starts.get(_countries_starred(words[:length], lang)) or starts.get(tuple(words[:length]))
        ) is not None:
            return field
    for length in range(min(len(words), LONGEST_FIELD), 0, -1):
        for first in range(len(words) - length, -1, -1):
            these = words[first : first + length]
            if (field := anywhere.get(tuple(these)) or anywhere.get(_countries_starred(these, lang))) is not None:
                return field
    return None


def _countries_starred(words: list[str], lang: str) -> tuple[str, ...]:
    return tuple(ANY_COUNTRY if (word,) in _countries(lang) else word for word in words)


@cache
def special(lang: str, heading: str) -> frozenset[str]:
    """Give the folded words of a section of fields.txt that is no walk of life."""
    from quotes.lexicon import functions

    return frozenset(word for line in functions.special(lang, heading) for word in words_of(line))


@cache
def _fields(lang: str) -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]]:
    """Index fields.txt by folded words: what begins a function, and what may stand anywhere in it."""
    from quotes.lexicon import functions

    starts: dict[tuple[str, ...], str] = {}
    anywhere: dict[tuple[str, ...], str] = {}
    for field in functions.fields(lang):
        words = tuple(
            ANY_COUNTRY if part == ANY_COUNTRY else word
            for part in field.words.split()
            for word in words_of(part) or [part]
        )
        (anywhere if field.anywhere else starts)[words] = field.name
    return starts, anywhere


@lru_cache(LATELY)
def country_of(words: str, lang: str, *, capitals: bool = False) -> frozenset[str]:
    """Name the countries whose name or adjective stands in ``words`` (or capital, if wanted), by their codes."""
    index = _countries(lang)
    folded = words_of(words)
    found: set[str] = set()
    at = 0
    while at < len(folded):
        for length in range(min(LONGEST_COUNTRY, len(folded) - at), 0, -1):
            known = index.get(tuple(folded[at : at + length]))
            if known is not None and (capitals or not known[1]):
                found.add(known[0])
                at += length
                break
        else:
            at += 1
    return frozenset(found)


@cache
def _countries(lang: str) -> dict[tuple[str, ...], tuple[str, bool]]:
    """Index countries by the folded words of their names, adjectives and capitals; True marks a capital."""
    from quotes.lexicon import functions

    index: dict[tuple[str, ...], tuple[str, bool]] = {}
    for country in functions.countries(lang):
        for words, capital in ((country.capitals, True), (country.names + country.demonyms, False)):
            for word in words:
                index[tuple(words_of(word))] = (country.code, capital)
    return index


def outlet_country(outlet: str | None, url: str | None, lang: str) -> str:
    """Give the country of an outlet by its name (La Nation (Bénin)), else by its address (.fr); "" if neither tells."""
    return _country_of_outlet(outlet or "", (url and urlsplit(url).hostname) or "", lang)


@lru_cache(LATELY)
def _country_of_outlet(outlet: str, host: str, lang: str) -> str:
    named = country_of(outlet, lang, capitals=True)
    if len(named) == 1:
        return next(iter(named))
    domain = host.rpartition(".")[2]
    code = DOMAINS.get(domain, domain.upper())
    return code if code in _codes(lang) else ""


@cache
def _codes(lang: str) -> frozenset[str]:
    return frozenset(code for code, _ in _countries(lang).values())
