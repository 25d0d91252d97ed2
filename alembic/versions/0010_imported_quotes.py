"""Keep what other systems found, to compare it with what is found here."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TASKS = ("'ingest', 'reextract'", "'ingest', 'reextract', 'import'")
COMMENTS = (
    "ingest (articles were added) or reextract (stored ones were read again)",
    "ingest (articles were added), reextract (stored ones were read again) or import (another system had read them)",
)
COLUMNS = {
    "run_id": "the run that imported it",
    "id": "content hash of the article's id and the places of its passages, as quote.id",
    "article_id": "the article that prints it",
    "text": "its passages, joined by one space",
    "speaker": "who said it, in words of the article",
    "mention": "further words of the article that name the speaker",
    "cue": "the reporting expression",
    "places": "a JSON object: of passages, speaker, mention and cue, the start and end of each stretch",
}


def upgrade() -> None:
    op.create_table(
        "imported_quote",
        *(
            sa.Column(name, TEXT, nullable=name in {"speaker", "mention", "cue"}, comment=comment)
            for name, comment in COLUMNS.items()
        ),
        sa.PrimaryKeyConstraint("run_id", "id", name=op.f("pk_imported_quote")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_imported_quote_run_id_run")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_imported_quote_article_id_article")),
        comment="a quote that another system found in an article; kept to be compared with what is found here, and "
        "shown nowhere else",
    )
    op.create_index(op.f("ix_imported_quote_article_id"), "imported_quote", ["article_id"])
    allow(1)


def downgrade() -> None:
    op.drop_table("imported_quote")
    op.execute("DELETE FROM reading WHERE run_id IN (SELECT id FROM run WHERE task = 'import')")
    op.execute("DELETE FROM run WHERE task = 'import'")
    allow(0)


def allow(which: int) -> None:
    """Say what a run may have done."""
    with op.batch_alter_table("run") as run:
        run.drop_constraint(op.f("ck_run_task"), type_="check")
        run.create_check_constraint(op.f("ck_run_task"), f"task IN ({TASKS[which]})")
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(
            "run",
            "task",
            comment=COMMENTS[which],
            existing_type=TEXT,
            existing_nullable=False,
            existing_server_default="ingest",
        )
