"""Print ``data/DICTIONARY.md`` from the tables' own comments: ``python -m quotes.store.dictionary``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from quotes.alarms import Code
from quotes.model import Kind, Label, Status
from quotes.precision import Basis
from quotes.rulings import Verdict
from quotes.store.columns import Base
from quotes.store.history import TASKS
from quotes.store.schema import HEAD, MENTION_USES, SPEAKER_KINDS
from quotes.store.views import VIEWS
from quotes.wire import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column, Table

    from quotes.store.view import View

INTRODUCTION = f"""\
# The database, column by column

Printed by `python -m quotes.store.dictionary` from the comments in the schema (revision {HEAD}); do not edit.
The file is an SQLite database; `quotes db path` says where it lies, and `sqlite3 "$(quotes db path)"` opens it. On a
PostgreSQL server everything is the same, and these comments are in the database too (psql's `\\d+` shows them).

- Every id is a content hash, 40 hexadecimal digits: the same article or quote has the same id on any machine.
- Offsets count code points from 0, half open. SQL counts from 1, so the words at a place are
  `substr(article.text, start + 1, "end" - start)`.
- Dates are text, ISO 8601, as precise as known: `2021-08-12`, `2021-08` or `2021`. They sort and compare as they are.
- All text sorts and compares by code point, on a server too: to ignore case and accents, use the search index.
- Words beside a place are copies of the article's words there; `quotes db check` compares them.
- What starts with `quote_fts` is the search index, which is derived from the rest: folded words (no case, accents,
  ligatures or elision) of the quote, and of its speaker's name and function. Its rowid is `quote.number`. In SQLite
  it is an FTS5 table; in PostgreSQL its column `lexemes` is a `tsvector`, where weight A marks the speaker's words.
- What starts with `quote_fts_article` indexes the words of whole articles in the same way, for `quotes verify`.
"""

EXAMPLES = (
    (
        "What a person said, with where it was printed, newest first",
        """\
SELECT text, speaker, role, outlet, published, url
FROM quote_full
WHERE speaker LIKE '%Kirby%'
ORDER BY published DESC;""",
    ),
    (
        "Who is quoted most, and in how many articles",
        """\
SELECT name, kind, quotes, articles
FROM speaker_full
ORDER BY quotes DESC, name
LIMIT 20;""",
    ),
    (
        "Each passage as it stands in the article's text, with forty code points on either side",
        """\
SELECT quote.id, passage.printing, passage.number,
    CASE WHEN passage.start < 40 THEN substr(article.text, 1, passage."end" + 40)
    ELSE substr(article.text, passage.start - 39, passage."end" - passage.start + 80) END AS words
FROM passage
JOIN quote ON quote.id = passage.quote_id
JOIN article ON article.id = quote.article_id
ORDER BY quote.id, passage.printing, passage.number;""",
    ),
    (
        "The words of quotes without regard to case and accents",
        """\
SELECT quote.text, quote.speaker
FROM quote_fts
JOIN quote ON quote.number = quote_fts.rowid
WHERE quote_fts MATCH 'words : securite';""",
    ),
    (
        "The same on a PostgreSQL server",
        """\
SELECT quote.text, quote.speaker
FROM quote_fts
JOIN quote ON quote.number = quote_fts.rowid
WHERE lexemes @@ 'securite:D'::tsquery;""",
    ),
    (
        "By French stems, on a PostgreSQL server (`quotes_fr` ignores accents where the server has `unaccent`)",
        """\
SELECT text, speaker
FROM quote_full
WHERE to_tsvector('quotes_fr', text) @@ websearch_to_tsquery('quotes_fr', 'sécurités');""",
    ),
)

CLOSED_LISTS = (
    ("quote.kind", Kind),
    ("quote.status", Status),
    ("speaker.kind", SPEAKER_KINDS),
    ("speaker_shown.kind", SPEAKER_KINDS),
    ("judgement.verdict", Verdict),
    ("quote_shown.verdict", Verdict),
    ("other_mention.use", MENTION_USES),
    ("aside.label", Label),
    ("rule.basis", Basis),
    ("credit.field", FIELDS),
    ("run.task", TASKS),
    ("alarm.code", Code),
)


def dictionary() -> str:
    """Write the data dictionary in Markdown."""
    lines = [INTRODUCTION, "## Tables", ""]
    for table in Base.metadata.sorted_tables:
        lines += _table(table)
    lines += ["## Closed lists", "", "| column | values |", "|---|---|"]
    lines += [f"| {column} | {', '.join(f'`{value}`' for value in values)} |" for column, values in CLOSED_LISTS]
    lines += ["", "## Views", "", "These keep their columns from one version to the next.", ""]
    for view in VIEWS:
        lines += _view(view)
    lines += ["## Examples", ""]
    for title, sql in EXAMPLES:
        lines += [f"{title}:", "", "```sql", sql, "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(table: Table) -> Iterable[str]:
    yield from (f"### {table.name}", "", f"{_sentence(table.comment)}", "")
    yield from ("| column | type | | |", "|---|---|---|---|")
    for column in table.columns:
        yield f"| {column.name} | {column.type} | {', '.join(_facts(column))} | {column.comment} |"
    yield ""


def _facts(column: Column[object]) -> Iterator[str]:
    """Say what binds a column, in words."""
    if column.primary_key:
        yield "key"
    if column.unique:
        yield "unique"
    for foreign in column.foreign_keys:
        yield f"→ {foreign.target_fullname}"
    if column.nullable:
        yield "may be NULL"


def _view(view: View) -> Iterable[str]:
    yield from (f"### {view.name}", "", _sentence(view.comment), "", "| column | |", "|---|---|")
    yield from (f"| {name} | {comment} |" for name, comment in view.columns.items())
    yield ""


def _sentence(comment: str | None) -> str:
    words = comment or ""
    return f"{words[:1].upper()}{words[1:]}."


if __name__ == "__main__":
    sys.stdout.write(dictionary())
