"""Index whole articles, so that words outside any quote are found."""

from alembic import op

from quotes.store import article_index

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    article_index.create(op.get_bind())
    article_index.add_all(op.get_bind())


def downgrade() -> None:
    article_index.drop(op.get_bind())
