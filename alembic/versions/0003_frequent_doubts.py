"""Let one row count for all that is left of a very frequent doubt."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("doubt") as doubt:
        doubt.add_column(
            sa.Column(
                "times",
                sa.Integer(),
                nullable=False,
                server_default="1",
                comment="how many it stands for: 1, or all that are left of a very frequent code",
            )
        )
        doubt.create_check_constraint(op.f("ck_doubt_times"), "times > 0")


def downgrade() -> None:
    with op.batch_alter_table("doubt") as doubt:
        doubt.drop_constraint(op.f("ck_doubt_times"), type_="check")
        doubt.drop_column("times")
