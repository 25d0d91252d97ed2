"""Keep with each anchor how many words its wording has, and group all wordings by what they are compared by now."""

import sqlalchemy as sa
from alembic import op

from quotes.store import grouping

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    make(
        sa.Column("length", sa.Integer(), nullable=False, comment="how many words it has"),
        number="hash, 63 bits, of the language and four words, or of all words' first letters",
        comment="by what a wording is found when another is compared with it: its words, or runs of them",
    )
    grouping.group_anew(op.get_bind())


def downgrade() -> None:
    make(
        number="hash of the language and four words, 63 bits",
        comment="runs of words under which a wording is found when another is compared with it",
    )


def make(*more: sa.Column[int], number: str, comment: str) -> None:
    """Make the table, empty, in the place of the one there is."""
    op.drop_table("anchor")
    op.create_table(
        "anchor",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False, comment=number),
        sa.Column("wording_id", TEXT, nullable=False, comment="a wording that has them"),
        *more,
        sa.PrimaryKeyConstraint("number", "wording_id", name=op.f("pk_anchor")),
        sa.ForeignKeyConstraint(["wording_id"], ["wording.id"], name=op.f("fk_anchor_wording_id_wording")),
        comment=comment,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_anchor_wording_id"), "anchor", ["wording_id"])
