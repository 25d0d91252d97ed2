"""What tests of the database and of the use cases share: an empty store, and an extractor simple enough to
know its answers by heart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

import servers
from quotes.model import Aside, Doubt, Extraction, Kind, Label, Quote, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quotes.store import Store

settings.register_profile("quotes", deadline=None)  # times are not asserted
settings.load_profile("quotes")

SAID = re.compile(
    r"« (?P<words>[^«»]+) », (?P<cue>a dit|a-t-elle dit|selon)"
    r"(?: (?P<speaker>(?:[A-Z][\w-]+ ?)+\b|le \w+|un proche))?(?:, (?P<role>[\w -]+),)?(?: (?P<via>à l'AFP))?"
    r"(?: (?P<day>jeudi))?"
)


class Extractor(Protocol):
    """What ``service.ingest`` calls."""

    def __call__(self, text: str, lang: str = "fr", *, published: str | None = None) -> Extraction: ...


def _place(match: re.Match[str], group: str) -> Span | None:
    return Span(*match.span(group)) if match[group] else None


def say_who_said(text: str, lang: str = "fr", *, published: str | None = None) -> Extraction:
    """Find « words », a dit Name: one quote for the same words of the same speaker, however often printed."""
    assert lang == "fr"
    found: dict[tuple[str, str | None], Quote] = {}
    for match in SAID.finditer(text):
        speaker = match["speaker"]
        key = (match["words"], speaker)
        passages = (Span(*match.span("words")),)
        if key in found:
            first = found[key]
            found[key] = _again(first, passages)
            continue
        named = text.find("Zoé Petit")  # whom « elle » always is
        at = _place(match, "speaker")
        status = Status.UNKNOWN
        if speaker:
            status = Status.ROLE if speaker.startswith("le ") else Status.NAMED
            status = Status.ANONYMOUS if speaker.startswith("un ") else status
        mention, chain = at, tuple[Span, ...]()
        if match["cue"] == "a-t-elle dit":
            status, mention = Status.RESOLVED, Span(match.start("cue") + 4, match.start("cue") + 8)
            at = Span(named, named + len("Zoé Petit"))
            chain = (at,)
        found[key] = Quote(
            source=text,
            passages=passages,
            kind=Kind.PARTIAL if match["words"].islower() else Kind.DIRECT,
            status=status,
            rule="toy/" + match["cue"].replace(" ", "-"),
            speaker_at=at,
            mention_at=mention,
            chain=chain,
            role_at=_place(match, "role"),
            cue_at=_place(match, "cue"),
            said_on=published if match["day"] else None,
            said_on_at=_place(match, "day"),
            via_at=_place(match, "via"),
            candidates=(Span(0, 3),) if status is Status.UNKNOWN else (),
        )
    asides = tuple(Aside(Span(*m.span(1)), Label.TITLE) for m in re.finditer(r"le film « ([^»]+) »", text))
    doubts = tuple(Doubt(Span(*m.span()), "unclosed_mark") for m in re.finditer(r"«(?=[^»]*$)", text))
    return Extraction(tuple(found.values()), asides, doubts)


def _again(first: Quote, passages: tuple[Span, ...]) -> Quote:
    return replace(first, repeats=(*first.repeats, passages))


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return say_who_said


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    """A PostgreSQL server for all tests."""
    with servers.server() as started:
        yield started


@pytest.fixture(scope="session")
def template(server: servers.Server) -> str:
    """A database with this version's tables and no rows, whose locale sorts otherwise than SQLite."""
    from quotes.store import open_store

    name = server.create(options=server.french())
    open_store(server.url(name)).close()
    return name


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The place of a database that does not exist yet."""
    return tmp_path / "quotes.db"


@pytest.fixture
def server_database(server: servers.Server, template: str) -> Iterator[servers.ServerDatabase]:
    """An empty database on the server, tables made."""
    with server.lent(template) as name:
        yield servers.ServerDatabase(server.url(name))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, file: Path) -> servers.Database:
    """An empty database of each engine: what is tested with it holds for both."""
    if request.param == "postgresql":
        found: servers.ServerDatabase = request.getfixturevalue("server_database")
        return found
    return servers.SqliteFile(str(file))


@pytest.fixture
def elsewhere(database: servers.Database, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database of the other engine is, or may be made."""
    if database.engine == "postgresql":
        return str(tmp_path / "elsewhere.db")
    other: servers.ServerDatabase = request.getfixturevalue("server_database")
    return other.url


@pytest.fixture
def store(database: servers.Database) -> Iterator[Store]:
    from quotes.store import open_store

    with open_store(database.url) as opened:
        yield opened
