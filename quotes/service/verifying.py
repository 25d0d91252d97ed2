"""Verify a claimed wording and its speaker; never say more than the database knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.dates import iso_date
from quotes.errors import BadDate, ClaimTooLong, NoWords
from quotes.folding import fold
from quotes.lexicon.turns import turns
from quotes.match import MATCHER
from quotes.match.attribution import Credit, apart, attribute, credit_fits
from quotes.match.link import text_link
from quotes.match.names import WORD, fits
from quotes.match.sentence import around
from quotes.model import Span, Status
from quotes.service.held import Answer, Claim, Held, claimed, titles
from quotes.service.holding import hold
from quotes.store import candidates as stored
from quotes.verdict import FLAG_ORDER, Attribution, Evidence, Flag, Verdict, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from quotes.store import Store
    from quotes.store.candidates import Page

LONGEST = 2_000  # words of a claim: no quote in a newspaper has more
FEW = 5  # words: fewer prove little
SHOWN = 5  # pieces of evidence


def verify(store: Store, claim: Claim, *, shown: int = SHOWN) -> Verdict:
    """Grade ``claim``, with ``shown`` pieces of evidence at most. Raises NoWords, ClaimTooLong or BadDate."""
    check(claim)
    with store.reading() as connection:
        answer = hold(connection, claim)
        several = _several(connection, claim.speaker)
        return Verdict(
            claim=claim.wording,
            speaker=claim.speaker.strip() or None,
            wording=answer.wording,
            attribution=_attribution(claim, answer),
            flags=_flags(claim, answer, several),
            matcher=MATCHER,
            corpus=stored.corpus(connection, claim.limits),
            matches=evidence(connection, answer.held[: max(shown, _needed(answer))]),
            credited=tuple(apart(_names(answer), frozenset())),
            fitting=tuple(several),
        )


def check(claim: Claim) -> None:
    """Raise what keeps a claim from being looked up."""
    for date in (claim.limits.since, claim.limits.until):
        if date is not None and iso_date(date) != date:
            raise BadDate(date)
    if len(claim.wording) > 20 * LONGEST or len(claim.wording.split()) > LONGEST:
        raise ClaimTooLong(LONGEST)
    if not any(char.isalnum() for char in claimed(claim.wording).text):
        raise NoWords


def _needed(answer: Answer) -> int:
    """Count what must be shown in any case: every piece of a stitched claim."""
    return answer.support if answer.wording is Wording.STITCHED else 0


def _credits(answer: Answer) -> list[Credit]:
    return [one.credit for one in answer.held[: answer.support] if one.credit]


def _names(answer: Answer) -> list[str]:
    return [credit.speaker for credit in _credits(answer) if credit.speaker and credit.status is not Status.UNKNOWN]


def _attribution(claim: Claim, answer: Answer) -> Attribution:
    given = _credits(answer)
    ignored = titles(answer.held[0]) if answer.held else frozenset[str]()
    if answer.wording is Wording.STITCHED and claim.speaker.strip():  # each piece must be theirs
        if all(credit_fits(claim.speaker, credit, ignored) for credit in given):
            return Attribution.SAME
        given = [credit for credit in given if not credit_fits(claim.speaker, credit, ignored)]
    return attribute(claim.speaker, given, ignored, telling=telling(claim, answer))


def telling(claim: Claim, answer: Answer) -> bool:
    """Whether the wording is one that two people would hardly both have said."""
    whole = answer.support and all(len(one.text.split()) == _length(claim) for one in answer.held[: answer.support])
    return answer.wording is not Wording.STITCHED and (_length(claim) >= FEW or (bool(whole) and _length(claim) > 1))


def _length(claim: Claim) -> int:
    """Count the words of a claim as people do: what stands between spaces and is no mark."""
    return sum(any(char.isalnum() for char in word) for word in claim.wording.split())


def _flags(claim: Claim, answer: Answer, several: Sequence[str]) -> tuple[Flag, ...]:
    basis = answer.held if answer.wording is Wording.STITCHED else answer.held[:1]
    flags = {flag for one in basis for flag in one.comparison.flags}
    flags |= {Flag.SHORT} if _length(claim) < FEW else set()
    flags |= {Flag.SEVERAL_SPEAKERS} if several else set()
    return tuple(sorted(flags, key=FLAG_ORDER.__getitem__))


def _several(connection: Connection, asked: str) -> list[str]:
    """List the persons of this database whom the asked name fits, if they are several."""
    ignored = turns("fr").titles
    words = [word for word in WORD.findall(fold(asked)) if word not in ignored]
    names = stored.speakers_like(connection, words[-1:])
    found = apart([name for name in names if fits(asked, name, ignored)], ignored)
    return found if len(found) > 1 else []


def evidence(connection: Connection, held: Sequence[Held]) -> tuple[Evidence, ...]:
    """Add to each what is needed to check it: the article around the words, and a link to them."""
    pages = stored.pages(connection, [one.quote.source.article_id for one in held if one.quote])
    places = stored.passages(connection, [one.quote for one in held if one.quote])
    found = [
        (one, pages[one.quote.source.article_id], places[one.quote.id]) if one.quote else (one, one.page, (one.place,))
        for one in held
    ]
    return tuple(_evidence(one, page, [span for span in spans if span]) for one, page, spans in found if page)


def _evidence(held: Held, page: Page, passages: Sequence[Span]) -> Evidence:
    start = _in_article(held.comparison.start, passages)
    end = _in_article(max(held.comparison.end - 1, 0), passages) + 1
    place, quote, url = Span(start, max(start, end)), held.quote, page.source.url
    before, after = around(page.text, place)
    return Evidence(
        id=quote.id if quote else None,
        text=held.text,
        comparison=held.comparison,
        speaker=(quote.speaker or quote.mention) if quote else None,
        speaker_id=quote.speaker_id if quote else None,
        status=quote.status if quote else None,
        role=quote.role if quote else None,
        confidence=quote.confidence if quote else None,
        place=place,
        before=before,
        after=after,
        link=text_link(url, page.text, place) if url and url.startswith(("http://", "https://")) else None,
        source=page.source,
    )


def _in_article(at: int, passages: Sequence[Span]) -> int:
    """Find the place in the article of a code point of a text made of ``passages`` joined by one space."""
    for passage in passages:
        length = passage.end - passage.start
        if at <= length:
            return passage.start + at
        at -= length + 1
    return passages[-1].end
