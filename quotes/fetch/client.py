"""The client: follows redirects, keeps its distance, and asks robots.txt first."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import monotonic, sleep
from typing import TYPE_CHECKING

from protego import Protego

from quotes.errors import (
    NoWebPage,
    ReadingError,
    RefusedRequest,
    RobotsForbid,
    RobotsUnreadable,
    TooManyRedirects,
    TooManyRequests,
)
from quotes.fetch.address import Address
from quotes.fetch.exchange import Policy, Response, exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAGES = frozenset({"text/html", "application/xhtml+xml"})
PAUSE = 60.0  # seconds, where a host says that it had too many requests but not for how long
LONGEST_RULES = 512_000  # bytes of a robots.txt that are read: RFC 9309, 2.5


class Client:
    """Gets pages for one program, one after the other; what it learns of sites holds as long as it lives."""

    def __init__(self, policy: Policy | None = None) -> None:
        self._policy = policy or Policy()
        self._rules: dict[str, Protego | ReadingError] = {}  # by site
        self._free_at: dict[str, float] = {}  # by host: when it may be asked again
        self._closed_until: dict[str, float] = {}  # by host: when it wants to be asked again

    def get(self, url: str) -> Iterator[Response]:
        """Give every answer on the way to the page at ``url``: redirects, then the page.

        What is no page is given too, so that it can be kept, and then raised as the ``ReadingError`` it is.
        """
        for response in self._follow(Address.of(url), self._obey):
            yield response
            last = response
        if last.status != HTTPStatus.OK:
            self._heed(last.address.host)
            raise RefusedRequest(last.status, last.reason)
        media_type = (last.header("Content-Type") or "").partition(";")[0].strip().lower()
        if media_type not in PAGES:
            raise NoWebPage(media_type)

    def _follow(self, address: Address, before: Callable[[Address], float]) -> Iterator[Response]:
        for _ in range(self._policy.redirects + 1):
            response = self._ask(address, before(address))
            yield response
            if response.status not in REDIRECTS or not response.location:
                return
            address = address.join(response.location)
        raise TooManyRedirects(self._policy.redirects)

    def _ask(self, address: Address, delay: float) -> Response:
        """Ask for one address, in its turn; ``delay`` is how long after that its host is left alone."""
        self._heed(address.host)
        if (left := self._free_at.get(address.host, 0) - monotonic()) > 0:
            sleep(left)
        try:
            response = exchange(address, self._policy)
        finally:
            self._free_at[address.host] = monotonic() + delay
        pause = _pause(response)
        if pause is not None:
            self._closed_until[address.host] = monotonic() + pause
        return response

    def _heed(self, host: str) -> None:
        left = self._closed_until.get(host, 0) - monotonic()
        if left > 0:
            raise TooManyRequests(host, left)

    def _obey(self, address: Address) -> float:
        """Raise if robots.txt forbids ``address``; give the seconds it wants between two requests."""
        if address.site not in self._rules:
            self._rules[address.site] = self._rules_of(address)
        rules = self._rules[address.site]
        if isinstance(rules, ReadingError):
            raise rules
        if not rules.can_fetch(str(address), self._policy.agent):
            raise RobotsForbid(address.host)
        wanted = min(rules.crawl_delay(self._policy.agent) or 0, self._policy.longest_delay)
        return max(self._policy.delay, wanted)

    def _rules_of(self, address: Address) -> Protego | ReadingError:
        """Read the robots.txt of a site: none of it (4xx) allows everything, trouble with it nothing (RFC 9309)."""
        try:
            *_, response = self._follow(address.join("/robots.txt"), lambda _: self._policy.delay)
            self._heed(response.address.host)
        except TooManyRedirects:
            return Protego.parse("")  # as if there were none: RFC 9309, 2.3.1.2
        except ReadingError as error:  # what keeps one from it keeps one from the page too
            return error
        if response.status == HTTPStatus.OK:
            return Protego.parse(response.body[:LONGEST_RULES].decode("utf-8-sig", errors="replace"))
        if HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return Protego.parse("")
        return RobotsUnreadable(address.host, f"{response.status} {response.reason}".rstrip())


def _pause(response: Response) -> float | None:
    """Give the seconds for which a host wants no request, if it says so."""
    said = response.header("Retry-After")
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _seconds(said) or PAUSE
    return _seconds(said) if response.status == HTTPStatus.SERVICE_UNAVAILABLE else None


def _seconds(said: str | None) -> float | None:
    """Read a Retry-After, seconds or a date; None if it is neither, or over.

    >>> _seconds("120"), _seconds("soon")
    (120.0, None)
    """
    if said is None:
        return None
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    left = (until.replace(tzinfo=until.tzinfo or dt.UTC) - dt.datetime.now(dt.UTC)).total_seconds()
    return left if left > 0 else None
