"""One quote in the forms that other programs cite, annotate and publish by."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, Any

from quotes.model import Status
from quotes.render.data import dump
from quotes.render.quoting import BREAK, passages_of, quoted
from quotes.render.terminal import clean
from quotes.rulings import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotes.results import Printing, QuoteDetail

AROUND = 32  # code points on either side of an annotated passage: enough to find it where places have moved
BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "$&%#_"},
    }
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(detail: QuoteDetail) -> str:
    """Cite the article, with the quote and its speaker as the note."""
    source = detail.source
    year, month, day = (*_date(source.published), None, None, None)[:3]
    fields = {
        "author": source.byline and f"{{{source.byline.translate(BIBTEX)}}}",  # not to be cut into names
        "title": source.title and f"{{{source.title.translate(BIBTEX)}}}",
        "howpublished": source.outlet and source.outlet.translate(BIBTEX),
        "year": year and str(year),
        "month": None if month is None else MONTHS[month - 1],
        "day": day and str(day),
        "url": source.url,
        "note": _note(detail).translate(BIBTEX),
        "language": source.lang,
    }
    month_name = fields.pop("month")  # BibTeX's own word, not to be put in braces
    lines = [f"  {name} = {{{clean(value)}}},\n" for name, value in fields.items() if value]
    lines += [f"  month = {month_name},\n"] if month_name else []
    return f"@misc{{quote-{detail.id[:10]},\n{''.join(lines)}}}"


def csl(detail: QuoteDetail) -> str:
    """Cite the article in CSL-JSON, an array of one item, as reference managers read it."""
    source = detail.source
    item = {
        "id": f"quote-{detail.id[:10]}",
        "type": "article-newspaper",
        "title": source.title,
        "author": [{"literal": source.byline}] if source.byline else None,
        "container-title": source.outlet,
        "issued": {"date-parts": [_date(source.published)]} if source.published else None,
        "URL": source.url,
        "language": source.lang,
        "note": _note(detail),
    }
    return dump([_without_none(item)], indent=2)


def annotation(detail: QuoteDetail) -> str:
    """Make a W3C Web Annotation: who says it, and for each passage its words and its place in the stored text.

    An extent that somebody gave the quote stands for all its printings.
    """
    speaker = detail.shown.speaker
    body = {"type": "TextualBody", "purpose": "identifying", "value": speaker}
    digest = urlsafe_b64encode(bytes.fromhex(detail.source.digest)).decode().rstrip("=")
    return dump(
        _without_none(
            {
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "id": f"urn:quotes:{detail.id}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": body if speaker else None,
                "target": [
                    _without_none(
                        {
                            "source": f"ni:///sha-256;{digest}",  # RFC 6920: the text as stored, which places count
                            "scope": detail.source.url,
                            "selector": selectors,
                        }
                    )
                    for printing in ([detail.changed] if detail.changed else detail.printings)
                    for selectors in _selectors(printing)
                ],
            }
        ),
        indent=2,
    )


def jsonld(detail: QuoteDetail) -> str:
    """Make a schema.org Quotation, part of its news article."""
    source = detail.source
    article = {
        "@type": "NewsArticle",
        "headline": source.title,
        "url": source.url,
        "datePublished": source.published,
        "author": _named("Person", source.byline),
        "publisher": _named("Organization", source.outlet),
    }
    quotation = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "identifier": detail.id,
        "text": BREAK.join(_passages(detail)),
        "inLanguage": source.lang,
        "creator": _creator(detail),
        "isPartOf": _without_none(article),
    }
    return dump(_without_none(quotation), indent=2)


def _creator(detail: QuoteDetail) -> dict[str, Any] | None:
    shown = detail.shown
    if shown.speaker is None or shown.status is Status.UNKNOWN:
        return None
    if shown.status is Status.COLLECTIVE:
        return _named("Organization", shown.speaker)
    if shown.status in (Status.ROLE, Status.ANONYMOUS):
        return {"@type": "Person", "description": shown.speaker}
    role = None if shown.verdict is Verdict.ASSIGN else detail.role  # the role is of whoever was found
    return _without_none({"@type": "Person", "name": shown.speaker, "jobTitle": role})


def _selectors(printing: Printing) -> list[list[dict[str, Any]]]:
    excerpt = printing.excerpt
    return [
        [
            {
                "type": "TextQuoteSelector",
                "exact": excerpt.text[start:end],
                "prefix": excerpt.text[max(0, start - AROUND) : start],
                "suffix": excerpt.text[end : end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ]
        for span in printing.passages
        for start, end in [(span.start - excerpt.start, span.end - excerpt.start)]
    ]


def _note(detail: QuoteDetail) -> str:
    words = quoted(_passages(detail), detail.source.lang)
    return f"{words} — {detail.shown.speaker or 'speaker unknown'}"


def _passages(detail: QuoteDetail) -> list[str]:
    return passages_of(detail.shown.text, detail.shown.passages or detail.printings[0].passages)


def _date(published: str | None) -> list[int]:
    return [int(part) for part in published.split("-")] if published else []


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _without_none(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value is not None}


CITATIONS: dict[str, Callable[[QuoteDetail], str]] = {
    "bibtex": bibtex,
    "csl-json": csl,
    "annotation": annotation,
    "jsonld": jsonld,
}
