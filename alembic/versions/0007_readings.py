"""Keep each reading of an article, and what earlier ones found otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SINCE = "reading.number of the first reading that found it just so"
TASK = "ingest (articles were added) or reextract (stored ones were read again)"
PLACES = (
    "a JSON object: printings (of each, the start and end of its passages), and the start and end of "
    "speaker, mention, role, cue, said_on, via, and of each of chain and candidate"
)
CHANGED = {  # (table, column): comment before, comment after
    ("article", "run_id"): ("the run that stored it", "the run that read it last"),
    ("quote", "run_id"): ("the run that found it", "the run that found it, the last one to do so"),
}


def words(name: str, comment: str, *, null: bool = False) -> sa.Column[str]:
    """Make a column of text."""
    return sa.Column(name, TEXT, nullable=null, comment=comment)


def number(name: str, comment: str, default: str | None = None) -> sa.Column[int]:
    """Make a column of whole numbers."""
    column = sa.Column(name, sa.Integer(), autoincrement=False, nullable=False, comment=comment)
    column.server_default = sa.DefaultClause(default) if default else None
    return column


def upgrade() -> None:
    op.create_table(
        "reading",
        words("article_id", "the article"),
        number("number", "1 when it was added, 2 and more when it was read again"),
        words("run_id", "the run that read it"),
        number("quotes", "how many quotes it found"),
        number("gained", "how many of these are where no quote was found before"),
        number("lost", "how many quotes found before it found no more"),
        number("changed", "how many it found in the same place, with other facts"),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_reading")),
        sa.CheckConstraint("number > 0", name=op.f("ck_reading_number")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_reading_article_id_article")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_reading_run_id_run")),
        comment="each time a run read an article, and what it found compared with the reading before",
    )
    op.create_index(op.f("ix_reading_run_id_article_id"), "reading", ["run_id", "article_id"])
    op.create_table(
        "former_quote",
        words("id", "quote.id: the same for the same place"),
        number("since", "reading.number of the first reading of the article that found it so"),
        number("until", "reading.number of the first one that did not any more"),
        words("article_id", "the article that prints it"),
        *(words(name, f"as quote.{name}") for name in ("text", "kind", "status", "rule")),
        *(
            words(name, f"as quote.{name}", null=True)
            for name in ("speaker", "mention", "role", "cue", "said_on", "via")
        ),
        words("places", PLACES),
        sa.PrimaryKeyConstraint("id", "since", name=op.f("pk_former_quote")),
        sa.CheckConstraint("0 < since AND since < until", name=op.f("ck_former_quote_since")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_former_quote_article_id_article")),
        comment="a quote as earlier readings found it, where a later one found it otherwise or not at all; the "
        "table quote has what the last reading found",
    )
    op.create_index(op.f("ix_former_quote_article_id"), "former_quote", ["article_id"])
    with op.batch_alter_table("run") as run:
        task = words("task", TASK)
        task.server_default = sa.DefaultClause("ingest")
        run.add_column(task)
        run.create_check_constraint(op.f("ck_run_task"), "task IN ('ingest', 'reextract')")
    with op.batch_alter_table("quote") as quote:
        quote.add_column(number("since", SINCE, "1"))
    comment(1)
    op.execute(
        "INSERT INTO reading (article_id, number, run_id, quotes, gained, lost, changed)"
        " SELECT article.id, 1, article.run_id, count(quote.id), count(quote.id), 0, 0"
        " FROM article LEFT JOIN quote ON quote.article_id = article.id GROUP BY article.id, article.run_id"
    )


def downgrade() -> None:
    comment(0)
    with op.batch_alter_table("quote") as quote:
        quote.drop_column("since")
    with op.batch_alter_table("run") as run:
        run.drop_constraint(op.f("ck_run_task"), type_="check")
        run.drop_column("task")
    op.drop_table("former_quote")
    op.drop_table("reading")


def comment(which: int) -> None:
    """Describe the columns whose meaning changed, where the database keeps comments."""
    if op.get_bind().dialect.name == "postgresql":
        for (table, column), comments in CHANGED.items():
            op.alter_column(table, column, comment=comments[which], existing_type=TEXT, existing_nullable=False)
        run = (
            "one ingest in one language: which program found the quotes, and when",
            "one go of the extractor in one language: which program found the quotes, and when",
        )
        op.create_table_comment("run", run[which])
