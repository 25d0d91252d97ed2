"""Why a file or a record gave no article."""

from __future__ import annotations

from quotes.errors.base import QuotesError


class ReadingError(QuotesError):
    """A file or record gave no article; each subclass says why. The place is told beside it."""


class NothingToRead(QuotesError):
    """A command that reads was told nothing to read."""

    def __init__(self) -> None:
        super().__init__("nothing to read", "name files or folders, - for standard input, or --from-list FILE")


class NoSuchList(QuotesError):
    """The list of paths cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot read the list {path}: {reason.lower()}", "name a file with a path a line")


class MissingFile(ReadingError):
    """A path that leads nowhere."""

    def __init__(self) -> None:
        super().__init__("no such file or folder", "check the path; - reads standard input")


class UnreadableFile(ReadingError):
    """The system would not give the bytes; ``reason`` is its own word, ``path`` for who does not tell it besides."""

    def __init__(self, reason: str, path: str | None = None) -> None:
        place = "" if path is None else f"{path or repr(path)}: "
        super().__init__(
            f"{place}cannot be read: {reason[:1].lower()}{reason[1:]}", "check the file, its permissions and its disk"
        )


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
    """One line of a file that is no article; the others are read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "mend that line; the others were read")


class BrokenFile(ReadingError):
    """A file that is not what its name says, or is damaged; ``reason`` is the library's word."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(f"this is no {kind} file, or a damaged one: {' '.join(reason.split())[:200]}", "get it anew")


class NoTextColumn(ReadingError):
    """Records none of whose names stands for the text."""

    def __init__(self, names: tuple[str, ...]) -> None:
        there = f"among {', '.join(names)[:200]}" if names else "in it"
        super().__init__(f"nothing is called text {there}", "say what holds the text: --map text=NAME")


class NoSuchColumn(ReadingError):
    """A column named by the user that a file does not have."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        super().__init__(f"no column {name!r}", f"name one of: {', '.join(names)[:200]}")


class NoTextValue(ReadingError):
    """A record whose text is a number, a date, nothing at all."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"its text is no string ({kind})", "see what the file holds, or --map text=NAME")


class BadMapping(QuotesError):
    """A ``--map`` that names no fact of an article."""

    def __init__(self, value: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"cannot map {value!r}", f"write --map text=body,date=published_at; known are {', '.join(known)}"
        )


class MissingLibrary(ReadingError):
    """A format whose library is an extra that was not installed."""

    def __init__(self, library: str, extra: str = "readers") -> None:
        super().__init__(
            f"reading this needs {library}, which is not installed", f"install it: pip install 'quotes[{extra}]'"
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


class SummaryOnly(ReadingError):
    """An entry of a feed that announces an article and does not hold it."""

    def __init__(self, url: str | None) -> None:
        hint = f"get the page: {url}" if url and url.startswith("http") else "get the page it announces"
        super().__init__("the feed has no more of it than a summary", hint)


class UnknownDocument(ReadingError):
    """XML or JSON of no kind that is read here."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(
            f"no reader for {kind} that starts with {name or 'no element'!r}",
            "give a feed, NewsML, NITF, ninjs, or objects with a text",
        )


class NoPages(ReadingError):
    """A WARC file without a web page in it."""

    def __init__(self) -> None:
        super().__init__("there is no web page in it", "give a WARC file with HTML responses")


class HugeMember(ReadingError):
    """A member of an archive that grows beyond all measure, as those of a zip bomb do."""

    def __init__(self, largest: int) -> None:
        super().__init__(
            f"it unpacks to more than {largest:,} bytes, or to far more than the archive's size",
            "unpack it yourself if you trust it",
        )


class NestedTooDeep(ReadingError):
    """An archive in archives."""

    def __init__(self, deepest: int) -> None:
        super().__init__(f"an archive inside {deepest} others is not opened", "unpack it yourself")
