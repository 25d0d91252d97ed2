"""What SQL users may rely on from one version to the next, in SQL that any engine reads.

Views hold nothing of their own, so no migration makes one: all are taken away before the tables change, and made anew
from here once the schema is this version's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, literal

from quotes.store.description import description_of
from quotes.store.summaries import SUMMARIES
from quotes.store.view import View

if TYPE_CHECKING:
    from sqlalchemy import Connection


QUOTE_FULL = View(
    name="quote_full",
    comment="one row a quote, with who said it and where it was printed, as people's judgement left it; what somebody "
    "rejected is not here",
    columns={
        "id": "the quote's id, quote.id",
        "text": "quote.text, or the words of the extent somebody gave it",
        "speaker": "the speaker's name across articles, speaker_shown.name; NULL if unknown",
        "speaker_status": "quote.status; where somebody assigned the speaker: named for a person, else that speaker's "
        "kind, or unknown",
        "role": "quote.role",
        "mention": "quote.mention",
        "cue": "quote.cue",
        "said_on": "quote.said_on",
        "via": "quote.via",
        "kind": "quote.kind",
        "rule": "quote.rule",
        "confidence": "rule.confidence, the share of quotes by this rule to expect right; NULL if the speaker is "
        "unknown or assigned by a person, or where it was not measured",
        "outlet": "outlet.name",
        "published": "article.published",
        "title": "article.title",
        "byline": "article.byline",
        "url": "article.url",
        "lang": "article.lang",
        "path": "article.path",
        "start": "where the quote starts in article.text, first printing",
        "end": "where it ends there",
        "printings": "how many times the article prints the quote",
        "article_id": "article.id",
        "speaker_id": "the speaker across articles, speaker_shown.shown_id",
        "speaker_printed": "quote.speaker, the fullest name or the function as found in this article",
        "verdict": "the last valid judgement of a person on who said it: confirm, assign or split; NULL if none",
    },
    select="""\
SELECT quote.id AS id, coalesce(judged.text, quote.text) AS text, who.name AS speaker,
    CASE WHEN judged.assigned = 1 THEN
        CASE WHEN who.kind IS NULL THEN 'unknown' WHEN who.kind = 'person' THEN 'named' ELSE who.kind END
        ELSE quote.status END AS speaker_status,
    quote.role AS role, quote.mention AS mention, quote.cue AS cue, quote.said_on AS said_on,
    quote.via AS via, quote.kind AS kind, quote.rule AS rule,
    CASE WHEN judged.assigned = 1 THEN NULL ELSE rule.confidence END AS confidence,
    outlet.name AS outlet, article.published AS published, article.title AS title, article.byline AS byline,
    article.url AS url, article.lang AS lang, article.path AS path,
    coalesce(judged.start, (SELECT min(passage.start) FROM passage
        WHERE passage.quote_id = quote.id AND passage.printing = 1)) AS start,
    coalesce(judged."end", (SELECT max(passage."end") FROM passage
        WHERE passage.quote_id = quote.id AND passage.printing = 1)) AS "end",
    (SELECT max(passage.printing) FROM passage WHERE passage.quote_id = quote.id) AS printings,
    quote.article_id AS article_id, who.shown_id AS speaker_id, quote.speaker AS speaker_printed,
    judged.verdict AS verdict
FROM quote
JOIN article ON article.id = quote.article_id
LEFT JOIN outlet ON outlet.id = article.outlet_id
LEFT JOIN rule ON rule.run_id = quote.run_id AND rule.name = quote.rule AND quote.status <> 'unknown'
LEFT JOIN quote_shown AS judged ON judged.quote_id = quote.id
LEFT JOIN speaker_shown AS who
    ON who.speaker_id = CASE WHEN judged.assigned = 1 THEN judged.speaker_id ELSE quote.speaker_id END
WHERE judged.verdict IS NULL OR judged.verdict <> 'reject'""",
)

QUOTE_STATEMENT = View(
    name="quote_statement",
    comment="one row a quote, with the statement it reports: quotes of one cluster of wordings and one speaker report "
    "the same; one whose speaker is unknown goes with the only speaker that others of its cluster have, if it has "
    "five words or more",
    columns={
        "quote_id": "quote.id",
        "statement_id": "statement.id",
        "cluster": "wording.cluster; NULL if the quote has no word",
        "speaker_id": "speaker_shown.called_id of the statement; NULL if nobody is credited with it, or several are",
        "credited": "1 if this quote names its speaker, else 0",
    },
    select="""\
SELECT said.id AS quote_id,
    CASE WHEN wording.id IS NULL OR (wording.length < 5 AND who.called_id IS NULL) THEN said.id
        ELSE substr(wording.cluster, 1, 20)
            || substr(coalesce(who.called_id, sole.speaker_id, '00000000000000000000'), 1, 20)
    END AS statement_id,
    wording.cluster AS cluster, coalesce(who.called_id, sole.speaker_id) AS speaker_id,
    CASE WHEN who.called_id IS NULL THEN 0 ELSE 1 END AS credited
FROM quote_full AS said
JOIN quote ON quote.id = said.id
LEFT JOIN speaker_shown AS who ON who.speaker_id = said.speaker_id
LEFT JOIN wording ON wording.id = quote.wording_id
LEFT JOIN (
    SELECT wording.cluster AS cluster, min(who.called_id) AS speaker_id
    FROM quote_full AS said
    JOIN quote ON quote.id = said.id
    JOIN speaker_shown AS who ON who.speaker_id = said.speaker_id
    JOIN wording ON wording.id = quote.wording_id
    WHERE wording.length >= 5
    GROUP BY wording.cluster
    HAVING min(who.called_id) = max(who.called_id)
) AS sole ON sole.cluster = wording.cluster""",
)

STATEMENT = View(
    name="statement",
    comment="one row an utterance, however many articles report it",
    columns={
        "id": "20 digits of cluster and 20 of speaker_id (zeros if NULL), or quote.id where a quote stands alone; it "
        "may change when articles are added, but never with the order they come in",
        "cluster": "wording.cluster; NULL if it has no word",
        "words": "wording.words of the wording that cluster is named for",
        "speaker_id": "speaker_shown.called_id; NULL if nobody is credited with it, or several are",
        "speaker": "speaker_shown.name",
        "printings": "number of quotes that report it",
        "credits": "number of these that name the speaker",
        "articles": "number of articles that print it",
        "outlets": "number of outlets that print it",
        "reports": "number of independent reports: all articles of one agency are one, and so are those of one outlet "
        "that credit no agency",
        "first_published": "article.published of the first; 2021-08 counts as earlier than any day of it",
        "last_published": "article.published of the last",
    },
    select="""\
SELECT said.statement_id AS id, min(said.cluster) AS cluster,
    min(named.words) AS words,
    min(said.speaker_id) AS speaker_id, min(speaker.name) AS speaker, count(*) AS printings,
    sum(said.credited) AS credits, count(DISTINCT article.id) AS articles,
    count(DISTINCT article.outlet_id) AS outlets,
    count(DISTINCT coalesce(article.agency, article.outlet_id, article.id)) AS reports,
    min(article.published) AS first_published, max(article.published) AS last_published
FROM quote_statement AS said
JOIN quote ON quote.id = said.quote_id
JOIN article ON article.id = quote.article_id
LEFT JOIN (
    SELECT called_id AS id, min(name) AS name FROM speaker_shown GROUP BY called_id
) AS speaker ON speaker.id = said.speaker_id
LEFT JOIN wording AS named ON named.id = said.cluster
GROUP BY said.statement_id""",
)

CONFLICT = View(
    name="conflict",
    comment="one row a speaker, where several are credited with the same words, five or more",
    columns={
        "cluster": "wording.cluster, the same for all who are credited with the words",
        "statement_id": "statement.id",
        "speaker_id": "speaker_shown.called_id",
        "speaker": "speaker_shown.name",
        "words": "statement.words",
        "printings": "statement.printings",
        "outlets": "statement.outlets",
        "reports": "statement.reports",
        "first_published": "statement.first_published",
        "last_published": "statement.last_published",
    },
    select="""\
SELECT statement.cluster AS cluster, statement.id AS statement_id, statement.speaker_id AS speaker_id,
    statement.speaker AS speaker, statement.words AS words, statement.printings AS printings,
    statement.outlets AS outlets, statement.reports AS reports,
    statement.first_published AS first_published, statement.last_published AS last_published
FROM statement
WHERE statement.speaker_id IS NOT NULL AND statement.cluster IN (
    SELECT wording.cluster
    FROM quote_full AS said
    JOIN quote ON quote.id = said.id
    JOIN speaker_shown AS who ON who.speaker_id = said.speaker_id
    JOIN wording ON wording.id = quote.wording_id
    WHERE wording.length >= 5
    GROUP BY wording.cluster
    HAVING min(who.called_id) <> max(who.called_id)
)""",
)

ANSWERS = (QUOTE_FULL, QUOTE_STATEMENT, STATEMENT, CONFLICT, *SUMMARIES)  # each after those it reads
VIEWS = (*ANSWERS, description_of(ANSWERS))


def create(connection: Connection) -> None:
    """Make the views, and describe them in the database where it keeps comments."""
    for view in VIEWS:
        connection.exec_driver_sql(view.ddl.replace("%", "%%") if connection.dialect.name == "postgresql" else view.ddl)
    if connection.dialect.name != "postgresql":
        return
    for view in VIEWS:
        _comment(connection, f"VIEW {view.name}", view.comment)
        for name, comment in view.columns.items():
            _comment(connection, f'COLUMN {view.name}."{name}"', comment)


def _comment(connection: Connection, what: str, comment: str) -> None:
    written = literal(comment, String()).compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    connection.exec_driver_sql(f"COMMENT ON {what} IS {written}")


def drop(connection: Connection) -> None:
    """Take the views away, the last made first."""
    for view in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view.name}")
