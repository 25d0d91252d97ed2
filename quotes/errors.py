"""What can go wrong for a user: one class a failure, each with what happened and what to do."""

from __future__ import annotations


class QuotesError(Exception):
    """Anything a user can mend. ``message`` says what happened, ``hint`` what to do; one line each."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UnknownLanguage(QuotesError):
    """Asked to extract in a language that has no folder in ``quotes/lang``."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no language {code!r} here", f"use one of: {', '.join(known)}")
