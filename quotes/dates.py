"""Dates as precise as known: 2021-08-12, 2021-08, 2021."""

from __future__ import annotations

import datetime as dt
import re

from quotes.errors import BadDate

ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d.*)?)?)?", re.ASCII)


def iso_date(value: str) -> str:
    """Check a date of any precision and drop a time of day; raise BadDate when it is none.

    >>> iso_date("2021-08")
    '2021-08'
    >>> iso_date("2021-08-12T14:05:00+02:00")
    '2021-08-12'
    """
    match = ISO_DATE.fullmatch(value.strip())
    if match is None:
        raise BadDate(value)
    parts = [part for part in match.groups() if part]
    try:
        dt.date(*map(int, [*parts, "1", "1"][:3]))
    except ValueError:
        raise BadDate(value) from None
    return "-".join(parts)
