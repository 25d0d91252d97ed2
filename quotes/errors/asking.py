"""What can go wrong with what was typed: a command, a query in SQL."""

from __future__ import annotations

from quotes.errors.base import QuotesError


class BadUsage(QuotesError):
    """Words that are no command, option or value; ``reason`` is the parser's own sentence."""

    def __init__(self, reason: str, command: str) -> None:
        dash = "; what begins with - and is no option goes after --" if reason.startswith("No such option") else ""
        super().__init__(reason[:1].lower() + reason[1:].rstrip("."), f"`{command} --help` tells what it takes{dash}")


class NoSuchQuery(QuotesError):
    """One word that is neither SQL, nor a file, nor a query of the gallery."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"no file and no query is named {name!r}", "`quotes sql` alone lists the queries that have names"
        )


class BadQuery(QuotesError):
    """What the engine cannot make sense of; ``reason`` is its own word."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the query cannot be run: {reason}",
            "`quotes sql 'SELECT * FROM description'` lists the tables, views and columns",
        )


class RefusedQuery(QuotesError):
    """What would do more than read."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"the query was refused: {what}", "give one query that only reads: SELECT, WITH … SELECT, or VALUES"
        )


class SlowQuery(QuotesError):
    """What took longer than was allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the query was stopped after {seconds:g} seconds", "narrow it, or allow more: --seconds 600 (0: no end)"
        )


class BadParameter(QuotesError):
    """A value that is missing, or given for nothing."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message, f"a query's :{name} takes its value from --param {name}=VALUE")
