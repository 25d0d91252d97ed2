"""The tables of people: who is printed as what, what people judged, and what is shown of both.

``speaker`` and ``judgement`` are facts. ``speaker_shown`` and ``quote_shown`` are a function of them, kept so
that SQL need not compute it: ``quotes.store.showing`` makes them anew wherever a fact is added.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from quotes.rulings import SpeakerKind, Verdict
from quotes.store.columns import Base, Text, one_of

SPEAKER_KINDS = tuple(SpeakerKind)


class Speaker(Base):
    """Who said it, as far as the articles tell."""

    __tablename__ = "speaker"
    __table_args__ = (
        one_of("kind", SPEAKER_KINDS),
        {
            "comment": "a full name as some articles use it, going by the functions, outlet and date printed with it; "
            "or, where the words name nobody outside their article (le ministre, M. Kirby, un proche), as one article "
            "uses it. Who that is, is in speaker_shown"
        },
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True, comment="content hash of the columns from kind to decade")
    kind: Mapped[str] = mapped_column(
        Text, comment="person (status named or resolved), or the quote's status: role, collective, anonymous"
    )
    key: Mapped[str] = mapped_column(Text, comment="the name without case, accents, ligatures or punctuation")
    article_id: Mapped[str | None] = mapped_column(
        ForeignKey("article.id"), comment="the one article in which it is somebody; NULL for a name that stands alone"
    )
    fields: Mapped[str] = mapped_column(
        Text,
        server_default="",
        comment="walks of life of the functions printed with the name: state, science, sport …; empty if none tells",
    )
    countries: Mapped[str] = mapped_column(
        Text, server_default="", comment="of the offices among these functions, ISO 3166: FR; empty if none tells"
    )
    printed_in: Mapped[str] = mapped_column(
        Text, server_default="", comment="country of the outlet, ISO 3166; empty if unknown"
    )
    decade: Mapped[int | None] = mapped_column(
        Integer, comment="of the article: 202 for 2020 to 2029; NULL without a date"
    )
    name_id: Mapped[str] = mapped_column(
        Text, index=True, server_default="", comment="the same for all uses of one name: content hash of kind and key"
    )
    name: Mapped[str] = mapped_column(
        Text, comment="the name as printed, the form with fewest capitals and most accents"
    )


class SpeakerName(Base):
    """How a speaker is printed."""

    __tablename__ = "speaker_name"
    __table_args__ = (
        CheckConstraint("quotes > 0", name="quotes"),
        {"comment": "each printed form of a speaker's fullest name"},
    )

    speaker_id: Mapped[str] = mapped_column(ForeignKey("speaker.id"), primary_key=True, comment="whose name it is")
    name: Mapped[str] = mapped_column(Text, primary_key=True, comment="the name as printed")
    quotes: Mapped[int] = mapped_column(Integer, comment="number of quotes whose speaker is printed so")


class SpeakerShown(Base):
    """Who a speaker is."""

    __tablename__ = "speaker_shown"
    __table_args__ = (
        one_of("kind", SPEAKER_KINDS),
        {
            "comment": "who each speaker is shown as: one person or body is one shown_id. Derived from speaker (names "
            "that nothing keeps apart) and judgement (merge, split, rename)"
        },
    )

    speaker_id: Mapped[str] = mapped_column(
        Text, primary_key=True, comment="a speaker, a name_id, or who was split off by a judgement"
    )
    joined_id: Mapped[str] = mapped_column(Text, comment="who it is by the names alone, before any merge")
    shown_id: Mapped[str] = mapped_column(Text, index=True, comment="who it is shown as; refer to this one")
    called_id: Mapped[str] = mapped_column(
        Text,
        index=True,
        comment="shown_id; for words that name nobody outside their article (le ministre) the same in all articles: "
        "equal words under equal words are one statement",
    )
    kind: Mapped[str] = mapped_column(Text, comment="speaker.kind of who it is shown as")
    name: Mapped[str] = mapped_column(Text, comment="the name of who it is shown as")


class Judgement(Base):
    """What a person decided."""

    __tablename__ = "judgement"
    __table_args__ = (
        one_of("verdict", Verdict),
        CheckConstraint("(quote_id IS NULL) <> (speaker_id IS NULL)", name="subject"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawal"),
        {
            "comment": "what a person decided about a quote or a speaker; never overwritten, only withdrawn. Where two "
            "contradict each other, the later valid one is shown"
        },
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True, comment="content hash of the columns up to note")
    at: Mapped[str] = mapped_column(Text, comment="when: ISO 8601 to the microsecond, UTC; no two are the same")
    by: Mapped[str] = mapped_column(Text, comment="who decided it")
    verdict: Mapped[str] = mapped_column(
        Text,
        comment="of a quote: confirm, reject (nobody said that), assign (to another speaker), extent (its places); "
        "of a speaker: merge (is the same as value), split (in one article is another), rename, alias (has one more "
        "name), wikidata (has this id there)",
    )
    quote_id: Mapped[str | None] = mapped_column(
        Text, index=True, comment="the quote, which may not be found any more; NULL if about a speaker"
    )
    speaker_id: Mapped[str | None] = mapped_column(
        Text,
        index=True,
        comment="the speaker as shown then, for a split the name_id of the name found; NULL if about a quote",
    )
    article_id: Mapped[str | None] = mapped_column(
        Text, index=True, comment="the quote's article, or the one a split is about"
    )
    start: Mapped[int | None] = mapped_column(
        Integer, comment="the quote's first code point in article.text, as it was found when judged"
    )
    end: Mapped[int | None] = mapped_column(Integer, comment="code point after the quote's last, as found when judged")
    value: Mapped[str | None] = mapped_column(
        Text,
        index=True,
        comment="confirm, assign: the speaker, unknown for nobody, NULL for the one found; extent: start-end of each "
        "passage; merge: the other speaker; split: id of who was split off; rename, alias: the name; wikidata: the id",
    )
    note: Mapped[str | None] = mapped_column(Text, comment="why, in the person's words")
    withdrawn_at: Mapped[str | None] = mapped_column(Text, comment="when it was taken back; NULL while it is valid")
    withdrawn_by: Mapped[str | None] = mapped_column(Text, comment="who took it back")


class QuoteShown(Base):
    """What people's judgement makes of a quote."""

    __tablename__ = "quote_shown"
    __table_args__ = (
        one_of("verdict", Verdict),
        CheckConstraint("assigned IN (0, 1)", name="assigned"),
        {"comment": "quotes that are not shown as they were found, or that somebody confirmed. Derived from judgement"},
    )

    quote_id: Mapped[str] = mapped_column(Text, primary_key=True, comment="the quote")
    verdict: Mapped[str | None] = mapped_column(
        Text, comment="the last valid one on who said it: confirm, reject, assign, split; NULL if none"
    )
    assigned: Mapped[int] = mapped_column(Integer, comment="1 if the speaker shown is speaker_id, not the one found")
    speaker_id: Mapped[str | None] = mapped_column(
        Text, index=True, comment="who is shown, speaker_shown.speaker_id; NULL for an unknown speaker"
    )
    start: Mapped[int | None] = mapped_column(Integer, comment="first code point of the extent somebody gave it")
    end: Mapped[int | None] = mapped_column(Integer, comment="code point after the last of that extent")
    passages: Mapped[str | None] = mapped_column(Text, comment="each passage of that extent: 120-130,140-150")
    text: Mapped[str | None] = mapped_column(Text, comment="the words of that extent, passages joined by one space")
