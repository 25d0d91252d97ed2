"""Keep what an article's text was taken out of, by what, and when its page was last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = {
    "modified": "ISO 8601: its last change, as its page tells",
    "page_digest": "SHA-256 of the bytes the text was taken out of, hexadecimal; NULL where they are the text",
    "reader": "what took the text out of them, and its version: trafilatura 2.1.0",
}
CHECKS = {"page_digest": "length(page_digest) = 64", "modified": "length(modified) IN (4, 7, 10)"}

# SQLite rebuilds no table that a view looks at: it is taken away meanwhile, and comes back as it was.
VIEW = """\
CREATE VIEW quote_full AS
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
LEFT JOIN rule ON rule.run_id = quote.run_id AND rule.name = quote.rule AND quote.status <> 'unknown'"""


def upgrade() -> None:
    op.execute("DROP VIEW quote_full")
    with op.batch_alter_table("article") as article:
        for name, comment in COLUMNS.items():
            article.add_column(sa.Column(name, sa.Text(), nullable=True, comment=comment))
        for name, condition in CHECKS.items():
            article.create_check_constraint(op.f(f"ck_article_{name}"), condition)
    op.execute(VIEW)


def downgrade() -> None:
    op.execute("DROP VIEW quote_full")
    with op.batch_alter_table("article") as article:
        for name in CHECKS:
            article.drop_constraint(op.f(f"ck_article_{name}"), type_="check")
        for name in COLUMNS:
            article.drop_column(name)
    op.execute(VIEW)
