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
FEW = 2  # batches: too few to compare the last articles with the first

EXTRACT = """
import json, sys
from itertools import islice
from quotes import extract
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in islice(lines, *map(int, sys.argv[2:])):
        article = json.loads(line)
        extract(article["text"], article["lang"], published=article["date"])
"""


@dataclass(slots=True)
class Course:
    """How an ingest went: the most memory its processes held together, and when each batch was there."""

    memory: float = 0.0  # MB
    stored: list[int] = field(default_factory=list)  # articles, each time that there were more
    then: list[Spent] = field(default_factory=list)

    def look(self, program: psutil.Process, stored: int) -> None:
        """Note how it is just now."""
        self.memory = max(self.memory, memory(program))
        seen = now(program)
        if seen.processor and stored > (self.stored[-1] if self.stored else 0):
            self.stored.append(stored)
            self.then.append(seen)

    def last_tenth_times_first(self) -> Spent:
        """Compare the last articles with the first; what came before the first batch is left out, start-up and all."""
        first, last = self.stored[0], self.stored[-1]
        tenth = (last - first) / 10
        return (self._when(last) - self._when(last - tenth)).times(self._when(first + tenth) - self._when(first))

    def _when(self, articles: float) -> Spent:
        """Give the time at which so many were stored, as if those of a batch came one by one."""
        after = bisect_left(self.stored, articles)
        if self.stored[after] == articles:
            return self.then[after]
        share = (articles - self.stored[after - 1]) / (self.stored[after] - self.stored[after - 1])
        begun, passed = self.then[after - 1], self.then[after] - self.then[after - 1]
        return Spent(begun.clock + share * passed.clock, begun.processor + share * passed.processor)


def extract_alone(articles: Path, first: int, last: int) -> None:
    """Read the articles from ``first`` up to ``last`` in as many processes, each its share, and keep nothing."""
    shares = [
        subprocess.Popen([sys.executable, "-c", EXTRACT, str(articles), *map(str, (first + share, last, WORKERS))])
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
        course.look(program, stored(file))
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
        half = number // 2  # before the ingest and after it: a machine may be quicker now and slower then
        alone = spent(lambda: extract_alone(articles, 0, half))
        ingested = spent(lambda: ingest(file, articles, course))
        alone += spent(lambda: extract_alone(articles, half, number))
        inserted = insert(file, folder / "bare.db")
    print(f"an ingest of {number:,} articles, by the clock and in processor time")
    for what, took in (
        (f"extraction alone, {WORKERS} processes", alone),
        (f"quotes ingest --workers {WORKERS}", ingested),
        ("bare inserts of its rows", inserted),
    ):
        print(f"  {what:32}{took.clock:10.1f} s{took.processor:10.1f} s")
    ratios = {
        "its rate, share of extraction alone": alone.times(ingested),
        "its time, times bare inserts": ingested.times(inserted),
    }
    if len(course.stored) > FEW:
        ratios["its last tenth, times its first"] = course.last_tenth_times_first()
    for what, ratio in ratios.items():
        print(f"  {what:36}{ratio.clock:6.2f}  {ratio.processor:10.2f}")
    print(f"  memory, all processes, at most{course.memory:8.0f} MB")


if __name__ == "__main__":
    main()
