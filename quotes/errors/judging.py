"""What a person cannot decide: one class a reason."""

from __future__ import annotations

from quotes.errors.base import QuotesError


class JudgementError(QuotesError):
    """A judgement that cannot be kept; each subclass says why."""


class NoSuchSpeaker(JudgementError):
    """No speaker has this id or name."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"no speaker is called {asked!r}, nor has an id that starts so",
            "see `quotes speakers search`",
        )


class NobodyToAssign(NoSuchSpeaker):
    """No speaker has the id or name that a quote should be assigned to, nor is it a new one."""

    def __init__(self, asked: str) -> None:
        super().__init__(asked)
        self.hint += ", or write new: and a full name"


class AmbiguousSpeaker(JudgementError):
    """Several speakers have this name, or ids that start so."""

    def __init__(self, asked: str, candidates: tuple[str, ...]) -> None:
        super().__init__(f"{asked!r} may be any of several speakers", f"give the id of one: {'; '.join(candidates)}")


class SpeakerMergedAway(JudgementError):
    """The speaker is shown as another one since a merge."""

    def __init__(self, asked: str, name: str, identity: str) -> None:
        super().__init__(
            f"{asked!r} was merged into {name} [{identity}]",
            f"give {identity}, or withdraw the merge: `quotes speakers show {identity}` lists it",
        )


class SameSpeaker(JudgementError):
    """The two speakers of a merge are one already."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one!r} and {other!r} are one speaker already", "name two different speakers")


class NothingToSplit(JudgementError):
    """An article without a quote by the speaker to split."""

    def __init__(self, name: str, asked: str) -> None:
        super().__init__(
            f"no quote by {name} was found in an article {asked!r}", "give the id of one of the speaker's quotes"
        )


class BadExtent(JudgementError):
    """Places that are none in the article."""

    def __init__(self, value: str, length: int) -> None:
        super().__init__(
            f"{value!r} is no extent in an article of {length:,} characters",
            "write start-end in code points, one for each passage: 120-130,140-150",
        )


class BadWikidata(JudgementError):
    """Not the id of an item of Wikidata."""

    def __init__(self, value: str) -> None:
        super().__init__(f"{value!r} is no Wikidata id", "write it as Q42")


class NoValue(JudgementError):
    """A verdict that needs to say more."""

    def __init__(self, verdict: str, wanted: str) -> None:
        super().__init__(f"{verdict} needs {wanted}", f"give {wanted}; a table has it in the column value")


class NeedlessValue(JudgementError):
    """A verdict that says all by itself."""

    def __init__(self, verdict: str, value: str) -> None:
        super().__init__(f"{verdict} takes no value, not {value!r}", "leave it out; a remark goes into the note")


class UnknownVerdict(JudgementError):
    """Not one of the verdicts."""

    def __init__(self, verdict: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no verdict {verdict!r}", f"use one of: {', '.join(known)}")


class NoSuchJudgement(JudgementError):
    """No judgement has this id."""

    def __init__(self, prefix: str) -> None:
        super().__init__(
            f"no judgement has an id that starts with {prefix!r}", "`quotes judge --list` prints the judgements"
        )


class AmbiguousJudgement(JudgementError):
    """Several judgements have ids that start so."""

    def __init__(self, prefix: str) -> None:
        super().__init__(f"several judgements have an id that starts with {prefix!r}", "give more digits")


class AlreadyWithdrawn(JudgementError):
    """The judgement was taken back before."""

    def __init__(self, identity: str, by: str, at: str) -> None:
        super().__init__(f"{identity} was withdrawn by {by} on {at[:10]}", "judge anew if it is right after all")


class BadColumns(JudgementError):
    """A CSV file of judgements whose first line is not the columns."""

    def __init__(self, place: str, found: tuple[str, ...], wanted: tuple[str, ...]) -> None:
        super().__init__(
            f"the columns of {place} are {', '.join(found)[:200] or 'missing'}",
            f"the first line names {', '.join(wanted[:2])} and, if wanted, {', '.join(wanted[2:])}",
        )


class NobodyWatches(JudgementError):
    """A review without a terminal."""

    def __init__(self) -> None:
        super().__init__(
            "a review needs a terminal", "name a quote and a verdict: `quotes judge 3fa9c1 confirm`, or --csv FILE"
        )


class UnreadableRulings(JudgementError):
    """A table of rulings that cannot be read; ``reason`` is the system's word."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason.lower()}", "give a CSV file in UTF-8 that may be read")
