"""Why a page was not fetched: what its address, its server or its site's rules said."""

from __future__ import annotations

from quotes.errors.reading import ReadingError

SAVE = "save the page from a browser and give the file"
GONE = frozenset({404, 410})
REFUSED = frozenset({401, 402, 403, 451})
SERVER = 500  # and above: the server's own trouble


class NotAsked(ReadingError):
    """An address where only files are read without a word from the user."""

    def __init__(self, hint: str) -> None:
        super().__init__("this is the address of a page, and fetching it was not asked for", hint)


class BadAddress(ReadingError):
    """An address that is none, or of a kind that is not fetched."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"cannot fetch this: {reason}", "give an address that starts with https:// or http://, or a file"
        )


class PrivateAddress(ReadingError):
    """A host in a private network, or this machine itself."""

    def __init__(self, host: str, address: str) -> None:
        where = host if host == address else f"{host} is at {address}, which"
        super().__init__(f"{where} is not a public address", SAVE)


class Unreachable(ReadingError):
    """No connection; ``reason`` is the system's own word."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"cannot reach {host}: {reason}", "check the address and your connection, then try again")


class UntrustedServer(ReadingError):
    """A certificate that does not prove who the server is."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"{host} does not prove that it is {host}: {reason}", f"if you trust it, {SAVE}")


class TooManyRedirects(ReadingError):
    """Sent from one address to the next, perhaps in a circle."""

    def __init__(self, most: int) -> None:
        super().__init__(f"it was redirected more than {most} times", "give the address at which a browser ends")


class SlowAnswer(ReadingError):
    """Not all there in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the answer took longer than {seconds:g} seconds", f"try again later, or {SAVE}")


class BrokenAnswer(ReadingError):
    """Bytes that are no HTTP, or fewer than were announced."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the server's answer is broken: {reason}", f"try again later, or {SAVE}")


class RefusedRequest(ReadingError):
    """An answer that holds no page; ``status`` is HTTP's number."""

    def __init__(self, status: int, reason: str) -> None:
        hint = "check the address" if status in GONE else "try again later" if status >= SERVER else SAVE
        super().__init__(f"the server answered {status} {reason}".rstrip(), hint)


class TooManyRequests(ReadingError):
    """A host that wants to be left alone for a while; it is."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            f"{host} wants no request for the next {seconds:,.0f} seconds", "ingest the same again after that"
        )


class RobotsForbid(ReadingError):
    """A page that its site does not want programs to get."""

    def __init__(self, host: str) -> None:
        super().__init__(f"robots.txt of {host} forbids programs to get this page", SAVE)


class RobotsUnreadable(ReadingError):
    """A site whose rules cannot be known just now, which forbids everything (RFC 9309)."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(
            f"robots.txt of {host} cannot be read ({reason}), so nothing may be fetched there",
            f"try again later, or {SAVE}",
        )


class NoWebPage(ReadingError):
    """Something else than HTML."""

    def __init__(self, media_type: str) -> None:
        super().__init__(
            f"this is no web page, but {media_type or 'of a kind its server does not tell'}",
            "download it, and give the file",
        )


class PageNotKept(ReadingError):
    """A page for which there is no room in the archive; without a copy it is not read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot keep the page in {path}: {reason}", "make room there, or give --db another folder")
