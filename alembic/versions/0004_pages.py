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

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("article") as article:
        for name, comment in COLUMNS.items():
            article.add_column(sa.Column(name, TEXT, nullable=True, comment=comment))
        for name, condition in CHECKS.items():
            article.create_check_constraint(op.f(f"ck_article_{name}"), condition)


def downgrade() -> None:
    with op.batch_alter_table("article") as article:
        for name in CHECKS:
            article.drop_constraint(op.f(f"ck_article_{name}"), type_="check")
        for name in COLUMNS:
            article.drop_column(name)
