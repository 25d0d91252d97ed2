"""A language is a folder: what it may leave out, and what its names must be."""

from __future__ import annotations

import re
from pathlib import Path

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
    assert asked <= {name for code in known() for name in load(code).sets}
