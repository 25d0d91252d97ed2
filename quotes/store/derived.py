"""The tables that follow from articles and quotes: which wordings go together, and whose copy an article is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from quotes.alarms import Code
from quotes.store.columns import Base, Text, a_range, end, one_of
from quotes.wire import FIELDS


def band(number: int) -> Mapped[Any]:
    """Make the column of one number of a sketch."""
    return mapped_column(BigInteger, index=True, comment=f"hash of the least of three parts of its shingles, {number}")


class Wording(Base):
    """The words of quotes, whoever said them."""

    __tablename__ = "wording"
    __table_args__ = (
        CheckConstraint("length > 0", name="length"),
        {
            "comment": "the words of one or more quotes without case, accents, ligatures, punctuation and what editors "
            "put between brackets; quotes of one wording, or of wordings nearly the same, report one statement"
        },
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True, comment="content hash of lang and words")
    lang: Mapped[str] = mapped_column(Text, comment="language, ISO 639-1: fr")
    words: Mapped[str] = mapped_column(Text, comment="the folded words, joined by one space")
    length: Mapped[int] = mapped_column(Integer, comment="how many words")
    cluster: Mapped[str] = mapped_column(
        Text,
        index=True,
        comment="smallest wording.id among the wordings nearly the same as this one, and those nearly the same as they",
    )


class Anchor(Base):
    """Where to look for what is nearly the same."""

    __tablename__ = "anchor"
    __table_args__ = (
        {
            "comment": "by what a wording is found when another is compared with it: its words, or runs of them",
            "sqlite_with_rowid": False,
        },
    )

    number: Mapped[int] = mapped_column(
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="hash, 63 bits, of the language and four words, or of all words' first letters",
    )
    wording_id: Mapped[str] = mapped_column(
        ForeignKey("wording.id"), primary_key=True, index=True, comment="a wording that has them"
    )
    length: Mapped[int] = mapped_column(Integer, comment="how many words it has")


class Credit(Base):
    """What says that an article is the copy of a news agency."""

    __tablename__ = "credit"
    __table_args__ = (
        one_of("field", FIELDS),
        a_range(),
        {"comment": "words that credit a news agency with an article"},
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True, comment="the article")
    number: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment="1, 2, … in the order of the fields and of each one"
    )
    agency: Mapped[str] = mapped_column(Text, comment="the agency, in one form for all ways to write it: AFP")
    field: Mapped[str] = mapped_column(
        Text, comment="where the words stand: text (of the article), byline, outlet (its name)"
    )
    start: Mapped[int] = mapped_column(Integer, comment="first code point of the words, from 0 at the start of field")
    end: Mapped[int] = end("the words")
    words: Mapped[str] = mapped_column(Text, comment="the words: Agence France-Presse")


class ArticleAlarm(Base):
    """What is odd about an article."""

    __tablename__ = "alarm"
    __table_args__ = (
        one_of("code", Code),
        {"comment": "something odd about an article, seen when it was stored"},
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True, comment="the article")
    code: Mapped[str] = mapped_column(
        Text,
        primary_key=True,
        comment="what is odd: its text is too_short; no_date, or a future_date; modified_early, before it was "
        "published; odd_marks, without a partner; garbled characters; the wrong_language, or an "
        "unsupported_language, in which no quotes are looked for; near_duplicate of an article stored before",
    )
    words: Mapped[str] = mapped_column(Text, comment="the same in words, with its numbers")
    other_id: Mapped[str | None] = mapped_column(
        ForeignKey("article.id"), index=True, comment="the article that it is nearly the same as"
    )


class Sketch(Base):
    """By what an article is found that is nearly the same."""

    __tablename__ = "sketch"
    __table_args__ = (
        {"comment": "six numbers of an article that is like none before it; what is nearly the same has one of them"},
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True, comment="the article")
    band_1: Mapped[int] = band(1)
    band_2: Mapped[int] = band(2)
    band_3: Mapped[int] = band(3)
    band_4: Mapped[int] = band(4)
    band_5: Mapped[int] = band(5)
    band_6: Mapped[int] = band(6)
