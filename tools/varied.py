"""Write as many articles as wanted, varied from real ones: ``python tools/varied.py 10000 > many.jsonl``.

For measuring, not for judging extraction: names of persons are other names, one word in thirty another word,
dates and outlets others; one article in ten is another outlet's copy of one before. The same number and seed
always give the same articles.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"  # annotated articles, where there are any

NAME = regex.compile(r"\b\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?: \p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)+\b")  # Jean-Luc Petit
WORD = regex.compile(r"\b\p{Ll}{6,}\b")
SYLLABLES = ("ba", "bel", "bru", "car", "da", "del", "fa", "gar", "la", "lo", "mar", "mo", "na", "pel", "ri", "ser")
OUTLETS = 200
FIRST = date(2015, 1, 1)
COPIED = 0.1  # of the articles
CHANGED = 1 / 30  # of the longer words


def bases() -> list[str]:
    """Read the texts to vary: the annotated articles if they are there, else the samples."""
    if GOLD.exists():
        return [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [path.read_text(encoding="utf-8").split("---\n")[-1] for path in sorted((ROOT / "data").glob("*.txt"))]


def varied(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Give articles as JSON Lines readers take them."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    texts = bases()
    words = sorted({word for text in texts for word in WORD.findall(text)})
    recent: list[str] = []
    for each in range(number):
        copied = recent and chance.random() < COPIED
        text = chance.choice(recent) if copied else _other(chance.choice(texts), words, chance)
        recent = [*recent[-49:], text]
        day = FIRST + timedelta(days=chance.randrange(3650))
        yield {
            "id": f"{seed}-{each}",
            "text": text,
            "lang": "fr",
            "outlet": f"Journal {chance.randrange(OUTLETS)}",
            "date": day.isoformat(),
            "url": f"https://journal.example/{seed}/{each}",
        }


def _other(text: str, words: list[str], chance: random.Random) -> str:
    """Give a text of the same build: a name is the same other name throughout."""
    names: dict[str, str] = {}

    def other_name(found: regex.Match[str]) -> str:
        first, *rest = found[0].split()
        return " ".join([first, *(names.setdefault(part, _made(chance)) for part in rest)])

    def other_word(found: regex.Match[str]) -> str:
        return chance.choice(words) if chance.random() < CHANGED else found[0]

    text = NAME.sub(other_name, text)
    for part, made in names.items():
        text = regex.sub(rf"\b{part}\b", made, text)  # alone: M. Petit
    return WORD.sub(other_word, text)


def _made(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize()


def main() -> None:
    """Print them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("number", type=int)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    for article in varied(given.number, given.seed):
        sys.stdout.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
