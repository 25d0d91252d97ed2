"""What can go wrong with exports."""

from __future__ import annotations

from quotes.errors.base import QuotesError


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


class OtherRows(ExchangeError):
    """A database that is to be a copy holds something else."""

    def __init__(self, location: str) -> None:
        super().__init__(
            f"{location} holds other rows than the database to be copied",
            "copy into a new database; one that a copy began goes on only while the first is unchanged",
        )


class NotQuotes(ExchangeError):
    """A file that holds no quotes as the system writes them."""

    def __init__(self, system: str, reason: str) -> None:
        super().__init__(f"no quotes of {system}: {reason}", "name a JSON file that this system wrote")


class NoSuchArticle(ExchangeError):
    """Quotes from an article that was never stored."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"no stored article goes by {name!r}",
            "ingest the article first; the file is found by its text, address, file name or id",
        )


class SeveralArticles(ExchangeError):
    """Quotes from one of several articles."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(
            f"{len(ids):,} stored articles could be meant",
            f"give the file the id of its article as a name, for example {ids[0][:12]}.json",
        )


class ReadTwice(ExchangeError):
    """Two files with quotes from one article."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"the quotes of {path} were imported already, from another file or line", "import one of them alone"
        )


class NoSuchWords(ExchangeError):
    """A quote whose words are not in the article, or cannot be told from others there."""

    def __init__(self, path: str, words: str) -> None:
        told = f"{path} does not have {words[:40]!r} there, nor once elsewhere" if words else "it makes no sense"
        super().__init__(told, "leave it out, or see that the article was stored as the other system read it")
