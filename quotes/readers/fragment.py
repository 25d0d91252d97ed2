"""Marked-up text that is all article, as feeds and agencies send it: a paragraph a line."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from quotes.errors import EmptyText, MissingLibrary, TangledPage
from quotes.readers.reading import Given, Read, bounded, make_article, named, safe

if TYPE_CHECKING:
    from collections.abc import Iterator
MARKS = {"fr": ("«\u00a0", "\u00a0»"), "de": ("„", "“")}  # what a browser puts around <q>
OTHER_MARKS = ("“", "”")
BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hl1",
        "hl2",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "bq",
        "block",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "figure",
        "figcaption",
        "caption",
        "table",
        "tr",
        "td",
        "th",
        "hr",
        "pre",
        "byline",
        "dateline",
        "tagline",
        "body",
        "body.content",
        "body.end",
    }
)
UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "svg",
        "iframe",
        "object",
        "video",
        "audio",
        "media",
        "picture",
    }
)
SPACES = re.compile(r"[ \t\r\n\f\v]+")
MOST_ELEMENTS = 100_000


def marks_of(lang: str | None) -> tuple[str, str]:
    """Give the marks that browsers write around <q> in a language."""
    return MARKS.get(lang or "", OTHER_MARKS)


def html_text(markup: str, lang: str | None) -> str:
    """Write an HTML fragment as text."""
    try:
        from lxml import html
    except ImportError:
        raise MissingLibrary("lxml") from None
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    return text_of(html.fragment_fromstring(markup, create_parent="div"), lang) if markup.strip() else ""


def text_of(tree: Any, lang: str | None) -> str:  # noqa: ANN401, lxml has no types
    """Write a parsed tree as text: a line a paragraph, <q> with the marks a browser gives it."""
    lines = (SPACES.sub(" ", line).strip(" ") for line in "".join(_pieces(tree, *marks_of(lang))).split("\0"))
    return safe("\n".join(line for line in lines if line))


def _pieces(tree: Any, opening: str, closing: str) -> Iterator[str]:  # noqa: ANN401
    """Give the text in order, NUL where a paragraph ends."""
    from lxml.etree import iterwalk

    walker = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for number, (event, element) in enumerate(walker):
        if number > 2 * MOST_ELEMENTS:
            raise TangledPage
        name = _local(element) if event in {"start", "end"} else ""
        edge = "\0" if name in BLOCKS else ""
        if event == "start":
            yield edge + (opening if name == "q" else "")
            if name in UNSEEN:
                walker.skip_subtree()
            else:
                yield element.text or ""
        else:
            yield (closing if name == "q" else "") + edge
            yield (element.tail or "") if element is not tree else ""


def _local(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2].lower()


def read_fragment(markup: bytes, text: str, said: Given, place: str, name: str | None) -> Read:
    """Make the article of ``text``, which was taken out of ``markup``; raise ``EmptyText`` when there is none."""
    if not text.strip():
        raise EmptyText
    article = make_article(
        bounded(text),
        place,
        said,
        page_digest=hashlib.sha256(markup).hexdigest(),
        reader=named("quotes"),
    )
    return Read(article, name or place)
