"""Addresses of pages, and the machines that are behind them."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, urljoin, urlsplit

from quotes.errors import BadAddress, PrivateAddress, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    Machine = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}
KEPT = "%/:=&?~#+!$,;'@()*[]|"  # characters of a path or query that stay as they are
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
MOST_TRIED = 3  # machines of one host
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is; all in ASCII, fit for a request and for the header of a record."""

    scheme: str
    host: str
    port: int
    target: str  # path and query

    @classmethod
    def of(cls, url: str) -> Self:
        """Read ``url``; raise ``BadAddress`` for anything but http and https, or when a password is in it.

        >>> str(Address.of("HTTPS://Gazette.example/été?q=a b#top"))
        'https://gazette.example/%C3%A9t%C3%A9?q=a%20b'
        """
        try:
            parts = urlsplit(url.strip())
            port = parts.port
            host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
        except (ValueError, UnicodeError) as error:
            raise BadAddress(" ".join(str(error).split())[:200]) from None
        scheme = parts.scheme.lower()
        if scheme not in PORTS:
            raise BadAddress(f"{scheme or 'no'}: addresses are not fetched, only http: and https:")
        if not host or not re.fullmatch(r"[\w.:-]+", host):
            raise BadAddress("it names no host")
        if parts.username is not None or parts.password is not None:
            raise BadAddress("there is a user's name in it")
        target = quote(parts.path or "/", safe=KEPT, errors="replace")
        if parts.query:
            target += "?" + quote(parts.query, safe=KEPT, errors="replace")
        return cls(scheme, host.lower(), port or PORTS[scheme], target)

    def join(self, location: str) -> Address:
        """Give the address that a redirect from here leads to."""
        try:
            return Address.of(urljoin(str(self), location))
        except ValueError as error:
            raise BadAddress(str(error)) from None

    @property
    def authority(self) -> str:
        """Host, and port unless it is the usual one: what a request calls its host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """The address without path: one robots.txt holds for it."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return self.site + self.target


def is_address(place: str) -> bool:
    """Tell an address, of whatever kind, from a path: it has a scheme, of more letters than a Windows drive."""
    scheme = SCHEME.match(place)
    return scheme is not None and (place.startswith("//", scheme.end()) or scheme[0].lower() == "file:")


def is_public(machine: Machine) -> bool:
    """Tell whether anybody can reach ``machine``; an IPv6 address made of an IPv4 one is judged by that.

    >>> [is_public(ipaddress.ip_address(each)) for each in ("8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::a00:1")]
    [True, False, False]
    """
    if isinstance(machine, ipaddress.IPv6Address):
        inner = machine.ipv4_mapped or machine.sixtofour or (machine.teredo or (None, None))[1]
        if machine in NAT64:
            inner = ipaddress.IPv4Address(int(machine) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return machine.is_global and not machine.is_multicast


def machines(address: Address, allowed: Callable[[Machine], bool]) -> list[str]:
    """Ask where the host of ``address`` is; raise when nowhere, or nowhere that is allowed.

    Connect to these, never to the name: it might lead elsewhere when it is asked again.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise Unreachable(address.host, (reason or str(error)).lower()) from None
    numbers = list(dict.fromkeys(str(where[4][0]) for where in found))
    good = [number for number in numbers if allowed(ipaddress.ip_address(number.partition("%")[0]))]
    if not good:
        raise PrivateAddress(address.host, numbers[0])
    return good[:MOST_TRIED]
