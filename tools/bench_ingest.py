"""How fast an ingest is: as a share of extraction alone, times bare inserts of the same rows, and in how much memory.

``python tools/bench_ingest.py 100000`` makes and reads so many articles. Each figure is there by the clock, where all
else that the machine does counts as well, and in seconds of processor, where it does not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench_load import executemany, read
from killing import WORKERS, command, stored
from processes import Spent, memory, now, spent
from quotes import service
from varied import varied

ARTICLES = 2_000
OFTEN = 0.5  # seconds from one look at the ingest to the next

EXTRACT = """
import json, sys
from itertools import islice
from quotes import extract
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in islice(lines, int(sys.argv[2]), None, int(sys.argv[3])):
        article = json.loads(line)
        extract(article["text"], article["lang"], published=article["date"])
"""


@dataclass(slots=True)
class Course:
    """How an ingest went: the most memory its processes held together, and how far it was, and when."""

    memory: float = 0.0  # MB
    stored: list[int] = field(default_factory=list)  # articles, at each look
    then: list[Spent] = field(default_factory=list)

    def when(self, articles: float) -> Spent:
        """Give the time at which so many were stored, between two looks by the rule of three."""
        after = bisect_left(self.stored, max(articles, 1))
        before = after - 1
        share = (articles - self.stored[before]) / (self.stored[after] - self.stored[before])
        first, passed = self.then[before], self.then[after] - self.then[before]
        return Spent(first.clock + share * passed.clock, first.processor + share * passed.processor)

    def last_tenth_times_first(self) -> Spent:
        """Compare the last articles with the first; the first begin when something was stored."""
        total = self.stored[-1]
        return (self.when(total) - self.when(0.9 * total)).times(self.when(0.1 * total) - self.when(0))


def extract_alone(articles: Path) -> None:
    """Read the articles in as many processes, each its share, and keep nothing."""
    shares = [
        subprocess.Popen([sys.executable, "-c", EXTRACT, str(articles), str(share), str(WORKERS)])
        for share in range(WORKERS)
    ]
    ended = [share.wait() for share in shares]
    if any(ended):
        sys.exit("extraction alone failed")


def ingest(file: Path, articles: Path, course: Course) -> None:
    """Ingest the articles as a user does, and look at it now and then."""
    running = subprocess.Popen(command(file, articles), stdout=subprocess.DEVNULL)
    program = psutil.Process(running.pid)
    while running.poll() is None:
        course.memory = max(course.memory, memory(program))
        seen, so_far = now(program), stored(file)
        if seen.processor and so_far >= (course.stored or [0])[-1]:
            course.then.append(seen)
            course.stored.append(so_far)
        time.sleep(OFTEN)
    if running.returncode:
        sys.exit("the ingest failed")


def insert(file: Path, target: Path) -> Spent:
    """Insert all rows of a database into one with the same tables and indexes; reading them is left out."""
    service.open_store(target).close()
    reading = spent(lambda: read(str(file)))
    return spent(lambda: executemany(str(target), str(file))) - reading


def main() -> None:
    """Print all of it, for so many articles."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles, file = folder / "articles.jsonl", folder / "quotes.db"
        with articles.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(article, ensure_ascii=False)}\n" for article in varied(number))
        course = Course()
        alone = spent(lambda: extract_alone(articles))
        ingested = spent(lambda: ingest(file, articles, course))
        inserted = insert(file, folder / "bare.db")
    print(f"an ingest of {number:,} articles, by the clock and in processor time")
    for what, took in (
        (f"extraction alone, {WORKERS} processes", alone),
        (f"quotes ingest --workers {WORKERS}", ingested),
        ("bare inserts of its rows", inserted),
    ):
        print(f"  {what:32}{took.clock:10.1f} s{took.processor:10.1f} s")
    for what, ratio in (
        ("its rate, share of extraction alone", alone.times(ingested)),
        ("its time, times bare inserts", ingested.times(inserted)),
        ("its last tenth, times its first", course.last_tenth_times_first()),
    ):
        print(f"  {what:36}{ratio.clock:6.2f}  {ratio.processor:10.2f}")
    print(f"  memory, all processes, at most{course.memory:8.0f} MB")


if __name__ == "__main__":
    main()
