"""Look for the words of a claim in whole articles, where most of them are in no quote."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING

from quotes.folding import fold
from quotes.lexicon.turns import turns
from quotes.match import compare, tokens_of
from quotes.match.align import find
from quotes.match.compare import SMALL
from quotes.model import Span
from quotes.service.held import Held, claimed, plain, small_words, spelt
from quotes.store import candidates as stored
from quotes.store.fulltext import words_of
from quotes.verdict import FAITHFUL, ORDER, Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from quotes.service.held import Claim
    from quotes.store.candidates import Page

ARTICLES = 6  # different texts that are read through
WINDOW = 1.5  # words of an article that are compared, times the words of the claim
ROOM = 4  # characters of a text in which the words are looked for together, times those of the claim
LEAST = 400  # but so many at least
MOST = 0.8  # share of the telling words, close together, of what may be the words as claimed: numbers vary
OUTSIDE = 0.75  # score from which words like an article's own, outside its quotes, are called that
MARGIN = 50  # characters that a folded text may be longer or shorter in one place, and made up for in another


def outside(connection: Connection, claim: Claim) -> Iterator[list[Held]]:
    """Yield the articles that have all the words as claimed, as their own; then those that have words like them."""
    pages = stored.pages_with(connection, plain(claim), small_words(), claim.limits)
    found = _compared(connection, claim, next(pages), MOST, spelt(plain(claim)))
    yield [one for one in found if one.comparison.wording in FAITHFUL]
    yield _compared(connection, claim, next(pages), _least(plain(claim)), ())


def _least(claim: str) -> float:
    """Give the share of the telling words without which nothing has the score of ``OUTSIDE``."""
    words = set(words_of(claim))
    telling = words - small_words()
    certain = sum(word.isalpha() for word in telling) - (1 - OUTSIDE) * (len(telling) + SMALL * len(words - telling))
    return max(0.0, certain / len(telling)) if telling else OUTSIDE


def _compared(
    connection: Connection, claim: Claim, pages: Iterable[Page], least: float, needed: Collection[str]
) -> list[Held]:
    """Lay the claim along the articles that have the words ``needed``, and ``least`` of its telling ones in a row."""
    found: list[Held] = []
    texts: set[str] = set()  # another printing of a text says nothing new
    for page in pages:
        if page.source.digest in texts or len(texts) == ARTICLES:
            continue
        texts.add(page.source.digest)
        ours, lang = claimed(claim.wording, page.source.lang), page.source.lang
        parts = _parts(plain(claim), page.text, least, needed)
        if not parts:
            continue
        place = _window(ours.keys, page.text, parts, lang)
        comparison = compare(ours, place.of(page.text), turns(lang))
        if comparison.wording is not None:
            found.append(Held(comparison=comparison, text=place.of(page.text), place=place, page=page))
    found = _outside(connection, found)
    found.sort(key=lambda one: (ORDER[one.comparison.wording or Wording.NOT_FOUND], -one.comparison.score))
    return found


def _outside(connection: Connection, found: Sequence[Held]) -> list[Held]:
    """Keep what stands outside quotes, most of it."""
    quoted = stored.quoted(connection, [one.page.source.article_id for one in found if one.page])
    kept = []
    for one in found:
        page, place = one.page, one.place
        if page and place:
            there = Span(place.start + one.comparison.start, place.start + one.comparison.end)
            spans = quoted[page.source.article_id]
            inside = sum(max(0, min(span.end, there.end) - max(span.start, there.start)) for span in spans)
            if 2 * inside < there.end - there.start:
                kept.append(one)
    return kept


def _parts(claim: str, text: str, least: float, needed: Collection[str]) -> list[Span]:
    """Give the parts of a text that have most telling words of the claim: ``least`` of them or more.

    The words are looked for in the folded text, whose places are not quite those of the text.
    """
    wanted = set(words_of(claim)) - small_words() or set(words_of(claim))
    ours, folded = fold(claim), fold(text)
    if not all(word in folded for word in needed):
        return []
    hits = sorted((at, word) for word in wanted for at in _places(word, folded))
    size = max(LEAST, ROOM * len(claim))
    windows = [(_known(hits, first, size), at, at + size) for first, (at, _) in enumerate(hits)]
    most = max((known for known, _, _ in windows), default=0)
    if not hits or most < least * len(wanted):
        return []
    lead = min(ours.find(word) for word in wanted)
    rest = len(ours) - max(ours.rfind(word) for word in wanted)
    shift = abs(len(folded) - len(text)) + MARGIN
    parts: list[Span] = []
    for known, start, end in windows:
        if known == most:
            last = max(at + len(word) for at, word in hits if start <= at < end)
            part = Span(max(0, start - lead - shift), min(len(text), last + rest + shift))
            if parts and part.start <= parts[-1].end:
                part = Span(parts.pop().start, part.end)
            parts.append(part)
    return parts


def _known(hits: Sequence[tuple[int, str]], first: int, size: int) -> int:
    """Count the different words among the ``hits`` from ``first`` on that stand within ``size`` characters."""
    end = hits[first][0] + size
    return len({word for _, word in takewhile(lambda hit: hit[0] < end, islice(hits, first, None))})


def _places(word: str, folded: str) -> Iterator[int]:
    """Find a word, whole, in a folded text."""
    at = folded.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and folded[at - 1].isalnum()) and not folded[end : end + 1].isalnum():
            yield at
        at = folded.find(word, end)


def _window(claim: Sequence[str], text: str, parts: Sequence[Span], lang: str) -> Span:
    """Choose the stretch of an article that has most words of the claim: all in a row if it can be."""
    size = int(WINDOW * len(claim)) + 2
    wanted = set(claim) - small_words() or set(claim)
    best, most = Span(0, 0), -1
    for part in parts:
        tokens = tokens_of(part.of(text), turns(lang))
        keys = [token.key for token in tokens]
        at = find(claim, keys)
        if at is not None:
            return Span(part.start + tokens[at].start, part.start + tokens[at + len(claim) - 1].end)
        hits = [key in wanted for key in keys]
        count, first = sum(hits[:size]), 0
        shared = count
        for start in range(1, len(keys) - size + 1):
            count += hits[start + size - 1] - hits[start - 1]
            if count > shared:
                shared, first = count, start
        if shared > most and tokens:
            last = min(first + size, len(tokens)) - 1
            best, most = Span(part.start + tokens[first].start, part.start + tokens[last].end), shared
    return best
