"""What can go wrong with a database on a server."""

from __future__ import annotations

from quotes.errors.base import StoreError


class BackupElsewhere(StoreError):
    """A copy was asked of a database that its server's own tools copy; ``further`` is what to do after."""

    def __init__(self, location: str, further: str = "pg_restore brings it back") -> None:
        super().__init__(
            f"{location} is on a server, whose own tools copy it",
            f"`pg_dump --format=custom --file=FILE {location}`; {further}",
        )


class NoDriver(StoreError):
    """The package that speaks to PostgreSQL is not installed."""

    def __init__(self) -> None:
        super().__init__("the driver for PostgreSQL is not installed", "pip install 'quotes[postgres]'")


class ServerUnreachable(StoreError):
    """No server answers, or it has gone; ``reason`` is what was heard last."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(
            f"cannot reach {location}: {reason}",
            "check that the server runs, and the host and port; what was stored before is kept",
        )


class RefusedLogin(StoreError):
    """The server does not let this user in."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(
            f"{location} lets nobody in: {reason}", "check the user, and the password in ~/.pgpass or PGPASSWORD"
        )


class NoSuchServerDatabase(StoreError):
    """The server runs, but has no database of that name."""

    def __init__(self, location: str) -> None:
        super().__init__(
            f"no database at {location}", "create an empty one on that server: `createdb --encoding=UTF8 NAME`"
        )


class NotAllowed(StoreError):
    """The user may not do that in the database."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(
            f"{location} does not allow it: {reason}", "ask its owner for the right, or connect as another user"
        )


class WrongEncoding(StoreError):
    """A database that cannot hold every character."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(
            f"the database {name!r} is encoded in {encoding}, which lacks characters that articles have",
            "create another: `createdb --encoding=UTF8 --template=template0 NAME`",
        )


class OthersDependOnIt(StoreError):
    """A view or function of the user's own keeps a table or view of ours from being changed."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(
            f"{location} cannot be changed: {reason}",
            "drop what you built upon it (psql's \\d+ tells what), run this again, and make it anew",
        )
