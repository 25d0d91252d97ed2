"""A language is a folder: what it may leave out, and what its names must be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import quotes
from quotes.extract.compose import compose
from quotes.lexicon import known, load, read

PACKAGE = Path(quotes.__file__).parent


def test_a_language_may_lack_every_file_and_section_but_words(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("", encoding="utf-8")

    nothing = read(tmp_path)

    found = compose('Mary Roe said: "We will leave tomorrow." "No," she said. It is “odd”.', nothing, "2021-08-15")
    assert [quote.speaker for quote in found.quotes] == [None] * len(found.quotes)
    assert len(found.quotes) + len(found.asides) == 3


def test_every_set_of_words_that_the_code_asks_for_is_one_that_some_language_has() -> None:
    """A set that a language lacks is empty: a slip in its name would go unseen."""
    asked = {
        name
        for path in (PACKAGE / "extract").glob("*.py")
        for name in re.findall(r"\bsets\[\"(\w+)\"\]", path.read_text(encoding="utf-8"))
    }

    assert len(asked) > 10
    assert asked <= {name for code in known() for name, words in load(code).sets.items() if words}


@pytest.mark.parametrize("name", ["names.txt", "organisations.txt"])
def test_the_digest_of_a_language_tells_a_change_in_what_it_shares(tmp_path: Path, name: str) -> None:
    for code, words in (("aa", ""), ("bb", '[shared]\nnames = "aa"')):
        (tmp_path / code).mkdir()
        (tmp_path / code / "words.toml").write_text(words, encoding="utf-8")
    before = read(tmp_path / "bb", tmp_path)
    (tmp_path / "aa" / name).write_text("Robin x", encoding="utf-8")
    after = read(tmp_path / "bb", tmp_path)

    assert before.digest != after.digest
    assert before != after
