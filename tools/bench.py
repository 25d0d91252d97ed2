"""How fast: start-up, extraction, and how extraction grows; as ratios, so that machines can be compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import regex

from quotes import extract, service
from quotes.model import Article
from quotes.store import deriving, grouping, open_store, write
from quotes.wire import credited
from varied import varied

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"  # annotated articles, where there are any
TOKEN = regex.compile(r"\w+|[^\w\s]")
SECONDS = 3.0  # of extraction for each corpus
STORED = 10_000  # articles ingested to see how grouping grows
BLOCK = 1_000

# Each text is made of what some step looks for, many times over.
ADVERSARIAL: dict[str, Callable[[int], str]] = {
    "opening marks": lambda size: "« " * (size // 2),
    "straight marks": lambda size: '"' * size,
    "nested marks": lambda size: "« a “b ‘" * (size // 8),
    "capitals": lambda size: "Jean Martin " * (size // 12),
    "one capitalised line": lambda size: "A" * size,
    "cues": lambda size: "a déclaré " * (size // 10),
    "quotes": lambda size: "« Non », a dit Luc Petit. " * (size // 26),
    "quotes, a paragraph each": lambda size: "« Non », a-t-il dit.\n\n" * (size // 22),
    "spaces": lambda size: " " * size,
    "line ends": lambda size: "\n" * size,
}


def best(action: Callable[[], object], repeats: int = 5) -> float:
    """Take the shortest of several times: the others were disturbed."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def start_up() -> None:
    """Compare commands with the bare interpreter, beside the libraries that they cannot do without."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"{folder}/quotes.db"
        quotes = ("-m", "quotes")
        samples = sorted(map(str, (ROOT / "data").glob("*.txt")))
        run(*quotes, "ingest", "--db", database, *samples)
        bare = best(lambda: run("-c", "pass"))
        print(f"start-up, times a bare python ({bare * 1000:.0f} ms)")
        for name, arguments in (
            ("import typer", ("-c", "import typer")),
            ("quotes --help", (*quotes, "--help")),
            ("import sqlalchemy.orm", ("-c", "import sqlalchemy.orm")),
            ("quotes search", (*quotes, "search", "--db", database, "Kirby")),
            ("quotes stats", (*quotes, "stats", "--db", database)),
            ("quotes extract", (*quotes, "extract", samples[0])),
        ):
            spent = best(partial(run, *arguments))
            print(f"  {name:24}{spent / bare:8.1f} ×{spent * 1000:8.0f} ms")


def run(*arguments: str) -> None:
    """Run this Python quietly."""
    # With its compiled modules kept, as an installed program has them.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment)


def throughput(name: str, texts: list[str]) -> None:
    """Compare extraction with finding every token and its place by one regular expression."""
    extract(texts[0])  # the language is loaded once
    size = sum(map(len, texts))
    once = best(lambda: [extract(text) for text in texts], 1)
    repeats = max(1, min(5, int(SECONDS / once)))
    spent = best(lambda: [extract(text) for text in texts], repeats)
    bare = best(lambda: [[match.span() for match in TOKEN.finditer(text)] for text in texts], repeats)
    speed = f"{len(texts) / spent:8.0f} articles/s {size / spent / 1e6:6.2f} M characters/s"
    print(f"  {name:20}{speed}{spent / bare:8.1f} × tokenising")


def growth() -> None:
    """Double adversarial texts; 2 is linear."""
    print("growth: time for 200,000 characters, times 100,000 (2 is linear)")
    for name, make in ADVERSARIAL.items():
        small, large = make(100_000), make(200_000)
        first = best(partial(extract, small), 2)
        second = best(partial(extract, large), 2)
        print(f"  {name:26}{second / first:6.2f} ×{second:8.2f} s")


def statements() -> None:
    """Count the processor's time that grouping adds to an ingest, and how that grows with what is stored already."""
    spent = 0.0

    def timed(action: Callable[..., Any]) -> Callable[..., Any]:
        def run_timed(*arguments: object) -> object:
            nonlocal spent
            start = time.process_time()
            done = action(*arguments)
            spent += time.process_time() - start
            return done

        return run_timed

    articles = [
        Article(text=each["text"], outlet=each["outlet"], url=each["url"], published=each["date"])
        for each in varied(STORED)
    ]
    costs = []
    print(f"grouping, of {STORED:,} articles")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"{folder}/quotes.db") as store,
        mock.patch.object(grouping, "keep", timed(grouping.keep)),
        mock.patch.object(write, "credited", timed(credited)),
        mock.patch.object(deriving, "add_credits", timed(deriving.add_credits)),
    ):
        for first in range(0, STORED, BLOCK):
            spent, start = 0.0, time.process_time()
            service.ingest(store, articles[first : first + BLOCK])
            rest = time.process_time() - start - spent
            costs.append(spent)
            if first in {0, STORED - BLOCK}:
                cost = f"{spent / BLOCK * 1e6:8.0f} µs an article"
                print(f"  {f'from {first:,} on':20}{cost}{spent / rest:8.2f} × the rest of the ingest")
    print(f"  the last {BLOCK:,}, times the first{costs[-1] / costs[0]:8.2f} ×")


def main() -> None:
    """Print all of it."""
    start_up()
    print("extraction")
    throughput("data/", [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data").glob("*.txt"))])
    if GOLD.exists():
        lines = GOLD.read_text(encoding="utf-8").splitlines()
        throughput("annotated articles", [json.loads(line)["text"] for line in lines])
    growth()
    statements()


if __name__ == "__main__":
    main()
