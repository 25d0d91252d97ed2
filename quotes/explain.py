"""Say why a quote has its speaker: the facts, and the same in sentences for whoever must check them.

The sentences are short, and made of the article's own words with their places, the example of the rule, and how
often the rule was right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.model import Status
from quotes.precision import Basis, assess
from quotes.results import Why, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from quotes.lexicon import Language
    from quotes.model import Quote, Span
    from quotes.precision import Confidence
    from quotes.results import QuoteDetail

NO_NAME = {
    Status.ROLE: "The article gives no name here, only a function.",
    Status.COLLECTIVE: "The speaker is no single person: an organisation, a group or a document.",
    Status.ANONYMOUS: "The article does not give the speaker's name.",
}
CASES = {
    Basis.RULE: "this rule",
    Basis.FAMILY: "rules of this kind",
    Basis.ALL: "all rules together",
}
MARKED = 0.05  # what to expect of a rule is told to be more than its few cases say


def confidence_of(quote: Quote, language: Language) -> Confidence | None:
    """Say how sure the quote's rule makes us of its speaker; None for an unknown one, of whom nothing is claimed."""
    return None if quote.status is Status.UNKNOWN else assess(quote.rule, language.precision)


def why(quote: Quote, language: Language) -> Why:
    """Collect why an extracted quote has its speaker, or has none."""

    def words(span: Span) -> Words:
        return Words(span.start, span.end, span.of(quote.source))

    return _why(
        quote,
        language,
        tuple(map(words, quote.chain)),
        tuple(map(words, quote.candidates)),
        confidence_of(quote, language),
    )


def why_stored(detail: QuoteDetail, language: Language | None) -> Why:
    """Collect the same for a stored quote; the confidence is the one it was stored with.

    ``language`` is None where there is no such language any more: then no rule has an example.
    """

    def words(spans: Iterable[Span], texts: Iterable[str]) -> tuple[Words, ...]:
        return tuple(Words(span.start, span.end, text) for span, text in zip(spans, texts, strict=True))

    chain, candidates = words(detail.chain, detail.chain_words), words(detail.candidates, detail.candidate_words)
    return _why(detail, language, chain, candidates, detail.confidence)


def _why(
    quote: Quote | QuoteDetail,
    language: Language | None,
    between: tuple[Words, ...],
    candidates: tuple[Words, ...],
    confidence: Confidence | None,
) -> Why:
    mention, speaker = _placed(quote.mention, quote.mention_at), _placed(quote.speaker, quote.speaker_at)
    chain = dict.fromkeys(words for words in (mention, *between, speaker) if words)  # each once, in order
    return Why(
        rule=quote.rule,
        **_of_the_rule(quote.rule, language.rules if language else {}),
        cue=_placed(quote.cue, quote.cue_at),
        mention=mention,
        chain=tuple(chain),
        confidence=confidence,
        candidates=candidates,
    )


def _placed(text: str | None, span: Span | None) -> Words | None:
    return Words(span.start, span.end, text) if span and text is not None else None


def _of_the_rule(rule: str, tables: Any) -> dict[str, str | None]:  # noqa: ANN401, a rules file
    """Look up what the rules file says of a rule in words: ``said_that/near`` is a rule and a subject."""
    name, _, subject = rule.partition("/")
    special = tables.get("special", {})
    entry = next((each for table in ("rule", "inside") for each in tables.get(table, ()) if each["name"] == name), None)
    entry = entry or special.get(name, {})
    example = entry.get("example")
    place = (special.get(subject) or tables.get("subject", {}).get(subject, {})) if subject else {}
    usual = subject in entry.get("by", ())[:1]  # the first place tried is the one that the rule's own example shows
    return {
        "reason": entry.get("says") or place.get("says"),
        "example": example,
        "speaker_example": None if usual or place.get("example") == example else place.get("example"),
    }


def sentences(why: Why, status: Status) -> Iterator[str]:
    """Say it in short English sentences around the article's words, each followed by its place."""
    if why.reason:
        yield why.reason
    if why.example:
        yield f"The text is built as in: {' '.join(why.example.split())}"
    if why.speaker_example:
        yield f"The speaker stands as in: {why.speaker_example}"
    if why.cue:
        yield f"The words that report it are {_shown(why.cue)}."
    yield from _who(why, status)
    if why.confidence:
        yield from _how_sure(why.confidence)
    elif status is not Status.UNKNOWN:
        yield "How often this rule is right was not measured."


def _who(why: Why, status: Status) -> Iterator[str]:
    """Lead from the words at the quote to the fullest name."""
    if status is Status.UNKNOWN:
        yield "The speaker is left unknown: nobody fits well enough to be named."
        if why.candidates:
            yield f"Those who came closest are {', '.join(map(_shown, why.candidates))}."
        return
    chain = _steps(why.chain)
    if not chain:
        return
    first, *others = chain
    if why.mention is None:
        yield f"The speaker is {_shown(chain[-1])}."
    elif not others:
        yield f"The words that name the speaker are {_shown(first)}."
    else:
        *between, last = others
        yield f"At the quote the speaker is called {_shown(first)}."
        yield from (f"That stands for {_shown(words)}." for words in between)
        named = status in {Status.NAMED, Status.RESOLVED}
        yield f"The fullest name in the article is {_shown(last)}." if named else f"That stands for {_shown(last)}."
    if status in NO_NAME:
        yield NO_NAME[status]


def _steps(chain: tuple[Words, ...]) -> list[Words]:
    """Leave out of a chain what adds nothing: the same words elsewhere, or a part of the words before."""
    steps: list[Words] = []
    for words in chain:
        if not steps or words.text not in steps[-1].text:
            steps.append(words)
    return steps


def _how_sure(confidence: Confidence) -> Iterator[str]:
    if confidence.basis is not Basis.RULE:
        yield "This rule was met too seldom to be judged by itself."
    right = round(confidence.precision * confidence.cases)
    drawn = ", and the average rule more often" if confidence.expected - confidence.precision > MARKED else ""
    yield (
        f"In annotated articles {CASES[confidence.basis]} named the right speaker {right:,} times in "
        f"{confidence.cases:,}{drawn}: expect about {round(confidence.expected * 100)} right in 100, "
        f"at least {int(confidence.lower * 100)}."
    )


def _shown(words: Words) -> str:
    return f"“{words.text}” ({words.start}–{words.end})"
