"""Tell the bearers of a name apart, keep people's judgement, and show what follows from both."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KINDS = "kind IN ('person', 'role', 'collective', 'anonymous')"
VERDICTS = "verdict IN ('confirm', 'reject', 'assign', 'extent', 'merge', 'split', 'rename', 'alias', 'wikidata')"
COMMENTS = (  # table, column, before, after
    (
        "speaker",
        None,
        (
            "a name or function under which somebody is quoted; rows are told apart by what is "
            "printed, so two persons of one name share one, and a function is whoever held it"
        ),
        (
            "a full name as some articles use it, going by the functions, outlet and date printed"
            " with it; or, where the words name nobody outside their article (le ministre, M. "
            "Kirby, un proche), as one article uses it. Who that is, is in speaker_shown"
        ),
    ),
    ("speaker", "id", "content hash of kind and key", "content hash of the columns from kind to decade"),
    (
        "speaker",
        "name",
        "the name as printed when it was first met here",
        "the name as printed, the form with fewest capitals and most accents",
    ),
    ("quote", "speaker_id", "the speaker across articles; NULL if unknown", "the speaker, as found; NULL if unknown"),
)
ONE = "(SELECT min(same.id) FROM speaker AS same WHERE same.kind = speaker.kind AND same.key = speaker.key)"


def columns() -> tuple[sa.Column[Any], ...]:
    """Make the new columns of speaker."""
    return (
        sa.Column(
            "article_id",
            TEXT,
            nullable=True,
            comment="the one article in which it is somebody; NULL for a name that stands alone",
        ),
        sa.Column(
            "fields",
            TEXT,
            nullable=False,
            server_default="",
            comment=(
                "walks of life of the functions printed with the name: state, science, sport …; empty if none tells"
            ),
        ),
        sa.Column(
            "countries",
            TEXT,
            nullable=False,
            server_default="",
            comment="of the offices among these functions, ISO 3166: FR; empty if none tells",
        ),
        sa.Column(
            "printed_in",
            TEXT,
            nullable=False,
            server_default="",
            comment="country of the outlet, ISO 3166; empty if unknown",
        ),
        sa.Column(
            "decade", sa.Integer(), nullable=True, comment="of the article: 202 for 2020 to 2029; NULL without a date"
        ),
        sa.Column(
            "name_id",
            TEXT,
            nullable=False,
            server_default="",
            comment="the same for all uses of one name: content hash of kind and key",
        ),
    )


def describe(*, back: bool = False) -> None:
    """Change the comments, on the engine that keeps them."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column, before, after in COMMENTS:
        comment = before if back else after
        if column is None:
            op.create_table_comment(table, comment)
        else:
            op.alter_column(table, column, comment=comment, existing_type=TEXT)


def upgrade() -> None:
    describe()
    with op.batch_alter_table("speaker") as speaker:
        speaker.drop_constraint("uq_speaker_kind_key", type_="unique")
        for column in columns():
            speaker.add_column(column)
        speaker.create_foreign_key(op.f("fk_speaker_article_id_article"), "article", ["article_id"], ["id"])
        speaker.create_index("ix_speaker_name_id", ["name_id"])
    # Who they are is told once the schema is there; until then no id of theirs may be one of a later day.
    op.execute(
        "INSERT INTO speaker (id, kind, key, name, fields, countries, printed_in, name_id)"
        " SELECT 'old ' || id, kind, key, name, '', '', '', '' FROM speaker"
    )
    op.execute("UPDATE quote SET speaker_id = 'old ' || speaker_id WHERE speaker_id IS NOT NULL")
    op.execute("UPDATE speaker_name SET speaker_id = 'old ' || speaker_id")
    op.execute("DELETE FROM speaker WHERE substr(id, 1, 4) <> 'old '")
    op.create_table(
        "speaker_shown",
        sa.Column(
            "speaker_id", TEXT, nullable=False, comment="a speaker, a name_id, or who was split off by a judgement"
        ),
        sa.Column("joined_id", TEXT, nullable=False, comment="who it is by the names alone, before any merge"),
        sa.Column("shown_id", TEXT, nullable=False, comment="who it is shown as; refer to this one"),
        sa.Column(
            "called_id",
            TEXT,
            nullable=False,
            comment=(
                "shown_id; for words that name nobody outside their article (le ministre) the same in"
                " all articles: equal words under equal words are one statement"
            ),
        ),
        sa.Column("kind", TEXT, nullable=False, comment="speaker.kind of who it is shown as"),
        sa.Column("name", TEXT, nullable=False, comment="the name of who it is shown as"),
        sa.PrimaryKeyConstraint("speaker_id", name="pk_speaker_shown"),
        sa.CheckConstraint(KINDS, name=op.f("ck_speaker_shown_kind")),
        comment=(
            "who each speaker is shown as: one person or body is one shown_id. Derived from "
            "speaker (names that nothing keeps apart) and judgement (merge, split, rename)"
        ),
    )
    op.create_index("ix_speaker_shown_called_id", "speaker_shown", ["called_id"])
    op.create_index("ix_speaker_shown_shown_id", "speaker_shown", ["shown_id"])
    op.create_table(
        "judgement",
        sa.Column("id", TEXT, nullable=False, comment="content hash of the columns up to note"),
        sa.Column("at", TEXT, nullable=False, comment="when: ISO 8601 to the microsecond, UTC; no two are the same"),
        sa.Column("by", TEXT, nullable=False, comment="who decided it"),
        sa.Column(
            "verdict",
            TEXT,
            nullable=False,
            comment=(
                "of a quote: confirm, reject (nobody said that), assign (to another speaker), extent "
                "(its places); of a speaker: merge (is the same as value), split (in one article is "
                "another), rename, alias (has one more name), wikidata (has this id there)"
            ),
        ),
        sa.Column(
            "quote_id",
            TEXT,
            nullable=True,
            comment="the quote, which may not be found any more; NULL if about a speaker",
        ),
        sa.Column(
            "speaker_id",
            TEXT,
            nullable=True,
            comment=("the speaker as shown then, for a split the name_id of the name found; NULL if about a quote"),
        ),
        sa.Column("article_id", TEXT, nullable=True, comment="the quote's article, or the one a split is about"),
        sa.Column(
            "start",
            sa.Integer(),
            nullable=True,
            comment="the quote's first code point in article.text, as it was found when judged",
        ),
        sa.Column(
            "end", sa.Integer(), nullable=True, comment="code point after the quote's last, as found when judged"
        ),
        sa.Column(
            "value",
            TEXT,
            nullable=True,
            comment=(
                "confirm, assign: the speaker, unknown for nobody, NULL for the one found; extent: "
                "start-end of each passage; merge: the other speaker; split: id of who was split off;"
                " rename, alias: the name; wikidata: the id"
            ),
        ),
        sa.Column("note", TEXT, nullable=True, comment="why, in the person's words"),
        sa.Column("withdrawn_at", TEXT, nullable=True, comment="when it was taken back; NULL while it is valid"),
        sa.Column("withdrawn_by", TEXT, nullable=True, comment="who took it back"),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
        sa.CheckConstraint("(quote_id IS NULL) <> (speaker_id IS NULL)", name=op.f("ck_judgement_subject")),
        sa.CheckConstraint(VERDICTS, name=op.f("ck_judgement_verdict")),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name=op.f("ck_judgement_withdrawal")),
        comment=(
            "what a person decided about a quote or a speaker; never overwritten, only withdrawn."
            " Where two contradict each other, the later valid one is shown"
        ),
    )
    op.create_index("ix_judgement_article_id", "judgement", ["article_id"])
    op.create_index("ix_judgement_quote_id", "judgement", ["quote_id"])
    op.create_index("ix_judgement_speaker_id", "judgement", ["speaker_id"])
    op.create_index("ix_judgement_value", "judgement", ["value"])
    op.create_table(
        "quote_shown",
        sa.Column("quote_id", TEXT, nullable=False, comment="the quote"),
        sa.Column(
            "verdict",
            TEXT,
            nullable=True,
            comment="the last valid one on who said it: confirm, reject, assign, split; NULL if none",
        ),
        sa.Column(
            "assigned", sa.Integer(), nullable=False, comment="1 if the speaker shown is speaker_id, not the one found"
        ),
        sa.Column(
            "speaker_id",
            TEXT,
            nullable=True,
            comment="who is shown, speaker_shown.speaker_id; NULL for an unknown speaker",
        ),
        sa.Column("start", sa.Integer(), nullable=True, comment="first code point of the extent somebody gave it"),
        sa.Column("end", sa.Integer(), nullable=True, comment="code point after the last of that extent"),
        sa.Column("passages", TEXT, nullable=True, comment="each passage of that extent: 120-130,140-150"),
        sa.Column("text", TEXT, nullable=True, comment="the words of that extent, passages joined by one space"),
        sa.PrimaryKeyConstraint("quote_id", name="pk_quote_shown"),
        sa.CheckConstraint("assigned IN (0, 1)", name=op.f("ck_quote_shown_assigned")),
        sa.CheckConstraint(VERDICTS, name=op.f("ck_quote_shown_verdict")),
        comment=("quotes that are not shown as they were found, or that somebody confirmed. Derived from judgement"),
    )
    op.create_index("ix_quote_shown_speaker_id", "quote_shown", ["speaker_id"])


def downgrade() -> None:
    """Give all uses of a name one speaker again; judgements are lost."""
    describe(back=True)
    for table in ("quote_shown", "judgement", "speaker_shown"):
        op.drop_table(table)
    op.execute("DELETE FROM speaker_name")
    op.execute(
        f"UPDATE quote SET speaker_id = (SELECT {ONE} FROM speaker WHERE speaker.id = quote.speaker_id)"  # noqa: S608
        " WHERE speaker_id IS NOT NULL"
    )
    op.execute("DELETE FROM speaker WHERE id NOT IN (SELECT speaker_id FROM quote WHERE speaker_id IS NOT NULL)")
    op.execute(
        "INSERT INTO speaker_name (speaker_id, name, quotes) SELECT speaker_id, speaker, count(*) FROM quote"
        " WHERE speaker_id IS NOT NULL GROUP BY speaker_id, speaker"
    )
    with op.batch_alter_table("speaker") as speaker:
        speaker.drop_index("ix_speaker_name_id")
        speaker.drop_constraint("fk_speaker_article_id_article", type_="foreignkey")
        for column in columns():
            speaker.drop_column(column.name)
        speaker.create_unique_constraint("uq_speaker_kind_key", ["kind", "key"])
