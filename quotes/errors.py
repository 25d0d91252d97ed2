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


class MissingFile(QuotesError):
    """A path that leads nowhere."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: no such file or folder", "check the path, or pass the text itself with -")


class UnreadableFile(QuotesError):
    """The system would not give the bytes; ``reason`` is its own word."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: cannot be read ({reason})", "check the file's permissions and its disk")


class NoTexts(QuotesError):
    """A folder in which no file has a known suffix."""

    def __init__(self, place: str, suffixes: tuple[str, ...]) -> None:
        super().__init__(
            f"{place}: no texts in this folder", f"it was searched for files in {', '.join(suffixes)}"
        )


class UnknownFormat(QuotesError):
    """A file whose suffix no reader knows."""

    def __init__(self, place: str, suffix: str) -> None:
        super().__init__(
            f"{place}: no reader for {suffix} files", "save it as .txt, or pass its text with -: quotes … - < TEXT"
        )


class BinaryFile(QuotesError):
    """Bytes that are no text in any encoding."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: this is a binary file, not a text", "save the article as plain text (UTF-8)")


class EmptyText(QuotesError):
    """Nothing to read but white space."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: there is no text in it", "check that the article was saved whole")


class BrokenRecord(QuotesError):
    """One line of a JSONL file that is no article; the others are read."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}", 'a line holds one object with at least "text"')


class BadDate(QuotesError):
    """A date given by the user that is none."""

    def __init__(self, value: str) -> None:
        super().__init__(f"{value!r} is not a date", "write it as 2021-08-12, 2021-08 or 2021")
