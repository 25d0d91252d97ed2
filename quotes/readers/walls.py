"""Tell a page that holds no article: a paywall's stub, a cookie wall, a robot check, a list of links."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from quotes.errors import CookieWall, EmptyText, ListingPage, PaywallStub, RobotWall
from quotes.readers.declared import link_share

if TYPE_CHECKING:
    from quotes.readers.declared import Declared

SHORT = 1_500  # characters; a longer text is an article, whatever else its page says
TEASER = 600  # of what is paid for, the part shown to everybody is about so long
LEFT_TO_READ = re.compile(r"il vous reste (\d{1,2})(?:[.,]\d+)? ?% de cet article")
MUCH = 10  # in a hundred
MANY_TEASERS = 5  # <article> elements
MOSTLY_LINKS = 0.6


def refuse(tree: Any, about: Declared, text: str) -> None:  # noqa: ANN401, lxml has no types
    """Raise when ``text``, taken out of the page ``tree``, is no whole article."""
    shown = _plain(" ".join(tree.itertext("p", "div", "span", "h1", "h2", "h3", "title", "a", "strong", "b", "button")))
    left = LEFT_TO_READ.search(shown)
    if left and int(left[1]) >= MUCH:
        raise PaywallStub(f"{left[1]} % of it is left out")
    if len(text) < SHORT and (said := _said("paywall", shown)):
        raise PaywallStub(f"it says « {said} »")
    if len(text) < TEASER and about.is_paid:
        raise PaywallStub("it says that it is not free")
    if len(text) < SHORT and not about.is_article:
        if said := _said("robots", shown):
            raise RobotWall(said)
        if said := _said("cookies", shown):
            raise CookieWall(said)
    if not about.is_article and _is_listing(tree, about):
        raise ListingPage
    if not text.strip():
        raise EmptyText


def _is_listing(tree: Any, about: Declared) -> bool:  # noqa: ANN401
    home = about.given.url is not None and urlsplit(about.given.url).path in {"", "/"}
    teasers = sum(1 for _ in tree.iter("article"))
    return home or teasers >= MANY_TEASERS or (about.is_listing and link_share(tree) > MOSTLY_LINKS)


def _said(wall: str, shown: str) -> str | None:
    return next((phrase for phrase in _phrases()[wall] if phrase in shown), None)


@cache
def _phrases() -> dict[str, list[str]]:
    return tomllib.loads((files("quotes.readers") / "walls.toml").read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())
