"""Hold a claim against what the database has: quotes first, then whole articles, then pieces of several quotes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from quotes.lexicon import known
from quotes.lexicon.turns import turns
from quotes.match import claim_of, compare, tokens_of
from quotes.match.attribution import Credit, credit_fits
from quotes.match.stitch import pieces_of
from quotes.match.tokens import Worded
from quotes.model import Span
from quotes.store import candidates as stored
from quotes.verdict import FAITHFUL, ORDER, Comparison, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from quotes.store.candidates import Candidate, Limits, Page

ALIKE = 12  # different wordings that are laid along the claim word by word
OUTSIDE = 0.75  # score from which words like an article's own, outside its quotes, are called that
ARTICLES = 6  # different texts that are read through
WINDOW = 1.5  # words of an article that are compared, times the words of the claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is to be verified: a wording, the speaker it is given to ("" for none), and which articles count."""

    wording: str
    speaker: str = ""
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a claim was held against, a quote or a page of words outside quotes, and how they agree."""

    comparison: Comparison
    text: str  # of the quote, or the words of the page that were compared
    quote: Candidate | None = None
    page: Page | None = None
    place: Span | None = None  # with ``page``: where in it the words are

    @property
    def credit(self) -> Credit | None:
        """Whom the source credits."""
        return (
            None
            if self.quote is None
            else Credit(self.quote.speaker or self.quote.mention, self.quote.status, self.quote.role)
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The grade of a claim and what it rests on, the nearest first; ``support`` are those that carry the grade."""

    wording: Wording
    held: tuple[Held, ...] = ()
    support: int = 0


@cache
def small_words() -> frozenset[str]:
    """Give the words that say little by themselves, in any language here."""
    return frozenset[str]().union(*(turns(code).small for code in known()))


def hold(connection: Connection, claim: Claim, *, wide: bool = False) -> Answer:
    """Find the best grade that anything stored gives to ``claim``; ``wide`` looks for variants of exact words too."""
    exact = stored.exact_candidates(connection, claim.wording, claim.limits)
    held = _ranked(_graded(connection, claim, exact), claim)
    if wide or not held or held[0].comparison.wording not in FAITHFUL:
        more = stored.like_candidates(connection, claim.wording, small_words(), claim.limits)
        found = {candidate.number: candidate for candidate in (*exact, *more)}
        held = _ranked(_graded(connection, claim, found.values()), claim)
        if not held or held[0].comparison.wording not in FAITHFUL:
            return _unfaithful(connection, claim, held, list(found.values()))
    return _supported(held)


def _unfaithful(connection: Connection, claim: Claim, held: list[Held], quotes: Sequence[Candidate]) -> Answer:
    """No quote has the words as claimed: they may be an article's own, or pieces of quotes."""
    outside = _outside(connection, claim)
    own = [page for page in outside if page.comparison.wording in FAITHFUL]
    if own:
        return Answer(Wording.NOT_A_QUOTE, (*own, *held), len(own))
    if held and held[0].comparison.wording is Wording.SHORTENED:
        return _supported(held)
    pieces = _pieces(connection, claim, quotes)
    if pieces:
        return Answer(Wording.STITCHED, tuple(pieces), len(pieces))
    nearest = held[0].comparison.score if held else 0.0
    like = [page for page in outside if page.comparison.score >= max(OUTSIDE, nearest + 0.05)]
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


def titles(held: Held) -> frozenset[str]:
    """Give the titles that do not count in a name, in the language of the source."""
    return turns(held.quote.source.lang).titles if held.quote else frozenset()


def _graded(connection: Connection, claim: Claim, quotes: Iterable[Candidate]) -> Iterator[Held]:
    """Compare each different wording once; leave out those that have too little in common."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for quote in quotes:
        groups.setdefault((quote.text, quote.source.lang), []).append(quote)
    nearest = _nearest(claim, list(groups))
    places = stored.passages(connection, [groups[key][0].id for key in nearest])
    for key in nearest:
        first = groups[key][0]
        comparison = compare(_claim(claim, key[1]), worded(first, places[first.id]), turns(key[1]))
        if comparison.wording is not None:
            for quote in groups[key]:
                yield Held(comparison=comparison, text=quote.text, quote=quote)


def _nearest(claim: Claim, wordings: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choose the wordings that share the longest sequence of words with the claim."""
    if len(wordings) <= ALIKE:
        return wordings
    from rapidfuzz.distance import LCSseq

    def shared(wording: tuple[str, str]) -> float:
        text, lang = wording
        keys = [token.key for token in tokens_of(text, turns(lang))]
        same = LCSseq.similarity(_claim(claim, lang).keys, keys)
        return same - len(keys) / 1_000  # of two that have the same words, the shorter

    return sorted(wordings, key=shared, reverse=True)[:ALIKE]


def _claim(claim: Claim, lang: str) -> Worded:
    return claim_of(claim.wording, turns(lang))


def worded(quote: Candidate, passages: Sequence[Span]) -> Worded:
    """Cut a stored quote, with the places where its passages meet and where the reporter speaks in it."""
    joints, at = [], 0
    for passage in passages[:-1]:
        at += passage.end - passage.start + 1
        joints.append(at - 1)
    return Worded(quote.text, tokens_of(quote.text, turns(quote.source.lang), _aside(quote, passages)), tuple(joints))


def _aside(quote: Candidate, passages: Sequence[Span]) -> Iterator[Span]:
    """Find the reporter's words inside the marks: « Non, a-t-il dit, jamais ». Commas or the end stand around them."""
    shift = 0
    for passage in passages:
        cue = quote.cue_at
        if cue and passage.start <= cue.start and cue.end <= passage.end:
            spans = [cue, *([quote.mention_at] if quote.mention_at else [])]
            inside = [span for span in spans if passage.start <= span.start and span.end <= passage.end]
            start = min(span.start for span in inside) - passage.start + shift
            end = max(span.end for span in inside) - passage.start + shift
            first = max(quote.text.rfind(mark, 0, start) for mark in ",–—(") + 1
            last = min((at for mark in ",.!?…–—)" if (at := quote.text.find(mark, end)) >= 0), default=len(quote.text))
            if first:
                yield Span(first, last)
        shift += passage.end - passage.start + 1


def _outside(connection: Connection, claim: Claim) -> list[Held]:
    """Look for the words in whole articles, where most of them are in no quote."""
    found: list[Held] = []
    texts: set[str] = set()  # another printing of a text says nothing new
    for page in stored.like_pages(connection, claim.wording, small_words(), claim.limits):
        if page.source.digest in texts or len(texts) == ARTICLES:
            continue
        texts.add(page.source.digest)
        language = turns(page.source.lang)
        place = _window(_claim(claim, page.source.lang).keys, page.text, page.source.lang)
        comparison = compare(_claim(claim, page.source.lang), place.of(page.text), language)
        there = Span(place.start + comparison.start, place.start + comparison.end)
        quoted = sum(max(0, min(p.end, there.end) - max(p.start, there.start)) for p in page.passages)
        if comparison.wording is not None and 2 * quoted < there.end - there.start:
            found.append(Held(comparison=comparison, text=place.of(page.text), place=place, page=page))
    found.sort(key=lambda one: (ORDER[one.comparison.wording or Wording.NOT_FOUND], -one.comparison.score))
    return found


def _window(claim: Sequence[str], text: str, lang: str) -> Span:
    """Choose the stretch of an article that has most words of the claim: all in a row if it can be."""
    from quotes.match.align import find

    tokens = tokens_of(text, turns(lang))
    keys = [token.key for token in tokens]
    at = find(claim, keys)
    size = len(claim)
    if at is None:
        size = int(WINDOW * len(claim)) + 2
        wanted = set(claim) - small_words() or set(claim)
        hits = [key in wanted for key in keys]
        count = best = sum(hits[:size])
        at = 0
        for start in range(1, len(keys) - size + 1):
            count += hits[start + size - 1] - hits[start - 1]
            if count > best:
                best, at = count, start
    here = tokens[at : at + size]
    return Span(here[0].start, here[-1].end) if here else Span(0, 0)


def _pieces(connection: Connection, claim: Claim, quotes: Sequence[Candidate]) -> list[Held]:
    """Find the quotes whose pieces the claim is made of, in the order of the claim."""
    unique = list({(quote.text, quote.source.lang): quote for quote in quotes}.values())
    for lang in dict.fromkeys(quote.source.lang for quote in unique):
        same = [quote for quote in unique if quote.source.lang == lang]
        ours = _claim(claim, lang)
        found = pieces_of(ours, [Worded(quote.text, tokens_of(quote.text, turns(lang))) for quote in same], turns(lang))
        places = stored.passages(connection, [same[piece.source].id for piece in found])
        held = []
        for piece in found:
            quote = same[piece.source]
            words = ours.text[ours.tokens[piece.first].start : ours.tokens[piece.last - 1].end]
            held.append(
                Held(
                    comparison=compare(words, worded(quote, places[quote.id]), turns(lang)),
                    text=quote.text,
                    quote=quote,
                )
            )
        if held:
            return held
    return []
