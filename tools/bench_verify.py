"""How long a verify takes among a million quotes: times plain FTS5 phrase queries for the same words, in one run.

What a quote has is looked for in an index of quotes; all else in that and in one of the articles' whole texts, which
is made here for the comparison: ours has no places. It is processor time, after a warm-up, so that what else the
machine does counts little.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from quotes import service
from quotes.model import Article
from quotes.store import article_index, fulltext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"
QUOTES = 1_000_000
CLAIMS = 30  # of each kind
SOME = 400  # quotes that are drawn, to choose claims of these lengths in words
WORDS = (8, 40)
MARKS = frozenset('«“"»')
TABLES = ("article", "quote", "passage")
IN_A_QUOTE = ("verbatim", "typographic")
CHANGED = 1 / 3  # of the longer words
LONG = re.compile(r"\b[a-zà-ÿ]{6,}\b")
EITHER = re.compile(r"\b(?:[a-zà-ÿ]{6,}|[A-Z][a-zà-ÿ]{4,})\b")
LETTERS = "abcdefgilmnoprstuv"

Row = dict[str, Any]


def articles() -> Iterator[Article]:
    """Give the sample articles, and the annotated ones where there are any."""
    for path in sorted((ROOT / "data").glob("*.txt")):
        yield Article(text=path.read_text(encoding="utf-8").split("---\n", 2)[2], path=path.name, outlet="Sample")
    if GOLD.exists():
        for number, line in enumerate(GOLD.read_text(encoding="utf-8").splitlines()):
            yield Article(text=json.loads(line)["text"], path=f"{number}.txt", outlet=f"Outlet {number % 90}")


def multiply(file: str, wanted: int) -> int:
    """Add varied copies of all articles and their quotes until there are ``wanted`` quotes; give how many there are."""
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        base.row_factory = sqlite3.Row
        base.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000; BEGIN")
        held, top = map(int, base.execute("SELECT count(*), max(number) FROM quote").fetchone())
        first = {name: [dict(row) for row in base.execute(f"SELECT * FROM {name}")] for name in TABLES}  # noqa: S608
        variety = Variety([article["text"] for article in first["article"]])
        copies = max(0, -(-wanted // held) - 1)
        for copy in range(1, copies + 1):
            rows = copied(first, variety, f"{copy:06x}", copy * top)
            for name in TABLES:
                columns = ", ".join(f'"{column}"' for column in rows[name][0])
                marks = ", ".join("?" * len(rows[name][0]))
                base.executemany(
                    f"INSERT INTO {name} ({columns}) VALUES ({marks})",  # noqa: S608
                    [tuple(row.values()) for row in rows[name]],
                )
            base.executemany(
                f"INSERT INTO {fulltext.TABLE} (rowid, words, speaker) VALUES (?, ?, ?)",  # noqa: S608
                [
                    (
                        row["number"],
                        *(" ".join(fulltext.words_of(text)) for text in (row["text"], row["speaker"] or "")),
                    )
                    for row in rows["quote"]
                ],
            )
        base.execute("COMMIT")
        base.execute("ANALYZE")
    with service.open_store(file) as store, store.writing() as connection:
        article_index.add_all(connection)
    return held * (copies + 1)


class Variety:
    """Other texts of the same build and length, so that each place in them stays where it is."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._chance = random.Random(1)  # noqa: S311, nothing secret
        self._words: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted({word for text in texts for word in LONG.findall(text)}):
            self._words[len(word)].append(word)

    def other(self, text: str) -> tuple[str, dict[str, str]]:
        """Give ``text`` with other names throughout, and one longer word in three another; and which name for which."""
        names: dict[str, str] = {}

        def change(found: re.Match[str]) -> str:
            word = found[0]
            if word[0].isupper():
                return names.setdefault(word, "".join(self._chance.choices(LETTERS, k=len(word))).capitalize())
            return self._chance.choice(self._words[len(word)]) if self._chance.random() < CHANGED else word

        return EITHER.sub(change, text), names


def copied(first: dict[str, list[Row]], variety: Variety, mark: str, shift: int) -> dict[str, list[Row]]:
    """Vary the rows of all articles: ``mark`` goes into their ids, ``shift`` is added to the numbers of quotes."""

    def other(key: str) -> str:
        return key[:34] + mark

    texts = {row["id"]: variety.other(row["text"]) for row in first["article"]}
    places: defaultdict[str, list[slice]] = defaultdict(list)
    for row in first["passage"]:
        if row["printing"] == 1:
            places[row["quote_id"]].append(slice(row["start"], row["end"]))
    quotes = []
    for row in first["quote"]:
        text, names = texts[row["article_id"]]
        speaker = row["speaker"] and " ".join(names.get(word, word) for word in row["speaker"].split())
        words = " ".join(text[place] for place in places[row["id"]])
        keys = {"id": other(row["id"]), "article_id": other(row["article_id"]), "number": row["number"] + shift}
        quotes.append({**row, **keys, "text": words, "speaker": speaker})
    return {
        "article": [
            {**row, "id": other(row["id"]), "text": text, "digest": sha256(text.encode()).hexdigest()}
            for row in first["article"]
            for text, _ in (texts[row["id"]],)
        ],
        "quote": quotes,
        "passage": [{**row, "quote_id": other(row["quote_id"])} for row in first["passage"]],
    }


def plain_index(file: str, target: str) -> None:
    """Make an FTS5 index of the texts of all articles, as anybody would."""
    with closing(sqlite3.connect(target, isolation_level=None)) as base:
        base.execute("ATTACH ? AS made", (file,))
        base.executescript(
            "PRAGMA synchronous = OFF; BEGIN;"
            "CREATE VIRTUAL TABLE articles USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');"
            "INSERT INTO articles (rowid, text) SELECT rowid, text FROM made.article; COMMIT"
        )


def _some(base: sqlite3.Connection, table: str, dice: random.Random) -> Iterator[str]:
    """Draw texts from all over a table."""
    (last,) = base.execute(f"SELECT max(rowid) FROM {table}").fetchone()  # noqa: S608
    for _ in range(SOME):
        for row in base.execute(f"SELECT text FROM {table} WHERE rowid = ?", (dice.randint(1, last),)):  # noqa: S608
            yield row[0]


def claims(file: str) -> dict[str, list[str]]:
    """Choose wordings: printed ones, the same written otherwise, with a word changed, and an article's own."""
    dice = random.Random(7)  # noqa: S311, nothing secret
    with closing(sqlite3.connect(file)) as base:
        texts, printed = (list(_some(base, table, dice)) for table in ("quote", "article"))
    said = [text for text in dict.fromkeys(texts) if WORDS[0] <= len(text.split()) <= WORDS[1]]
    chosen = said[:CLAIMS]
    lines = [
        dice.choice(found)
        for text in printed
        if (found := [line for line in text.splitlines() if len(line.split()) > WORDS[0] and not set(line) & MARKS])
    ]
    return {
        "verbatim": chosen,
        "typographic": [text.lower().replace("'", "’") for text in chosen],
        "a word changed": [" ".join([*words[:4], "autrement", *words[5:]]) for words in map(str.split, chosen)],
        "not a quote": [" ".join(line.split()[: WORDS[1]]) for line in lines[:CLAIMS]],
        "not found": [" ".join(dice.choice(said).split()[n % 5] for n in range(12)) for _ in range(CLAIMS)],
    }


def main() -> None:
    """Build the database and print the ratios."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else QUOTES
    with tempfile.TemporaryDirectory() as folder:
        file, index = f"{folder}/quotes.db", f"{folder}/articles.db"
        with service.open_store(file) as store:
            service.ingest(store, articles())
        held = multiply(file, wanted)
        plain_index(file, index)
        print(
            f"verify among {held:,} quotes ({Path(file).stat().st_size / 1e9:.1f} GB), times plain FTS5 phrase queries"
        )
        compare(file, index)


def compare(file: str, index: str) -> None:
    """Print a line a kind of claim: the median ratio, and the median times."""
    with (
        service.open_store(file) as store,
        closing(sqlite3.connect(file)) as quotes,
        closing(sqlite3.connect(index)) as texts,
    ):
        for kind, wordings in claims(file).items():
            times = [_times(store, quotes, texts, wording) for wording in wordings]
            ratios = [ours / (said if kind in IN_A_QUOTE else said + printed) for ours, said, printed in times]
            ours, said, printed = (1000 * median(each) for each in zip(*times, strict=True))
            against = f"{said:.2f} ms in quotes" + ("" if kind in IN_A_QUOTE else f" and {printed:.2f} ms in articles")
            print(f"  {kind:16}{median(ratios):6.1f} ×{ours:8.2f} ms, a phrase {against}", flush=True)


def _times(
    store: service.Store, quotes: sqlite3.Connection, texts: sqlite3.Connection, wording: str
) -> tuple[float, float, float]:
    claim = service.Claim(wording=wording, limits=service.Limits())
    phrase = '"' + " ".join(fulltext.words_of(wording)) + '"'
    raw = '"' + wording.replace('"', " ") + '"'  # the index of articles cuts words itself
    query = f"SELECT rowid FROM {fulltext.TABLE} WHERE {fulltext.TABLE} MATCH ?"  # noqa: S608
    return (
        _best(lambda: service.verify(store, claim)),
        _best(lambda: quotes.execute(query, (phrase,)).fetchall()),
        _best(lambda: texts.execute("SELECT rowid FROM articles WHERE articles MATCH ?", (raw,)).fetchall()),
    )


def _best(action: Callable[[], object]) -> float:
    """Take the shortest of three, after one to warm up."""
    action()
    times = []
    for _ in range(3):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
