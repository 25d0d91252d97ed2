"""Keep which wordings go together, and whose copy an article is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def words(name: str, comment: str, *, null: bool = False) -> sa.Column[str]:
    """Make a column of text."""
    return sa.Column(name, TEXT, nullable=null, comment=comment)


def number(name: str, comment: str) -> sa.Column[int]:
    """Make a column of whole numbers."""
    return sa.Column(name, sa.Integer(), nullable=False, comment=comment)


def upgrade() -> None:
    op.create_table(
        "wording",
        words("id", "content hash of lang and words"),
        words("lang", "language, ISO 639-1: fr"),
        words("words", "the folded words, joined by one space"),
        number("length", "how many words"),
        words(
            "cluster",
            "smallest wording.id among the wordings nearly the same as this one, and those nearly the same as they",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.CheckConstraint("length > 0", name=op.f("ck_wording_length")),
        comment="the words of one or more quotes without case, accents, ligatures, punctuation and what editors "
        "put between brackets; quotes of one wording, or of wordings nearly the same, report one statement",
    )
    op.create_index(op.f("ix_wording_cluster"), "wording", ["cluster"])
    op.create_table(
        "anchor",
        sa.Column(
            "number",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="hash of the language and four words, 63 bits",
        ),
        words("wording_id", "a wording that has them"),
        sa.PrimaryKeyConstraint("number", "wording_id", name=op.f("pk_anchor")),
        sa.ForeignKeyConstraint(["wording_id"], ["wording.id"], name=op.f("fk_anchor_wording_id_wording")),
        comment="runs of words under which a wording is found when another is compared with it",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_anchor_wording_id"), "anchor", ["wording_id"])
    op.create_table(
        "credit",
        words("article_id", "the article"),
        sa.Column(
            "number",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="1, 2, … in the order of the fields and of each one",
        ),
        words("agency", "the agency, in one form for all ways to write it: AFP"),
        words("field", "where the words stand: text (of the article), byline, outlet (its name)"),
        number("start", "first code point of the words, from 0 at the start of field"),
        number("end", "code point after the last of the words"),
        words("words", "the words: Agence France-Presse"),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_credit")),
        sa.CheckConstraint("field IN ('text', 'byline', 'outlet')", name=op.f("ck_credit_field")),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_credit_range")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_credit_article_id_article")),
        comment="words that credit a news agency with an article",
    )
    with op.batch_alter_table("article") as article:
        article.add_column(
            words(
                "agency",
                "the news agency whose copy it is, the first in the alphabet of those in credit; NULL: it credits none",
                null=True,
            )
        )
    with op.batch_alter_table("quote") as quote:
        quote.add_column(words("wording_id", "its words without typography; NULL if it has none: « … »", null=True))
        quote.create_foreign_key(op.f("fk_quote_wording_id_wording"), "wording", ["wording_id"], ["id"])
        quote.create_index(op.f("ix_quote_wording_id"), ["wording_id"])


def downgrade() -> None:
    with op.batch_alter_table("quote") as quote:
        quote.drop_index(op.f("ix_quote_wording_id"))
        quote.drop_constraint(op.f("fk_quote_wording_id_wording"), type_="foreignkey")
        quote.drop_column("wording_id")
    with op.batch_alter_table("article") as article:
        article.drop_column("agency")
    for table in ("credit", "anchor", "wording"):
        op.drop_table(table)
