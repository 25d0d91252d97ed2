"""Verify many claims at once: the quotations of a draft, or a table of claims."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from quotes.dates import iso_date
from quotes.errors import NoWordingColumn, QuotesError
from quotes.extract import extract
from quotes.model import Status
from quotes.readers.decode import decode
from quotes.results import Failure
from quotes.service.held import Claim
from quotes.service.verifying import FEW, verify
from quotes.store.candidates import Limits
from quotes.verdict import ORDER, Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.model import Article
    from quotes.store import Store
    from quotes.verdict import Verdict

WORST = (Attribution.OTHER, Attribution.CONFLICT, Attribution.UNATTRIBUTED, Attribution.NOT_ASKED, Attribution.SAME)


def claims_of(article: Article, limits: Limits) -> Iterator[Claim]:
    """Give every quotation of a draft with the speaker the draft gives it, in the order of the text.

    What stands between marks and is no speech (a title, a term) is a claim too when it has five words or more.
    """
    found = extract(article.text, article.lang, published=article.published)
    claims = [
        (quote.passages[0].start, quote.text, "" if quote.status is Status.UNKNOWN else quote.speaker or "")
        for quote in found.quotes
    ]
    asides = [(aside.span.start, aside.span.of(article.text)) for aside in found.asides]
    claims += [(start, text, "") for start, text in asides if len(text.split()) >= FEW]
    for _, text, speaker in sorted(claims):
        if any(char.isalnum() for char in text):
            yield Claim(wording=text, speaker=speaker, limits=limits)


def verify_draft(store: Store, article: Article, limits: Limits) -> list[Verdict]:
    """Verify the quotations of a draft; the worst are first."""
    return worst_first([verify(store, claim) for claim in claims_of(article, limits)])


def worst_first(verdicts: list[Verdict]) -> list[Verdict]:
    """Put what needs a look before what is fine."""
    return sorted(
        verdicts,
        key=lambda found: (found.fine, -ORDER[found.wording], WORST.index(found.attribution), -len(found.flags)),
    )


def verify_table(store: Store, data: bytes, place: str, limits: Limits) -> Iterator[Verdict | Failure]:
    """Verify the claims of a CSV file, in its order; a line that cannot be looked up is a ``Failure``.

    The first line names the columns: wording, and if wanted speaker, since (or after), until (or before), outlet,
    which stand in for ``limits``. Commas, semicolons or tabs part them.
    """
    text, _ = decode(data) or ("", ())
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        columns = tuple(name.strip().lower() for name in reader.fieldnames or ())
    except csv.Error:  # a first line too long to be one
        columns = ()
    if "wording" not in columns:
        raise NoWordingColumn(place, columns)
    reader.fieldnames = columns
    rows = iter(reader)
    while True:
        try:
            row = next(rows)
            yield verify(store, _claim(row, limits))
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(f"{place}, line {reader.line_num}", str(error), "close the quotation marks of its cells")
            return
        except QuotesError as error:
            yield Failure(f"{place}, line {reader.line_num}", error.message, error.hint)


def _claim(row: dict[str, str | None], limits: Limits) -> Claim:
    cells = {name: (value or "").strip() for name, value in row.items() if isinstance(value, str)}
    since, until = (cells.get(name) or cells.get(other) for name, other in (("since", "after"), ("until", "before")))
    return Claim(
        wording=cells.get("wording", ""),
        speaker=cells.get("speaker", ""),
        limits=Limits(
            since=iso_date(since) if since else limits.since,
            until=iso_date(until) if until else limits.until,
            outlet=cells.get("outlet") or limits.outlet,
        ),
    )
