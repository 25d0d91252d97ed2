"""Score extraction on annotated articles, and fail where it falls below the floors in tools/evaluation/floors.json.

Measures real articles where there are any beside the project, its own articles and its own cases. Weights have seen
the articles they were learnt from: --folds learns them anew for each group of outlets from all others, and says what
to expect of articles never seen.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from evaluation import floors, records
from evaluation.answers import answer
from evaluation.articles import own_articles, with_own
from evaluation.cases import own_cases
from evaluation.corpus import BESIDE, ROOT, Corpus, NoArticles, annotated
from evaluation.mistakes import KINDS, mistakes, sample
from evaluation.ruler import OwnRuler, Ruler, ruler_beside
from evaluation.tables import headline, tables
from quotes.errors import QuotesError
from quotes.lexicon import known, load

if TYPE_CHECKING:
    from pathlib import Path

    from evaluation.answers import Answer
    from evaluation.ruler import Figures
    from quotes.lexicon import Language

FOLDS = 5  # for --write-precision


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", metavar="CODE", help="only this language")
    parser.add_argument("--part", choices=["dev", "held", "all"], help="only articles of this part (all)")
    parser.add_argument(
        "--folds", type=int, choices=range(2, 21), metavar="K", help="learn the weights anew in K turns, by outlet"
    )
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show N mistakes (of dev if no part is given)"
    )
    parser.add_argument("--kind", choices=KINDS, default="", help="mistakes of this kind")
    parser.add_argument("--rule", default="", metavar="NAME", help="mistakes of rules whose names start so")
    parser.add_argument("--seed", type=int, default=1, help="show other mistakes")
    parser.add_argument("--update", action="store_true", help="raise the floors to the figures reached")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: lower them as well")
    parser.add_argument(
        "--write-precision", action="store_true", help=f"write each rule's record, measured in {FOLDS} turns"
    )
    return parser.parse_args()


def main() -> int:
    """Measure each language; 0 if nothing fell, 1 if something did, 2 if there is nothing to measure on."""
    given = arguments()
    try:
        languages = [load(code) for code in ([given.language] if given.language else known())]
        corpora = [(lang, *each) for lang in languages for each in corpora_of(lang.code)]
        if given.write_precision or given.folds or given.part in {"dev", "held"}:
            corpora = [each for each in corpora if not isinstance(each[2], OwnRuler)]
        if not corpora:
            raise NoArticles(f"{BESIDE.name}/gold has none in {', '.join(lang.code for lang in languages)}")
    except QuotesError as error:
        print(f"error: {error.message}\nhint: {error.hint}", file=sys.stderr)
        return 2
    if given.write_precision:
        for lang, corpus, ruler in corpora:
            write_precision(lang, corpus, ruler)
        return 0
    return max([measure(*each, given) for each in corpora])


def corpora_of(code: str) -> list[tuple[Corpus, Ruler]]:
    """List what there is to measure a language on, each corpus with its ruler."""
    found = list[tuple[Corpus, Ruler]]()
    if real := annotated(code):
        found.append((with_own(real, code), ruler_beside()))
    invented = (own_articles(code, learnt=True), own_articles(code, learnt=False), own_cases(code))
    found += [(own, OwnRuler()) for own in invented if own]
    return found


def measure(lang: Language, corpus: Corpus, ruler: Ruler, given: argparse.Namespace) -> int:
    """Print all there is to know of one corpus, and compare it with its floors."""
    documents = corpus.of(given.part or "all")
    answers = in_turns(corpus, given.folds, lang, ruler) if given.folds else answer(documents, lang, ruler)
    answers = [found for found in answers if given.part in {None, "all", found.document.part}]
    figures = ruler.figures(documents, answers)
    sections = [f"== {corpus.name}", headline(figures, documents, answers)]
    if not isinstance(ruler, OwnRuler):
        sections[1] += (
            ""
            if given.folds
            else "\n(with the weights as they are; of articles never seen, expect what --folds 5 says)"
        )
        sections += tables(documents, answers)
        if given.part in {None, "all"}:
            sections.append(records.calibration(answers))
    shown = documents if given.part or isinstance(ruler, OwnRuler) else corpus.of("dev")
    found = list(mistakes(shown, [each for each in answers if each.document in shown]))
    sections += map(str, sample(found, given.errors, given.kind, given.rule, given.seed))
    print("\n\n".join(sections), end="\n\n")
    if given.folds or given.part in {"dev", "held"}:
        return 0
    return gate(corpus, figures, update=given.update, allow_lower=given.allow_lower)


def gate(corpus: Corpus, figures: Figures, *, update: bool, allow_lower: bool, file: Path = floors.FILE) -> int:
    """Say what fell below the floors, or raise them."""
    kept = floors.read(file)
    if update:
        new, wrong = floors.updated(corpus, figures, kept, allow_lower=allow_lower)
        if new != kept:
            floors.write(new, file)
            print(f"{file.name}: {corpus.name} updated\n")
        hint = "mend the extraction, or lower the floors with --update --allow-lower and say why in the commit"
    else:
        wrong = floors.complaints(corpus, figures, kept)
        hint = "mend the extraction; --update takes new articles and higher figures, --allow-lower lower ones too"
    if wrong:
        print(*(f"error: {line}" for line in wrong), f"hint: {hint}", sep="\n", file=sys.stderr)
    return int(bool(wrong))


def write_precision(lang: Language, corpus: Corpus, ruler: Ruler) -> None:
    """Measure each rule's record on outlets never seen, and write it into the language's folder."""
    answers = in_turns(corpus, FOLDS, lang, ruler)
    file = ROOT / "quotes" / "lang" / lang.code / "precision.toml"
    file.write_text(records.as_toml(records.record(answers)), encoding="utf-8")
    print(f"{file.relative_to(ROOT)}: written\n\n{records.calibration(answers)}")


def in_turns(corpus: Corpus, count: int, lang: Language, ruler: Ruler) -> list[Answer]:
    """Read the articles of each turn with weights learnt from the others."""
    from training.learn import folds  # numpy is for development only

    turns = folds(corpus.documents, count, lang, ruler, corpus.own)
    return [found for turn in turns for found in turn.answers]


if __name__ == "__main__":
    sys.exit(main())
