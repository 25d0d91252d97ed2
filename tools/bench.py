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
from typing import TYPE_CHECKING

import regex

from quotes import extract

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"  # annotated articles, where there are any
TOKEN = regex.compile(r"\w+|[^\w\s]")
SECONDS = 3.0  # of extraction for each corpus

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


def main() -> None:
    """Print all of it."""
    start_up()
    print("extraction")
    throughput("data/", [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data").glob("*.txt"))])
    if GOLD.exists():
        lines = GOLD.read_text(encoding="utf-8").splitlines()
        throughput("annotated articles", [json.loads(line)["text"] for line in lines])
    growth()


if __name__ == "__main__":
    main()
