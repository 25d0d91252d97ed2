"""Read the folder of a language: each file by its own reader, and all of them into one Language."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from quotes.lexicon.expressions import by_first_words, hidden_speakers
from quotes.lexicon.language import Endings, Language, Spelling, WordSets, fold
from quotes.lexicon.lists import lines, pairs, section, table, toml
from quotes.lexicon.nouns import Nouns, nouns
from quotes.lexicon.places import Places, places
from quotes.lexicon.verbs import conjugated
from quotes.precision import Measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

HABITS = (
    "outer_singles",
    "head_last",
    "month_first",
    "articles_are_objects",
    "bare_surnames",
    "stops_inside",
    "colons_lead",
)
SHARED = ("names.txt", "organisations.txt")  # what a language may take from others: names know few borders
Words = dict[str, Any]  # words.toml as it stands


def read(folder: Traversable, beside: Traversable | None = None) -> Language:
    """Read the language kept in ``folder``, wherever that is. Only words.toml must be there, and may be empty.

    ``beside`` holds the folders of the other languages, some of whose names it may share.
    """
    words = toml(folder, "words.toml")
    shared = [beside / code for code in words.get("shared", {}).get("names", "").split()] if beside else []
    here = places(folder, words.get("sets", {}).get("articles", "").split())
    organisations = [fold(name) for source in (*shared, folder) for name in lines(source, "organisations.txt")]
    sets = WordSets({name: frozenset(listed.split()) for name, listed in words.get("sets", {}).items()})
    sets["metonyms"] = frozenset(here.metonyms)
    sets["organisations"] = frozenset(organisations)
    sets["states"] = frozenset(f"{state}." for state in fold(words.get("tokens", {}).get("states", "")).split())
    sets["family_first"] = frozenset(
        fold(name) for source in (*shared, folder) for name in section(source, "names.txt", "family_first")
    )
    sets["word_names"] = frozenset(_genders(folder)) if shared else frozenset()
    if "capitalised" in sets:
        sets["capitalised"] |= here.demonyms
    grains = _closed(words)
    common, phrasal = words.get("sets", {}).get("verbs", ""), words.get("habits", {}).get("phrasal_verbs", False)
    verbs = conjugated(folder, common.split(), grains, phrasal=phrasal)  # in order: forms overlap
    head_last = words.get("habits", {}).get("head_last", False)
    speaking = nouns(folder, words.get("plurals", {}), head_last=head_last)
    _fill(grains, words, speaking, here, sets["adjectives"] | set(section(folder, "roles.txt", "prefix")))
    rules = toml(folder, "rules.toml")
    titles = {title.lower(): codes[0] for title, codes in table(folder, "titles.txt").items() if codes}
    return Language(
        code=folder.name,
        digest=_digest(folder, [other / name for other in shared for name in SHARED if (other / name).is_file()]),
        grains=grains,
        nouns=speaking.grains,
        genders=speaking.genders,
        sorts=speaking.sorts,
        verbs=verbs.classes,
        participles=verbs.participles,
        names=_names(folder, shared, words),
        titles=titles,
        places=here.genders,
        countries=here.countries,
        pronouns=words.get("pronouns", {}),
        determiners=words.get("determiners", {}),
        owners=words.get("owners", {}),
        equivalents=words.get("equivalents", {}),
        sets=sets,
        calendar={"weekdays": {}, "months": {}, "relative": {}, "spans": {}} | words.get("calendar", {}),
        tails=verbs.tails,
        **_expressions(folder, words, here, speaking, organisations),
        **_spelling(words),
        rules=rules,
        speakers=toml(folder, "speakers.toml"),
        speech=toml(folder, "speech.toml"),
        decisive=frozenset(_decisive(rules)),
        joining=_flagged(rules, "joins"),
        nesting=_flagged(rules, "nested"),
        whole=_flagged(rules, "whole"),
        weights_of=words.get("shared", {}).get("weights", ""),
        precision={rule: Measured(*row) for rule, row in toml(folder, "precision.toml").items()},
    )


def _decisive(rules: Words) -> Iterator[str]:
    """Name the decisive rules as quotes do: with the subject, where the rule has some."""
    for rule in [*rules.get("rule", ()), *rules.get("inside", ())]:
        subjects = rule.get("decisive", ())
        yield from [rule["name"]] if subjects is True else [f"{rule['name']}/{subject}" for subject in subjects]
    yield from (name for name, rule in rules.get("special", {}).items() if rule.get("decisive"))


def _names(folder: Traversable, shared: Iterable[Traversable], words: Words) -> dict[str, str]:
    """Read the given names of a language, and of those whose names it shares: names know few borders.

    A shared name that is a common word here (May, Said) is none.
    """
    common = {word for word, grain in _closed(words).items() if grain != "~"}
    common.update(words.get("shared", {}).get("no_names", "").split())
    names = {name: gender for other in shared for name, gender in _genders(other).items() if name not in common}
    return names | _genders(folder)


def _genders(folder: Traversable) -> dict[str, str]:
    return {name.lower(): codes[0] for name, codes in table(folder, "names.txt").items() if codes}


def _flagged(rules: Words, flag: str) -> frozenset[str]:
    named = {rule["name"]: rule for rule in rules.get("rule", ())} | rules.get("special", {})
    return frozenset(name for name, rule in named.items() if rule.get(flag))


def _closed(words: Words) -> dict[str, str]:
    """Give each word of a closed class its grain; a word listed twice has the later one."""
    return {word: grain for grain, listed in words.get("grains", {}).items() for word in listed.split()}


def _fill(grains: dict[str, str], words: Words, speaking: Nouns, here: Places, adjectives: frozenset[str]) -> None:
    """Add nouns and adjectives to the grains of the verbs. A closed class has the last word: a is avoir."""
    for noun, grain in speaking.grains.items():
        if noun not in speaking.capital:
            grains.setdefault(noun, grain)
    grains.update(_closed(words))
    for day in words.get("calendar", {}).get("weekdays", ()):
        grains.setdefault(day, "y")
    for adjective in adjectives | here.demonyms | speaking.capital:
        if grains.get(adjective, "x") in "xrb":
            grains[adjective] = "a"


def _expressions(
    folder: Traversable, words: Words, here: Places, speaking: Nouns, organisations: Iterable[str]
) -> dict[str, Any]:
    """Collect what has several words."""
    media = {fold(name): kind for name, kind in pairs(folder, "media.txt")}
    long_names = by_first_words([*here.long, *(name for name in media if " " in name)])
    organised = by_first_words(organisations)
    phrases = {grain: by_first_words(listed.splitlines()) for grain, listed in words.get("phrases", {}).items()}
    functions = {grain: by_first_words(listed) for grain, listed in speaking.phrases.items()}
    contractions: Mapping[str, list[str]] = words.get("contractions", {})
    return {
        "media": media,
        "long_names": long_names,
        "organised": organised,
        "phrases": phrases,
        "functions": functions,
        "firsts": frozenset(long_names).union(organised, *functions.values(), *phrases.values()),
        "anonymous": hidden_speakers(section(folder, "anonymous.txt", "speaker"), contractions),
        "unnamed": hidden_speakers(section(folder, "anonymous.txt", "condition"), contractions),
    }


def _spelling(words: Words) -> dict[str, Any]:
    tokens, endings, stems = (
        {name: tuple(listed.split()) for name, listed in words.get(section, {}).items()}
        for section in ("tokens", "endings", "stems")
    )
    return {
        "spelling": Spelling(**tokens),
        **{name: words.get("habits", {}).get(name, False) for name in HABITS},
        "endings": Endings(**endings),
        "naming_stems": stems.get("naming", ()),
        "nicknaming_stems": stems.get("nicknaming", ()),
        "rejecting_stems": stems.get("rejecting", ()),
        "judging_stems": stems.get("judging", ()),
    }


def _digest(folder: Traversable, shared: Iterable[Traversable]) -> str:
    sha = hashlib.sha256()
    for file in [*sorted((f for f in folder.iterdir() if f.is_file()), key=lambda f: f.name), *shared]:
        sha.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()
