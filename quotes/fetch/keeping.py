"""Answers of servers, kept as records of a WARC file."""

from __future__ import annotations

import gzip
import io
import os
from typing import TYPE_CHECKING

from fastwarc.warc import WarcRecord, WarcRecordType

from quotes.errors import PageNotKept
from quotes.fetch.exchange import AGENT

if TYPE_CHECKING:
    from pathlib import Path

    from quotes.fetch.exchange import Response

UNDONE = frozenset({"transfer-encoding", "connection", "keep-alive"})  # of the way here, not of what came


class Archive:
    """A ``.warc.gz`` that grows by a record an answer; several programs may add to one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, response: Response) -> bytes:
        """Add ``response`` and give its record; raise ``PageNotKept`` if the file takes no more."""
        record = _packed(WarcRecordType.response, _as_sent(response), str(response.address))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            try:
                head = b"" if os.fstat(file).st_size else _packed(WarcRecordType.warcinfo, _about())
                if os.write(file, head + record) < len(head + record):  # in one piece: others may write too
                    raise PageNotKept(str(self.path), "the disk is full")
            finally:
                os.close(file)
        except OSError as error:
            raise PageNotKept(str(self.path), (error.strerror or type(error).__name__).lower()) from None
        return record


def _about() -> bytes:
    return f"software: {AGENT}\r\nformat: WARC File Format 1.1\r\n".encode()


def _as_sent(response: Response) -> bytes:
    kept = [f"{name}: {value}" for name, value in response.headers if name.lower() not in UNDONE]
    lines = [f"HTTP/1.1 {response.status} {response.reason}", *kept, "", ""]
    return "\r\n".join(lines).encode("latin-1", errors="replace") + response.body


def _packed(kind: WarcRecordType, content: bytes, url: str | None = None) -> bytes:
    record = WarcRecord()
    record.init_headers(kind)
    if url is None:
        record.headers["Content-Type"] = "application/warc-fields"
    else:
        record.headers["WARC-Target-URI"] = url
        record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(content)
    out = io.BytesIO()
    record.write(out, checksum_data=True)
    return gzip.compress(out.getvalue())
