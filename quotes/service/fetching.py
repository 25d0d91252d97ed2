"""Reading pages of the web: each is fetched, kept in an archive beside the database, and read from its record there."""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.errors import MissingLibrary, ReadingError
from quotes.readers import Input, read_record
from quotes.readers.reading import failed
from quotes.service.databases import default_database
from quotes.store.address import locate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quotes.fetch.client import Client
    from quotes.fetch.exchange import Policy
    from quotes.fetch.keeping import Archive
    from quotes.readers import Given, Reading


def archive_path(url_or_path: str | Path) -> Path:
    """Say where the pages fetched for a database are kept: beside its file, or in the data folder for a server's."""
    return (locate(url_or_path).file or default_database()).with_suffix(".warc.gz")


class Fetcher:
    """Fetches pages into the archive of one database, as ``policy`` allows."""

    def __init__(self, url_or_path: str | Path, policy: Policy | None = None) -> None:
        self.path = archive_path(url_or_path)
        self.kept = 0  # answers that were added to the archive
        self._policy = policy

    @cached_property
    def _means(self) -> tuple[Client, Archive]:
        """Client and archive, made when they are wanted: most ingests fetch nothing."""
        try:
            from quotes.fetch.client import Client
            from quotes.fetch.keeping import Archive
        except ImportError as error:
            raise MissingLibrary(error.name or "protego") from None
        return Client(self._policy), Archive(self.path)

    def read(self, url: str, given: Given) -> Iterator[Reading]:
        """Fetch the page at ``url`` and read its article; reading its record in the archive gives the same."""
        record = b""
        try:
            client, archive = self._means
            for response in client.get(url):
                record = archive.keep(response)
                self.kept += 1
            yield read_record(Input(stream=io.BytesIO(record), place=url, given=given))
        except ReadingError as error:
            yield failed(url, error)
