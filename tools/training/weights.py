"""Write weights as TOML that can be read and compared: a head that explains, then a block for each kind of evidence."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEADS = {
    "speech": """\
# How much each piece of evidence says that somebody said the words between the marks, learnt from annotated articles
# by logistic regression. The weights of what is seen at a passage, and the bias, add up to the log-odds: above 0 it
# is speech, at 1 it is so in 73 of 100 cases, at 3 in 95. A piece that is not listed weighs nothing. What each piece
# means says quotes/extract/speech.py. Written by `tools/train.py`; do not edit.
""",
    "speakers": """\
# How much each piece of evidence says that a candidate is the speaker, learnt from annotated articles. The weights of
# what is seen of a candidate add up to its score; its share of the sum of exp(score) over all candidates, nobody
# among them, is how sure the choice is. `case|piece` holds only where the best rule, or the passage, is of that case.
# A piece that is not listed weighs nothing. What each piece means says quotes/extract/rank.py. Written by
# `tools/train.py`; do not edit.
""",
}
KIND = re.compile(r"(?P<case>[^|]+)\||(?P<kind>[^:]+):")
LONE = ""  # the block, first in the file, of pieces that have nothing before a colon or a bar


def as_toml(name: str, weights: Mapping[str, float]) -> str:
    """Write the weights of ``speech`` or ``speakers``, block by block in the order of names."""
    parts = [HEADS[name]]
    for kind, pieces in groupby(sorted(weights, key=lambda piece: (kind_of(piece), piece)), key=kind_of):
        title = f"# {kind}\n" if kind else ""
        parts.append(title + "".join(f"{json.dumps(p, ensure_ascii=False)} = {weights[p]:.2f}\n" for p in pieces))
    return "\n".join(parts)


def kind_of(piece: str) -> str:
    """Give the block a piece of evidence belongs to: what stands before its bar, else before its first colon."""
    match = KIND.match(piece)
    if match is None:
        return LONE
    return f"where {match['case']}" if match["case"] else match["kind"]


def write(folder: Path, name: str, weights: Mapping[str, float]) -> None:
    """Write ``<name>.toml`` into the folder of a language."""
    (folder / f"{name}.toml").write_text(as_toml(name, weights), encoding="utf-8")
