"""The client against a real server: what it asks, whom it asks, and how it says what went wrong."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from dataclasses import replace
from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest

from quotes.errors import ReadingError
from quotes.fetch import client as client_module
from quotes.fetch.client import Client

from .conftest import Site, answer, redirect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quotes.fetch.exchange import Policy, Response

    from .conftest import Answer

HELLO = answer("<p>Bonjour")


def why(client: Client, url: str) -> str:
    """Fetch what gives no page, and say why; one line, and one hint."""
    with pytest.raises(ReadingError) as told:
        list(client.get(url))
    assert "\n" not in told.value.message + told.value.hint
    assert told.value.hint
    return told.value.message


def test_a_page_is_fetched_as_it_was_sent(site: Site, policy: Policy) -> None:
    site["/a?b=%C3%A9"] = HELLO
    (response,) = Client(policy).get(f"{site.url}/a?b=é#top")
    assert (response.status, response.body, response.header("content-type")) == (200, b"<p>Bonjour", "text/html")
    assert str(response.address) == f"{site.url}/a?b=%C3%A9"
    robots, request = site.requests
    assert robots.startswith("GET /robots.txt HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{site.port}\r\n" in request
    assert f"User-Agent: {policy.agent}\r\n" in request
    assert policy.agent.startswith("quotes/")


def test_chunks_are_joined(site: Site, policy: Policy) -> None:
    site["/"] = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"2\r\n<p\r\n2\r\n>a\r\n0\r\n\r\n"
    )
    (response,) = Client(policy).get(site.url)
    assert response.body == b"<p>a"


def test_redirects_are_given_before_the_page(site: Site, policy: Policy) -> None:
    site["/a"] = redirect("/b?x#y")
    site["/b?x"] = answer(b"", f"Location: http://localhost:{site.port}/\u00e9", status="301 Moved")
    site["/%C3%A9"] = HELLO
    responses = list(Client(policy).get(f"{site.url}/a"))
    assert [each.status for each in responses] == [302, 301, 200]
    assert str(responses[-1].address) == f"http://localhost:{site.port}/%C3%A9"
    assert site.asked.count("/robots.txt") == 2, "another host has rules of its own"


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("http://10.0.0.1/", "10.0.0.1 is not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not a public address"),
        ("http://0xA000001/", "0xa000001 is at 10.0.0.1, which is not a public address"),
        ("http://[::ffff:10.0.0.1]/", "is not a public address"),
        ("file:///etc/passwd", "file: addresses are not fetched"),
        ("ftp://127.0.0.1/", "ftp: addresses are not fetched"),
        ("javascript:alert(1)", "javascript: addresses are not fetched"),
        ("http://u:p@127.0.0.1/", "there is a user's name in it"),
        ("http://[", "cannot fetch this"),
        ("/again", "redirected more than 3 times"),
    ],
)
def test_redirects_lead_to_public_pages_only(site: Site, policy: Policy, to: str, told: str) -> None:
    site["/again"] = redirect("/again")
    site["/a"] = redirect(to)
    assert told in why(Client(policy), f"{site.url}/a")


def test_this_machine_and_its_network_are_not_asked(site: Site) -> None:
    for host in ("127.0.0.1", "localhost", "2130706433", "127.1", "0"):
        assert "is not a public address" in why(Client(), f"http://{host}:{site.port}/")
    assert not site.asked


def test_a_name_is_looked_up_once_and_what_was_checked_is_asked(
    site: Site, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    before = socket.getaddrinfo

    def rebound(host: str, *args: object, **options: object) -> object:
        calls.append(host)
        if host != "gazette.example":
            return before(host, *args, **options)  # type: ignore[arg-type]
        found = ("127.0.0.1", "10.0.0.1")[calls.count(host) > 2]  # one for robots.txt, one for the page
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, site.port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    site["/"] = HELLO
    client = Client(policy)
    assert [each.status for each in client.get(f"http://gazette.example:{site.port}/")] == [200]
    assert calls.count("gazette.example") == 2
    assert "gazette.example is at 10.0.0.1" in why(client, f"http://gazette.example:{site.port}/")


def begun(head: bytes, go_on: Callable[[Site, socket.socket], None]) -> Callable[[Site], Answer]:
    """Send ``head`` at once, then the rest as ``go_on`` does."""

    def answers(site: Site) -> Answer:
        def send(sock: socket.socket) -> None:
            sock.sendall(head)
            go_on(site, sock)

        return send

    return answers


BEGUN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (begun(BEGUN + b"\r\n", Site.pour), "larger than 100,000 bytes"),
        (lambda _: answer(b"x" * 100_001), "larger than 100,000 bytes"),
        (begun(BEGUN + b"\r\n", Site.drip), "took longer than 0.3 seconds"),
        (begun(BEGUN + b"Content-Length: 9999\r\n\r\n", Site.drip), "took longer than 0.3 seconds"),
        (begun(BEGUN + b"X: ", Site.drip), "took longer than 0.3 seconds"),
        (begun(b"", Site.wait), "took longer than 0.3 seconds"),
        (lambda _: BEGUN + b"X: " + b"x" * 99_999 + b"\r\n\r\n", "answer is broken: got more than 65536 bytes"),
        (lambda _: BEGUN + b"X: x\r\n" * 999 + b"\r\n", "answer is broken: got more than 100 headers"),
        (lambda _: BEGUN + b"Content-Length: 10\r\n\r\n<p>", "7 bytes of it are missing"),
        (lambda _: BEGUN + b"Transfer-Encoding: chunked\r\n\r\n9\r\n<p>", "answer is broken"),
        (lambda _: b"SSH-2.0-OpenSSH_9.6\r\n", "answer is broken"),
        (lambda _: b"", "answer is broken"),
    ],
    ids=[
        "endless body",
        "huge body",
        "slow body",
        "slow body of known length",
        "slow header",
        "silence",
        "huge header",
        "many headers",
        "cut body",
        "cut chunk",
        "no HTTP",
        "nothing",
    ],
)
def test_an_answer_is_bounded_and_whole(site: Site, policy: Policy, given: Callable[[Site], Answer], told: str) -> None:
    site["/"] = given(site)
    assert told in why(Client(replace(policy, seconds=0.3)), site.url)


@pytest.mark.parametrize(
    ("status", "told", "hint"),
    [
        ("404 Not Found", "the server answered 404 Not Found", "check the address"),
        ("410 Gone", "the server answered 410 Gone", "check the address"),
        ("403 Forbidden", "the server answered 403 Forbidden", "save the page"),
        ("500 Oh", "the server answered 500 Oh", "try again later"),
        ("503 Busy", "the server answered 503 Busy", "try again later"),
        ("204", "the server answered 204", "save the page"),
        ("302 Found", "the server answered 302 Found", "save the page"),
        ("429 Slow Down", "127.0.0.1 wants no request for the next 60 seconds", "ingest the same again"),
    ],
)
def test_an_answer_without_a_page_is_given_and_told(
    site: Site, policy: Policy, status: str, told: str, hint: str
) -> None:
    site["/"] = answer("<p>Non", status=status)
    given: list[Response] = []
    with pytest.raises(ReadingError) as error:
        given.extend(Client(policy).get(site.url))
    assert error.value.message == told
    assert error.value.hint.startswith(hint)
    responses = Client(policy).get(site.url)
    assert next(responses).status == int(status[:3]), "so that it can be kept"


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize("after", ["3600", formatdate(9_999_999_999, usegmt=True)])
def test_a_host_that_wants_a_pause_is_left_alone(site: Site, policy: Policy, status: str, after: str) -> None:
    site["/a"] = answer(b"", f"Retry-After: {after}", status=status)
    site["/b"] = HELLO
    client = Client(policy)
    assert "wants no request for the next" in why(client, f"{site.url}/a")
    assert "wants no request for the next" in why(client, f"{site.url}/b")
    assert site.asked == ["/robots.txt", "/a"]


def test_what_is_no_web_page_is_told(site: Site, policy: Policy) -> None:
    site["/"] = answer("{}", media="application/json; charset=utf-8")
    assert why(Client(policy), site.url) == "this is no web page, but application/json"
    site["/"] = b"HTTP/1.1 200 OK\r\n\r\n<p>"
    assert why(Client(policy), site.url) == "this is no web page, but of a kind its server does not tell"


ROBOTS = """User-agent: *
Disallow: /secret
Disallow: /*.php$
Allow: /secret/open

User-agent: quotes
Disallow: /quotes-not
"""


def test_robots_txt_is_asked_once_and_obeyed(site: Site, policy: Policy) -> None:
    site["/robots.txt"] = answer(ROBOTS, media="text/plain")
    for path in ("/secret/a", "/secret/open", "/a.php", "/quotes-not", "/moved"):
        site[path] = HELLO
    site["/moved"] = redirect("/secret/a")
    client = Client(replace(policy, agent="other/1"))
    for path in ("/secret/a", "/a.php", "/moved"):
        assert why(client, site.url + path) == "robots.txt of 127.0.0.1 forbids programs to get this page"
    assert [each.status for each in client.get(f"{site.url}/secret/open")] == [200]
    assert site.asked == ["/robots.txt", "/moved", "/secret/open"]
    ours = Client(policy)
    assert "forbids" in why(ours, f"{site.url}/quotes-not")
    assert [each.status for each in ours.get(f"{site.url}/secret/a")] == [200], "rules for us replace those for all"


@pytest.mark.parametrize(
    ("robots", "told"),
    [
        (answer(status="403 Forbidden"), None),
        (answer("\ufeffUser-agent: *\nDisallow: /\n"), "forbids programs"),
        (answer(b"\xff\xfe\0<html>" * 99), None),
        (redirect("/robots.txt"), None),
        (redirect("/rules"), "forbids programs"),
        (redirect("http://10.0.0.1/robots.txt"), "10.0.0.1 is not a public address"),
        (answer(status="500 Oh"), "robots.txt of 127.0.0.1 cannot be read (500 Oh), so nothing may be fetched there"),
        (answer(status="429 Slow"), "wants no request for the next 60 seconds"),
        (b"", "the server's answer is broken"),
    ],
    ids=["403", "mark", "garbage", "circle", "elsewhere", "private", "500", "429", "nothing"],
)
def test_robots_txt_that_is_not_there_allows_and_trouble_with_it_forbids(
    site: Site, policy: Policy, robots: bytes, told: str | None
) -> None:
    site["/robots.txt"] = robots
    site["/rules"] = answer("User-agent: *\nDisallow: /")
    site["/"] = HELLO
    client = Client(policy)
    if told is None:
        assert [each.status for each in client.get(site.url)] == [200]
    else:
        for _ in range(2):
            assert told in why(client, site.url)
        assert site.asked.count("/robots.txt") == 1
        assert "/" not in site.asked


def test_a_host_has_rest_between_requests(site: Site, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(client_module, "sleep", slept.append)
    site["/"] = HELLO
    client = Client(replace(policy, delay=100))
    list(client.get(site.url))
    assert [99 < each <= 100 for each in slept] == [True], "after robots.txt"
    list(client.get(f"http://localhost:{site.port}"))
    assert len(slept) == 2, "of another host only its own robots.txt counts"
    site["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 500")
    client = Client(replace(policy, delay=1, longest_delay=300))
    slept.clear()
    list(client.get(site.url))
    list(client.get(site.url))
    assert [0 < slept[0] <= 1, 299 < slept[1] <= 300, len(slept)] == [True, True, 2]


def test_a_host_that_is_not_there_is_told(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # and does not listen
        assert why(Client(policy), f"http://127.0.0.1:{unused.getsockname()[1]}/").startswith("cannot reach 127.0.0.1:")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    told = why(Client(policy), "http://gazette.example/")
    assert told == "cannot reach gazette.example: name or service not known"


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of localhost, signed by itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    paths = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",  # noqa: S607
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-out", paths[0], "-keyout", paths[1]],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return paths


def test_a_server_must_prove_its_name(certificate: tuple[Path, Path], policy: Policy) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    trusting = replace(policy, tls=ssl.create_default_context(cafile=str(certificate[0])))

    def serve() -> None:
        for _ in range(4):
            sock, _ = listening.accept()
            try:
                with context.wrap_socket(sock, server_side=True) as secure:
                    secure.recv(65_536)
                    secure.sendall(HELLO)
            except OSError:
                sock.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        assert "localhost does not prove that it is localhost" in why(Client(policy), f"https://localhost:{port}/")
        assert "127.0.0.1 does not prove" in why(Client(trusting), f"https://127.0.0.1:{port}/")
        assert [each.status for each in Client(trusting).get(f"https://localhost:{port}/")] == [200]
    finally:
        thread.join(5)
        listening.close()
