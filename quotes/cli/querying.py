"""The command that asks in SQL."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.terminal import Database, FormatOption, Limit, database, screen, show_rows, tell
from quotes.errors import BadParameter, NoSuchQuery, UnreadableFile
from quotes.render.data import Format

if TYPE_CHECKING:
    from collections.abc import Iterator


def sql(  # noqa: PLR0913, PLR0917, each is an option
    query: Annotated[
        str | None, typer.Argument(help="SQL, a query's name, a file, or - for standard input.", metavar="QUERY")
    ] = None,
    param: Annotated[list[str] | None, typer.Option(help="What :NAME stands for.", metavar="NAME=VALUE")] = None,
    limit: Limit = 1000,
    seconds: Annotated[float, typer.Option(help="Stop it after so long; 0 never does.", min=0, metavar="N")] = 60.0,
    form: FormatOption = Format.TEXT,
    db: Database = None,
) -> None:
    """Ask the database in SQL; it can be read only.

    Without a query, lists those that have names. A parameter is text: CAST(:n AS INTEGER) makes a number of it.
    Exit code 1 when no row is found.
    """
    from quotes import service

    if query is None:
        _list_names(form)
        return
    asked, parameters = _query(query), dict(_parameter(each) for each in param or ())
    with service.sql(database(db), asked, parameters, seconds=seconds) as answer:
        printed = 0
        more = False

        def counted() -> Iterator[tuple[object, ...]]:
            nonlocal printed, more
            for row in islice(answer.rows, limit + 1 if limit else None):
                if limit and printed == limit:
                    more = True
                    return
                printed += 1
                yield row

        _show(answer.columns, counted(), form)
    if more:
        tell("note", f"there are more than {limit:,} rows: --limit 0 prints all")
    raise typer.Exit(0 if printed else 1)


def _list_names(form: Format) -> None:
    from quotes import service
    from quotes.render.terminal import plainly

    listed = service.gallery()
    hanging, width = " " * 24, screen()["width"]
    show_rows(
        (each._asdict() for each in listed),
        form,
        lambda: (plainly(each.title, width=width, indent=f"{each.name:24}", hanging=hanging) for each in listed),
    )


def _show(columns: tuple[str, ...], rows: Iterator[tuple[object, ...]], form: Format) -> None:
    from quotes.render.rows import answer_rows, told_apart
    from quotes.render.tables import table_text

    names = told_apart(columns)
    show_rows(answer_rows(names, rows), form, lambda: table_text(columns, rows, width=screen()["width"]), names)


def _query(given: str) -> str:
    """Tell SQL, which has blanks in it, from what stands for it."""
    from quotes import service

    if given == "-":
        return sys.stdin.read()
    if len(given.split()) != 1:
        return given
    named = {each.name: each.sql for each in service.gallery()}
    if given in named:
        return named[given]
    try:
        return Path(given).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NoSuchQuery(given) from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(getattr(error, "strerror", None) or "it is no text in UTF-8", given) from error


def _parameter(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.isidentifier():
        raise BadParameter(f"{given!r} is no parameter", "name")
    return name, value
