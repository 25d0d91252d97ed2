"""Load a Language from ``quotes/lang/<code>/``. Nothing else reads those files.

A language is a folder of plain text: closed classes (words.toml), reporting verbs (verbs.txt) and how verbs
are conjugated (conjugation.toml), given names, titles, functions, bodies, places, media, and the rules.
All lookups are in lower case with straight apostrophes (``fold``).
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import regex

from quotes.conjugate import forms, parse, split
from quotes.errors import UnknownLanguage
from quotes.precision import Measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

STRAIGHT = str.maketrans("’‑", "'-")


def fold(word: str) -> str:
    """Bring a word to the form of the lexicon: lower case, straight apostrophe, plain hyphen; same length
    for all but a few capitals (İ), which is why it is never used on text whose offsets matter."""
    return word.lower().translate(STRAIGHT)


@dataclass(frozen=True, slots=True)
class Language:
    """Everything the extractor knows of one language. Keys of all tables are folded words."""

    code: str
    digest: str  # SHA-256 of all its files: goes on every run
    grains: Mapping[str, str]  # word -> its symbol on the tape of grains
    nouns: Mapping[str, str]  # word -> r (function) or b (body), for verbs that are nouns as well: juge
    verbs: Mapping[str, str]  # form -> say, judge, think
    participles: frozenset[str]  # of reporting verbs, also where the form is finite too: dit
    anonymous: regex.Pattern[str]  # phrases for speakers that stay unnamed: un proche du dossier
    unnamed: regex.Pattern[str]  # sous couvert d'anonymat
    long_names: Mapping[str, tuple[tuple[str, ...], ...]]  # names of several words: afrique -> du sud
    phrases: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]  # grain -> first word -> the rest: pour -> sa part
    tails: Mapping[str, tuple[tuple[str, ...], ...]]  # first word -> what must follow: fait -> savoir
    names: Mapping[str, str]  # given name -> m, f, x
    titles: Mapping[str, str]  # M. -> m
    genders: Mapping[str, str]  # function or body -> gender and number: ms, fp
    sorts: Mapping[str, str]  # body -> document, media, anonymous or ''
    media: Mapping[str, str]  # outlet or platform -> agency, paper, broadcaster, platform
    places: Mapping[str, str]  # name -> gender
    pronouns: Mapping[str, str]
    determiners: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    adjective_endings: tuple[str, ...]
    naming_stems: tuple[str, ...]
    judging_stems: tuple[str, ...]
    calendar: Mapping[str, dict[str, int]]  # weekdays, months, relative: word -> number
    firsts: frozenset[str]  # words that may begin an expression of several words, or a title that is a function
    rules: Mapping[str, Any]
    speakers: Mapping[str, float]  # evidence that somebody is the speaker -> its weight
    speech: Mapping[str, float]  # evidence that somebody said the words -> its weight
    precision: Mapping[str, Measured]  # rule -> how often it was right on annotated articles
    memory: dict[str, tuple[str, str, bool]] = field(
        default_factory=dict, repr=False, compare=False
    )  # tokens looked up


def known() -> tuple[str, ...]:
    """List the codes of the languages there are: the folders of ``quotes/lang``."""
    return tuple(sorted(folder.name for folder in _root().iterdir() if (folder / "words.toml").is_file()))


@cache
def load(code: str) -> Language:
    """Read the language ``code``; raises UnknownLanguage where there is no such folder."""
    if code not in known():
        raise UnknownLanguage(code, known())
    return read(_root() / code)


def digest(code: str) -> str:
    """Give the digest of a language's files."""
    return load(code).digest


def _root() -> Traversable:
    return files("quotes") / "lang"


def _lines(folder: Traversable, name: str) -> Iterator[str]:
    """Yield the entries of a list file, without comments and blank lines."""
    source = folder / name
    if source.is_file():
        for line in source.read_text(encoding="utf-8").splitlines():
            if entry := line.partition("#")[0].strip():
                yield entry


CODES = frozenset("m f x s p ms fs xs mp fp xp document media anonymous agency paper broadcaster platform".split())


def _table(folder: Traversable, name: str) -> dict[str, tuple[str, ...]]:
    """Read lines `entry code …`, where the entry may have several words and the codes are the last ones.

    Stops at `[prefix]`: see ``_section``.
    """
    table = {}
    for line in _lines(folder, name):
        if line == "[prefix]":
            break
        words = line.split()
        end = len(words)
        while end > 1 and words[end - 1] in CODES:
            end -= 1
        table[" ".join(words[:end]).translate(STRAIGHT)] = tuple(words[end:])
    return table


def _section(folder: Traversable, name: str, section: str) -> list[str]:
    """Read the lines of a file after its `[section]` heading."""
    lines = list(_lines(folder, name))
    heading = f"[{section}]"
    if heading not in lines:
        return []
    section_lines = []
    for line in lines[lines.index(heading) + 1 :]:
        if line.startswith("["):
            break
        section_lines.append(line)
    return section_lines


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z")):
        return noun
    if noun.endswith("al"):
        return noun[:-1] + "ux"
    return noun + ("x" if noun.endswith(("eau", "eu")) else "s")


def read(folder: Traversable) -> Language:
    """Read the language kept in ``folder``, wherever that is."""
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    grains: dict[str, str] = {}
    for grain, listed in words["grains"].items():
        grains.update(dict.fromkeys(listed.split(), grain))
    verbs, participles, tails = _verbs(folder, grains, words)
    genders, sorts, nouns, capital = _nouns(folder)
    for noun, grain in nouns.items():
        if noun not in capital:
            grains.setdefault(noun, grain)
    for grain, listed in words["grains"].items():
        grains.update(dict.fromkeys(listed.split(), grain))
    places, demonyms, long_places = _places(folder)
    media = _media(folder)
    long_names = _phrases([*long_places, *(name for name in media if " " in name)])
    fixed = {grain: _phrases(listed.splitlines()) for grain, listed in words["phrases"].items()}
    titles = {title.lower(): codes[0] for title, codes in _table(folder, "titles.txt").items() if codes}
    adjectives = demonyms | capital | set(_section(folder, "roles.txt", "prefix"))
    for adjective in adjectives | set(words["sets"].get("adjectives", "").split()):
        if grains.get(adjective, "x") in "xrb":
            grains[adjective] = "a"
    return Language(
        code=folder.name,
        digest=_digest(folder),
        grains=grains,
        nouns=nouns,
        verbs=verbs,
        participles=participles,
        tails=tails,
        names={name.lower(): codes[0] for name, codes in _table(folder, "names.txt").items() if codes},
        titles=titles,
        genders=genders,
        sorts=sorts,
        media=media,
        anonymous=_anonymous(folder, "speaker"),
        unnamed=_anonymous(folder, "condition"),
        phrases=fixed,
        long_names=long_names,
        places=places,
        pronouns=words["pronouns"],
        determiners=words["determiners"],
        sets={name: frozenset(listed.split()) for name, listed in words["sets"].items()},
        adjective_endings=tuple(words["sets"].get("adjective_endings", "").split()),
        judging_stems=tuple(words["sets"].get("judging_stems", "").split()),
        naming_stems=tuple(words["sets"].get("naming_stems", "").split()),
        calendar=words["calendar"],
        firsts=frozenset(
            [word for phrases in fixed.values() for word in phrases]
            + [*long_names, *tails, *(t for t in titles if t in nouns), *words["sets"]["speaking"].split()]
        ),
        rules=tomllib.loads((folder / "rules.toml").read_text(encoding="utf-8")),
        speakers=_numbers(folder, "speakers.toml"),
        speech=_numbers(folder, "speech.toml"),
        precision={rule: Measured(*row) for rule, row in _numbers(folder, "precision.toml").items()},
    )


def _numbers(folder: Traversable, name: str) -> dict[str, Any]:
    """Read a file that ``tools/`` writes; a language may lack it."""
    file = folder / name
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _digest(folder: Traversable) -> str:
    sha = hashlib.sha256()
    for file in sorted((f for f in folder.iterdir() if f.is_file()), key=lambda f: f.name):
        sha.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()


FINITE = {"say": "v", "judge": "j", "think": "t"}


def _verbs(
    folder: Traversable, grains: dict[str, str], words: Mapping[str, Any]
) -> tuple[dict[str, str], frozenset[str], dict[str, tuple[tuple[str, ...], ...]]]:
    """Conjugate the verbs into ``grains``; return class by form, the participles, and the tails of expressions."""
    models = parse((folder / "conjugation.toml").read_text(encoding="utf-8"))
    classes: dict[str, str] = {}
    participles: set[str] = set()
    tails: dict[str, list[tuple[str, ...]]] = {}
    listed = [
        (lemma.strip(), kind.strip()) for lemma, _, kind in (v.partition(":") for v in _lines(folder, "verbs.txt"))
    ]
    for lemma in words["sets"].get("verbs", "").split():
        _grain_forms(forms(lemma, models), grains, {"finite": "u", "infinitive": "z", "gerund": "g", "participle": "O"})
    strength = {"think": 0, "judge": 1, "say": 2}
    for lemma, kind in sorted(listed, key=lambda entry: strength[entry[1]]):
        _, head, rest = split(fold(lemma))
        tail = _tokens(rest)
        if tail and all(grains.get(word) in {"p", "q", "%"} for word in tail):
            tail = []  # inviter à: the preposition is no part of the cue
        made = forms(head, models)
        if tail:
            for form in set().union(*made.values()):
                tails.setdefault(form, []).append(tuple(tail))
                classes.setdefault(form, kind)
            _grain_forms(made, grains, {"finite": "u", "infinitive": "z", "gerund": "g", "participle": "O"}, keep=True)
            continue
        for form in set().union(*made.values()):
            classes[form] = kind
        participles |= made["participle"]
        _grain_forms(made, grains, {"participle": "P", "infinitive": "I", "gerund": "G", "finite": FINITE[kind]})
    return classes, frozenset(participles), {form: tuple(t) for form, t in tails.items()}


def _grain_forms(
    made: Mapping[str, frozenset[str]], grains: dict[str, str], symbols: Mapping[str, str], *, keep: bool = False
) -> None:
    for mood, symbol in symbols.items():
        for form in made[mood]:
            if not (keep and form in grains):
                grains[form] = symbol


def _nouns(folder: Traversable) -> tuple[dict[str, str], dict[str, str], dict[str, str], set[str]]:
    """Read functions and bodies: their gender and number, their sort, their grain, and those that are nouns only
    with a capital (un Français, but un élu français). A function's regular plural is a group of people."""
    genders: dict[str, str] = {}
    sorts: dict[str, str] = {}
    nouns: dict[str, str] = {}
    capital: set[str] = set()
    for noun, codes in _table(folder, "groups.txt").items():
        if " " not in noun:
            low = noun.lower()
            code = codes[0] if codes else "x"
            genders[low] = code if len(code) > 1 else code + "s"
            nouns[low] = "b"
            if len(codes) > 1:
                sorts[low] = codes[1]
    for noun, codes in _table(folder, "roles.txt").items():
        if " " in noun:
            continue
        low, gender = noun.lower(), codes[0][0] if codes else "x"
        for form, number in ((low, "s"), (_plural(low), "p")):
            if form not in nouns or number == "s":
                nouns[form], genders[form] = "r", gender + number
                if noun[0].isupper() and not noun.isupper():
                    capital.add(form)
    return genders, sorts, nouns, capital


def _tokens(phrase: str) -> list[str]:
    """Split a phrase as the extractor splits text: after each elision."""
    return regex.findall(r"[^\s']+'|[^\s']+", phrase.replace("’", "'"))


def _phrases(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Index phrases of several words by their first one."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for line in phrases:
        first, *rest = _tokens(line) or [""]
        if rest:
            table.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in table.items()}


def _places(folder: Traversable) -> tuple[dict[str, str], set[str], list[str]]:
    """Read `Country gender : Capital : demonyms` lines and the metonyms.

    Return the genders of one-word names, the demonyms (as adjectives), and the names of several words.
    """
    places: dict[str, str] = {}
    demonyms: set[str] = set()
    long: list[str] = []
    metonyms = False
    for line in _lines(folder, "places.txt"):
        if line.startswith("["):
            metonyms = line == "[metonyms]"
            continue
        name, *more = [part.strip() for part in line.split(":")]
        head, _, gender = name.rpartition(" ")
        names = [head if gender in CODES else name]
        if more and not metonyms:
            names += more[0].split(",")
            demonyms.update(fold(word) for word in (more[1].split() if len(more) > 1 else ()))
        for each in names:
            bare = regex.sub(r"^(?:l['’]|l[ae]s? )", "", fold(each.strip()))
            if " " in bare:
                long.append(bare)
            elif bare and each.strip().split("'")[-1][:1].isupper() or not metonyms:
                places.setdefault(bare, gender if each == names[0] and gender in CODES else "x")
    return places, demonyms, long


def _media(folder: Traversable) -> dict[str, str]:
    """Read `Name: type` lines."""
    return {
        fold(name.strip()): kind.strip()
        for name, _, kind in (line.partition(":") for line in _lines(folder, "media.txt"))
    }


def _anonymous(folder: Traversable, section: str) -> regex.Pattern[str]:
    """Make one pattern, over folded text, of the word patterns of anonymous.txt (see its head)."""
    made = []
    for line in _section(folder, "anonymous.txt", section):
        words = []
        for word in line.split():
            bare = word.strip("()")
            piece = r"(?:\S+ ?){1,3}" if bare == "*" else "(?:" + "|".join(_with_de(w) for w in bare.split("|")) + ")"
            words.append(f"(?:{piece} ?)?" if word.startswith("(") else piece + " ?")
        made.append("".join(words))
    return regex.compile(r"\b(?:" + "|".join(made) + ")" if made else r"(?!)")


def _with_de(word: str) -> str:
    return r"(?:de la|des|de|du|d')" if word in {"de", "d'"} else regex.escape(word)
