"""Tell words that somebody said from titles, names, terms and scare quotes: weighed evidence, each piece readable.

Each piece of evidence has a name and a weight (``lang/<code>/speech.toml``, written by ``tools/train.py`` from
annotated articles); their sum is the log-odds that somebody said the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.extract.latin import twin
from quotes.extract.unsaid import is_unsaid
from quotes.lexicon import fold
from quotes.lexicon.language import once_per_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quotes.extract.cases import Case
    from quotes.extract.page import Page
    from quotes.extract.sources import Source
    from quotes.lexicon import Language

ELSEWHERE = 5000  # characters on either side in which the same words are looked for: bounded, for linear time
TERM = 6  # words: shorter ones may be a term, which stands elsewhere without marks
FEW = 4  # words: fewer are more often a name or a term than speech
SOME = 7  # words: fewer are a fragment
NEAR = 4  # words before a passage that may announce it
CLOSE = 5  # items between a passage and its cue
HEADING = 8  # items: a paragraph with fewer, and without a stop, is a heading
STEM = 7  # letters of a noun by which it is known
MANY = 2  # verbs or names between a cue and a passage: more count as so many
VERBS, NAMES, NOUNS, RELATIVE = "CVBIGc", "NROPnro", frozenset("xrb"), "W"
STOPS = frozenset(".!?…")
FINITE = frozenset("hevjtu")
DESCRIBING = frozenset("aOP")  # adjectives and participles: une loi « injuste »
REPORTING = frozenset("PvjGI")  # dit as a verb of saying announces no name
BIAS = 1.0  # of a language whose weights nobody has learnt: most passages are speech
REPORTED, REPORTS = "reported", 3.0  # a piece of evidence, and its weight, that is set and not learnt
REJECTED, REJECTS = "rejected", -8.0  # another one: words that are mentioned, or a title, and that nobody here says
WORD = twin(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")


def weigh(pieces: Sequence[str], weights: Mapping[str, float]) -> float:
    """Sum the evidence: the log-odds that somebody said the words."""
    known = (REPORTS if REPORTED in pieces else 0.0) + (REJECTS if REJECTED in pieces else 0.0)
    return weights.get("bias", BIAS) + known + sum([weights.get(piece, 0.0) for piece in pieces])


def evidence(case: Case, source: Source, page: Page) -> Iterator[str]:
    """Name the pieces of evidence for a passage that ``source`` is thought to have said."""
    inner = case.passage.inner.of(page.text)
    words = WORD.on(latin=page.latin).findall(inner)
    count = len(words)
    short = "short" if count < FEW else "some" if count < SOME else "long"
    yield f"words:{_size(count)}"
    yield f"mark:{case.passage.mark}"
    yield from _reported(case, source, page, short)
    yield from _shape(inner, words, short, page.lang)
    yield from _before(case, short, f"{'capital' if inner[:1].isupper() else 'lower'}:{short}", page.lang)
    yield from _around(case, short)
    yield from _between(case, source, short)
    yield from _next_words(case, short, page.lang)
    key = case.passage.inner.of(page.low)
    if page.printed.get(key, 0) > 1:
        yield f"again:{short}"
    if count < TERM and _unquoted(key, case, page):
        yield "unquoted_elsewhere"


def _size(count: int) -> str:
    """Group numbers of words as 0, 1, 2, 3, 4-5, 6-8, 9+."""
    steps = ((FEW, str(count)), (6, "4-5"), (9, "6-8"))
    return next((size for limit, size in steps if count < limit), "9+")


def _reported(case: Case, source: Source, page: Page, short: str) -> Iterator[str]:
    """Name the rule, the verb of the cue and where it stands, and how the speaker is known."""
    cue_at = source.cue_at
    cue_words = fold(cue_at.of(page.text)).split() if cue_at else [""]
    verb = cue_words[-1]
    cue = page.lang.verbs.get(verb.partition("-")[0], "other") if cue_at else "none"
    rule = source.rule.partition("/")[0]
    yield f"rule:{rule}"
    yield f"rule:{rule}:{short}"
    yield f"cue:{cue}"
    yield f"cue:{cue}:{short}"
    yield f"mention:{source.known.status if source.known else 'none'}"
    if source.cue >= 0 and source.sentence is case.sentence:
        side = "before" if source.cue < case.at else "after"
        gap = abs(case.at - source.cue)
        if cue_at and verb.startswith(page.lang.judging_stems):
            yield f"judging:{side}:{short}"
        judged = side == "before" and gap < CLOSE and _judges(source, verb, page.lang) and _starts_low(case, page)
        cried = side == "before" and gap == 1 and not page.lang.sets["speaking"].isdisjoint(cue_words)  # aux cris de
        if judged or cried or (side == "after" and source.rule in page.lang.decisive):
            yield REPORTED
        yield f"cue_{side}:{'next' if gap == 1 else 'near' if gap < CLOSE else 'far'}:{cue}:{short}"


def _judges(source: Source, verb: str, lang: Language) -> bool:
    """Say whether the words are what the subject calls something: juge la loi « injuste », se dit « sereine »."""
    strip = source.sentence.strip
    reflexive = strip.grains[source.sentence.item(source.cue).first] == "s"
    return reflexive or verb.startswith(lang.judging_stems)


def _starts_low(case: Case, page: Page) -> bool:
    return page.text[case.passage.inner.start].islower()


def _between(case: Case, source: Source, short: str) -> Iterator[str]:
    """Describe what stands between the cue and a passage after it: other verbs and names, a relative clause."""
    if source.sentence is not case.sentence or not 0 <= source.cue < case.at:
        return
    between = case.sentence.symbols[source.cue + 1 : case.at]
    yield f"crossed_verbs:{min(MANY, sum(map(between.count, VERBS)))}:{short}"
    yield f"crossed_names:{min(MANY, sum(map(between.count, NAMES)))}:{short}"
    if RELATIVE in between:
        yield f"crossed_relative:{short}"


def _next_words(case: Case, short: str, lang: Language) -> Iterator[str]:
    """Name the noun before the passage and the word after it: the book « A »; « A » is the theme."""
    strip, token = case.sentence.strip, case.sentence.token(case.at)
    for i in range(token - 1, max(-1, token - 1 - CLOSE), -1):
        if strip.grains[i] in NOUNS:
            yield f"noun:{strip.words[i][:STEM]}"
            break
    after = strip.words[token + 1 : token + 1 + CLOSE]
    if after:
        yield f"next:{after[0]}"
    if not lang.sets["naming"].isdisjoint(after):
        yield f"naming_word_after:{short}"


def _unquoted(words: str, case: Case, page: Page) -> bool:
    """Say whether the words stand without marks too, in the text around the passage."""
    low, outer = page.low, case.passage.outer
    start, end = max(0, outer.start - ELSEWHERE), outer.end + ELSEWHERE
    for space in " \n":  # found with the words: a letter in marks stands in every word
        a = low.find(space + words, start, end)
        while a >= 0:
            b = a + 1 + len(words)
            if low[b : b + 1] in " .,\n" and low[a - 1 : a] not in '«“"':
                return True
            a = low.find(space + words, b, end)
    return False


def _shape(inner: str, words: Sequence[str], short: str, lang: Language) -> Iterator[str]:
    """Describe the passage itself: capitals, stops, the pronouns and verbs of somebody talking."""
    if not words:
        return
    low = [word.lower() for word in words]
    starts_small = not words[0][0].isupper()
    yield f"capital:{_capitals(words)}:{short}"
    yield f"starts:{lang.grains.get(low[0], 'x')}:{short}"
    if inner[-1] in ".!?…,":
        yield f"stop:{inner[-1]}"
    if inner[-1] in STOPS and not starts_small:
        yield f"sentence:{short}"
    if not lang.sets["talking"].isdisjoint(low):
        yield "talking"
    if not _finite(lang).isdisjoint(low):
        yield f"finite_verb:{short}"
    if any(word.isdigit() for word in words):
        yield "number"
    if inner.isupper():
        yield "capitals"
    if len(words) < FEW:
        yield from _few(words[0], low, lang)


@once_per_language
def _finite(lang: Language) -> frozenset[str]:
    """List the words that are finite verbs, wherever they stand."""
    return frozenset(word for word, grain in lang.grains.items() if grain in FINITE)


def _few(first: str, low: Sequence[str], lang: Language) -> Iterator[str]:
    """Describe a passage of few words: unknown ones are a name, an adjective is somebody's judgement."""
    grains = [lang.grains.get(word, "x") for word in low]
    if set(grains) == {"x"}:
        yield "unknown_words"
    if first[0].islower():
        describes = grains[-1] in DESCRIBING or low[-1].endswith(lang.endings.adjective)
        yield f"describes:{'yes' if describes else 'no'}"


def _capitals(words: Sequence[str]) -> str:
    count = sum([word[0].isupper() for word in words])
    if count == len(words):
        return "all"
    return "first" if words[0][0].isupper() else "some" if count else "none"


def _before(case: Case, short: str, shape: str, lang: Language) -> Iterator[str]:
    """Describe the words before the passage: a word that announces a name, or one that announces speech."""
    strip, token, sets = case.sentence.strip, case.sentence.token(case.at), lang.sets
    last_two = f"^^{strip.grains[max(0, token - 2) : token]}"[-2:]
    grain = last_two[1]
    before = strip.words[token - 1] if token else ""
    yield f"before:{grain}:{short}"
    yield f"before:{last_two}"
    yield f"word:{before}"
    if before in sets["naming"] and grain not in REPORTING:
        yield f"after_naming_word:{shape}"
    if before in sets["speaking"]:
        yield f"after_speaking_word:{shape}"
    if is_unsaid(case, shape, lang):
        yield REJECTED
    near = strip.words[max(0, token - NEAR, strip.grains.rfind(".", 0, token) + 1) : token]
    if any(word.startswith(lang.naming_stems) for word in near):
        yield f"naming_verb:{short}"
    if not sets["naming"].isdisjoint(near):
        yield f"naming_word_near:{shape}"
    if not sets["speaking"].isdisjoint(near):
        yield f"speaking_word_near:{shape}"


def _around(case: Case, short: str) -> Iterator[str]:
    """Describe what follows the passage, and what else is in its sentence and paragraph."""
    sentence, paragraph = case.sentence, case.sentence.tape.symbols
    symbols, at = sentence.symbols, sentence.first + case.at
    yield f"after:{paragraph[at + 1] if at + 1 < len(paragraph) else '$'}:{short}"
    if case.at == 0 and len(symbols) <= len("Q."):
        yield f"alone:{short}"
    if len(paragraph) < HEADING and "." not in paragraph:
        yield f"heading:{short}"
    if case.linked:
        yield f"linked:{case.linked}"
        yield f"linked:{case.linked}:{short}"
    others = symbols.count("Q")
    if others > 1:
        yield f"others:{min(others, 4)}:{short}"
