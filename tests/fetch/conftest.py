"""A web site on loopback that answers as each test says, byte by byte; and a policy under which it may be asked."""

from __future__ import annotations

import socketserver
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from quotes.fetch.exchange import Policy

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    Answer = bytes | Callable[[socket.socket], None]


def answer(body: bytes | str = b"", *heads: str, status: str = "200 OK", media: str = "text/html") -> bytes:
    """Give the bytes of an HTTP answer."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}", f"Content-Length: {len(body)}", *heads]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(to: str) -> bytes:
    return answer(b"", f"Location: {to}", status="302 Found")


class Site:
    """What is at each path, and what was asked for."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.asked: list[str] = []  # paths
        self.requests: list[str] = []  # as they came
        self.over = threading.Event()
        self.answers: dict[str, Answer] = {"/robots.txt": answer(status="404 Not Found")}

    def __setitem__(self, path: str, given: Answer) -> None:
        self.answers[path] = given

    def drip(self, sock: socket.socket) -> None:
        """Send a byte now and then, for ever."""
        while not self.over.wait(0.02):
            sock.sendall(b"x")

    def wait(self, _: socket.socket) -> None:
        """Send nothing until the test is over."""
        self.over.wait(9)

    def pour(self, sock: socket.socket) -> None:
        """Send bytes for ever."""
        while not self.over.is_set():
            sock.sendall(b"x" * 65_536)


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            request = b""
            while b"\r\n\r\n" not in request and (data := self.request.recv(65_536)):
                request += data
            if not request:
                return
            path = request.split(b" ")[1].decode()
            found.asked.append(path)
            found.requests.append(request.decode())
            given = found.answers.get(path, answer(status="404 Not Found"))
            with suppress(OSError):  # the client has seen enough
                if isinstance(given, bytes):
                    self.request.sendall(given)
                else:
                    given(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        found = Site(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def policy() -> Policy:
    """Loopback and nothing else, in a hurry."""
    return Policy(allowed=lambda machine: machine.is_loopback, delay=0, seconds=1.5, redirects=3, largest=100_000)
