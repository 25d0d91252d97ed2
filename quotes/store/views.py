"""What SQL users may rely on from one version to the next, in SQL that any engine reads.

Views hold nothing of their own, so no migration makes one: all are taken away before the tables change, and made anew
from here once the schema is this version's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import String, literal

if TYPE_CHECKING:
    from sqlalchemy import Connection


class View(NamedTuple):
    """A view, and what its columns hold where no table column of that name says it."""

    name: str
    comment: str
    columns: dict[str, str]
    select: str

    @property
    def ddl(self) -> str:
        """The statement that makes it."""
        return f"CREATE VIEW {self.name} AS\n{self.select}"


QUOTE_FULL = View(
    name="quote_full",
    comment="one row a quote, with who said it and where it was printed",
    columns={
        "id": "the quote's id, quote.id",
        "text": "quote.text",
        "speaker": "quote.speaker, as printed in this article",
        "speaker_status": "quote.status",
        "role": "quote.role",
        "mention": "quote.mention",
        "cue": "quote.cue",
        "said_on": "quote.said_on",
        "via": "quote.via",
        "kind": "quote.kind",
        "rule": "quote.rule",
        "confidence": "rule.confidence, the share of quotes by this rule to expect right; NULL if the speaker is "
        "unknown, or where it was not measured",
        "outlet": "outlet.name",
        "published": "article.published",
        "title": "article.title",
        "byline": "article.byline",
        "url": "article.url",
        "lang": "article.lang",
        "path": "article.path",
        "start": "passage.start of the first passage, first printing",
        "end": "passage.end of the last passage, first printing",
        "printings": "how many times the article prints the quote",
        "article_id": "article.id",
        "speaker_id": "speaker.id",
    },
    select="""\
SELECT quote.id AS id, quote.text AS text, quote.speaker AS speaker, quote.status AS speaker_status,
    quote.role AS role, quote.mention AS mention, quote.cue AS cue, quote.said_on AS said_on,
    quote.via AS via, quote.kind AS kind, quote.rule AS rule, rule.confidence AS confidence,
    outlet.name AS outlet, article.published AS published, article.title AS title, article.byline AS byline,
    article.url AS url, article.lang AS lang, article.path AS path,
    (SELECT min(passage.start) FROM passage
        WHERE passage.quote_id = quote.id AND passage.printing = 1) AS start,
    (SELECT max(passage."end") FROM passage
        WHERE passage.quote_id = quote.id AND passage.printing = 1) AS "end",
    (SELECT max(passage.printing) FROM passage WHERE passage.quote_id = quote.id) AS printings,
    quote.article_id AS article_id, quote.speaker_id AS speaker_id
FROM quote
JOIN article ON article.id = quote.article_id
LEFT JOIN outlet ON outlet.id = article.outlet_id
LEFT JOIN rule ON rule.run_id = quote.run_id AND rule.name = quote.rule AND quote.status <> 'unknown'""",
)

VIEWS = (QUOTE_FULL,)


def create(connection: Connection) -> None:
    """Make the views, and describe them in the database where it keeps comments."""
    for view in VIEWS:
        connection.exec_driver_sql(view.ddl)
    if connection.dialect.name != "postgresql":
        return
    for view in VIEWS:
        _comment(connection, f"VIEW {view.name}", view.comment)
        for column, comment in view.columns.items():
            _comment(connection, f'COLUMN {view.name}."{column}"', comment)


def _comment(connection: Connection, what: str, comment: str) -> None:
    written = literal(comment, String()).compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    connection.exec_driver_sql(f"COMMENT ON {what} IS {written}")


def drop(connection: Connection) -> None:
    """Take the views away, the last made first."""
    for view in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view.name}")
