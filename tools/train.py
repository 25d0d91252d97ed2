"""Learn the weights of a language from its annotated articles and our own, and write them into its folder.

``--part dev`` leaves the part set aside to test on; ``--folds`` writes nothing, and says what to expect of articles
from outlets never seen.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from evaluation.articles import with_own
from evaluation.corpus import BESIDE, ROOT, Corpus, NoArticles, annotated
from evaluation.ruler import ruler_beside
from evaluation.tables import Row, headline, share, table
from quotes.errors import QuotesError
from quotes.lexicon import load
from training.learn import accuracy, folds, learn
from training.weights import write

if TYPE_CHECKING:
    from pathlib import Path

    from evaluation.ruler import Ruler
    from quotes.lexicon import Language


def main() -> int:
    """Train, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", default="fr", metavar="CODE", help="a folder of quotes/lang (fr)")
    parser.add_argument("--part", choices=["all", "dev"], default="all", help="learn from these articles (all)")
    parser.add_argument(
        "--folds", type=int, choices=range(2, 21), metavar="K", help="cross-validate by outlet instead, in K turns"
    )
    given = parser.parse_args()
    try:
        lang = load(given.language)
        corpus = annotated(given.language)
        if corpus is None:
            raise NoArticles(f"{BESIDE.name}/gold has none in {given.language!r}")
        corpus = with_own(corpus, given.language)
    except QuotesError as error:
        print(f"error: {error.message}\nhint: {error.hint}", file=sys.stderr)
        return 2
    if given.folds:
        validate(corpus, given.folds, lang, ruler_beside())
    else:
        train(corpus, given.part, lang, ruler_beside(), ROOT / "quotes" / "lang" / lang.code)
    return 0


def train(corpus: Corpus, part: str, lang: Language, ruler: Ruler, folder: Path) -> None:
    """Learn from a part and our own articles, write the weights into ``folder``, and say how they do on each part."""
    learnt = learn([*corpus.of(part), *corpus.own], lang, ruler)
    write(folder, "speech", learnt.speech)
    write(folder, "speakers", learnt.speakers)
    articles = f"{len(corpus.of(part))} articles and {len(corpus.own)} of our own"
    print(f"learnt from {articles}: {len(learnt.speech)} and {len(learnt.speakers)} weights")
    rows: list[Row] = []
    for name in ("dev", "held"):
        found = accuracy(corpus.of(name), learnt, ruler)
        seen = "learnt from" if part in {"all", name} else "never seen"
        rows.append((name, seen, len(corpus.of(name)), share(found.speech), share(found.speakers)))
    print(table("", ("part", "", "articles", "speech F1", "speaker right"), rows))


def validate(corpus: Corpus, count: int, lang: Language, ruler: Ruler) -> None:
    """Read each outlet with weights learnt from the others; print each turn's figures, then those of all articles."""
    turns = list(folds(corpus.documents, count, lang, ruler, corpus.own))
    rows: list[Row] = []
    for turn in turns:
        found = ruler.figures(turn.documents, turn.answers)
        names = ("detection f1", "speaker", "named_precision", "named_share", "both f1")
        weighed = (share(turn.accuracy.speech), share(turn.accuracy.speakers))
        rows.append((len(rows) + 1, len(turn.documents), *weighed, *(share(found[name]) for name in names)))
    headings = ("articles", "speech F1", "speaker right", "detection", "speaker", "of named", "named", "both")
    print(table("each turn, on outlets never seen", ("turn", *headings), rows))
    documents = [document for turn in turns for document in turn.documents]
    answers = [found for turn in turns for found in turn.answers]
    print(f"\nall turns together\n{headline(ruler.figures(documents, answers), documents, answers)}")


if __name__ == "__main__":
    sys.exit(main())
