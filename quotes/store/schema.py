"""The tables. Each comment here is a line of ``data/DICTIONARY.md``.

Offsets into an article's text are the truth; the words beside them are copies, so that SQL reads well,
and ``quotes db check`` compares the two. Nothing here is peculiar to one database engine.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Integer
from sqlalchemy.orm import Mapped, mapped_column

from quotes.model import Kind, Label, Status
from quotes.store.columns import Base, RowNumber, Text, a_date, a_place, a_range, end, one_of, start
from quotes.store.derived import Anchor, ArticleAlarm, Credit, Sketch, Wording
from quotes.store.history import FormerQuote, ImportedQuote, Reading, Rule, Run
from quotes.store.people import SPEAKER_KINDS, Judgement, QuoteShown, Speaker, SpeakerName, SpeakerShown

__all__ = [
    "HEAD",
    "MENTION_USES",
    "SPEAKER_KINDS",
    "Anchor",
    "Article",
    "ArticleAlarm",
    "Aside",
    "Credit",
    "Doubt",
    "FormerQuote",
    "ImportedQuote",
    "Judgement",
    "OtherMention",
    "Outlet",
    "Passage",
    "Quote",
    "QuoteShown",
    "Reading",
    "Rule",
    "Run",
    "Sketch",
    "Speaker",
    "SpeakerName",
    "SpeakerShown",
    "Wording",
]

HEAD = "0011"  # the revision of alembic/versions that makes these tables

MENTION_USES = ("chain", "candidate")


class Outlet(Base):
    """Who printed it."""

    __tablename__ = "outlet"
    __table_args__ = ({"comment": "a newspaper, agency, broadcaster or site"},)

    id: Mapped[str] = mapped_column(Text, primary_key=True, comment="content hash of the name")
    name: Mapped[str] = mapped_column(Text, unique=True, comment="its name, as given with the article")


class Article(Base):
    """One text as printed."""

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest"),
        CheckConstraint("length(page_digest) = 64", name="page_digest"),
        a_date("published"),
        a_date("modified"),
        {"comment": "one text as printed by one outlet at one address; never changed once stored"},
    )

    id: Mapped[str] = mapped_column(
        Text, primary_key=True, comment="content hash of outlet, url and text: the same on every machine"
    )
    outlet_id: Mapped[str | None] = mapped_column(
        ForeignKey("outlet.id"), index=True, comment="who printed it, if known"
    )
    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), comment="the run that read it last")
    path: Mapped[str] = mapped_column(Text, comment="where it was read from, the first time")
    lang: Mapped[str] = mapped_column(Text, comment="language, ISO 639-1: fr")
    url: Mapped[str | None] = mapped_column(Text, comment="its address on the web")
    title: Mapped[str | None] = mapped_column(Text, comment="its headline")
    byline: Mapped[str | None] = mapped_column(Text, comment="who wrote it, as printed")
    published: Mapped[str | None] = mapped_column(
        Text, index=True, comment="ISO 8601, as precise as known: 2021-08-12, 2021-08 or 2021"
    )
    modified: Mapped[str | None] = mapped_column(Text, comment="ISO 8601: its last change, as its page tells")
    agency: Mapped[str | None] = mapped_column(
        Text,
        comment="the news agency whose copy it is, the first in the alphabet of those in credit; NULL: it credits none",
    )
    page_digest: Mapped[str | None] = mapped_column(
        Text, comment="SHA-256 of the bytes the text was taken out of, hexadecimal; NULL where they are the text"
    )
    reader: Mapped[str | None] = mapped_column(
        Text, comment="what took the text out of them, and its version: trafilatura 2.1.0"
    )
    digest: Mapped[str] = mapped_column(Text, index=True, comment="SHA-256 of text in UTF-8, hexadecimal")
    text: Mapped[str] = mapped_column(Text, comment="the whole text; every offset counts its code points")


class Quote(Base):
    """Words somebody said."""

    __tablename__ = "quote"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("status", Status),
        a_date("said_on"),
        a_place("speaker", "speaker"),
        a_place("mention", "mention"),
        a_place("role", "role"),
        a_place("cue", "cue"),
        a_place("said_on_words", "said_on"),
        a_place("via", "via"),
        {"comment": "words somebody said or wrote, as one article prints them, and who it was"},
    )

    number: Mapped[int] = mapped_column(
        RowNumber, Identity(), primary_key=True, comment="the search index's key in this database alone; refer to id"
    )
    id: Mapped[str] = mapped_column(
        Text, unique=True, comment="content hash of the article's id and the first printing's offsets"
    )
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), index=True, comment="the article that prints it")
    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), comment="the run that found it, the last one to do so")
    since: Mapped[int] = mapped_column(
        Integer, server_default="1", comment="reading.number of the first reading that found it just so"
    )
    speaker_id: Mapped[str | None] = mapped_column(
        ForeignKey("speaker.id"), index=True, comment="the speaker, as found; NULL if unknown"
    )
    wording_id: Mapped[str | None] = mapped_column(
        ForeignKey("wording.id"), index=True, comment="its words without typography; NULL if it has none: « … »"
    )
    text: Mapped[str] = mapped_column(Text, comment="its passages, first printing, joined by one space")
    kind: Mapped[str] = mapped_column(
        Text, comment="direct (a clause or sentences of its own) or partial (a fragment in the sentence)"
    )
    status: Mapped[str] = mapped_column(
        Text,
        comment="how well the speaker is known: named (full name at the quote), resolved (short name, function "
        "or pronoun linked to a full name), role (known by a function only), collective (organisation, group or "
        "document), anonymous, unknown",
    )
    rule: Mapped[str] = mapped_column(Text, comment="name of the rule that attributed it")
    speaker: Mapped[str | None] = mapped_column(
        Text, comment="the speaker's fullest name in the article, or the function as written"
    )
    speaker_start: Mapped[int | None] = start("speaker")
    speaker_end: Mapped[int | None] = end("speaker")
    mention: Mapped[str | None] = mapped_column(
        Text, comment="the words nearest the quote that name the speaker: elle, M. Kirby"
    )
    mention_start: Mapped[int | None] = start("mention")
    mention_end: Mapped[int | None] = end("mention")
    role: Mapped[str | None] = mapped_column(Text, comment="the speaker's function, without article or name")
    role_start: Mapped[int | None] = start("role")
    role_end: Mapped[int | None] = end("role")
    cue: Mapped[str | None] = mapped_column(Text, comment="the reporting expression: a déclaré, selon")
    cue_start: Mapped[int | None] = start("cue")
    cue_end: Mapped[int | None] = end("cue")
    said_on: Mapped[str | None] = mapped_column(
        Text, comment="when it was said, if the article says: 2021-08-12, 2021-08 or 2021"
    )
    said_on_words: Mapped[str | None] = mapped_column(Text, comment="the words that say when: ce jeudi 12 août")
    said_on_start: Mapped[int | None] = start("said_on_words")
    said_on_end: Mapped[int | None] = end("said_on_words")
    via: Mapped[str | None] = mapped_column(Text, comment="through what it was said: dans un communiqué")
    via_start: Mapped[int | None] = start("via")
    via_end: Mapped[int | None] = end("via")


class Passage(Base):
    """One stretch between marks."""

    __tablename__ = "passage"
    __table_args__ = (a_range(), {"comment": "one stretch between marks; a quote has one or more"})

    quote_id: Mapped[str] = mapped_column(ForeignKey("quote.id"), primary_key=True, comment="the quote")
    printing: Mapped[int] = mapped_column(
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="1 in the article's first printing of the quote, 2 and more where it prints it again",
    )
    number: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment="1, 2, … in the order of the text"
    )
    start: Mapped[int] = start("the passage, after the opening mark")
    end: Mapped[int] = end("the passage, where the closing mark stands")
    text: Mapped[str] = mapped_column(Text, comment="the words between the marks")


class OtherMention(Base):
    """Further names at stake in one attribution."""

    __tablename__ = "other_mention"
    __table_args__ = (
        one_of("use", MENTION_USES),
        a_range(),
        {"comment": "further words of the article that name the speaker of a quote, or could"},
    )

    quote_id: Mapped[str] = mapped_column(ForeignKey("quote.id"), primary_key=True, comment="the quote")
    use: Mapped[str] = mapped_column(
        Text,
        primary_key=True,
        comment="chain (leads from mention to speaker) or candidate (fitted as well, when none was chosen)",
    )
    number: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment="1, 2, … in the extractor's order"
    )
    start: Mapped[int] = start("the words")
    end: Mapped[int] = end("the words")
    text: Mapped[str] = mapped_column(Text, comment="the words")


class Doubt(Base):
    """Seen, but not guessed."""

    __tablename__ = "doubt"
    __table_args__ = (
        a_range(),
        CheckConstraint("times > 0", name="times"),
        {"comment": "something seen in an article and not guessed at"},
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True, comment="the article")
    number: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment="1, 2, … in the order of the text"
    )
    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), comment="the run that met it")
    code: Mapped[str] = mapped_column(Text, comment="what is doubtful, in one word of the extractor's")
    start: Mapped[int] = start("the doubtful words")
    end: Mapped[int] = end("the doubtful words")
    times: Mapped[int] = mapped_column(
        Integer, server_default="1", comment="how many it stands for: 1, or all that are left of a very frequent code"
    )


class Aside(Base):
    """Between marks, but nobody's speech."""

    __tablename__ = "aside"
    __table_args__ = (
        one_of("label", Label),
        a_range(),
        {"comment": "a passage between marks that nobody said, and what it is instead"},
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True, comment="the article")
    number: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment="1, 2, … in the order of the text"
    )
    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), comment="the run that met it")
    label: Mapped[str] = mapped_column(
        Text, comment="title (of a work), name, term, scare (the reporter's distance) or other"
    )
    start: Mapped[int] = start("the passage, after the opening mark")
    end: Mapped[int] = end("the passage, where the closing mark stands")
    text: Mapped[str] = mapped_column(Text, comment="the words between the marks")
