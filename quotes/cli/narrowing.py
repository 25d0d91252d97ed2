"""The options that say which quotes are meant, the same for every command that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from quotes.model import Kind, Status

if TYPE_CHECKING:
    from quotes.results import SearchQuery

Words = Annotated[
    list[str] | None, typer.Argument(help="Words of the quote, or of its speaker's name.", metavar="WORDS...")
]
Speaker = Annotated[str, typer.Option(help="Words of the speaker's name or function.", metavar="WORDS")]
Outlet = Annotated[str, typer.Option(help="Words of the outlet's name.", metavar="WORDS")]
Since = Annotated[str | None, typer.Option("--since", "--after", help="Published then or later.", metavar="DATE")]
Until = Annotated[str | None, typer.Option("--until", "--before", help="Published then or earlier.", metavar="DATE")]
OfKind = Annotated[Kind | None, typer.Option(help="Sentences of their own, or fragments.")]
OfStatus = Annotated[Status | None, typer.Option(help="How well the speaker is known.")]


def query(  # noqa: PLR0913, one for each option
    *,
    words: list[str] | None,
    speaker: str,
    outlet: str,
    since: str | None,
    until: str | None,
    kind: Kind | None,
    status: Status | None,
    limit: int = 0,
    context: int = 0,
) -> SearchQuery:
    """Say what was asked for; raise BadDate at once for a bad one."""
    from quotes.dates import iso_date
    from quotes.results import SearchQuery

    return SearchQuery(
        words=" ".join(words or ()),
        speaker=speaker,
        outlet=outlet,
        since=iso_date(since) if since else None,
        until=iso_date(until) if until else None,
        kind=kind,
        status=status,
        limit=limit,
        context=context,
    )
