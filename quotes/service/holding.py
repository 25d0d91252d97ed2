"""Hold a claim against what the database has: quotes first, then whole articles, then pieces of several quotes.

The words as claimed are looked up first: where a quote has them, or else an article outside its quotes, that is all.
Else what shares words is read, and a few of the nearest wordings, by the words they share in the same order, are laid
along the claim one by one.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from quotes.lexicon.turns import turns
from quotes.match import compare, tokens_of
from quotes.match.attribution import credit_fits
from quotes.match.compare import LIKE, SMALL
from quotes.match.stitch import pieces_of
from quotes.match.tokens import Worded
from quotes.service.held import Answer, Held, claimed, plain, small_words, spelt, titles, worded, words
from quotes.service.outside import OUTSIDE, outside
from quotes.store import candidates as stored
from quotes.verdict import FAITHFUL, ORDER, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from quotes.service.held import Claim
    from quotes.store.candidates import Words
    from quotes.verdict import Comparison

    Alike = tuple[str, str]  # a wording and its language
    Groups = Mapping[Alike, Sequence[int]]  # the numbers of the quotes of each

SAME = 60  # different wordings with the very words of the claim that are compared
ALIKE = 6  # different wordings that are laid along the claim word by word
VARIANTS = 24  # the same, where all variants are wanted
HALF = 2  # what shares less than one in so many of the words that the nearest shares is not looked at
WELL = 0.85  # score of a quote from which such words are not looked for
SOURCES = 3  # quotes that are tried for every two words of a claim, to find it in pieces


def hold(connection: Connection, claim: Claim, *, wide: bool = False) -> Answer:
    """Find the best grade that anything stored gives to ``claim``; ``wide`` looks for variants of exact words too."""
    known: dict[Alike, Comparison] = {}
    exact, whole = stored.exact_candidates(connection, plain(claim), small_words(), claim.limits)
    groups = _grouped(exact)
    held = _held(connection, claim, groups, known, ALIKE)
    if _faithful(held) and not wide:
        return _supported(held)
    elsewhere = outside(connection, claim)
    own = next(elsewhere)
    if own and whole and not wide and not _faithful(held):
        return Answer(Wording.NOT_A_QUOTE, (*own, *held), len(own))
    like = stored.like_candidates(connection, claimed(claim.wording).text, small_words(), claim.limits, wide=wide)
    groups = _grouped(like, groups)
    held = _held(connection, claim, groups, known, VARIANTS if wide else ALIKE)
    if _faithful(held):
        return _supported(held)
    if own:
        return Answer(Wording.NOT_A_QUOTE, (*own, *held), len(own))
    return _unfaithful(connection, claim, held, groups, elsewhere)


def _faithful(held: Sequence[Held]) -> bool:
    return bool(held) and held[0].comparison.wording in FAITHFUL


def _unfaithful(
    connection: Connection, claim: Claim, held: list[Held], groups: Groups, elsewhere: Iterator[list[Held]]
) -> Answer:
    """Nothing has the words as claimed: they may be pieces of quotes, or like what stands outside any."""
    if held and held[0].comparison.wording is Wording.SHORTENED:
        return _supported(held)
    pieces = _pieces(connection, claim, groups)
    if pieces:
        return Answer(Wording.STITCHED, tuple(pieces), len(pieces))
    nearest = held[0].comparison.score if held else 0.0
    if nearest < WELL:
        least = max(OUTSIDE, nearest + 0.05)
        like = [one for one in next(elsewhere) if one.comparison.score >= least]
        if like:
            return Answer(Wording.NOT_A_QUOTE, (*like, *held), len(like))
    return _supported(held) if held else Answer(Wording.NOT_FOUND)


def _supported(held: list[Held]) -> Answer:
    best = held[0].comparison
    grade = best.wording or Wording.NOT_FOUND
    support = [
        one
        for one in held
        if (grade in FAITHFUL and one.comparison.wording in FAITHFUL)
        or (one.comparison.wording is grade and one.comparison.score > best.score - 0.02)
    ]
    return Answer(grade, tuple(held), len(support))


def _ranked(held: Iterable[Held], claim: Claim) -> list[Held]:
    """Put the best grade first; then who is credited with it as claimed; then the earliest."""

    def key(one: Held) -> tuple[object, ...]:
        quote, comparison = one.quote, one.comparison
        credited = claim.speaker and one.credit is not None and credit_fits(claim.speaker, one.credit, titles(one))
        published = (quote.source.published if quote else None) or "9999"
        grade = ORDER[comparison.wording or Wording.NOT_FOUND]
        return grade, -comparison.score, not credited, published, quote.id if quote else ""

    return sorted(held, key=key)


def _grouped(quotes: Iterable[Words], known: Groups | None = None) -> dict[Alike, list[int]]:
    """Put the quotes of one wording together, with those ``known``."""
    groups = {alike: list(numbers) for alike, numbers in (known or {}).items()}
    for number, text, lang in quotes:
        numbers = groups.setdefault((text, lang), [])
        if number not in numbers:
            numbers.append(number)
    return groups


def _held(
    connection: Connection, claim: Claim, groups: Groups, known: dict[Alike, Comparison], most: int
) -> list[Held]:
    """Compare each of the nearest wordings once, but for those ``known``; leave out what has too little in common."""
    nearest = _nearest(claim, list(groups), most)
    quotes = stored.candidates(connection, [number for alike in nearest for number in groups[alike]])
    new = [quotes[groups[alike][0]] for alike in nearest if alike not in known]
    places = stored.passages(connection, new)
    for quote in new:
        lang = quote.source.lang
        printed = worded(quote, places[quote.id])
        known[quote.text, lang] = compare(claimed(claim.wording, lang), printed, turns(lang))
    graded = [(known[alike], number) for alike in nearest for number in groups[alike] if known[alike].wording]
    speakers = (quotes[number].speaker_id for _, number in graded) if claim.speaker.strip() else ()
    names = stored.other_names(connection, [key for key in speakers if key])
    return _ranked(
        (
            Held(comparison=comparison, text=quote.text, quote=quote, names=names.get(quote.speaker_id or "", ()))
            for comparison, number in graded
            for quote in (quotes[number],)
        ),
        claim,
    )


def _nearest(claim: Claim, wordings: list[Alike], most: int) -> list[Alike]:
    """Choose the wordings that share the longest sequence of words with the claim, and those with half of that.

    ``most`` of them, but ``SAME`` that have all the words of the claim in their order.
    """
    if len(wordings) == 1:
        return wordings
    from rapidfuzz.distance import LCSseq

    ours = words(claimed(claim.wording).text)
    least, telling = _least(claim), [word for word in ours if word not in small_words()]
    shared: dict[Alike, int] = {}
    for wording in wordings:
        there = words(wording[0])
        number, heavy = LCSseq.similarity(ours, there), sum(word in there for word in telling)
        if min(number, heavy) + SMALL * max(0, number - heavy) >= least:
            shared[wording] = number
    longest = max(shared.values(), default=0)
    near = [wording for wording in shared if HALF * shared[wording] >= longest]
    near.sort(key=lambda wording: (-shared[wording], len(words(wording[0]))))  # of two alike, the shorter
    whole = sum(shared[wording] == len(ours) for wording in near)
    return near[: max(most, min(whole, SAME))]


def _least(claim: Claim) -> float:
    """Give the weight of the words that a wording must share with a claim to be like it, as the index cuts words.

    Numbers, elided words and others that it cuts otherwise may be there all the same.
    """
    ours = frozenset(words(claimed(claim.wording).text))
    weights = [
        (SMALL if token.key in small_words() else 1.0, token.key in ours and not token.number)
        for token in claimed(claim.wording).tokens
        if not token.inserted
    ]
    return LIKE * sum(weight for weight, _ in weights) - sum(weight for weight, known in weights if not known)


def _pieces(connection: Connection, claim: Claim, groups: Groups) -> list[Held]:
    """Find the quotes whose pieces the claim is made of, in the order of the claim."""
    there = frozenset[str]().union(*(words(text) for text, _ in groups))
    if not there.issuperset(spelt(claimed(claim.wording).text)):
        return []
    sources = _sources(claim, list(groups))
    for lang in dict.fromkeys(lang for _, lang in sources):
        same = [text for text, of in sources if of == lang]
        ours = claimed(claim.wording, lang)
        found = pieces_of(ours, [Worded(text, tokens_of(text, turns(lang))) for text in same], turns(lang))
        if found:
            numbers = [groups[same[piece.source], lang][0] for piece in found]
            quotes = stored.candidates(connection, numbers)
            places = stored.passages(connection, list(quotes.values()))
            speakers = [quote.speaker_id for quote in quotes.values() if quote.speaker_id]
            names = stored.other_names(connection, speakers if claim.speaker.strip() else ())
            printed = [ours.text[ours.tokens[one.first].start : ours.tokens[one.last - 1].end] for one in found]
            return [
                Held(
                    comparison=compare(piece, worded(quote, places[quote.id]), turns(lang)),
                    text=quote.text,
                    quote=quote,
                    names=names.get(quote.speaker_id or "", ()),
                )
                for piece, quote in zip(printed, (quotes[number] for number in numbers), strict=True)
            ]
    return []


def _sources(claim: Claim, wordings: Sequence[Alike]) -> list[Alike]:
    """Choose wordings for pieces: for every two words of the claim that stand together, those that share most such."""
    ours = set(pairwise(words(claimed(claim.wording).text)))
    shared = {wording: ours.intersection(pairwise(words(wording[0]))) for wording in wordings}
    taken: Counter[tuple[str, str]] = Counter()
    chosen = []
    for wording in sorted(wordings, key=lambda wording: len(shared[wording]), reverse=True):
        if any(taken[pair] < SOURCES for pair in shared[wording]):
            taken.update(shared[wording])
            chosen.append(wording)
    return chosen
