"""What the words around a word make of it: il juge, le juge; sometimes called “A”; shook her head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.extract.expressions import BETWEEN_VERBS, DETERMINED
from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.extract.tokens import Draft
    from quotes.lexicon import Language

REPORTING = frozenset("vjtuPIG")  # verbs that may be nouns, or participles, by what stands before them
FINITE = frozenset("vjtu")
AUXILIARY = frozenset("heE")
VERBS = FINITE | AUXILIARY
UNSAID_NOUNS = frozenset("xrb0")  # nouns, by the lexicon or by default
NOUNS = frozenset("xrbA")
SPEAKING = frozenset("rb")
DESCRIBED = NOUNS | {"g"}  # le montant financier
NOUNLIKE = frozenset("xarbXLAF0OPpq%d")
UNDETERMINED = frozenset("kqpfvjt&")  # before a noun without determiner
UNFINISHED = frozenset("GIgz")  # verbs after a preposition and their object: en lui disant
BEFORE_STRESSED = frozenset("Sq%p")  # selon lui, à elle
CLAUSE = 8  # words before a verb among which another one of its clause may be
CLAUSE_STARTS = frozenset(",.:;Qk&mWi-(")
NO_SUBJECT = frozenset("x0apqf%'d~")  # before a word that may be a noun: it is one
SUBJECT = frozenset("iWs")  # il la menace: a verb though la stands before it
VERB_FORMS = frozenset("heGIn")  # which no noun is like: leur dire, leur en veut
WHO = frozenset("rbxaFXALiWn")  # before a verb: le maire leur promet
NAMED = frozenset("FX")  # Jeanne Martin les accuse
SUBJECT_STARTS = frozenset("dFXT")
ASIDE = frozenset(",(y")  # what a participle follows that belongs to the noun before it
MAYBE_SUBJECT = frozenset("m,Q")  # « A », leur crie-t-on


def depends(low: str, grain: str, lang: Language) -> bool:
    """Say whether the words before may change the grain of a word; see ``in_context``."""
    return (
        grain in REPORTING
        or (grain in "Ogz" and low in lang.nouns)
        or grain == "r"
        or (grain == "b" and lang.endings.singular(low) in lang.sets["describing"])
        or (grain == "x" and low.endswith(lang.endings.adjective))
        or (grain == "n" and low in lang.pronouns)
        or low in _changing(lang)
    )


@once_per_language
def _changing(lang: Language) -> frozenset[str]:
    """Collect the words, of whatever grain, that those before them may make others."""
    lists = ("partitive", "back", "accords", "datives", "either_case", "pointers", "called", "bodily")
    return frozenset[str]().union(*(lang.sets[name] for name in lists))


def in_context(draft: Draft, i: int, before: str, lang: Language) -> str:
    """Settle what the words before settle, for a word without a capital; ``before`` is the grain before it."""
    low, grain = draft.words[i], draft.grains[i]
    if low in _listed(lang) and (found := _exception(draft, i, before, lang)):
        return found
    if grain in REPORTING:
        return _verb_or_noun(draft, i, before, lang)
    if grain in "Ogz" and (before == "d" or (before == "p" and low in lang.nouns) or _is_named(draft, i, lang)):
        return lang.nouns.get(low, "x" if grain in "gz" else grain)  # l'élue, un habitant, le montant
    if low in lang.sets["datives"]:
        return "n" if _is_dative(draft, i, before) else grain
    if _describes(draft, i, before, lang):
        return "a"  # une source policière, des sources diplomatiques
    stressed = grain == "n" and before in BEFORE_STRESSED and low in lang.pronouns
    return "i" if stressed and "".join(draft.grains[i + 1 : i + 2]) not in UNFINISHED else grain  # selon lui


def _exception(draft: Draft, i: int, before: str, lang: Language) -> str:
    """Give the grain of a word that is in a list of those that change their nature; "" for others."""
    low, sets = draft.words[i], lang.sets
    if low in sets["partitive"] and before not in NOUNLIKE:
        return "d"  # clament des manifestants, but le maire des lilas
    if low in sets["accords"] and _says_whose(draft, i, lang):
        return "S"
    if low in sets["gerunds"] and before in SPEAKING:
        return "g"  # l'avocate représentant Léa Colin, but le représentant de Léa Colin
    if low in sets["pointers"] and _points_to(draft, i + 1, lang):
        return "d"  # that lawmaker said, but said that lawmakers had
    if low in sets["called"] and before in ASIDE and i + 1 in draft.passages:
        return "O"  # baby eels, sometimes called “white gold”
    alone = low in sets["negations"] and draft.grains[i] == "r" and before not in DETERMINED  # personne n'a dit
    return "x" if alone or (low in sets["bodily"] and _is_bodily(draft, i, lang)) else ""


@once_per_language
def _listed(lang: Language) -> frozenset[str]:
    """Collect the words that ``_exception`` knows."""
    lists = ("partitive", "accords", "gerunds", "pointers", "called", "negations", "bodily")
    return frozenset[str]().union(*(lang.sets[name] for name in lists))


def _describes(draft: Draft, i: int, before: str, lang: Language) -> bool:
    """Say whether a word after a noun is its adjective."""
    low, grain = draft.words[i], draft.grains[i]
    if lang.head_last:
        return False
    if grain not in "rb":
        return grain == "x" and before in "rba" and low.endswith(lang.endings.adjective)
    noun = draft.grains[i - 2] if before == "a" and i > 1 else before
    return before == "b" or (noun in DESCRIBED and lang.endings.singular(low) in lang.sets["describing"])


def _says_whose(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether *pour* names whose opinion it is: mais pour le ministre, …; « A », pour le ministre; pour qui."""
    before = "".join(draft.grains[max(i - 2, 0) : i])
    if before[-1:] == "m" or before == "y," or draft.grains[i + 1 : i + 2] == ["W"]:
        return True
    following = draft.words[i + 1 : i + 3]
    definite = len(following) > 1 and following[0] in lang.sets["articles"] and lang.nouns.get(following[1]) == "r"
    rest = "".join(draft.grains[i + 1 :]).partition(".")[0]  # « A », pour le maire, estime X: no opinion of the maire's
    return before == "Q," and definite and VERBS.isdisjoint(rest) and "W" not in rest


def _is_dative(draft: Draft, i: int, before: str) -> bool:
    """Say whether *leur* is to whom: en leur disant, le maire leur promet; not: leur promesse."""
    following = "".join(draft.grains[i + 1 : i + 2])
    return following in VERB_FORMS or (following in FINITE and (before in WHO or draft.grains[i - 2 : i] == ["Q", ","]))


def _is_bodily(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether a head is somebody's own: shook her head, but its head, and her head of security."""
    owner, after = draft.words[max(i - 1, 0)], draft.words[i + 1 : i + 2]
    return owner in lang.sets["owned"] and lang.sets["heading"].isdisjoint(after)


def _points_to(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether token ``i`` is a function in the singular, with no name after it."""
    low = "".join(draft.words[i : i + 1])
    named = "".join(draft.raw[i + 1 : i + 2])[:1].isupper()
    return lang.nouns.get(low) == "r" and lang.genders[low].endswith("s") and not named


def _is_named(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether a function has its holder's given name after it: Warriors coach Steve Kerr."""
    following = "".join(draft.raw[i + 1 : i + 2])
    return following[:1].isupper() and draft.words[i + 1] in lang.names and lang.nouns.get(draft.words[i]) == "r"


def describes_next(draft: Draft, i: int) -> bool:
    """Say whether a word that may point back only describes the noun after it: ces derniers jours."""
    return i + 1 < len(draft.raw) and draft.grains[i + 1] in UNSAID_NOUNS


def is_object(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether nous or vous is the object of a verb whose subject is another: nous a confié le maire."""
    following = i + 1
    return (
        following < len(draft.raw)
        and draft.grains[following] in VERBS
        and not draft.words[following].endswith(lang.endings.own_person)
    )


def _verb_near(grains: Sequence[str], i: int) -> bool:
    """Say whether a verb or noun follows at once, or a verb stands before: has dismissed media questions."""
    if i + 1 < len(grains) and grains[i + 1] in "vjtherb":
        return True  # the report said; a press secretary
    for grain in reversed(grains[max(0, i - CLAUSE) : i]):
        if grain in CLAUSE_STARTS:
            return False
        if grain in "vjtuPOzG":
            return True
    return False


def _is_noun(draft: Draft, i: int, before: str) -> bool:
    """Say whether what may be a noun or a verb is a noun: abuse claims, that community notes fail."""
    grains, two = draft.grains, "".join(draft.grains[max(i - 2, 0) : i])
    if before in NO_SUBJECT:
        return True
    if draft.words[i].endswith("s"):  # of what one person does, or what belongs to a noun without a determiner
        if two == "dr" and "".join(grains[i + 1 : i + 2]) in SPEAKING:
            return False  # the senator notes whistleblower allegations
        if len(two) > 1 and two[0] in UNDETERMINED and before in SPEAKING:
            return True
    return _verb_near(grains, i)


def _after_noun(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether an adjective follows its noun, so that a verb may come next: un élu d'Europe centrale accuse."""
    while i and draft.grains[i] == "a":
        i -= 1
    return not lang.head_last and (draft.grains[i] in NOUNS or draft.grains[i] == "L")


def _verb_or_noun(draft: Draft, i: int, before: str, lang: Language) -> str:
    """Settle what the word before settles: a dit is a participle, le juge is no verb."""
    low, grain, grains = draft.words[i], draft.grains[i], draft.grains
    back = i - 1
    while back >= 0 and grains[back] in BETWEEN_VERBS:
        back -= 1
    last = grains[back] if back >= 0 else "."
    if low in lang.sets["noun_verbs"] and grain in FINITE and _is_noun(draft, i, before):
        return lang.nouns.get(low, "x")  # abuse claims, the report said
    if last in AUXILIARY and (low in lang.participles or grain == "u"):
        return "P" if low in lang.participles else "O"
    described = before == "a" and grain in "GI" and grains[i - 2 : i - 1] == ["d"]
    if described or (before == "d" and grain == "I"):
        return lang.nouns.get(low, grain)  # un conseiller, un autre manifestant, l'ancien conseiller
    if before == "d":
        subject = grains[back - 1] if back and lang.articles_are_objects else ""
        is_verb = subject in SUBJECT or (subject in MAYBE_SUBJECT and grain in "vjt")
        is_verb = is_verb or (low not in lang.nouns and (grain == "G" or (subject in NAMED and grain in FINITE)))
        return grain if is_verb else lang.nouns.get(low, "x")
    if before in "pa" and grain in FINITE and not (before == "a" and _after_noun(draft, i - 1, lang)):
        return lang.nouns.get(low, "x")
    return lang.nouns.get(low, grain) if before == "q" and grain in FINITE else grain


def unknown_verbs(draft: Draft, lang: Language) -> None:
    """Take an unknown word between the quoted words and a noun phrase for a verb: « A », euphémise un intendant."""
    words, grains = draft.words, draft.grains
    for i in draft.passages:
        at = i + 2
        if "".join(grains[i + 1 : at + 1]) == ",x" and words[at].endswith(lang.endings.inverted):
            grains[at] = "v" if "".join(grains[at + 1 : at + 2]) in SUBJECT_STARTS else "x"


def issued(draft: Draft, i: int, lang: Language) -> bool:
    """Say whether a text has its author after it, who is the one that speaks: a statement from the ministry."""
    issued = draft.words[i] in lang.sets["issued"] and not lang.sets["issuing"].isdisjoint(draft.words[i + 1 : i + 2])
    if issued:
        draft.grains[i] = "x"
    return issued


def for_words(low: str, lang: Language) -> bool:
    """Say whether a noun stands for words, said (propos) or wished (volonté)."""
    return low in lang.sets["speaking"] or low in lang.sets["wishes"]
