"""The views that count and compare. They read ``quote_full``, so they show what it shows."""

from __future__ import annotations

from quotes.store.view import View

MONTH = "2021-08; NULL where the date is unknown, or known to the year only"

FIRST_SEEN = View(
    name="first_seen",
    comment="one row a statement: which article printed it first, and how far it went",
    columns={
        "statement_id": "statement.id",
        "speaker_id": "statement.speaker_id",
        "speaker": "statement.speaker",
        "printings": "statement.printings",
        "outlets": "statement.outlets",
        "reports": "statement.reports",
        "first_published": "statement.first_published",
        "last_published": "statement.last_published",
        "outlet": "outlet.name of the first article; of several on that date, the first in the alphabet",
        "text": "quote.text, as that article prints it",
        "article_id": "that article, article.id",
        "quote_id": "the quote in it, quote.id",
    },
    select="""\
SELECT statement.id AS statement_id, statement.speaker_id AS speaker_id, statement.speaker AS speaker,
    statement.printings AS printings, statement.outlets AS outlets, statement.reports AS reports,
    statement.first_published AS first_published, statement.last_published AS last_published,
    first.outlet AS outlet, first.text AS text, first.article_id AS article_id, first.id AS quote_id
FROM statement
JOIN (
    SELECT said.statement_id, printed.outlet, printed.text, printed.article_id, printed.id,
        row_number() OVER (
            PARTITION BY said.statement_id
            ORDER BY printed.published IS NULL, printed.published, printed.outlet IS NULL, printed.outlet, printed.id
        ) AS place
    FROM quote_statement AS said
    JOIN quote_full AS printed ON printed.id = said.quote_id
) AS first ON first.statement_id = statement.id AND first.place = 1""",
)

SPEAKER_MONTH = View(
    name="speaker_month",
    comment="how often each speaker is quoted by each outlet in each month",
    columns={
        "speaker_id": "quote_full.speaker_id",
        "speaker": "quote_full.speaker",
        "outlet": "outlet.name; NULL where it is unknown",
        "month": MONTH,
        "quotes": "how many quotes",
        "articles": "in how many articles",
    },
    select="""\
SELECT speaker_id, min(speaker) AS speaker, outlet, month, count(*) AS quotes,
    count(DISTINCT article_id) AS articles
FROM (
    SELECT speaker_id, speaker, outlet, article_id,
        CASE WHEN length(published) >= 7 THEN substr(published, 1, 7) END AS month
    FROM quote_full
    WHERE speaker_id IS NOT NULL
) AS said
GROUP BY speaker_id, outlet, month""",
)

OUTLET_MONTH = View(
    name="outlet_month",
    comment="what each outlet printed in each month: articles, with or without quotes, and their quotes",
    columns={
        "outlet": "outlet.name; NULL where it is unknown",
        "month": MONTH,
        "articles": "how many articles",
        "quotes": "how many quotes",
        "direct": "how many of them are whole sentences",
        "partial": "how many are fragments",
        "unattributed": "how many have no speaker",
        "speakers": "how many speakers",
    },
    select="""\
SELECT outlet, month, count(DISTINCT article_id) AS articles, count(quote_id) AS quotes,
    count(CASE WHEN kind = 'direct' THEN 1 END) AS direct, count(CASE WHEN kind = 'partial' THEN 1 END) AS partial,
    count(CASE WHEN speaker_status = 'unknown' THEN 1 END) AS unattributed,
    count(DISTINCT speaker_id) AS speakers
FROM (
    SELECT article.id AS article_id, outlet.name AS outlet,
        CASE WHEN length(article.published) >= 7 THEN substr(article.published, 1, 7) END AS month,
        quote_full.id AS quote_id, quote_full.kind AS kind, quote_full.speaker_status AS speaker_status,
        quote_full.speaker_id AS speaker_id
    FROM article
    LEFT JOIN outlet ON outlet.id = article.outlet_id
    LEFT JOIN quote_full ON quote_full.article_id = article.id
) AS printed
GROUP BY outlet, month""",
)

UNATTRIBUTED = View(
    name="unattributed",
    comment="the quotes without a speaker, and how many names fitted",
    columns={
        "id": "quote.id",
        "text": "quote.text",
        "rule": "quote.rule",
        "cue": "quote.cue",
        "mention": "quote.mention",
        "candidates": "how many names fitted as well, other_mention.use = 'candidate'",
        "outlet": "outlet.name",
        "published": "article.published",
        "url": "article.url",
        "article_id": "article.id",
    },
    select="""\
SELECT id, text, rule, cue, mention,
    (SELECT count(*) FROM other_mention
        WHERE other_mention.quote_id = quote_full.id AND other_mention.use = 'candidate') AS candidates,
    outlet, published, url, article_id
FROM quote_full
WHERE speaker_status = 'unknown'""",
)

SPEAKER_FULL = View(
    name="speaker_full",
    comment="one row a person, a body, or a function in one article, as people's judgement left them",
    columns={
        "id": "speaker_shown.shown_id, as quote_full.speaker_id",
        "name": "speaker_shown.name",
        "kind": "speaker_shown.kind",
        "quotes": "number of quotes",
        "articles": "number of articles",
        "outlets": "number of outlets",
        "first_published": "date of the first article with a date",
        "last_published": "date of the last one",
    },
    select="""\
SELECT said.speaker_id AS id, who.name AS name, who.kind AS kind, count(*) AS quotes,
    count(DISTINCT said.article_id) AS articles, count(DISTINCT said.outlet) AS outlets,
    min(said.published) AS first_published, max(said.published) AS last_published
FROM quote_full AS said
JOIN speaker_shown AS who ON who.speaker_id = said.speaker_id
GROUP BY said.speaker_id, who.name, who.kind""",
)

SPEAKER_FUNCTION = View(
    name="speaker_function",
    comment="which function was printed with a speaker, and when; a function belongs to the quote and its date, not to "
    "the person",
    columns={
        "speaker_id": "speaker_shown.shown_id",
        "speaker": "speaker_shown.name",
        "function": "quote.role, as printed",
        "published": "article.published",
        "quotes": "number of quotes with this function in articles of this date",
    },
    select="""\
SELECT said.speaker_id AS speaker_id, said.speaker AS speaker, said.role AS function, said.published AS published,
    count(*) AS quotes
FROM quote_full AS said
WHERE said.speaker_id IS NOT NULL AND said.role IS NOT NULL
GROUP BY said.speaker_id, said.speaker, said.role, said.published""",
)

SUMMARIES = (SPEAKER_FULL, SPEAKER_FUNCTION, FIRST_SEEN, SPEAKER_MONTH, OUTLET_MONTH, UNATTRIBUTED)
