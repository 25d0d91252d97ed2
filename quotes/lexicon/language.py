"""The nouns of the lexicon: a Language, and how it spells what is no plain word."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from quotes.lexicon.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quotes.precision import Measured

Made = TypeVar("Made")
# the first word of each -> the second -> what may follow the first one, longest first
Expressions = dict[str, dict[str, tuple[tuple[str, ...], ...]]]

SHORT_ADVERB = 6  # letters: dément and ciment are no adverbs, though they end in -ment


def straight(words: str) -> str:
    """Write a curly apostrophe and a hyphen that does not break as the plain ones."""
    return words.replace("’", "'").replace("‑", "-")  # several times as quick as translate


def fold(word: str) -> str:
    """Bring a word to the form of the lexicon: lower case, straight apostrophe, plain hyphen.

    Of a few capitals (İ) the lower case is longer, which is why text whose offsets matter is never folded.

    >>> fold("Aujourd’hui")
    "aujourd'hui"
    """
    return straight(word.lower())


class WordSets(dict[str, frozenset[str]]):
    """The sets of words that words.toml names. One that a language has no use for is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        self[name] = frozenset()  # asked for again and again, for each word
        return self[name]


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a language writes together, apart or short: ``[tokens]`` of words.toml. All without apostrophe or stop."""

    elisions: tuple[str, ...] = ()  # l'avocat, qu'elle: two tokens
    small_elisions: tuple[str, ...] = ()  # n'est, but N'Djamena
    name_elisions: tuple[str, ...] = ()  # d'Emmanuel: after these a capital starts a name
    clitics: tuple[str, ...] = ()  # dit-elle: two tokens
    links: tuple[str, ...] = ()  # a-t-elle: written before a clitic, part of it
    enclitics: tuple[str, ...] = ()  # Kirby's: two tokens, the second with its apostrophe
    possessives: tuple[str, ...] = ()  # the ministers' plan: letters after which an apostrophe alone marks the owner
    apostrophes: tuple[str, ...] = ()  # 'em, '90s: words that start with one, which opens no quotation
    abbreviations: tuple[str, ...] = ()  # Mme. Martin: the stop ends no sentence
    states: tuple[str, ...] = ()  # Flint, Mich.; Ann Lee, D-Mich.: nor here, and what has it is a place beside a name


@dataclass(frozen=True, slots=True)
class Endings:
    """What the ending of a word says of it where the lexicon does not have it: ``[endings]`` of words.toml."""

    adverb: tuple[str, ...] = ()  # clairement
    participle: tuple[str, ...] = ()  # déboussolée
    adjective: tuple[str, ...] = ()  # after a noun: des sources diplomatiques
    inverted: tuple[str, ...] = ()  # of a verb before its subject: « A », euphémise un intendant
    plural: tuple[str, ...] = ()  # ministères, from ministère
    own_person: tuple[str, ...] = ()  # nous avons, vous dites: of verbs whose subject these are
    person: tuple[str, ...] = ()  # exposant
    thing: tuple[str, ...] = ()  # disparition

    def guess(self, word: str) -> str:
        """Give the likely grain of a folded word that no list has: y adverb, O participle, else x."""
        if word.endswith(self.adverb) and len(word) > SHORT_ADVERB:
            return "y"
        return "O" if word.endswith(self.participle) else "x"

    def is_person(self, noun: str) -> bool:
        """Say whether a folded noun that no list has looks like one for people."""
        return self.singular(noun).endswith(self.person)

    def is_thing(self, noun: str) -> bool:
        """Say whether a folded noun that no list has looks like one for what cannot speak."""
        return self.singular(noun).endswith(self.thing)

    def singular(self, word: str) -> str:
        """Take the plural off a folded word."""
        return next((word.rstrip(ending) for ending in self.plural if word.endswith(ending)), word)


class Clue:
    """Pieces of evidence that are seen together, by their names. Hashed by identity: their names need not be read."""

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names = names


class Token(NamedTuple):
    """What is known of a token wherever it stands; see quotes/extract/grains.py."""

    raw: str  # as printed
    word: str  # folded
    grain: str
    unsettled: bool  # the words before it may change its grain
    opens: bool  # it may begin a long name or a phrase
    has_tail: bool  # it may be a verb with the rest of its expression: fait savoir
    announces: bool  # it may announce words, or be a title that is a function


@dataclass(frozen=True, slots=True)
class Language:
    """Everything the extractor knows of one language. Keys of all tables are folded words."""

    code: str
    digest: str  # SHA-256 of all its files: goes on every run

    # words
    grains: Mapping[str, str]  # word -> its symbol on the tape of grains
    nouns: Mapping[str, str]  # word -> r (function) or b (body), for verbs that are nouns as well: juge
    genders: Mapping[str, str]  # function or body -> gender and number: ms, fp
    sorts: Mapping[str, str]  # body -> document, media, anonymous or ''
    verbs: Mapping[str, str]  # form -> say, judge, think
    participles: frozenset[str]  # of reporting verbs, also where the form is finite too: dit
    names: Mapping[str, str]  # given name -> m, f, x
    titles: Mapping[str, str]  # m. -> m
    places: Mapping[str, str]  # name -> gender
    countries: Mapping[str, str]  # name or adjective of a country -> its name: russe -> russie
    media: Mapping[str, str]  # outlet or platform -> agency, paper, broadcaster, platform
    pronouns: Mapping[str, str]  # elle -> fs
    determiners: Mapping[str, str]  # ces -> xp
    owners: Mapping[str, str]  # his -> ms
    equivalents: Mapping[str, str]  # function and first word of its complement -> other name: chef état -> président
    sets: WordSets
    calendar: Mapping[str, Mapping[str, int]]  # weekdays, months, relative, spans: word -> number

    # expressions of several words
    long_names: Expressions  # afrique -> du sud
    organised: Expressions  # of organisations: médecins -> sans frontières
    phrases: Mapping[str, Expressions]  # grain -> pour -> sa part
    functions: Mapping[str, Expressions]  # r or b -> tête -> de liste
    tails: Expressions  # fait -> savoir
    firsts: frozenset[str]  # words that may begin a long name or a phrase
    anonymous: str  # a pattern: phrases for speakers that stay unnamed: un proche du dossier
    unnamed: str  # a pattern: sous couvert d'anonymat

    # spelling
    spelling: Spelling
    outer_singles: bool  # single marks are quotation marks outside of others too
    head_last: bool  # a function's noun follows what tells it from others: the defence secretary
    articles_are_objects: bool  # a word after one may be a verb: il la menace
    bare_surnames: bool  # Kirby said: a lone name is that of a person who was named in full
    stops_inside: bool  # the sentence's stop is printed inside the marks: she called it “unfair.”
    colons_lead: bool  # a paragraph that ends in a colon says who speaks in the next
    month_first: bool  # August 12, as well as 12 August
    endings: Endings
    naming_stems: tuple[str, ...]  # beginnings of verbs that give a name: surnommé
    nicknaming_stems: tuple[str, ...]  # and by which somebody gives a name: ils l'ont surnommé
    rejecting_stems: tuple[str, ...]  # beginnings of verbs by which a wording is not taken up: récuse le terme
    judging_stems: tuple[str, ...]  # beginnings of verbs with a quoted object: qualifie

    # rules, and what was learnt of them
    rules: Mapping[str, Any]  # rules.toml as it stands
    speakers: Mapping[str, float]  # evidence that somebody is the speaker -> its weight
    speech: Mapping[str, float]  # evidence that somebody said the words -> its weight
    decisive: frozenset[str]  # rules, with their subjects, whose speaker stands unless it only points to somebody
    joining: frozenset[str]  # rules whose cue stands between two passages of one quote
    nesting: frozenset[str]  # rules by which words inside others are speech too
    whole: frozenset[str]  # rules after which a longer passage is a clause, though it starts small
    weights_of: str  # the language whose weights those here start from, where there are few annotated articles
    precision: Mapping[str, Measured]  # rule -> how often it was right on annotated articles

    weighed: Kept[Clue, tuple[float, ...]] = field(init=False, repr=False, compare=False)  # ``speakers``, by clue

    def __post_init__(self) -> None:
        object.__setattr__(self, "weighed", Kept(self._weigh))

    def _weigh(self, clue: Clue) -> tuple[float, ...]:
        """Give the weights of the pieces of a clue; one that nothing was learnt of has none."""
        return tuple([self.speakers[name] for name in clue.names if name in self.speakers])


def once_per_language(make: Callable[[Language], Made]) -> Callable[[Language], Made]:
    """Keep what ``make`` makes of a language's files, once for each version of them.

    A Language with other weights, as in training, has the same files and so shares it.
    """
    made: dict[str, Made] = {}

    @wraps(make)
    def kept(lang: Language) -> Made:
        if lang.digest not in made:
            made[lang.digest] = make(lang)
        return made[lang.digest]

    return kept
