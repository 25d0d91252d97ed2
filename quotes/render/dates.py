"""Dates as a newspaper writes them."""

from __future__ import annotations

# One word a month; a list would take a page.
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
ENGLISH = "January February March April May June July August September October November December"
MONTHS = {"fr": FRENCH.split(), "en": ENGLISH.split()}


def readable(date: str, lang: str) -> str:
    """Write an ISO date in the language of its article, as precise as it is.

    >>> readable("2021-08-01", "fr"), readable("2021-08", "fr"), readable("2021", "fr")
    ('1er août 2021', 'août 2021', '2021')
    >>> readable("2021-08-12", "en"), readable("2021-08-12", "de")
    ('12 August 2021', '2021-08-12')
    """
    months = MONTHS.get(lang)
    year, *rest = date.split("-")
    if months is None or not rest:
        return date
    month = months[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{month} {year}"
    day = int(rest[1])
    return f"{'1er' if day == 1 and lang == 'fr' else day} {month} {year}"
