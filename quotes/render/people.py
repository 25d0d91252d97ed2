"""Results to text for people, made to be checked: each quote ends in its reference."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quotes.explain import sentences, why
from quotes.model import quote_id
from quotes.render.dates import readable
from quotes.render.quoting import NBSP, passages_of, quotation, quoted
from quotes.render.reports import number_of
from quotes.render.terminal import Piece, Style, lay_out, marked
from quotes.results import Match
from quotes.rulings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quotes.lexicon import Language
    from quotes.model import Article, Extraction, Span
    from quotes.results import Excerpt, Hit, QuoteDetail
    from quotes.rulings import Judged

SHORT = 6  # digits of an id
UNKNOWN = "unknown speaker"
MATCHES = {Match.SPEAKER: "by speaker", Match.EXACT: "exact wording", Match.TOLERANT: "close wording (≈)"}


def hits_text(hits: Sequence[Hit], *, width: int, colour: bool) -> Iterator[str]:
    """Print what a search found, a paragraph a quote; ≈ is before those found by close wording alone."""
    for hit in hits:
        source = hit.source
        where = (source.outlet, source.url, source.path)
        pieces = quotation(passages_of(hit.text, hit.passages), source.lang, (hit.before, hit.after))
        pieces += reference(hit.speaker or hit.mention, where, source.published, source.lang, hit.id)
        sign = "≈ " if hit.match is Match.TOLERANT else ""
        yield paragraph(lay_out(pieces, width=width, colour=colour, indent=sign, hanging="  "))
    counts = [(word, sum(hit.match is match for hit in hits)) for match, word in MATCHES.items()]
    told = ", ".join(f"{number} {word}" for word, number in counts if number)
    yield f"{number_of(len(hits), 'quote')}{': ' if told else ''}{told}\n"


def quotes_text(  # noqa: PLR0913, two say how it looks
    name: str, article: Article, extraction: Extraction, explained: Language | None, *, width: int, colour: bool
) -> Iterator[str]:
    """Print an extraction, a paragraph a quote, with what led to its speaker: ``explained`` in sentences, or short."""
    article_id = article.id
    where = (article.outlet, article.url, name)
    for quote in extraction.quotes:
        pieces = quotation([span.of(quote.source) for span in quote.passages], article.lang)
        who = quote.speaker or quote.mention
        pieces += reference(who, where, article.published, article.lang, quote_id(article_id, quote))
        lines = lay_out(pieces, width=width, colour=colour, hanging="  ")
        facts = [quote.status, quote.cue, quote.via, quote.rule]
        if quote.repeats:
            facts.append(f"printed {len(quote.repeats) + 1} times")
        lines += _indented([" · ".join(fact for fact in facts if fact)], Style.FAINT, width=width, colour=colour)
        if explained:
            told = sentences(why(quote, explained), quote.status)
            lines += _indented(told, Style.PLAIN, width=width, colour=colour)
        yield paragraph(lines)


def _indented(sentences: Iterable[str], style: Style, *, width: int, colour: bool) -> Iterator[str]:
    for sentence in sentences:
        yield from lay_out([Piece(sentence, style)], width=width, colour=colour, indent="  ", hanging="    ")


def paragraph(lines: Iterable[str]) -> str:
    """Join lines, with an empty one after them."""
    return "\n".join(lines) + "\n\n"


def reference(
    speaker: str | None, where: tuple[str | None, str | None, str], published: str | None, lang: str, identity: str
) -> list[Piece]:
    """Write — John Kirby, RFI, 12 août 2021, [3fa9c1]."""
    date = [readable(published, lang)] if published else []
    printed = ", ".join([outlet_of(*where), *date, f"[{identity[:SHORT]}]"])
    return [
        Piece(f"—{NBSP}"),
        Piece(speaker or UNKNOWN, Style.MENTION if speaker else Style.PLAIN),
        Piece(f", {printed}"),
    ]


def outlet_of(outlet: str | None, url: str | None, path: str) -> str:
    """Name the outlet, or the site, or the file: whatever is known that a reader can go back to."""
    return outlet or (url and urlsplit(url).hostname) or PurePath(path).name or "?"


def detail_text(detail: QuoteDetail, *, width: int, colour: bool) -> Iterator[str]:
    """Print a quote in its paragraph, with everything that led to its speaker."""
    found, *others = detail.printings
    first = detail.changed or found
    shown = {Style.CUE: [detail.cue_at], Style.MENTION: [detail.mention_at]}
    yield paragraph(_excerpt(first.excerpt, {Style.WORDS: first.passages, **shown}, width=width, colour=colour))
    if detail.speaker_excerpt:
        yield paragraph(
            _excerpt(detail.speaker_excerpt, {Style.MENTION: [detail.speaker_at]}, width=width, colour=colour)
        )
    for label, value in _facts(detail):
        if value:
            yield "\n".join(lay_out([Piece(value)], width=width, colour=colour, indent=f"{label:10}", hanging=" " * 10))
            yield "\n"
    for number, printing in enumerate(others, start=2):
        yield f"\nprinting {number}, {_places(printing.passages)}\n"
        yield "\n".join(_excerpt(printing.excerpt, {Style.WORDS: printing.passages}, width=width, colour=colour)) + "\n"


def _facts(detail: QuoteDetail) -> list[tuple[str, str | None]]:
    source = detail.source
    date = source.published and readable(source.published, source.lang)
    told = sentences(detail.why, detail.status) if detail.why else ()
    shown = detail.shown
    differs = (shown.speaker, shown.status) != (detail.speaker and " ".join(detail.speaker.split()), detail.status)
    said = detail.said_on and readable(detail.said_on, source.lang)
    rejected = shown.verdict is Verdict.REJECT
    words = passages_of(shown.text, shown.passages or ())
    found = _places(detail.printings[0].passages)
    return [
        ("rejected", "somebody judged that nobody said this: no search, view or export has it" if rejected else None),
        ("speaker", f"{shown.speaker or UNKNOWN} ({shown.status})"),
        ("found as", f"{detail.speaker or UNKNOWN} ({detail.status})" if differs else None),
        ("extent", f"{quoted(words, source.lang)} (somebody changed it; found: {found})" if shown.passages else None),
        *(("judged", _judgement(each)) for each in detail.judgements),
        ("mention", _placed(detail.mention, detail.mention_at)),
        ("role", _placed(detail.role, detail.role_at)),
        ("cue", _placed(detail.cue, detail.cue_at)),
        ("said on", said and _placed(said, detail.said_on_at)),
        ("via", _placed(detail.via, detail.via_at)),
        ("kind", detail.kind),
        ("rule", detail.rule),
        *(("" if number else "why", sentence) for number, sentence in enumerate(told)),
        ("printed", ", ".join(fact for fact in (source.outlet, source.title, source.byline, date) if fact)),
        ("link", source.url),
        ("file", f"{source.path}, {_places((detail.changed or detail.printings[0]).passages)}"),
        ("sha256", source.digest),
        ("id", detail.id),
    ]


def _judgement(judged: Judged) -> str:
    note = f" ({judged.note})" if judged.note else ""
    gone = f", withdrawn by {judged.withdrawn_by}" if judged.withdrawn_at else ""
    return f"{judged.verdict} by {judged.by}, {judged.at[:10]}{note}{gone} [{judged.id[:12]}]"


def _placed(words: str | None, span: Span | None) -> str | None:
    return f"{words} ({span.start}–{span.end})" if words and span else words


def _places(spans: Iterable[Span]) -> str:
    return "characters " + ", ".join(f"{span.start}–{span.end}" for span in spans)


def _excerpt(excerpt: Excerpt, shown: dict[Style, Sequence[Span | None]], *, width: int, colour: bool) -> list[str]:
    """Lay out an excerpt with ``shown`` highlighted; of two that overlap, the earlier."""
    pieces = [Piece("… ")] if excerpt.cut_before else []
    at = 0
    places = sorted(
        (span.start - excerpt.start, span.end - excerpt.start, style)
        for style, spans in shown.items()
        for span in spans
        if span
    )
    for start, end, style in places:
        if at <= start <= end <= len(excerpt.text):
            pieces += [Piece(excerpt.text[at:start]), Piece(excerpt.text[start:end], style)]
            at = end
    pieces.append(Piece(excerpt.text[at:] + (" …" if excerpt.cut_after else "")))
    lines: list[str] = []
    for paragraph in _paragraphs(pieces if colour else marked(pieces)):
        lines += lay_out(paragraph, width=width, colour=colour, indent="  ", hanging="  ")
    return lines


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Cut at the line breaks; what is blank falls away."""
    paragraph: list[Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        paragraph.append(Piece(first, piece.style))
        for text in rest:
            yield paragraph
            paragraph = [Piece(text, piece.style)]
    yield paragraph
