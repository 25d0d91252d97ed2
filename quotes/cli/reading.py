"""The commands that read articles: ``ingest`` into a database, ``extract`` to the screen."""

from __future__ import annotations

import os
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.terminal import (
    Database,
    FormatOption,
    Paths,
    at_least_one,
    complain,
    database,
    language,
    screen,
    show_rows,
    tell,
    write,
)
from quotes.errors import NothingToRead, QuotesError
from quotes.render.data import Format, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    from quotes.model import Extraction
    from quotes.readers import Given, Read
    from quotes.results import Failure, Ingested

Outlet = Annotated[str | None, typer.Option(help="Who published it.", metavar="NAME")]
Url = Annotated[str | None, typer.Option(help="Its address.", metavar="ADDRESS")]
Date = Annotated[str | None, typer.Option(help="When: 2021-08-12, 2021-08 or 2021.", metavar="DATE")]
Title = Annotated[str | None, typer.Option(help="Its headline.", metavar="WORDS")]
Byline = Annotated[str | None, typer.Option(help="Who wrote it.", metavar="NAMES")]
Language = Annotated[
    str | None,
    typer.Option("--lang", help="Its language, as fr; detected if nothing says it.", parser=language, metavar="CODE"),
]


Mapping = Annotated[
    str | None, typer.Option("--map", help="What a table calls its columns: text=body,date=day.", metavar="PAIRS")
]


FromList = Annotated[
    str | None, typer.Option("--from-list", help="A file with a path a line; - is standard input.", metavar="FILE")
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch the addresses that are in the list, too.")]


def ingest(  # noqa: PLR0913, PLR0917, each is an option
    paths: Paths = None,
    outlet: Outlet = None,
    url: Url = None,
    date: Date = None,
    title: Title = None,
    byline: Byline = None,
    lang: Language = None,
    mapping: Mapping = None,
    from_list: FromList = None,
    fetch: Fetch = False,
    workers: Annotated[
        int | None,
        typer.Option(
            help="Processes, this one among them; as many as cores if unsaid.", parser=at_least_one, metavar="N"
        ),
    ] = None,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Read articles, find who is quoted, and keep it.

    The same article twice changes nothing. What is known of an article comes from the options, else from its
    front matter (lines such as outlet: RFI between two lines of ---), else from its first lines. An article of
    more than 2,000,000 characters is refused. After Ctrl-C what was begun is kept; the same command goes on.

    A PATH that is an address (https://…) is fetched, as robots.txt allows, and kept in a WARC file beside the
    database, which can be read again: quotes.warc.gz for quotes.db, and in the data folder for a server's.
    """
    from quotes import service
    from quotes.cli.interruption import EXIT_CODE, Interruption
    from quotes.cli.progress import watched
    from quotes.readers import Read
    from quotes.render.reports import ingest_row, ingest_text
    from quotes.service.fetching import Fetcher

    given = _given(outlet=outlet, url=url, date=date, title=title, byline=byline, lang=lang)
    wanted = _places(paths, from_list, fetch=fetch)
    store = service.open_store(database(db))
    fetcher = Fetcher(database(db))
    with watched(wanted) as places, Interruption() as interruption:
        readings = interruption.until_asked(_read(places, given, mapping, fetcher.read, places.opened))
        articles = (reading.article if isinstance(reading, Read) else reading for reading in readings)

        def tell_what_was_done(done: Ingested) -> None:
            places.done()
            _tell(done)

        report = service.ingest(
            store,
            articles,
            on_article=tell_what_was_done,
            workers=workers or _cores(),
            stopping=lambda: interruption.asked,
        )
    show_rows([ingest_row(report)], form, lambda: ingest_text(report))
    if fetcher.kept:
        tell("note", f"what was fetched is kept in {fetcher.path}, which can be ingested as well")
    if interruption.asked:
        tell("note", "interrupted: give the same command again to go on, what is stored is skipped")
        raise typer.Exit(EXIT_CODE)
    raise typer.Exit(2 if report.failures else 0)


def extract(  # noqa: PLR0913, PLR0917, each is an option
    paths: Paths = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say in words why each speaker.")] = False,
    form: FormatOption = Format.TEXT,
    date: Date = None,
    lang: Language = None,
    mapping: Mapping = None,
    from_list: FromList = None,
) -> None:
    """Print who is quoted in articles, without any database.

    A .jsonl file holds an article a line: an object with text, and if wanted id, lang, outlet, date, title,
    url and byline. Exit code 1 when nothing is found, 2 when something could not be read.
    """
    from quotes.lexicon import load
    from quotes.render.people import quotes_text
    from quotes.render.rows import quote_rows

    counts: Counter[str] = Counter()
    places = _places(paths, from_list, fetch=True)
    rows = _extract(_read(places, _given(date=date, lang=lang), mapping, _not_fetched), counts)
    if form is Format.TEXT:
        look = screen()
        write(
            piece
            for read, found in rows
            for piece in quotes_text(
                read.name, read.article, found, load(read.article.lang) if explain else None, **look
            )
        )
    else:
        printed = (
            row
            for read, found in rows
            for row in quote_rows(read.name, read.article, found, load(read.article.lang), explained=explain)
        )
        write(write_rows(printed, form))
    raise typer.Exit(2 if counts["failures"] else 0 if counts["quotes"] else 1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _given(**said: str | None) -> Given:
    """Take the options that say something of the articles; raise BadDate at once for a bad one."""
    from quotes.dates import iso_date
    from quotes.readers import Given

    if said["date"]:
        said["date"] = iso_date(said["date"])
    return Given(**{key: value or None for key, value in said.items()})


def _read(
    places: Iterable[str | Failure],
    given: Given,
    mapping: str | None,
    fetched: Callable[[str, Given], Iterable[Read | Failure]],
    on_open: Callable[[IO[bytes]], None] | None = None,
) -> Iterator[Read | Failure]:
    """Read every article, those at addresses by ``fetched``, saying what was odd about it."""
    from quotes.fetch.address import is_address
    from quotes.readers import Read, columns_of, read_place

    columns = columns_of(mapping or "")

    def readings(place: str | Failure) -> Iterable[Read | Failure]:
        if not isinstance(place, str):
            return [place]
        return fetched(place, given) if is_address(place) else read_place(place, given, columns, on_open)

    for place in places:
        for reading in readings(place):
            if isinstance(reading, Read):
                for note in reading.notes:
                    tell("note", f"{reading.article.path}: {note}")
                for warning in reading.warnings:
                    tell("warning", f"{reading.article.path}: {warning}")
            yield reading


def _extract(readings: Iterable[Read | Failure], counts: Counter[str]) -> Iterator[tuple[Read, Extraction]]:
    """Extract from each article, counting quotes and failures; a failure is told and the rest goes on."""
    from quotes.extract import extract
    from quotes.results import Failure

    for reading in readings:
        if isinstance(reading, Failure):
            counts["failures"] += 1
            _tell_failure(reading)
            continue
        article = reading.article
        try:
            extraction = extract(article.text, article.lang, published=article.published)
        except QuotesError as error:
            counts["failures"] += 1
            _tell_failure(Failure(article.path, error.message, error.hint))
            continue
        counts["quotes"] += len(extraction.quotes)
        yield reading, extraction


def _tell(ingested: Ingested) -> None:
    """Say at once what went wrong with an article, or what was known of it otherwise."""
    if ingested.failure:
        _tell_failure(ingested.failure)
    if ingested.difference and not ingested.difference.stored:
        fields = " and ".join(ingested.difference.fields)
        tell("note", f"{ingested.path}: the same article is there with another {fields}: the first one was kept")


def _tell_failure(failure: Failure) -> None:
    complain(f"{failure.path}: {failure.message}", failure.hint)


def _places(paths: list[str] | None, from_list: str | None, *, fetch: bool) -> Iterable[str | Failure]:
    """Give the places named on the command line, then those of the list; raise at once when there are none.

    An address in the list is a failure unless ``fetch``: a list may come from anywhere.
    """
    from quotes.fetch.address import is_address
    from quotes.readers import listed, walk

    if not paths and from_list is None:
        raise NothingToRead
    in_list = walk(listed(from_list)) if from_list is not None else ()
    return chain(
        walk(paths or ()),
        (
            _not_asked(place) if isinstance(place, str) and is_address(place) and not fetch else place
            for place in in_list
        ),
    )


def _not_asked(url: str, hint: str = "add --fetch to fetch the addresses of the list") -> Failure:
    from quotes.errors import NotAsked
    from quotes.readers.reading import failed

    return failed(url, NotAsked(hint))


def _not_fetched(url: str, _: Given) -> list[Failure]:
    return [_not_asked(url, "`quotes ingest` fetches pages; extract reads files")]
