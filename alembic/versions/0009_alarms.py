"""Keep what is odd about an article, and by what an article is found that is nearly the same."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CODES = (
    "'too_short', 'no_date', 'future_date', 'modified_early', 'odd_marks', 'garbled', 'wrong_language', "
    "'unsupported_language', 'near_duplicate'"
)
BANDS = range(1, 7)


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("article_id", TEXT, nullable=False, comment="the article"),
        sa.Column(
            "code",
            TEXT,
            nullable=False,
            comment="what is odd: its text is too_short; no_date, or a future_date; modified_early, before it was "
            "published; odd_marks, without a partner; garbled characters; the wrong_language, or an "
            "unsupported_language, in which no quotes are looked for; near_duplicate of an article stored before",
        ),
        sa.Column("words", TEXT, nullable=False, comment="the same in words, with its numbers"),
        sa.Column("other_id", TEXT, nullable=True, comment="the article that it is nearly the same as"),
        sa.PrimaryKeyConstraint("article_id", "code", name=op.f("pk_alarm")),
        sa.CheckConstraint(f"code IN ({CODES})", name=op.f("ck_alarm_code")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_alarm_article_id_article")),
        sa.ForeignKeyConstraint(["other_id"], ["article.id"], name=op.f("fk_alarm_other_id_article")),
        comment="something odd about an article, seen when it was stored",
    )
    op.create_index(op.f("ix_alarm_other_id"), "alarm", ["other_id"])
    op.create_table(
        "sketch",
        sa.Column("article_id", TEXT, nullable=False, comment="the article"),
        *(
            sa.Column(
                f"band_{number}",
                sa.BigInteger(),
                nullable=False,
                comment=f"hash of the least of three parts of its shingles, {number}",
            )
            for number in BANDS
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_sketch")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_sketch_article_id_article")),
        comment="six numbers of an article that is like none before it; what is nearly the same has one of them",
    )
    for number in BANDS:
        op.create_index(op.f(f"ix_sketch_band_{number}"), "sketch", [f"band_{number}"])


def downgrade() -> None:
    op.drop_table("sketch")
    op.drop_table("alarm")
