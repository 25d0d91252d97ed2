"""Keep how far each rule was to be trusted when a run used it, and show it in the view."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEFORE = """\
CREATE VIEW quote_full AS
SELECT quote.id AS id, quote.text AS text, quote.speaker AS speaker, quote.status AS speaker_status,
    quote.role AS role, quote.mention AS mention, quote.cue AS cue, quote.said_on AS said_on,
    quote.via AS via, quote.kind AS kind, quote.rule AS rule, outlet.name AS outlet,
    article.published AS published, article.title AS title, article.byline AS byline, article.url AS url,
    article.lang AS lang, article.path AS path,
    (SELECT min(passage.start) FROM passage
        WHERE passage.quote_id = quote.id AND passage.printing = 1) AS start,
    (SELECT max(passage."end") FROM passage
        WHERE passage.quote_id = quote.id AND passage.printing = 1) AS "end",
    (SELECT max(passage.printing) FROM passage WHERE passage.quote_id = quote.id) AS printings,
    quote.article_id AS article_id, quote.speaker_id AS speaker_id
FROM quote
JOIN article ON article.id = quote.article_id
LEFT JOIN outlet ON outlet.id = article.outlet_id"""

AFTER = """\
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
    op.create_table(
        "rule",
        sa.Column("run_id", sa.Text(), nullable=False, comment="the run that used it"),
        sa.Column("name", sa.Text(), nullable=False, comment="its name, as in quote.rule"),
        sa.Column(
            "confidence",
            sa.Float(),
            nullable=False,
            comment="share of its quotes to expect right: precision, made cautious where cases are few",
        ),
        sa.Column(
            "precision",
            sa.Float(),
            nullable=False,
            comment="share of the annotated quotes to which it gave a speaker that was right",
        ),
        sa.Column(
            "lower_bound",
            sa.Float(),
            nullable=False,
            comment="of precision, with 95 % certainty: lower end of its Wilson interval",
        ),
        sa.Column(
            "cases",
            sa.Integer(),
            nullable=False,
            comment="number of annotated quotes that precision was counted on",
        ),
        sa.Column(
            "basis",
            sa.Text(),
            nullable=False,
            comment="whose cases they are: rule (its own), family (of all rules with the same name before the slash) "
            "or all, where it was met too seldom to be judged alone",
        ),
        sa.PrimaryKeyConstraint("run_id", "name", name="pk_rule"),
        sa.CheckConstraint("basis IN ('rule', 'family', 'all')", name=op.f("ck_rule_basis")),
        sa.CheckConstraint("cases > 0", name=op.f("ck_rule_cases")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_rule_run_id_run")),
        comment="each rule that named a speaker in a run, and how often it was right on annotated articles, as "
        "that run's version knew it; no row where that was never measured",
    )
    op.execute("DROP VIEW quote_full")
    op.execute(AFTER)


def downgrade() -> None:
    op.execute("DROP VIEW quote_full")
    op.execute(BEFORE)
    op.drop_table("rule")
