"""The queries that come with the program: read from ``gallery.sql``, where each has a name and a question."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

HEAD = re.compile(r"^-- (?P<name>[a-z-]+): (?P<title>.+)$", re.MULTILINE)


class Query(NamedTuple):
    """A query of the gallery."""

    name: str
    title: str  # the question it answers
    sql: str


@cache
def gallery() -> tuple[Query, ...]:
    """Read the queries in their order."""
    text = (files("quotes.store") / "gallery.sql").read_text(encoding="utf-8")
    heads = list(HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return tuple(
        Query(head["name"], head["title"], text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    )
