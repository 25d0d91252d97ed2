"""Keep how far each rule was to be trusted when a run used it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "rule",
        sa.Column("run_id", TEXT, nullable=False, comment="the run that used it"),
        sa.Column("name", TEXT, nullable=False, comment="its name, as in quote.rule"),
        sa.Column(
            "confidence",
            sa.Float(),
            nullable=False,
            comment="share of its quotes to expect right: precision, drawn to that of all rules where cases are few",
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
            TEXT,
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


def downgrade() -> None:
    op.drop_table("rule")
