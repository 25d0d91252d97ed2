"""Addresses: what may be asked for, and how it is written in a request."""

from __future__ import annotations

import ipaddress

import pytest

from quotes.errors import BadAddress
from quotes.fetch.address import Address, is_address, is_public


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://Gazette.Example", "https://gazette.example/"),
        (" HTTP://gazette.example.:80/a#b ", "http://gazette.example/a"),
        ("https://gazette.example:8443/?q", "https://gazette.example:8443/?q"),
        ("https://gazette.example/é/%C3%A9?q=« x »", "https://gazette.example/%C3%A9/%C3%A9?q=%C2%AB%20x%20%C2%BB"),
        ("https://café.example/", "https://xn--caf-dma.example/"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("https://gazette.example/a\r\nX-Evil: 1", "https://gazette.example/aX-Evil:%201"),
        ("https://gazette.example/\ud800\0", "https://gazette.example/?%00"),
    ],
)
def test_an_address_is_written_in_plain_ascii(url: str, written: str) -> None:
    assert str(Address.of(url)) == written


@pytest.mark.parametrize(
    "url",
    [
        "gazette.example",
        "file:///etc/passwd",
        "gopher://gazette.example/",
        "http://",
        "http:///a",
        "http://user:word@gazette.example/",
        "http://gazette.example:99999/",
        "http://gazette.example:x/",
        "http://[::1/",
        "http://a..example/",
        "http://gazette .example/",
        "http://" + "a" * 64 + ".example/",
    ],
)
def test_what_cannot_be_fetched_is_told_before_anybody_is_asked(url: str) -> None:
    with pytest.raises(BadAddress) as told:
        Address.of(url)
    assert "word" not in told.value.message


@pytest.mark.parametrize(
    ("place", "is_one"),
    [
        ("https://gazette.example/", True),
        ("HTTP://gazette.example/", True),
        ("file:///a.txt", True),
        ("ftp://a/", True),
        ("a.txt", False),
        ("-", False),
        ("C:\\a.txt", False),
        ("C://a.txt", False),
        ("notes: été.txt", False),
        ("//share/a.txt", False),
    ],
)
def test_addresses_are_told_from_paths(place: str, is_one: bool) -> None:
    assert is_address(place) is is_one


@pytest.mark.parametrize(
    ("machine", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("64:ff9b::808:808", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104, an address like the others
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:192.168.1.1", False),
        ("2002:a00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_only_public_machines_are_asked(machine: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(machine)) is public
