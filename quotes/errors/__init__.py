"""What can go wrong for a user: one class a failure, each with what happened and what to do."""

from __future__ import annotations

from quotes.errors.asking import BadParameter, BadQuery, BadUsage, NoSuchQuery, RefusedQuery, SlowQuery
from quotes.errors.base import QuotesError, StoreError
from quotes.errors.claims import ClaimTooLong, NoClaim, NoWordingColumn, NoWords
from quotes.errors.exchange import (
    DamagedExport,
    DatabaseNotEmpty,
    ExchangeError,
    ExportNotWritten,
    FolderExists,
    NoParquet,
    NoSuchArticle,
    NoSuchWords,
    NotAnExport,
    NotQuotes,
    OtherRows,
    OtherSchema,
    PartialExport,
    ReadTwice,
    SeveralArticles,
)
from quotes.errors.fetching import (
    BadAddress,
    BrokenAnswer,
    NotAsked,
    NoWebPage,
    PageNotKept,
    PrivateAddress,
    RefusedRequest,
    RobotsForbid,
    RobotsUnreadable,
    SlowAnswer,
    TooManyRedirects,
    TooManyRequests,
    Unreachable,
    UntrustedServer,
)
from quotes.errors.reading import (
    BadMapping,
    BinaryFile,
    BrokenFile,
    BrokenRecord,
    CookieWall,
    DamagedFile,
    EmptyText,
    HugeMember,
    HugePage,
    ListingPage,
    MissingFile,
    MissingLibrary,
    NestedTooDeep,
    NoPages,
    NoSuchColumn,
    NoSuchList,
    NoTextColumn,
    NoTexts,
    NoTextValue,
    NothingToRead,
    PaywallStub,
    ReadingError,
    RobotWall,
    SummaryOnly,
    TangledPage,
    TooLong,
    UnknownDocument,
    UnknownFormat,
    UnreadableFile,
)
from quotes.errors.server import (
    BackupElsewhere,
    NoDriver,
    NoSuchServerDatabase,
    NotAllowed,
    OthersDependOnIt,
    RefusedLogin,
    ServerUnreachable,
    WrongEncoding,
)
from quotes.errors.store import (
    BackupExists,
    CorruptDatabase,
    DatabaseIsFolder,
    DatabaseUnreachable,
    DiskFull,
    FolderNotWritable,
    ForeignDatabase,
    LockedDatabase,
    NewSchema,
    NoDatabase,
    NoSuchRevision,
    NotADatabase,
    OldSchema,
    ReadOnlyDatabase,
    RefusedArticle,
    UnsupportedDatabase,
)

__all__ = [
    "AmbiguousId",
    "AmbiguousRun",
    "BackupElsewhere",
    "BackupExists",
    "BadAddress",
    "BadDate",
    "BadMapping",
    "BadParameter",
    "BadQuery",
    "BadUsage",
    "BinaryFile",
    "BrokenAnswer",
    "BrokenFile",
    "BrokenRecord",
    "ClaimTooLong",
    "CookieWall",
    "CorruptDatabase",
    "DamagedExport",
    "DamagedFile",
    "DatabaseIsFolder",
    "DatabaseNotEmpty",
    "DatabaseUnreachable",
    "DiskFull",
    "EmptyText",
    "ExchangeError",
    "ExportNotWritten",
    "FolderExists",
    "FolderNotWritable",
    "ForeignDatabase",
    "HugeMember",
    "HugePage",
    "ListingPage",
    "LockedDatabase",
    "MissingFile",
    "MissingLibrary",
    "NestedTooDeep",
    "NewSchema",
    "NoClaim",
    "NoDatabase",
    "NoDriver",
    "NoPages",
    "NoParquet",
    "NoSuchArticle",
    "NoSuchColumn",
    "NoSuchList",
    "NoSuchQuery",
    "NoSuchQuote",
    "NoSuchRevision",
    "NoSuchRun",
    "NoSuchServerDatabase",
    "NoSuchWords",
    "NoTextColumn",
    "NoTextValue",
    "NoTexts",
    "NoWebPage",
    "NoWordingColumn",
    "NoWords",
    "NotADatabase",
    "NotAllowed",
    "NotAnExport",
    "NotAsked",
    "NotQuotes",
    "NothingToRead",
    "OldSchema",
    "OtherRows",
    "OtherSchema",
    "OthersDependOnIt",
    "OutputLost",
    "PageNotKept",
    "PartialExport",
    "PaywallStub",
    "PrivateAddress",
    "QuotesError",
    "ReadOnlyDatabase",
    "ReadTwice",
    "ReadingError",
    "RefusedArticle",
    "RefusedLogin",
    "RefusedQuery",
    "RefusedRequest",
    "RobotWall",
    "RobotsForbid",
    "RobotsUnreadable",
    "ServerUnreachable",
    "SeveralArticles",
    "SlowAnswer",
    "SlowQuery",
    "StoreError",
    "SummaryOnly",
    "TangledPage",
    "TooLong",
    "TooManyRedirects",
    "TooManyRequests",
    "UnknownDocument",
    "UnknownFormat",
    "UnknownLanguage",
    "Unreachable",
    "UnreadableFile",
    "UnsupportedDatabase",
    "UntrustedServer",
    "WrongEncoding",
]


class UnknownLanguage(QuotesError):
    """Asked to extract in a language that has no folder in ``quotes/lang``."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no language {code!r} here", f"use one of: {', '.join(known)}")


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


class NoSuchRun(QuotesError):
    """No run that read anything has this id."""

    def __init__(self, prefix: str) -> None:
        super().__init__(f"no run has an id that starts with {prefix!r}", "take an id from `quotes runs`")


class AmbiguousRun(QuotesError):
    """Several runs have ids that start so."""

    def __init__(self, prefix: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            f"several runs have an id that starts with {prefix!r}",
            f"give more digits, for example one of: {', '.join(candidates)}",
        )


class AmbiguousId(QuotesError):
    """Several quotes have ids that start so."""

    def __init__(self, prefix: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            f"several quotes have an id that starts with {prefix!r}",
            f"give more digits, for example one of: {', '.join(candidates)}",
        )
