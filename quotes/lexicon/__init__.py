"""Load a Language from ``quotes/lang/<code>/``. Nothing else reads those files.

A language is a folder of plain text: closed classes and spelling (words.toml), reporting verbs (verbs.txt) and
how verbs are conjugated (conjugation.toml), given names, titles, functions, bodies, places, media, the rules
(rules.toml), and the weights and records that ``tools/`` write. A file or a section that a language has no
use for may be missing. All lookups are in lower case with straight apostrophes (``fold``).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.errors import UnknownLanguage
from quotes.lexicon.language import Language, fold
from quotes.lexicon.reading import read
from quotes.precision import Measured, confidence

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

__all__ = ["Language", "Measured", "confidence", "digest", "fold", "known", "load", "read"]


def known(folder: Traversable | None = None) -> tuple[str, ...]:
    """List the codes of the languages there are: the folders of ``quotes/lang``, or of ``folder``."""
    return tuple(sorted(folder.name for folder in (folder or _root()).iterdir() if (folder / "words.toml").is_file()))


@cache
def load(code: str, folder: Path | None = None) -> Language:
    """Read the language ``code``, once; raises UnknownLanguage where there is no such folder.

    ``folder`` holds folders of languages as ``quotes/lang`` does, where it is not that one: a language in the making.
    """
    root = folder or _root()
    if code not in known(root):
        raise UnknownLanguage(code, known(root))
    return read(root / code, root)


def digest(code: str) -> str:
    """Give the SHA-256 of a language's files, in hexadecimal: two runs with the same one read alike."""
    return load(code).digest


def _root() -> Traversable:
    return files("quotes") / "lang"
