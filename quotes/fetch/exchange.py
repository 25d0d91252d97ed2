"""One request and its answer, of bounded size, in bounded time, with the very machine that was checked."""

from __future__ import annotations

import ssl
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from importlib.metadata import version
from socket import SHUT_RDWR, create_connection, socket
from threading import Timer
from typing import TYPE_CHECKING, Self

from quotes.errors import BrokenAnswer, HugePage, ReadingError, SlowAnswer, Unreachable, UntrustedServer
from quotes.fetch.address import is_public, machines

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotes.fetch.address import Address, Machine

AGENT = f"quotes/{version('quotes')}"
CHUNK = 65_536
GZIP = frozenset({"gzip", "x-gzip"})
LONGEST_REASON = 60  # characters: Not Found has nine
ACCEPTED = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the client may do, and how long it waits."""

    agent: str = AGENT  # what it calls itself; robots.txt means it by the word before the slash
    allowed: Callable[[Machine], bool] = is_public
    redirects: int = 5
    largest: int = 4_000_000  # bytes of one answer as sent; readers bound what they unpack to
    seconds: float = 30.0  # for one answer, all of it
    delay: float = 1.0  # seconds between two requests to one host, at least
    longest_delay: float = 60.0  # that a site may ask for
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True, slots=True)
class Response:
    """What was answered: ``body`` as sent, perhaps compressed, its chunks joined."""

    address: Address
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Give the first header called so, in any case of letters."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def location(self) -> str | None:
        """Where it redirects to; many servers write that in UTF-8, and not as a header should be."""
        said = self.header("Location")
        try:
            return said and said.encode("latin-1").decode()
        except UnicodeError:
            return said


def exchange(address: Address, policy: Policy) -> Response:
    """Ask for ``address`` and give the answer, whatever it is; raise ``ReadingError`` when there is none."""
    places = machines(address, policy.allowed)
    with _Deadline(policy.seconds) as deadline:
        try:
            answer = _ask(_connected(address, places, policy, deadline), address, policy.agent)
            with answer:
                body = _body(answer, policy.largest)
                if answer.getheader("Content-Encoding", "").strip().lower() in GZIP:
                    _check_whole(body, policy.largest)
        except (ReadingError, OSError, HTTPException, ValueError, zlib.error) as error:
            raise SlowAnswer(policy.seconds) if deadline.passed else _told(error, address, policy) from None
        if deadline.passed:  # the end of the body may be where it was cut
            raise SlowAnswer(policy.seconds)
    headers = tuple((name, " ".join(value.split())) for name, value in answer.headers.items())
    return Response(address, answer.status, answer.reason[:LONGEST_REASON], headers, body)


class _Deadline:
    """Shuts a connection down after some seconds: a timeout of a socket begins anew with each byte."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sock: socket | None = None
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._timer.cancel()
        if self._sock is not None:
            self._sock.close()

    def watch(self, sock: socket) -> None:
        self._sock = sock
        if self.passed:
            self._end()

    def _end(self) -> None:
        self.passed = True
        if self._sock is not None:
            with suppress(OSError):  # closed meanwhile
                socket.shutdown(self._sock, SHUT_RDWR)  # not that of TLS, which would wait for its lock


def _connected(address: Address, places: list[str], policy: Policy, deadline: _Deadline) -> socket:
    for number, place in enumerate(places, start=1):
        try:
            sock = create_connection((place, address.port), policy.seconds / len(places))
            break
        except OSError:
            if number == len(places):
                raise
    sock.settimeout(policy.seconds)
    deadline.watch(sock)
    if address.scheme == "https":
        sock = policy.tls.wrap_socket(sock, server_hostname=address.host, do_handshake_on_connect=False)
        deadline.watch(sock)
        sock.do_handshake()
    return sock


def _ask(sock: socket, address: Address, agent: str) -> HTTPResponse:
    connection = HTTPConnection(address.host, address.port)
    connection.sock = sock
    headers = {
        "Host": address.authority,
        "User-Agent": agent,
        "Accept": ACCEPTED,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    connection.request("GET", address.target, headers=headers)
    return connection.getresponse()


def _body(answer: HTTPResponse, largest: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(CHUNK):
        parts.append(part)
        size += len(part)
        if size > largest:
            raise HugePage(largest)
    if answer.length:
        raise BrokenAnswer(f"{answer.length:,} bytes of it are missing")
    return b"".join(parts)


def _check_whole(packed: bytes, largest: int) -> None:
    """Raise when ``packed`` ends too early: what unpacks it later may take that for the end of the page."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # gzip
    unpacking.decompress(packed, largest)
    if packed and not unpacking.eof and not unpacking.unconsumed_tail:
        raise BrokenAnswer("it is compressed, and cut short")


def _told(error: Exception, address: Address, policy: Policy) -> ReadingError:
    """Say in our words what the libraries raised."""
    if isinstance(error, ReadingError):
        return error
    reason = " ".join(str(error).split())[:200]
    if isinstance(error, ssl.SSLCertVerificationError):
        return UntrustedServer(address.host, error.verify_message or reason)
    if isinstance(error, TimeoutError):
        return SlowAnswer(policy.seconds)
    if isinstance(error, OSError) and not isinstance(error, HTTPException):
        return Unreachable(address.host, (error.strerror or reason).lower())
    return BrokenAnswer(reason or type(error).__name__)
