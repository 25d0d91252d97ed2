"""The tables of runs: which program found what, and when."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from quotes.precision import Basis
from quotes.store.columns import Base, Text, one_of

TASKS = ("ingest", "reextract", "import")


class Run(Base):
    """One go of the extractor."""

    __tablename__ = "run"
    __table_args__ = (
        one_of("task", TASKS),
        {"comment": "one go of the extractor in one language: which program found the quotes, and when"},
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True, comment="random: a run is an event, not content")
    task: Mapped[str] = mapped_column(
        Text,
        server_default="ingest",
        comment="ingest (articles were added), reextract (stored ones were read again) or import (another system had "
        "read them)",
    )
    version: Mapped[str] = mapped_column(Text, comment="version of this package")
    lang: Mapped[str] = mapped_column(Text, comment="language of the articles, ISO 639-1: fr")
    lexicon: Mapped[str | None] = mapped_column(Text, comment="digest of the language's word lists and rules")
    options: Mapped[str] = mapped_column(Text, comment="which extractor was called, a JSON object")
    started_at: Mapped[str] = mapped_column(Text, comment="ISO 8601, UTC")
    finished_at: Mapped[str | None] = mapped_column(
        Text, comment="ISO 8601, UTC; NULL while it goes on, or when it was cut short"
    )


class Rule(Base):
    """How far a rule was to be trusted when a run used it."""

    __tablename__ = "rule"
    __table_args__ = (
        one_of("basis", Basis),
        CheckConstraint("cases > 0", name="cases"),
        {
            "comment": "each rule that named a speaker in a run, and how often it was right on annotated articles, as "
            "that run's version knew it; no row where that was never measured"
        },
    )

    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), primary_key=True, comment="the run that used it")
    name: Mapped[str] = mapped_column(Text, primary_key=True, comment="its name, as in quote.rule")
    confidence: Mapped[float] = mapped_column(
        Float,
        comment="share of its quotes to expect right: precision, drawn to that of all rules where cases are few",
    )
    precision: Mapped[float] = mapped_column(
        Float, comment="share of the annotated quotes to which it gave a speaker that was right"
    )
    lower_bound: Mapped[float] = mapped_column(
        Float, comment="of precision, with 95 % certainty: lower end of its Wilson interval"
    )
    cases: Mapped[int] = mapped_column(Integer, comment="number of annotated quotes that precision was counted on")
    basis: Mapped[str] = mapped_column(
        Text,
        comment="whose cases they are: rule (its own), family (of all rules with the same name before the slash) or "
        "all, where it was met too seldom to be judged alone",
    )


class Reading(Base):
    """One article, read by one run."""

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        Index(None, "run_id", "article_id"),
        {"comment": "each time a run read an article, and what it found compared with the reading before"},
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True, comment="the article")
    number: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment="1 when it was added, 2 and more when it was read again"
    )
    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), comment="the run that read it")
    quotes: Mapped[int] = mapped_column(Integer, comment="how many quotes it found")
    gained: Mapped[int] = mapped_column(Integer, comment="how many of these are where no quote was found before")
    lost: Mapped[int] = mapped_column(Integer, comment="how many quotes found before it found no more")
    changed: Mapped[int] = mapped_column(Integer, comment="how many it found in the same place, with other facts")


class FormerQuote(Base):
    """What an earlier run found, and a later one did not."""

    __tablename__ = "former_quote"
    __table_args__ = (
        CheckConstraint("0 < since AND since < until", name="since"),
        {
            "comment": "a quote as earlier readings found it, where a later one found it otherwise or not at all; the "
            "table quote has what the last reading found"
        },
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True, comment="quote.id: the same for the same place")
    since: Mapped[int] = mapped_column(
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="reading.number of the first reading of the article that found it so",
    )
    until: Mapped[int] = mapped_column(Integer, comment="reading.number of the first one that did not any more")
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), index=True, comment="the article that prints it")
    text: Mapped[str] = mapped_column(Text, comment="as quote.text")
    kind: Mapped[str] = mapped_column(Text, comment="as quote.kind")
    status: Mapped[str] = mapped_column(Text, comment="as quote.status")
    rule: Mapped[str] = mapped_column(Text, comment="as quote.rule")
    speaker: Mapped[str | None] = mapped_column(Text, comment="as quote.speaker")
    mention: Mapped[str | None] = mapped_column(Text, comment="as quote.mention")
    role: Mapped[str | None] = mapped_column(Text, comment="as quote.role")
    cue: Mapped[str | None] = mapped_column(Text, comment="as quote.cue")
    said_on: Mapped[str | None] = mapped_column(Text, comment="as quote.said_on")
    via: Mapped[str | None] = mapped_column(Text, comment="as quote.via")
    places: Mapped[str] = mapped_column(
        Text,
        comment="a JSON object: printings (of each, the start and end of its passages), and the start and end of "
        "speaker, mention, role, cue, said_on, via, and of each of chain and candidate",
    )


class ImportedQuote(Base):
    """What another system found."""

    __tablename__ = "imported_quote"
    __table_args__ = (
        {
            "comment": "a quote that another system found in an article; kept to be compared with what is found here, "
            "and shown nowhere else"
        },
    )

    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), primary_key=True, comment="the run that imported it")
    id: Mapped[str] = mapped_column(
        Text, primary_key=True, comment="content hash of the article's id and the places of its passages, as quote.id"
    )
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), index=True, comment="the article that prints it")
    text: Mapped[str] = mapped_column(Text, comment="its passages, joined by one space")
    speaker: Mapped[str | None] = mapped_column(Text, comment="who said it, in words of the article")
    mention: Mapped[str | None] = mapped_column(Text, comment="further words of the article that name the speaker")
    cue: Mapped[str | None] = mapped_column(Text, comment="the reporting expression")
    places: Mapped[str] = mapped_column(
        Text, comment="a JSON object: of passages, speaker, mention and cue, the start and end of each stretch"
    )
