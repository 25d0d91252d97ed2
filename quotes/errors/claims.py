"""What can be wrong with a claim that is to be verified."""

from __future__ import annotations

from quotes.errors.base import QuotesError


class NoWords(QuotesError):
    """A wording to verify without any letter or digit."""

    def __init__(self) -> None:
        super().__init__("there are no words in it to look up", "give the wording as it was claimed, in quotes")


class ClaimTooLong(QuotesError):
    """A wording that no quote could have; ``longest`` is how many words are looked up."""

    def __init__(self, longest: int) -> None:
        super().__init__(
            f"this wording has more than {longest:,} words", "verify it sentence by sentence, or a text with --draft"
        )


class NoClaim(QuotesError):
    """Asked to verify nothing, or several things at once."""

    def __init__(self) -> None:
        super().__init__(
            "one thing to verify is needed: a wording, --draft FILE or --batch FILE", 'for example: quotes verify "…"'
        )


class NoWordingColumn(QuotesError):
    """A table of claims that does not say which column holds them."""

    def __init__(self, place: str, columns: tuple[str, ...]) -> None:
        super().__init__(
            f"{place} has no column wording{', but ' if any(columns) else ''}{', '.join(columns)[:200]}",
            "its first line names the columns: wording, and if wanted speaker, since, until, outlet",
        )
