"""Tell words that somebody said from titles, names, terms and scare quotes: weighed evidence, each piece readable.

Each piece of evidence has a name and a weight (``lang/<code>/speech.toml``, written by ``tools/train.py`` from
annotated articles); their sum is the log-odds that somebody said the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quotes.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quotes.extract.article import Sentence, Source
    from quotes.extract.marks import Passage
    from quotes.lexicon import Language

ELSEWHERE = 5000  # characters on either side: bounded, for linear time
WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")


def evidence(
    text: str,
    low: str,
    passage: Passage,
    sentence: Sentence,
    at: int,
    source: Source,
    printed: Mapping[str, int],
    lang: Language,
) -> Iterator[str]:
    """Name the pieces of evidence for the passage at item ``at`` of a sentence.

    ``printed`` counts the article's passages by their words in lower case.
    """
    rule, cue_at = source.rule, source.cue_at
    cue = lang.verbs.get(fold(cue_at.of(text)).split()[-1].partition("-")[0], "other") if cue_at else "none"
    mention = source.known.status if source.known else "none"
    inner = passage.inner.of(text)
    words = WORD.findall(inner)
    count = len(words)
    size = "0" if not count else str(count) if count < 4 else "4-5" if count < 6 else "6-8" if count < 9 else "9+"
    yield f"words:{size}"
    short = "short" if count < 4 else "some" if count < 7 else "long"
    reach = rule.partition("/")[0]
    yield f"rule:{reach}"
    yield f"rule:{reach}:{short}"
    yield f"cue:{cue}"
    yield f"cue:{cue}:{short}"
    yield f"mention:{mention}"
    yield from _shape(inner, words, short, lang)
    yield from _around(sentence, at, short, f"{'capital' if inner[:1].isupper() else 'lower'}:{short}", lang)
    key = passage.inner.of(low)
    if printed.get(key, 0) > 1:
        yield f"again:{short}"
    if count < 6 and _unquoted(low, key, passage):
        yield "unquoted_elsewhere"
    yield f"mark:{passage.mark}"
    if source.cue >= 0 and source.sentence is sentence:
        if cue_at and fold(cue_at.of(text)).split()[-1].startswith(lang.judging_stems):
            yield f"judging:{'before' if source.cue < at else 'after'}:{short}"
        gap = at - source.cue if source.cue < at else source.cue - at
        yield f"cue_{'before' if source.cue < at else 'after'}:{'next' if gap == 1 else 'near' if gap < 5 else 'far'}:{cue}:{short}"
    if inner[-1:] in ".!?…" and words and words[0][0].isupper():
        yield f"sentence:{short}"


def _unquoted(low: str, words: str, passage: Passage) -> bool:
    """Say whether the words stand without marks too, in the text around the passage."""
    start, end = max(0, passage.outer.start - ELSEWHERE), passage.outer.end + ELSEWHERE
    a = low.find(words, start, end)
    while a >= 0:
        b = a + len(words)
        if low[a - 1 : a] in {" ", "\n"} and low[b : b + 1] in " .,\n" and low[a - 2 : a - 1] not in '«“"':
            return True
        a = low.find(words, b, end)
    return False


def _shape(inner: str, words: list[str], short: str, lang: Language) -> Iterator[str]:
    """The passage itself: capitals, stops, the pronouns and verbs of somebody talking."""
    if not words:
        return
    capitals = sum(word[0].isupper() for word in words)
    yield f"capital:{'all' if capitals == len(words) else 'first' if words[0][0].isupper() else 'some' if capitals else 'none'}:{short}"
    if inner[-1] in ".!?…,":
        yield f"stop:{inner[-1]}"
    low = [word.lower() for word in words]
    grains = "".join(lang.grains.get(word, "x") for word in low)
    if any(word in lang.sets["talking"] for word in low):
        yield "talking"
    if any(grain in "hevjtu" for grain in grains):
        yield f"finite_verb:{short}"
    yield f"starts:{grains[0]}:{short}"
    if any(word.isdigit() for word in words):
        yield "number"
    if inner.isupper():
        yield "capitals"
    if all(grain == "x" for grain in grains) and len(words) < 4:
        yield "unknown_words"
    if len(words) < 4 and words[0][0].islower():
        describes = grains[-1] in "aOP" or low[-1].endswith(lang.endings.adjective)
        yield f"describes:{'yes' if describes else 'no'}"


def _around(sentence: Sentence, at: int, short: str, shape: str, lang: Language) -> Iterator[str]:
    """The words and symbols before and after."""
    strip, tape, first, last = sentence.strip, sentence.tape, sentence.first, sentence.last
    at += first
    token = tape.firsts[at]
    before = strip.words[token - 1] if token else ""
    grain = strip.grains[token - 1] if token else "^"
    after = tape.symbols[at + 1] if at + 1 < len(tape.symbols) else "$"
    earlier = strip.grains[token - 2] if token > 1 else "^"
    yield f"before:{grain}:{short}"
    yield f"before:{earlier}{grain}"
    yield f"after:{after}:{short}"
    if before in lang.sets["naming"] and grain not in "PvjGI":
        yield f"after_naming_word:{shape}"
    if before in lang.sets["speaking"]:
        yield f"after_speaking_word:{shape}"
    near = strip.words[max(0, token - 4) : token]
    if any(word.startswith(lang.naming_stems) for word in near):
        yield f"naming_verb:{short}"
    if any(word in lang.sets["naming"] for word in near):
        yield f"naming_word_near:{shape}"
    if any(word in lang.sets["speaking"] for word in near):
        yield f"speaking_word_near:{shape}"
    if at == first and last - first <= 2:
        yield f"alone:{short}"
    if len(tape.symbols) < 8 and "." not in tape.symbols:
        yield f"heading:{short}"
    others = tape.symbols[first:last].count("Q")
    if others > 1:
        yield f"others:{min(others, 4)}:{short}"
