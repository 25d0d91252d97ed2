"""Make the first tables and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("outlet", "run", "speaker", "article", "speaker_name", "aside", "doubt", "quote", "other_mention", "passage")

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # sorts by code point, whatever the locale

INDEX = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE quote_fts USING fts5(words, speaker, content='', "
            "tokenize='unicode61 remove_diacritics 2')"
        ),
    ),
    "postgresql": (
        """CREATE TABLE quote_fts (
            rowid BIGINT CONSTRAINT pk_quote_fts PRIMARY KEY
                CONSTRAINT fk_quote_fts_rowid_quote REFERENCES quote (number) ON DELETE CASCADE,
            words TEXT COLLATE "C" NOT NULL, speaker TEXT COLLATE "C" NOT NULL, lexemes TSVECTOR NOT NULL)""",
        "CREATE INDEX ix_quote_fts_lexemes ON quote_fts USING gin (lexemes)",
        (
            "COMMENT ON TABLE quote_fts IS 'the search index, derived from the rest: folded words (no case, accents, "
            "ligatures or elision)'"
        ),
        "COMMENT ON COLUMN quote_fts.rowid IS 'quote.number'",
        "COMMENT ON COLUMN quote_fts.words IS 'of the quote, one space between them'",
        "COMMENT ON COLUMN quote_fts.speaker IS 'of the speaker''s name and function'",
        "COMMENT ON COLUMN quote_fts.lexemes IS 'all of them; those of speaker have the weight A'",
    ),
}


def words(name: str, comment: str, *, null: bool = False) -> sa.Column[str]:
    """Make a column of text."""
    return sa.Column(name, TEXT, nullable=null, comment=comment)


def number(name: str, comment: str, *, null: bool = False) -> sa.Column[int]:
    """Make a column of whole numbers."""
    return sa.Column(name, sa.Integer(), nullable=null, comment=comment)


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Let ``column`` refer to the id of another table."""
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def place(column: str, prefix: str) -> sa.CheckConstraint:
    """Allow a quote's words and their place together or not at all."""
    first, after = f"{prefix}_start", f"{prefix}_end"
    return sa.CheckConstraint(
        f"({column} IS NULL) = ({first} IS NULL) AND ({column} IS NULL) = ({after} IS NULL)"
        f" AND ({first} IS NULL OR (0 <= {first} AND {first} < {after}))",
        name=op.f(f"ck_quote_{prefix}_place"),
    )


def upgrade() -> None:
    op.create_table(
        "outlet",
        words("id", "content hash of the name"),
        words("name", "its name, as given with the article"),
        sa.PrimaryKeyConstraint("id", name="pk_outlet"),
        sa.UniqueConstraint("name", name="uq_outlet_name"),
        comment="a newspaper, agency, broadcaster or site",
    )
    op.create_table(
        "run",
        words("id", "random: a run is an event, not content"),
        words("version", "version of this package"),
        words("lang", "language of the articles, ISO 639-1: fr"),
        words("lexicon", "digest of the language's word lists and rules", null=True),
        words("options", "which extractor was called, a JSON object"),
        words("started_at", "ISO 8601, UTC"),
        words("finished_at", "ISO 8601, UTC; NULL while it goes on, or when it was cut short", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        comment="one ingest in one language: which program found the quotes, and when",
    )
    op.create_table(
        "speaker",
        words("id", "content hash of kind and key"),
        words("kind", "person (status named or resolved), or the quote's status: role, collective, anonymous"),
        words("key", "the name without case, accents, ligatures or punctuation"),
        words("name", "the name as printed when it was first met here"),
        sa.PrimaryKeyConstraint("id", name="pk_speaker"),
        sa.CheckConstraint("kind IN ('person', 'role', 'collective', 'anonymous')", name=op.f("ck_speaker_kind")),
        sa.UniqueConstraint("kind", "key", name="uq_speaker_kind_key"),
        comment="a name or function under which somebody is quoted; rows are told apart by what is printed, "
        "so two persons of one name share one, and a function is whoever held it",
    )
    op.create_table(
        "article",
        words("id", "content hash of outlet, url and text: the same on every machine"),
        words("outlet_id", "who printed it, if known", null=True),
        words("run_id", "the run that stored it"),
        words("path", "where it was read from, the first time"),
        words("lang", "language, ISO 639-1: fr"),
        words("url", "its address on the web", null=True),
        words("title", "its headline", null=True),
        words("byline", "who wrote it, as printed", null=True),
        words("published", "ISO 8601, as precise as known: 2021-08-12, 2021-08 or 2021", null=True),
        words("digest", "SHA-256 of text in UTF-8, hexadecimal"),
        words("text", "the whole text; every offset counts its code points"),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_article_digest")),
        sa.CheckConstraint("length(published) IN (4, 7, 10)", name=op.f("ck_article_published")),
        refers("article", "outlet_id", "outlet"),
        refers("article", "run_id", "run"),
        comment="one text as printed by one outlet at one address; never changed once stored",
    )
    op.create_index("ix_article_digest", "article", ["digest"])
    op.create_index("ix_article_outlet_id", "article", ["outlet_id"])
    op.create_index("ix_article_published", "article", ["published"])
    op.create_table(
        "speaker_name",
        words("speaker_id", "whose name it is"),
        words("name", "the name as printed"),
        number("quotes", "number of quotes whose speaker is printed so"),
        sa.PrimaryKeyConstraint("speaker_id", "name", name="pk_speaker_name"),
        sa.CheckConstraint("quotes > 0", name=op.f("ck_speaker_name_quotes")),
        refers("speaker_name", "speaker_id", "speaker"),
        comment="each printed form of a speaker's fullest name",
    )
    op.create_table(
        "aside",
        words("article_id", "the article"),
        number("number", "1, 2, … in the order of the text"),
        words("run_id", "the run that met it"),
        words("label", "title (of a work), name, term, scare (the reporter's distance) or other"),
        number("start", "first code point of the passage, after the opening mark, from 0 at the start of article.text"),
        number("end", "code point after the last of the passage, where the closing mark stands"),
        words("text", "the words between the marks"),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_aside"),
        sa.CheckConstraint("label IN ('title', 'name', 'term', 'scare', 'other')", name=op.f("ck_aside_label")),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_aside_range")),
        refers("aside", "article_id", "article"),
        refers("aside", "run_id", "run"),
        comment="a passage between marks that nobody said, and what it is instead",
    )
    op.create_table(
        "doubt",
        words("article_id", "the article"),
        number("number", "1, 2, … in the order of the text"),
        words("run_id", "the run that met it"),
        words("code", "what is doubtful, in one word of the extractor's"),
        number("start", "first code point of the doubtful words, from 0 at the start of article.text"),
        number("end", "code point after the last of the doubtful words"),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_doubt"),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_doubt_range")),
        refers("doubt", "article_id", "article"),
        refers("doubt", "run_id", "run"),
        comment="something seen in an article and not guessed at",
    )
    op.create_table(
        "quote",
        sa.Column(
            "number",
            sa.Integer().with_variant(sa.BigInteger(), "postgresql"),
            sa.Identity(),
            nullable=False,
            comment="the search index's key in this database alone; refer to id",
        ),
        words("id", "content hash of the article's id and the first printing's offsets"),
        words("article_id", "the article that prints it"),
        words("run_id", "the run that found it"),
        words("speaker_id", "the speaker across articles; NULL if unknown", null=True),
        words("text", "its passages, first printing, joined by one space"),
        words("kind", "direct (a clause or sentences of its own) or partial (a fragment in the sentence)"),
        words(
            "status",
            "how well the speaker is known: named (full name at the quote), resolved (short name, function "
            "or pronoun linked to a full name), role (known by a function only), collective (organisation, group or "
            "document), anonymous, unknown",
        ),
        words("rule", "name of the rule that attributed it"),
        words("speaker", "the speaker's fullest name in the article, or the function as written", null=True),
        number("speaker_start", "first code point of speaker, from 0 at the start of article.text", null=True),
        number("speaker_end", "code point after the last of speaker", null=True),
        words("mention", "the words nearest the quote that name the speaker: elle, M. Kirby", null=True),
        number("mention_start", "first code point of mention, from 0 at the start of article.text", null=True),
        number("mention_end", "code point after the last of mention", null=True),
        words("role", "the speaker's function, without article or name", null=True),
        number("role_start", "first code point of role, from 0 at the start of article.text", null=True),
        number("role_end", "code point after the last of role", null=True),
        words("cue", "the reporting expression: a déclaré, selon", null=True),
        number("cue_start", "first code point of cue, from 0 at the start of article.text", null=True),
        number("cue_end", "code point after the last of cue", null=True),
        words("said_on", "when it was said, if the article says: 2021-08-12, 2021-08 or 2021", null=True),
        words("said_on_words", "the words that say when: ce jeudi 12 août", null=True),
        number("said_on_start", "first code point of said_on_words, from 0 at the start of article.text", null=True),
        number("said_on_end", "code point after the last of said_on_words", null=True),
        words("via", "through what it was said: dans un communiqué", null=True),
        number("via_start", "first code point of via, from 0 at the start of article.text", null=True),
        number("via_end", "code point after the last of via", null=True),
        sa.PrimaryKeyConstraint("number", name="pk_quote"),
        place("cue", "cue"),
        sa.CheckConstraint("kind IN ('direct', 'partial')", name=op.f("ck_quote_kind")),
        place("mention", "mention"),
        place("role", "role"),
        sa.CheckConstraint("length(said_on) IN (4, 7, 10)", name=op.f("ck_quote_said_on")),
        place("said_on_words", "said_on"),
        place("speaker", "speaker"),
        sa.CheckConstraint(
            "status IN ('named', 'resolved', 'role', 'collective', 'anonymous', 'unknown')",
            name=op.f("ck_quote_status"),
        ),
        place("via", "via"),
        refers("quote", "article_id", "article"),
        refers("quote", "run_id", "run"),
        refers("quote", "speaker_id", "speaker"),
        sa.UniqueConstraint("id", name="uq_quote_id"),
        comment="words somebody said or wrote, as one article prints them, and who it was",
    )
    op.create_index("ix_quote_article_id", "quote", ["article_id"])
    op.create_index("ix_quote_speaker_id", "quote", ["speaker_id"])
    op.create_table(
        "other_mention",
        words("quote_id", "the quote"),
        words("use", "chain (leads from mention to speaker) or candidate (fitted as well, when none was chosen)"),
        number("number", "1, 2, … in the extractor's order"),
        number("start", "first code point of the words, from 0 at the start of article.text"),
        number("end", "code point after the last of the words"),
        words("text", "the words"),
        sa.PrimaryKeyConstraint("quote_id", "use", "number", name="pk_other_mention"),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_other_mention_range")),
        sa.CheckConstraint("use IN ('chain', 'candidate')", name=op.f("ck_other_mention_use")),
        refers("other_mention", "quote_id", "quote"),
        comment="further words of the article that name the speaker of a quote, or could",
    )
    op.create_table(
        "passage",
        words("quote_id", "the quote"),
        number("printing", "1 in the article's first printing of the quote, 2 and more where it prints it again"),
        number("number", "1, 2, … in the order of the text"),
        number("start", "first code point of the passage, after the opening mark, from 0 at the start of article.text"),
        number("end", "code point after the last of the passage, where the closing mark stands"),
        words("text", "the words between the marks"),
        sa.PrimaryKeyConstraint("quote_id", "printing", "number", name="pk_passage"),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_passage_range")),
        refers("passage", "quote_id", "quote"),
        comment="one stretch between marks; a quote has one or more",
    )
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE quote_fts")
    for table in reversed(TABLES):
        op.drop_table(table)
