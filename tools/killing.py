"""Kill ingests at random moments, go on with them, and see that nothing is lost and nothing there twice.

``python tools/killing.py 20``: each time ``quotes ingest --workers 2`` of the same varied articles is begun, and the
program, or a process that extracts for it, is ended as ``kill -9`` does. What is left must be sound. The same command
is given again, and must come to its end; what is there then must be sound, and equal row by row to what an ingest
leaves that nobody disturbed.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from processes import workers
from quotes import service
from quotes.exchange import digest_of
from quotes.store import open_store, transfer
from varied import varied

ARTICLES = 2_000
WORKERS = 2
HALF = 0.5  # of the victims are workers, once there are any
PATIENCE = 1_200.0  # seconds for one ingest
OF_A_COMMAND = {"run", "rule"}  # tables with rows for each command given: there are more when one is given again


@dataclass(frozen=True, slots=True)
class Killed:
    """What was killed, after how many seconds; how many articles were stored then, and when the program had ended."""

    what: str
    seconds: float
    before: int
    after: int


def command(file: Path, articles: Path) -> list[str]:
    """Give the command that ingests."""
    return [sys.executable, "-m", "quotes", "ingest", "--db", str(file), "--workers", str(WORKERS), str(articles)]


def complete(file: Path, articles: Path) -> None:
    """Ingest to the end."""
    subprocess.run(command(file, articles), check=True, capture_output=True, timeout=PATIENCE)


def disturb(file: Path, articles: Path, seconds: float, chance: random.Random) -> Killed | None:
    """Begin an ingest and kill one of its processes after so many seconds; None if it was done by then.

    Where a worker is killed the program has to go on by itself, and its end is awaited.
    """
    with subprocess.Popen(command(file, articles), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as ingest:
        time.sleep(seconds)
        before = stored(file)
        program = psutil.Process(ingest.pid)
        extracting = workers(program)
        victim = chance.choice(extracting) if extracting and chance.random() < HALF else program
        with suppress(psutil.NoSuchProcess):
            victim.kill()
        ended = ingest.wait(PATIENCE)
    if victim == program and ended == 0:
        return None
    if victim != program and ended != 0:
        raise SystemExit(f"a worker was killed after {seconds:.1f} s, and the ingest ended with {ended}")
    return Killed("the program" if victim == program else "a worker", seconds, before, stored(file))


def stored(file: Path) -> int:
    """Count the articles of a database that may not be there yet: none is ever taken out again."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
            (last,) = base.execute("SELECT max(rowid) FROM article").fetchone()
    except sqlite3.OperationalError:
        return 0
    return last or 0


def contents(file: Path) -> dict[str, str]:
    """Give the digest of ``quote_full`` and of each table; but not of which command found what, and when."""
    with open_store(file, create=False) as store, store.reading() as connection:
        digests = {"quote_full": digest_of(transfer.quotes(connection))}
        for table in transfer.tables():
            if table.name not in OF_A_COMMAND:
                names = [field.name for field in transfer.fields_of(table)]
                kept = [place for place, name in enumerate(names) if name != "run_id"]
                rows = transfer.rows_of(connection, table)
                digests[table.name] = digest_of(tuple(row[place] for place in kept) for row in rows)
    return digests


def sound(file: Path) -> None:
    """See that nothing is wrong with a database."""
    if found := service.db_check(file):
        raise SystemExit(f"the database is not sound: {found[:3]}")


def kill_and_go_on(file: Path, articles: Path, seconds: float, chance: random.Random) -> Killed | None:
    """Do it once, and see that what is there is sound after each step."""
    killed = disturb(file, articles, seconds, chance)
    if killed and killed.after:
        sound(file)
    complete(file, articles)
    sound(file)
    return killed


def main() -> None:
    """Do it as often as asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("times", type=int)
    asked.add_argument("--articles", type=int, default=ARTICLES)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = folder / "articles.jsonl"
        articles.write_text("".join(f"{json.dumps(each)}\n" for each in varied(given.articles)), encoding="utf-8")
        begun = time.monotonic()
        complete(folder / "undisturbed.db", articles)
        takes = time.monotonic() - begun
        expected = contents(folder / "undisturbed.db")
        print(f"ingests of {given.articles:,} articles in {takes:.1f} s, killed and given again:", flush=True)
        done = 0
        while done < given.times:
            with tempfile.TemporaryDirectory(dir=folder) as each:
                file = Path(each) / "quotes.db"
                killed = kill_and_go_on(file, articles, chance.uniform(0, takes), chance)
                found = contents(file)
            if different := [table for table in expected if expected[table] != found[table]]:
                raise SystemExit(f"{killed} left other rows in {', '.join(different)}")
            if killed:
                done += 1
                counts = f"{killed.before:6,} stored, {killed.after:6,} when it ended"
                print(f"  {killed.what:12}after {killed.seconds:5.1f} s,{counts}", flush=True)
    print(f"{done} killed: nothing lost, nothing twice, sound each time")


if __name__ == "__main__":
    main()
