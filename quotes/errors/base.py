"""What all failures are, and all those of a database."""

from __future__ import annotations


class QuotesError(Exception):
    """Anything a user can mend. ``message`` says what happened, ``hint`` what to do; one line each."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class StoreError(QuotesError):
    """Something is wrong with a database; each subclass says what."""
