"""Write each paragraph as grains: one symbol a token, passages as one token each.

The alphabet (words.toml and verbs.txt say which words are what):

    Q passage    d determiner  p de         q other preposition    & et, ou   m mais, comme   k que
    W qui, dont  i il, elle    l -t-il      s se         n ne, object pronoun   y adverb      S selon
    h avoir      e être        E été        v j t finite verb of saying, judging, thinking    u other finite verb
    P I G        participle, infinitive, gerund of a reporting verb       O z g   those of another verb
    + the rest of an expression (savoir in fait savoir)
    r function   b body        a adjective  x other word       0 number
    F given name X other capitalised word   A capitals   L place   T title   ~ particle (van, ben)
    . , : ; ( ) - / and any other sign as itself, with … ! ? as .
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from quotes.lexicon.language import STRAIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.extract.marks import Passage
    from quotes.lexicon import Language

TOKEN = regex.compile(
    r"""(?:MM?|M(?:me|lle|gr|rs|r|s)s?|D[re]|Pr|Prof|St|Lt|Col|Gén|Sen|Rep|Gov|Rev|Sgt|Capt|\p{Lu}(?:\.-?\p{Lu})*)\.(?=[\s\u00a0\u202f]*\p{Lu}|-\p{Lu})
      | (?:[lLdDjJsScC]|[nNmMtT](?!['’]\p{Lu})|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu|[Qq]uoiqu)['’](?=[\p{L}\s]|$)
      | -(?:t-|t['’])?(?:ils?|elles?|on|je|nous|vous|ce)\b
      | (?P<w>\p{L}[\p{L}\p{M}\p{N}]*+(?:(?:-(?!(?:t-|t['’])?(?:ils?|elles?|on|je|nous|vous|ce)\b)|[‑'’&]|\.(?=\p{Ll}))\p{L}[\p{L}\p{M}\p{N}]*+)*)
      | \d+(?:[ .,\u202f\u00a0]\d{3})*(?:[,.]\d+)?\w*
      | @\w+
      | \S""",
    regex.VERBOSE,
)
STOPS = {".": ".", "!": ".", "?": ".", "…": ".", "–": "-", "—": "-", "−": "-", "[": "(", "]": ")", "%": "0"}
AUXILIARY = frozenset("heE")
CAPITAL = "^"  # not a grain: a capitalised word, whose grain depends on where it stands
REMEMBERED = 200_000  # tokens looked up once and kept: bounded, for flat memory
BETWEEN_VERBS = frozenset("ynl")
NOUNLIKE = frozenset("xarbXLAF0OPpq%")
NAMELIKE = frozenset("FXTA~")
SENTENCE_START = frozenset(".:-Q(")


@dataclass(slots=True)
class Strip:
    """One paragraph as grains. Token i stands at ``starts[i]``–``ends[i]`` of the article's text.

    ``words[i]`` is the folded word (for a passage the empty string, and ``passage[i]`` its index).
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    grains: str
    passages: dict[int, int]  # token -> index of the passage
    spoken: list[int]  # tokens that are words for words: propos, phrase


MIDDLE_CAPITAL = regex.compile(r"(?<=[\p{Ll},;][ \u00a0]|[ldLD]['’])\p{Lu}[\p{L}\p{M}'’-]*+")


def middle_capitals(text: str) -> frozenset[str]:
    """The words that have a capital in the middle of a sentence somewhere in the article: names, mostly."""
    return frozenset(MIDDLE_CAPITAL.findall(text))


def write_strip(  # noqa: PLR0913
    text: str, start: int, end: int, passages: Sequence[tuple[int, Passage]], capitals: frozenset[str], lang: Language
) -> Strip:
    """Write ``text[start:end]``, a paragraph with the given outermost passages (index, passage).

    ``capitals`` are the article's ``middle_capitals``.
    """
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    raw: list[str] = []
    quoted: dict[int, int] = {}
    at = start
    for index, passage in passages:
        _tokens(text, at, passage.outer.start, starts, ends, raw)
        quoted[len(starts)] = index
        starts.append(passage.outer.start)
        ends.append(passage.outer.end)
        raw.append("")
        at = passage.outer.end
    _tokens(text, at, end, starts, ends, raw)
    grains, spoken = _classify(raw, words, text, ends, capitals, lang)
    return Strip(starts, ends, words, grains, quoted, spoken)


def _tokens(text: str, start: int, end: int, starts: list[int], ends: list[int], raw: list[str]) -> None:
    for match in TOKEN.finditer(text, start, end):
        a, b = match.span()
        starts.append(a)
        ends.append(b)
        raw.append(match[0])


def _classify(
    raw: list[str], words: list[str], text: str, ends: list[int], capitals: frozenset[str], lang: Language
) -> tuple[str, list[int]]:
    """Give each token its grain, from its form, the lexicon and the grain before it; and list the words for words."""
    memory, firsts, out = lang.memory, lang.firsts, list[str]()
    openers, capital = list[int](), list[int]()
    before = "."
    for i, token in enumerate(raw):
        low, grain, settled = memory.get(token) or _look_up(token, lang)
        words.append(low)
        if not settled:
            if grain == CAPITAL:
                starts_here = before in SENTENCE_START and _starts_sentence(before, i, text, ends)
                grain = _in_capitals(token, low, before, starts_here, words, out, lang)
                if starts_here:
                    capital.append(i)
            else:
                grain = _in_context(low, grain, before, words, out, lang)
        if low in firsts:
            openers.append(i)
        out.append(grain)
        before = grain
    if openers:
        _long_names(openers, raw, words, out, lang)
    _doubtful_capitals(raw, out, capital, capitals)
    _places_before_names(words, out, lang)
    if openers:
        _fixed_phrases(openers, words, out, lang)
        _titles(openers, words, out, lang)
        _tails(openers, words, out, lang)
    speaking = lang.sets["speaking"]
    return "".join(out), [i for i in openers if out[i] == "x" and words[i] in speaking]


def _look_up(token: str, lang: Language) -> tuple[str, str, bool]:
    """Look a token up once: its folded word, its grain, and whether no context can change that."""
    low, first = token.lower().translate(STRAIGHT), token[:1]
    if not token:
        found = ("", "Q", True)
    elif first.isupper():
        found = (low, CAPITAL, False)
    elif not first.isalpha():
        found = (low, _sign(token, first), True)
    else:
        grain = lang.grains.get(low) or lang.nouns.get(_unprefixed(low, lang)) or _guess(low)
        sets = lang.sets
        moves = (
            grain in "vjtuPIG"
            or (grain in "Ogz" and low in lang.nouns)
            or grain == "r"
            or (grain == "x" and low.endswith(lang.endings.adjective))
            or (grain == "n" and low in lang.pronouns)
            or any(low in sets[name] for name in ("partitive", "back", "accords"))
        )
        found = (low, grain, not moves)
    if len(lang.memory) < REMEMBERED:
        lang.memory[token] = found
    return found


def _sign(token: str, first: str) -> str:
    if len(token) == 1:
        return STOPS.get(token, "0" if first.isdigit() else token)
    return "F" if first == "@" else "l" if first == "-" else "0"


def _in_capitals(  # noqa: PLR0913
    token: str,
    low: str,
    before: str,
    starts_here: bool,
    words: list[str],
    out: list[str],
    lang: Language,  # noqa: FBT001
) -> str:
    if token == "A" and starts_here:
        return "q"  # A Paris, where capitals carry no accents
    if starts_here and low in lang.sets["partitive"]:
        return "d"
    if before == "d" and low in lang.sets["back"] and (grain := _back(low, words, out, lang)):
        return grain
    if starts_here and low in lang.sets["accords"]:
        return "S"  # Pour le ministre, la loi est « A »
    return _capitalised(token, low, before, starts_here, lang)


def _in_context(low: str, grain: str, before: str, words: list[str], out: list[str], lang: Language) -> str:
    """Settle what the words before settle."""
    if grain in "Ogz" and before == "d":
        grain = lang.nouns.get(low, grain)  # l'élue, un habitant
    elif grain == "r" and before == "b":
        return "a"  # une source policière
    elif grain == "x" and before in "rba" and low.endswith(lang.endings.adjective):
        return "a"  # des sources diplomatiques
    elif grain == "n" and before in "Sq%p" and low in lang.pronouns:
        return "i"  # selon lui
    if low in lang.sets["partitive"] and before not in NOUNLIKE:
        return "d"  # clament des manifestants, but le maire des lilas
    if before == "d" and low in lang.sets["back"]:
        grain = _back(low, words, out, lang) or grain
    elif low in lang.sets["accords"] and (before == "m" or (before == "," and out[-2:-1] == ["y"])):
        return "S"
    return _verb_or_noun(grain, low, before, out, lang) if grain in "vjtuPIG" else grain


def _starts_sentence(before: str, i: int, text: str, ends: list[int]) -> bool:
    if i == 0 or before != "Q":
        return True
    closing = text[ends[i - 1] - 3 : ends[i - 1]]
    return any(sign in closing for sign in ".!?…")


def _capitalised(token: str, low: str, before: str, starts_here: bool, lang: Language) -> str:  # noqa: FBT001
    """Tell a name from a word that only starts a sentence."""
    if low in lang.titles and (low.endswith(".") or low not in lang.names):
        return "T"
    if token.endswith(".") and len(token) > 1:
        return "F"  # an initial: J.
    known = lang.grains.get(low)
    if low in lang.sets["places"] and not starts_here:
        return "L"
    if low in lang.sets["ranks"]:
        return "a"  # le Premier ministre
    if low in lang.places and low not in lang.nouns:
        return "L"
    if low in lang.calendar["weekdays"] or low in lang.calendar["months"]:
        return "y"
    if starts_here and known and known not in "~a":
        if known == "O" and low in lang.names:
            return "F"
        return known
    if low in lang.names or low.partition("-")[0] in lang.names:
        return "F"
    if known in {"d", "p", "q", "~", "&", "y"} and before in NAMELIKE:
        return "X"  # Marine Le Pen
    if len(token) > 1 and token.isupper() and known not in {"d", "p", "q", "&", "k", "W", "i", "y", "n", "e", "h", "s"}:
        return "A"
    if low in lang.places and before not in "x":
        return "L"
    if low in lang.nouns:
        return lang.nouns[low]
    if low in lang.places:
        return "L"
    if known and known not in "vjtuPIGOzgya~x":
        return known
    return "x" if starts_here and _guess(low) != "x" else "X"


def _unprefixed(low: str, lang: Language) -> str:
    """Take ex-, vice- or co- off a word: ex-ministre is a ministre."""
    head, dash, rest = low.partition("-")
    return rest if dash and head in lang.sets["prefixes"] else ""


def _guess(low: str) -> str:
    """Give an unknown lower-case word its likely grain by its ending."""
    if low.endswith("ment") and len(low) > 6:
        return "y"
    if low.endswith(("é", "ée", "és", "ées")):
        return "O"
    return "x"


def _verb_or_noun(grain: str, low: str, before: str, out: list[str], lang: Language) -> str:
    """Settle what the word before settles: a dit is a participle, le juge is no verb."""
    back = len(out) - 1
    while back >= 0 and out[back] in BETWEEN_VERBS:
        back -= 1
    last = out[back] if back >= 0 else "."
    if low in lang.participles and last in AUXILIARY:
        return "P"
    if grain == "u" and last in AUXILIARY:
        return "O"
    if (before in "dpa" and grain in "vjtu") or (before == "d" and grain in "PG"):
        subject = before == "d" and back >= 1 and out[back - 1] in "iWsm,Q"  # il la menace; « A », leur crie-t-on
        subject = subject and (out[back - 1] in "iWs" or grain in "vj")
        if not subject:
            return lang.nouns.get(low, "x")
    if before == "d" and grain == "I":
        return lang.nouns.get(low, grain)  # un conseiller
    if before == "q" and grain in "vjtu" and low in lang.nouns:
        return lang.nouns[low]
    return grain


def _doubtful_capitals(raw: list[str], out: list[str], capital: list[int], names: frozenset[str]) -> None:
    """Unmake a name of a word that has its capital from its place: *Difficile de dire*, but *Febelfin a dit*."""
    for i in capital:
        if out[i] == "X" and raw[i] not in names and (i + 1 == len(out) or out[i + 1] not in "XFA~-(hevjusn,L"):
            out[i] = "x"


def _back(low: str, words: list[str], out: list[str], lang: Language) -> str:
    """Make a pronoun of ce dernier, cette dernière, l'intéressé."""
    if words[-2] not in lang.sets["pointing"] or (words[-2] == "l'" and not low.startswith("int")):
        return ""
    out[-1] = "y"
    return "i"


def _long_names(openers: list[int], raw: list[str], words: list[str], out: list[str], lang: Language) -> None:
    """Keep a known name of several words together: a déclaré à Global News Jim Hollingsworth."""
    for i in openers:
        if out[i] in "XLAFbr" and raw[i][0].isupper():
            for rest in lang.long_names.get(words[i], ()):
                end = i + 1 + len(rest)
                if tuple(words[i + 1 : end]) == rest and raw[end - 1][0].isupper():
                    out[i:end] = "A" * (end - i)
                    break


def _places_before_names(words: list[str], out: list[str], lang: Language) -> None:
    """Part a place from the name after it: a assuré à Genève Monika Rüegg."""
    for i in range(1, len(out) - 1):
        if out[i] == "X" and out[i + 1] == "F" and out[i - 1] == "q" and words[i - 1] in lang.sets["at"]:
            out[i] = "L"


def _fixed_phrases(openers: list[int], words: list[str], out: list[str], lang: Language) -> None:
    """Join words that are as one: *pour sa part* is an adverb, *de l'avis de* is *selon*."""
    for grain, phrases in lang.phrases.items():
        for i in openers:
            for rest in phrases.get(words[i], ()):
                end = i + 1 + len(rest)
                if tuple(words[i + 1 : end]) == rest:
                    out[i:end] = grain + ("y" if grain == "y" else "+") * (end - i - 1)
                    break


def _titles(openers: list[int], words: list[str], out: list[str], lang: Language) -> None:
    """Make a function of a title with no name after it: l'Ambassadeur a confié."""
    for i in openers:
        if out[i] == "T" and words[i] in lang.nouns and (i + 1 == len(out) or out[i + 1] not in "TFXA~L"):
            out[i] = lang.nouns[words[i]]


def _tails(openers: list[int], words: list[str], out: list[str], lang: Language) -> None:
    """Join expressions of several words: in *a fait savoir* the verb is *fait*, and *savoir* part of it."""
    for i in openers:
        grain = out[i]
        if grain not in "uvjtOPzIgGh" or words[i] not in lang.tails:
            continue
        for tail in lang.tails[words[i]]:
            at = i + 1
            while at < len(out) and at < i + 4 and out[at] in BETWEEN_VERBS:
                at += 1
            if tuple(words[at : at + len(tail)]) == tail:
                out[i] = {"O": "P", "P": "P", "z": "I", "I": "I", "g": "G", "G": "G", "v": "v"}.get(grain, "j")
                out[at : at + len(tail)] = "+" * len(tail)
                break
