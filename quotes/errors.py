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


class ReadingError(QuotesError):
    """A file or record gave no article; each subclass says why. The place is told beside it."""


class MissingFile(ReadingError):
    """A path that leads nowhere."""

    def __init__(self) -> None:
        super().__init__("no such file or folder", "check the path; - reads standard input")


class UnreadableFile(ReadingError):
    """The system would not give the bytes; ``reason`` is its own word."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"cannot be read: {reason}", "check the file, its permissions and its disk")


class NoTexts(ReadingError):
    """A folder in which no file has a known suffix."""

    def __init__(self, suffixes: tuple[str, ...]) -> None:
        super().__init__("no texts in this folder", f"put {', '.join(suffixes)} files in it, or name a file outright")


class UnknownFormat(ReadingError):
    """A file whose suffix no reader knows."""

    def __init__(self, suffix: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"no reader for {suffix} files", f"save the text as one of {', '.join(known)}, or pipe it to -"
        )


class BinaryFile(ReadingError):
    """Bytes that are no text in any encoding."""

    def __init__(self) -> None:
        super().__init__("this is a binary file, not a text", "save the article as plain text, in UTF-8")


class DamagedFile(ReadingError):
    """A compressed file that is cut short, or whose bytes were changed."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"this {kind} file is damaged", "what came before the damage was read; get the file anew")


class EmptyText(ReadingError):
    """Nothing to read but white space."""

    def __init__(self) -> None:
        super().__init__("there is no text in it", "check that the article was saved whole")


class TooLong(ReadingError):
    """More than any article; ``longest`` is how many characters one may have."""

    def __init__(self, longest: int) -> None:
        super().__init__(
            f"this is longer than {longest:,} characters", "split it: one article a file, or a line of .jsonl"
        )


class BrokenRecord(ReadingError):
    """One line of a JSONL file that is no article; the others are read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, 'a line holds one object with at least a string "text"')


class MissingLibrary(ReadingError):
    """A format whose library is an extra that was not installed."""

    def __init__(self, library: str) -> None:
        super().__init__(
            f"reading this needs {library}, which is not installed", "install it: pip install 'quotes[readers]'"
        )


class HugePage(ReadingError):
    """More bytes than any web page of an article has."""

    def __init__(self, largest: int) -> None:
        super().__init__(f"this page is larger than {largest:,} bytes", "save its article as plain text")


class TangledPage(ReadingError):
    """A page with more elements, or deeper ones, than any article has."""

    def __init__(self) -> None:
        super().__init__("this page has too many elements in it to be an article", "save its article as plain text")


class PaywallStub(ReadingError):
    """The beginning of an article whose rest is for subscribers."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"only the beginning of an article: {reason}", "save the page as a subscriber sees it")


class CookieWall(ReadingError):
    """A page that asks for consent in the article's place."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"no article, but a cookie wall: it says « {said} »", "save the page once you have answered it"
        )


class RobotWall(ReadingError):
    """A page that a site gives to programs, or for what is not there."""

    def __init__(self, said: str) -> None:
        super().__init__(f"no article: the page says « {said} »", "save the page from a browser")


class ListingPage(ReadingError):
    """A front page, a section or search results: many articles' beginnings."""

    def __init__(self) -> None:
        super().__init__("no article, but a list of articles", "save the pages it leads to")


class OutputLost(QuotesError):
    """Standard output takes no more."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"cannot print: {reason.lower()}", "make room, or print to another place")


class BadDate(QuotesError):
    """A date given by the user that is none."""

    def __init__(self, value: str) -> None:
        super().__init__(f"{value!r} is not a date", "write it as 2021-08-12, 2021-08 or 2021")


class NoSuchQuote(QuotesError):
    """No quote has this id."""

    def __init__(self, prefix: str) -> None:
        super().__init__(f"no quote has an id that starts with {prefix!r}", "take an id from `quotes search`")


class AmbiguousId(QuotesError):
    """Several quotes have ids that start so."""

    def __init__(self, prefix: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            f"several quotes have an id that starts with {prefix!r}",
            f"give more digits, for example one of: {', '.join(candidates)}",
        )


class StoreError(QuotesError):
    """Something is wrong with a database; each subclass says what."""


class UnsupportedDatabase(StoreError):
    """An address of an engine this version cannot use."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"cannot use {url}: only SQLite databases so far",
            "give a file name, or sqlite:///path/to/quotes.db",
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
    """An SQLite database of some other program."""

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
    """SQLite cannot make sense of the file any more."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"{location} is damaged: {reason}", "restore a backup, or see `sqlite3 FILE .recover`")


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


class ExchangeError(QuotesError):
    """An export could not be written or read."""


class NotAnExport(ExchangeError):
    """A folder without a manifest of ours."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"no export in {folder}", "name a folder that `quotes export` wrote: it holds a manifest.json")


class DamagedExport(ExchangeError):
    """A file of an export that is not as it was written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"damaged export: {path}: {reason}", "copy the whole folder again, or export again")


class PartialExport(ExchangeError):
    """An export that holds only some rows or columns."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder} is no complete export", "export again without --no-text and without a query")


class OtherSchema(ExchangeError):
    """An export of another revision of the tables."""

    def __init__(self, folder: str, found: str, wanted: str) -> None:
        super().__init__(
            f"{folder} holds tables of schema {found}, this is {wanted}",
            "export again with this version of quotes, after `quotes db upgrade`",
        )


class DatabaseNotEmpty(ExchangeError):
    """Rows would be put among others."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location} holds articles already", "name a new database with --db")


class FolderExists(ExchangeError):
    """Something stands where an export should go."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder} is there already", "name a new folder, or take the old one away")


class NoParquet(ExchangeError):
    """The library for Parquet was not installed."""

    def __init__(self) -> None:
        super().__init__("Parquet needs pyarrow, which is not installed", "install it: pip install 'quotes[parquet]'")


class ExportNotWritten(ExchangeError):
    """The system would not let an export be written; ``reason`` is its own word."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(
            f"cannot write {folder}: {reason.lower()}", "make room, or name a folder that you may write to"
        )
