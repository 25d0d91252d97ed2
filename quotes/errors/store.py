"""What can go wrong with a database, whatever its engine."""

from __future__ import annotations

from quotes.errors.base import StoreError


class UnsupportedDatabase(StoreError):
    """An address of an engine this version cannot use."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"cannot use {url}: it is neither a file nor a PostgreSQL database",
            "give a file name, or postgresql://user@host/database",
        )


class NoDatabase(StoreError):
    """The file is not there, and creating it was not asked for."""

    def __init__(self, location: str) -> None:
        super().__init__(f"no database at {location}", "create it with `quotes ingest FILE`, or give --db another file")


class DatabaseIsFolder(StoreError):
    """A directory stands where the file should be."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location} is a folder, not a database", "name a file in it, such as quotes.db")


class FolderNotWritable(StoreError):
    """The database's folder cannot be made, or no file can be made in it."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"cannot create {location}: {reason}", "name a file in a folder you may write to")


class NotADatabase(StoreError):
    """The file is something else than an SQLite database."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location} is not an SQLite database", "give --db another file; this one was left as it is")


class ForeignDatabase(StoreError):
    """A database of some other program."""

    def __init__(self, location: str) -> None:
        super().__init__(
            f"{location} is a database of another program",
            "give --db another file; this one was left as it is",
        )


class OldSchema(StoreError):
    """The schema is older than this version's."""

    def __init__(self, location: str, found: str, wanted: str) -> None:
        super().__init__(
            f"{location} has schema {found}, this version needs {wanted}",
            "run `quotes db upgrade` (a copy first: `quotes db backup FILE`)",
        )


class NewSchema(StoreError):
    """The schema is newer than this version's."""

    def __init__(self, location: str, found: str, wanted: str) -> None:
        super().__init__(
            f"{location} has schema {found}, newer than {wanted}, the last this version knows",
            "install a newer version of quotes",
        )


class CorruptDatabase(StoreError):
    """The engine cannot make sense of the database any more."""

    def __init__(self, location: str, reason: str) -> None:
        otherwise = "" if "://" in location else ", or see `sqlite3 FILE .recover`"
        super().__init__(f"{location} is damaged: {reason}", f"restore a backup{otherwise}")


class LockedDatabase(StoreError):
    """Another program kept the database locked longer than we wait."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location} is locked by another program", "wait for that program to finish, and try again")


class ReadOnlyDatabase(StoreError):
    """The file, or its folder, may not be written to."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location} may not be written to", "change its permissions (and its folder's), or copy it")


class DiskFull(StoreError):
    """No room left for the database to grow."""

    def __init__(self, location: str) -> None:
        super().__init__(f"no room left on the disk of {location}", "make room, and run the same command again")


class DatabaseUnreachable(StoreError):
    """The operating system refuses to open, read or write the file."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"cannot use {location}: {reason}", "check the file, its folder and their permissions")


class RefusedArticle(StoreError):
    """The database's own rules do not allow an article or something found in it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the database refused the article: {reason}", "please report it, with the article")


class NoSuchRevision(StoreError):
    """A schema revision nobody knows, or the wrong way from here."""

    def __init__(self, revision: str, known: tuple[str, ...]) -> None:
        choice = f"choose one of: {', '.join(known)}" if known else "see `quotes stats` for the schema it has"
        super().__init__(f"cannot go down to schema {revision!r} from here", choice)


class BackupExists(StoreError):
    """The backup would overwrite something."""

    def __init__(self, target: str) -> None:
        super().__init__(f"{target} is already there", "give a new name, or remove it first")
