"""How fast a verify is among a million quotes: times a plain FTS5 phrase query for the same words, in one run."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from quotes import service
from quotes.model import Article
from quotes.store import article_index, fulltext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"
QUOTES = 1_000_000
CLAIMS = 30  # of each kind
WORDS = (8, 40)
TABLES = ("article", "quote", "passage")


def articles() -> Iterator[Article]:
    """Give the sample articles, and the annotated ones where there are any."""
    for path in sorted((ROOT / "data").glob("*.txt")):
        yield Article(text=path.read_text(encoding="utf-8").split("---\n", 2)[2], path=path.name, outlet="Sample")
    if GOLD.exists():
        for number, line in enumerate(GOLD.read_text(encoding="utf-8").splitlines()):
            yield Article(text=json.loads(line)["text"], path=f"{number}.txt", outlet=f"Outlet {number % 90}")


def multiply(file: str, wanted: int) -> int:
    """Copy all articles with their quotes until there are ``wanted`` quotes; give how many there are."""
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        base.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000; BEGIN")
        held, top = map(int, base.execute("SELECT count(*), max(number) FROM quote").fetchone())
        indexed = [
            (number, *(" ".join(fulltext.words_of(text)) for text in (words, f"{speaker or ''} {role or ''}")))
            for number, words, speaker, role in base.execute("SELECT number, text, speaker, role FROM quote")
        ]
        for table in TABLES:
            base.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")  # noqa: S608
        copies = max(0, -(-wanted // held) - 1)
        for copy in range(1, copies + 1):
            for table in TABLES:
                names = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
                columns = ", ".join(f'"{name}"' for name in names)
                values = ", ".join(_value(table, name, copy, top) for name in names)
                base.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM first_{table}")  # noqa: S608
            base.executemany(
                f"INSERT INTO {fulltext.TABLE} (rowid, words, speaker) VALUES (?, ?, ?)",  # noqa: S608
                ((number + copy * top, *words) for number, *words in indexed),
            )
        base.execute("COMMIT")
    with service.open_store(file) as store, store.writing() as connection:
        article_index.add_all(connection)
    return held * (copies + 1)


def _value(table: str, name: str, copy: int, top: int) -> str:
    if (table, name) == ("quote", "number"):
        return f"number + {copy * top}"
    if name in {"id", "quote_id"} or (table, name) == ("quote", "article_id"):
        return f"substr({name}, 1, 34) || '{copy:06x}'"
    return f'"{name}"'


def claims(file: str) -> dict[str, list[str]]:
    """Choose wordings: printed ones, the same written otherwise, with a word changed, and an article's own."""
    dice = random.Random(7)  # noqa: S311, nothing secret
    with closing(sqlite3.connect(file)) as base:
        texts = [row[0] for row in base.execute("SELECT DISTINCT text FROM quote WHERE number <= 5000")]
        (article,) = base.execute(
            "SELECT group_concat(text, char(10)) FROM (SELECT text FROM article LIMIT 60)"
        ).fetchone()
    said = [text for text in texts if WORDS[0] <= len(text.split()) <= WORDS[1]]
    dice.shuffle(said)
    chosen = said[:CLAIMS]
    lines = [line for line in article.splitlines() if len(line.split()) > WORDS[0] and not set(line) & set('«“"»')]
    return {
        "verbatim": chosen,
        "typographic": [text.lower().replace("'", "’") for text in chosen],
        "a word changed": [" ".join([*words[:4], "autrement", *words[5:]]) for words in map(str.split, chosen)],
        "not a quote": [" ".join(line.split()[: WORDS[1]]) for line in lines[:CLAIMS]],
        "not found": [" ".join(dice.choice(said).split()[n % 5] for n in range(12)) for _ in range(CLAIMS)],
    }  # fmt: skip


def main() -> None:
    """Build the database and print the ratios."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else QUOTES
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/quotes.db"
        with service.open_store(file) as store:
            service.ingest(store, articles())
        held = multiply(file, wanted)
        print(f"verify among {held:,} quotes ({Path(file).stat().st_size / 1e9:.1f} GB), times an FTS5 phrase query")
        with service.open_store(file) as store, closing(sqlite3.connect(file)) as base:
            for kind, wordings in claims(file).items():
                compared = [_compare(store, base, wording) for wording in wordings]
                ours, plain = (median(times) for times in zip(*compared, strict=True))
                ratio = median(mine / other for mine, other in compared)
                print(f"  {kind:18}{ratio:8.1f} ×{1000 * ours:9.1f} ms, phrase query{1000 * plain:9.1f} ms", flush=True)


def _compare(store: service.Store, base: sqlite3.Connection, wording: str) -> tuple[float, float]:
    claim = service.Claim(wording=wording, limits=service.Limits())
    phrase = '"' + " ".join(fulltext.words_of(wording)) + '"'
    query = f"SELECT rowid FROM {fulltext.TABLE} WHERE {fulltext.TABLE} MATCH ?"  # noqa: S608
    return _best(lambda: service.verify(store, claim)), _best(lambda: base.execute(query, (phrase,)).fetchall())


def _best(action: Callable[[], object]) -> float:
    """Take the shortest of three, after one to warm up."""
    action()
    times = []
    for _ in range(3):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
