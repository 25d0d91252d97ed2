"""What a text says of itself: a front-matter block, a leading date, a credit line."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from itertools import islice

from quotes.dates import iso_date
from quotes.errors import BadDate
from quotes.readers.reading import Given

KEYS = tuple(field.name for field in fields(Given))
FENCE = "---"
FRONT_MATTER_LINES = 50  # a longer one is no front matter
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
FIELD = re.compile(r"([A-Za-z_-]{1,30})\s*:\s*(.*)")

LANG = re.compile(r"([A-Za-z]{2,3})(?:[-_]\w+)*\Z")
LEADING_DATE = re.compile(r"\s*date (\d[\d-]*)(?=\s|$)")

PART = r"[A-ZÀ-ÖØ-ÞŒ][\w'’.\-]*"
NAME = rf"{PART}(?:\ (?:d['’]|(?:de|du|des|la|le|van|von|ben|el)\ )*{PART})*"
AGENCY = r"(?:l['’])?(?:AFP|Reuters|AP|Belga|ATS|APS|MAP|La\ Presse\ canadienne|agences?)"
AGENCIES = rf"{AGENCY}(?:(?:,|\ et)\ {AGENCY})*"
STAFF = r"(?:envoyée?s?|correspondante?s?)"
CREDIT = re.compile(
    rf"""
    [Aa]vec\ {NAME},\ (?:du\ service|(?:notre|nos)\ {STAFF}|{STAFF})\b.*  # Avec Jeanne Martin, du service Sport
    | \(?[Aa]vec\ {AGENCIES}\)?
    | \({AGENCIES}\)
    | [Pp]ar\ {NAME}(?:(?:,|\ et|,?\ avec)\ (?:{NAME}|{AGENCIES}))*(?:,?\ \(?(?:à|avec|{STAFF})\ .{{,60}})?
    | (?:[Pp]ropos|[Ee]ntretien)\ recueillis?\ par\ {NAME}.{{,60}}
    | [Dd]e\ (?:notre|nos)\ {STAFF}\ .*
    | (?:{NAME}|[Ll]a\ rédaction),?\ \(?avec\ {AGENCIES}\)?
    """,
    re.VERBOSE,
)
CREDIT_LENGTH = 200
HEAD_LINES = 8  # where a credit line stands: under the headline,
TAIL_LINES = 3  # or at the end


def split_front_matter(text: str) -> tuple[str, Given, tuple[str, ...]]:
    """Take the front-matter block off ``text``: the rest, what the block says, and the warnings there are.

    The block starts the text: a line ``---``, lines ``key: value``, a line ``---``. Anything else that
    starts so (a rule, a dialogue) is text and stays.
    """
    lines = list(islice(LINE.finditer(text), FRONT_MATTER_LINES))
    if not lines or lines[0].group().strip() != FENCE:
        return text, Given(), ()
    said: dict[str, str] = {}
    warnings: list[str] = []
    for line in lines[1:]:
        content = line.group().strip()
        if content == FENCE:
            return text[line.end() :].lstrip("\r\n"), *_given(said, warnings)
        match = FIELD.fullmatch(content)
        if match:
            said[match[1].lower()] = match[2].strip().strip("\"'")
        elif content:
            break
    return text, Given(), ()


def _given(said: dict[str, str], warnings: list[str]) -> tuple[Given, tuple[str, ...]]:
    warnings += [f"front matter: {key!r} is no key here, left out" for key in said if key not in KEYS]
    given = Given(**{key: said[key] for key in KEYS if said.get(key)})
    return checked(given, warnings), tuple(warnings)


def checked(given: Given, warnings: list[str]) -> Given:
    """Bring the dates and the language into their form; one that is none becomes a warning."""
    for name in ("date", "modified"):
        value = getattr(given, name)
        try:
            given = replace(given, **{name: value and (_mail_date(value) or iso_date(value))})
        except BadDate as error:
            warnings.append(f"{error.message}, left out")
            given = replace(given, **{name: None})
    if given.lang is not None and (code := lang_code(given.lang)) != given.lang:
        if code is None:
            warnings.append(f"{given.lang!r} is no language code, left out")
        given = replace(given, lang=code)
    return given


def _mail_date(value: str) -> str | None:
    """Read a date as e-mail and feeds write it, which begins with a weekday."""
    from email.utils import parsedate

    found = parsedate(value) if value[:1].isalpha() else None
    return found and "-".join((f"{found[0]:04}", f"{found[1]:02}", f"{found[2]:02}"))


def lang_code(value: str) -> str | None:
    """Take the language out of a language tag; None when it is none.

    >>> lang_code("fr_CH")
    'fr'
    """
    match = LANG.match(value.strip())
    return match and match[1].lower()


def read_head(text: str) -> tuple[Given, tuple[str, ...]]:
    """Read what the text itself says: a leading ``date 2021-08`` and a credit line. Both stay in the text."""
    warnings: list[str] = []
    match = LEADING_DATE.match(text)
    given = Given(date=match[1] if match else None, byline=_credit(text))
    return checked(given, warnings), tuple(warnings)


def _credit(text: str) -> str | None:
    """Find the line that says who wrote the article; a leading « Par » and emphasis are left off."""
    for line in _edge_lines(text):
        credit = line.strip("*_ ")
        if len(credit) <= CREDIT_LENGTH and not credit.endswith(".") and CREDIT.fullmatch(credit):
            return (credit[1:-1] if credit.startswith("(") else credit).removeprefix("Par ")
    return None


def _edge_lines(text: str) -> list[str]:
    window = HEAD_LINES * 4 * CREDIT_LENGTH
    head = [line.strip() for line in text[:window].splitlines() if line.strip()]
    tail = [line.strip() for line in text[-window:].splitlines() if line.strip()]
    return head[:HEAD_LINES] + tail[-TAIL_LINES:]


def merge(*sources: Given) -> Given:
    """Lay sources over each other, the first one first."""
    return Given(**{key: next((v for s in sources if (v := getattr(s, key))), None) for key in KEYS})
