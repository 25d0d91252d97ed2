"""The tables of runs: which program found what, and when."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Float, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from quotes.precision import Basis
from quotes.store.columns import Base, Text, one_of


class Run(Base):
    """One go of the extractor."""

    __tablename__ = "run"
    __table_args__ = ({"comment": "one ingest in one language: which program found the quotes, and when"},)

    id: Mapped[str] = mapped_column(Text, primary_key=True, comment="random: a run is an event, not content")
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
        Float, comment="share of its quotes to expect right: precision, made cautious where cases are few"
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
