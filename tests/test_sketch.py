"""Texts nearly the same meet in a band; others do not."""

from __future__ import annotations

import os
import random
import subprocess
import sys

from quotes.sketch import BANDS, FEWEST, bands, resemblance, shingles

WORDS = [f"parole{number}" for number in range(10, 5_000)]  # long enough to begin a shingle


def text_of(seed: int, length: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)  # noqa: S311, the same texts each time


def with_changes(words: list[str], share: float, seed: int) -> str:
    rng = random.Random(seed)  # noqa: S311
    return " ".join("autre" if rng.random() < share else word for word in words)


def meet(one: str, other: str) -> bool:
    return any(a == b for a, b in zip(bands(shingles(one)), bands(shingles(other)), strict=True))


def test_texts_with_nine_tenths_of_their_shingles_in_common_nearly_always_meet() -> None:
    pairs = [(" ".join(text_of(seed)), with_changes(text_of(seed), 0.01, seed)) for seed in range(200)]
    alike = [resemblance(shingles(one), shingles(other)) for one, other in pairs]
    assert min(alike) > 0.7
    assert sum(meet(one, other) for one, other in pairs) >= 198


def test_other_texts_do_not_meet() -> None:
    texts = [" ".join(text_of(seed)) for seed in range(100)]
    assert not any(meet(texts[at], texts[at + 1]) for at in range(99))


def test_case_punctuation_and_line_ends_do_not_count() -> None:
    one = shingles("Certains ministres,\nde « nombreux » députés : PARTIRONT.")
    assert one == shingles("certains ministres de nombreux députés partiront") != frozenset()


def test_short_words_do_not_count() -> None:
    one, other = shingles("certains ministres de nombreux pays"), shingles("certains des ministres, nombreux")
    assert one == other != frozenset()


def test_words_of_any_script_count() -> None:
    one = shingles("правительство объявило: «сегодня вечером»")
    assert one == shingles("Правительство объявило сегодня — вечером") != frozenset()
    assert len(shingles("élections_2024 préfecture Κυβέρνηση")) == 1
    adlam = "𞤆𞤵𞤤𞤢𞤪𞤵𞤲𞤳𞤮𞥅"
    assert len(shingles(f"{adlam} {adlam}, {adlam}")) == 1
    assert shingles("😀😀😀😀😀😀😀😀 " * 3) == frozenset()


def test_a_short_text_is_like_no_other() -> None:
    assert bands(shingles(" ".join(WORDS[: FEWEST + 1]))) == ()
    assert len(bands(shingles(" ".join(WORDS[: FEWEST + 2])))) == BANDS
    assert (shingles(""), shingles("un deux"), resemblance(frozenset(), frozenset())) == (frozenset(), frozenset(), 0.0)


def test_the_numbers_are_the_same_in_every_process() -> None:
    asked = "from quotes.sketch import *; print(bands(shingles(' '.join(f'parole{n}' for n in range(1000, 1050)))))"
    told = {
        subprocess.run(
            [sys.executable, "-c", asked], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
