"""Look for the words of a claim in whole articles, where most of them are in no quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.lexicon.turns import turns
from quotes.match import compare, tokens_of
from quotes.match.align import find
from quotes.match.tokens import INSERTED
from quotes.model import Span
from quotes.service.held import Held, claimed, small_words
from quotes.store import candidates as stored
from quotes.store.fulltext import words_of
from quotes.verdict import FAITHFUL, ORDER, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from quotes.service.held import Claim
    from quotes.store.candidates import Page

ARTICLES = 6  # different texts that are read through
WINDOW = 1.5  # words of an article that are compared, times the words of the claim
ROOM = 4  # characters of a text that are cut into words at a time, times those of the claim
LEAST = 400  # but so many at least
MOST = 0.8  # share of the telling words, close together, of what may be the words as claimed: numbers vary
FEW = 0.33  # of what may be like them


def own_words(connection: Connection, claim: Claim) -> list[Held]:
    """Find the articles that have all the words as claimed, as their own."""
    pages = stored.exact_pages(connection, _plain(claim), small_words(), claim.limits)
    return [one for one in _compared(claim, pages, MOST) if one.comparison.wording in FAITHFUL]


def like_words(connection: Connection, claim: Claim) -> list[Held]:
    """Find the articles with words of their own that are like those claimed, the nearest first."""
    return _compared(claim, stored.like_pages(connection, _plain(claim), small_words(), claim.limits), FEW)


def _plain(claim: Claim) -> str:
    """Leave out what a claim has in [brackets]: it owns up to that."""
    return INSERTED.sub(" ", claimed(claim.wording).text)


def _compared(claim: Claim, pages: Iterable[Page], least: float) -> list[Held]:
    found: list[Held] = []
    texts: set[str] = set()  # another printing of a text says nothing new
    for page in pages:
        if page.source.digest in texts or len(texts) == ARTICLES:
            continue
        texts.add(page.source.digest)
        ours, lang = claimed(claim.wording, page.source.lang), page.source.lang
        parts = _parts(_plain(claim), page.text, least)
        if not parts:
            continue
        place = _window(ours.keys, page.text, parts, lang)
        comparison = compare(ours, place.of(page.text), turns(lang))
        there = Span(place.start + comparison.start, place.start + comparison.end)
        quoted = sum(max(0, min(p.end, there.end) - max(p.start, there.start)) for p in page.passages)
        if comparison.wording is not None and 2 * quoted < there.end - there.start:
            found.append(Held(comparison=comparison, text=place.of(page.text), place=place, page=page))
    found.sort(key=lambda one: (ORDER[one.comparison.wording or Wording.NOT_FOUND], -one.comparison.score))
    return found


def _parts(claim: str, text: str, least: float) -> list[Span]:
    """Give the parts of a text, overlapping ones, that have most words of the claim: ``least`` of them or more."""
    size = max(LEAST, ROOM * len(claim))
    wanted = set(words_of(claim)) - small_words() or set(words_of(claim))
    parts: dict[Span, int] = {}
    for at in range(0, max(1, len(text) - size // 2), size // 2):
        start = text.rfind(" ", 0, at) + 1 if at else 0
        end = text.find(" ", at + size)
        part = Span(start, end if end >= 0 else len(text))
        parts[part] = len(wanted.intersection(words_of(part.of(text))))
    most = max(parts.values())
    return [part for part, shared in parts.items() if shared == most] if most >= least * len(wanted) else []


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
