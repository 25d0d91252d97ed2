"""Web pages: the article's text by trafilatura, its facts as the page declares them."""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from quotes.errors import BinaryFile, EmptyText, HugePage, MissingLibrary, ReadingError, TangledPage
from quotes.readers.declared import declared
from quotes.readers.decode import decode, is_binary
from quotes.readers.fragment import marks_of
from quotes.readers.metadata import checked, merge
from quotes.readers.reading import Given, Input, Read, Reading, bounded, failed, make_article, named, safe
from quotes.readers.walls import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trafilatura.settings import Document

LARGEST = 4_000_000  # bytes of one page; that of an article has seldom a quarter of it
MOST_ELEMENTS = 25_000  # a news page has some 2,000; what trafilatura takes grows with their square
HEAD = 4_096  # bytes in which a page names its encoding
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")


def read_html(source: Input) -> Iterator[Reading]:
    """Read the article of one page."""
    try:
        yield read_page(source.stream.read(LARGEST + 1), source)
    except ReadingError as error:
        yield failed(source.place, error)


def read_page(data: bytes, source: Input, known: Given | None = None) -> Read:
    """Read the article of the page ``data``; raise ``ReadingError`` when there is none, or not all of it.

    The page's own words on outlet, dates and the rest yield to ``source.given``; where it has none, ``known`` counts.
    """
    if len(data) > LARGEST:
        raise HugePage(LARGEST)
    text, warnings = _decoded(data, source.charset)
    tree = parse(text)
    about = declared(tree)
    said = merge(source.given, checked(about.given, []), known or Given())
    article, found = extracted(tree, said.lang)
    refuse(tree, about, article)
    return Read(
        make_article(
            bounded(article),
            source.place,
            merge(said, found),
            page_digest=hashlib.sha256(data).hexdigest(),
            reader=named("trafilatura"),
        ),
        source.place,
        warnings,
    )


def parse(text: str) -> Any:  # noqa: ANN401, lxml has no types
    """Parse a page as browsers do, whatever is wrong with it."""
    try:
        from trafilatura import load_html
    except ImportError:
        raise MissingLibrary("trafilatura") from None
    if "<" not in text:
        raise EmptyText
    tree = load_html(XML_DECLARATION.sub("", text, count=1))
    if tree is None:
        raise EmptyText
    if sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise TangledPage
    return tree


def extracted(tree: Any, lang: str | None) -> tuple[str, Given]:  # noqa: ANN401
    """Take the article out of a page: its text, a paragraph a line, and what trafilatura makes of its facts.

    Captions become paragraphs, and <q> has the marks a browser gives it; ``tree`` is changed by that.
    """
    from trafilatura import bare_extraction

    _spell_out(tree, lang)
    try:
        found = bare_extraction(tree, include_comments=False, deduplicate=False, with_metadata=True)
    except (RecursionError, ValueError) as error:
        raise TangledPage from error
    if found is None:
        return "", Given()
    facts = cast("Document", found).as_dict()
    names = {"url": "url", "date": "date", "title": "title", "byline": "author", "outlet": "sitename"}
    return safe(facts["text"] or ""), Given(**{name: facts[key] and safe(facts[key]) for name, key in names.items()})


def _decoded(data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """Decode a page: UTF-8 if it can be, then what its server or itself says, then what it looks like."""
    if is_binary(data):
        raise BinaryFile
    named = CHARSET.search(data[:HEAD])
    for label in ("utf-8-sig", charset, named and named[1].decode("ascii")):
        try:
            if label and (encoding := _as_browsers(label)):
                return safe(data.decode(encoding)), ()
        except (LookupError, ValueError):
            continue
    decoded = decode(data)
    if decoded is None:
        raise BinaryFile
    return decoded


def _as_browsers(label: str) -> str | None:
    """Name the encoding that browsers take for ``label``; what could be read so far is not in a wide one.

    >>> _as_browsers("ISO-8859-1")
    'cp1252'
    """
    name = label.strip().lower().replace("_", "-")
    if name.startswith(("utf-16", "utf-32")):
        return None
    return "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii"} else name


def _spell_out(tree: Any, lang: str | None) -> None:  # noqa: ANN401
    """Write into the text what a reader sees there though it is no text: the marks of <q>; keep captions."""
    opening, closing = marks_of(lang)
    for quoted in tree.iter("q"):
        quoted.tag = "span"
        quoted.text = opening + (quoted.text or "")
        if len(quoted):
            quoted[-1].tail = (quoted[-1].tail or "") + closing
        else:
            quoted.text += closing
    for figure in list(tree.iter("figure")):
        captions = list(figure.iter("figcaption"))
        if captions:
            figure.tag = "div"
        for caption in captions:
            caption.tag = "p"
