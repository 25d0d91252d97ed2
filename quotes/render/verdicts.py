"""Verdicts for people: what may turn the meaning first, then the grade, then the evidence with its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.render.people import reference
from quotes.render.reports import number_of
from quotes.render.terminal import Piece, Style, lay_out, plainly
from quotes.verdict import Attribution, Flag, Op, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quotes.verdict import Change, Comparison, Corpus, Evidence, Verdict

GRADES = {
    Wording.VERBATIM: "these very words stand in a quote",
    Wording.TYPOGRAPHIC: "the same words, otherwise written",
    Wording.EDITED: "the same words, but for what brackets or the reporter account for",
    Wording.SHORTENED: "words are left out, none changed",
    Wording.ALTERED: "words are changed or added",
    Wording.STITCHED: "its parts come from several quotes, or in another order",
    Wording.NOT_A_QUOTE: "the words stand in an article, but outside any quote",
    Wording.NOT_FOUND: "nothing like it is in this database, which is no proof that nobody said it",
}
FLAGS = {
    Flag.NEGATION: "a negation differs",
    Flag.NUMBER: "a number differs",
    Flag.DATE: "a date differs",
    Flag.UNIT: "a unit differs",
    Flag.MODAL: "a modal verb or a conditional differs",
    Flag.QUANTIFIER: "how many, or how much, differs",
    Flag.NAME: "a name differs",
    Flag.QUESTION: "a question mark came or went",
    Flag.ACCENTS: "an accent differs, which can make another word",
    Flag.UNSEEN: "the source leaves words out where the claim has some",
    Flag.GOES_ON: "the sentence goes on",
    Flag.BEGINS_BEFORE: "the sentence begins before",
    Flag.SHORT: "fewer than five words prove little",
    Flag.SEVERAL_SPEAKERS: "the name fits several speakers here",
}
LEGEND = "{+only in the claim+} [-only in the source-]"
LABEL = 10  # columns


def verdict_text(verdict: Verdict, *, width: int, colour: bool) -> Iterator[str]:
    """Print one verdict; the flags are first, the nearest evidence before the rest."""
    best = verdict.matches[0].comparison if verdict.matches else None
    for flag in verdict.flags:
        yield _line("!", _flag(flag, verdict, best), Style.LESS, width=width, colour=colour)
    grade = f"{_words(verdict.wording)}: {GRADES[verdict.wording]}"
    yield _line("wording", grade, Style.WORDS, width=width, colour=colour)
    yield _line("speaker", _attribution(verdict), Style.PLAIN, width=width, colour=colour)
    if best and best.steps and verdict.wording is not Wording.STITCHED:
        yield _line("tolerated", ", ".join(best.steps), Style.PLAIN, width=width, colour=colour)
    yield "\n"
    for match in verdict.matches:
        yield from evidence_text(match, width=width, colour=colour)
    if any(differs(match.comparison.diff) for match in verdict.matches):
        yield plainly(LEGEND, width=width)
    yield searched(verdict.matcher, verdict.corpus, width=width)


def evidence_text(match: Evidence, *, width: int, colour: bool) -> Iterator[str]:
    """Print a printed wording in its sentence, what differs in it, and where it stands."""
    source = match.source
    pieces = [Piece(match.before, Style.FAINT)] if match.before else []
    pieces += [*changes(match.comparison.diff), Piece(f"{match.after} ", Style.FAINT)]
    where = (source.outlet, source.url, source.path)
    speaker = match.speaker if match.id else "the article itself"
    pieces += reference(speaker, where, source.published, source.lang, match.id or source.article_id)
    yield "\n".join(lay_out(pieces, width=width, colour=colour, indent="  ", hanging="  ")) + "\n"
    known = f", {round(100 * match.confidence)} in 100" if match.confidence is not None else ""
    facts = [f"{match.status}{known}" if match.status else "", match.role or ""]
    facts.append(f"characters {match.place.start}–{match.place.end} of {source.path}")
    told = [Piece(" · ".join(fact for fact in facts if fact), Style.FAINT)]
    yield "\n".join(lay_out(told, width=width, colour=colour, indent="  ", hanging="    ")) + "\n"
    if match.link:
        yield "\n".join(lay_out([Piece(match.link)], width=width, colour=colour, indent="  ", hanging="    ")) + "\n"
    yield "\n"


def changes(diff: Sequence[Change]) -> Iterator[Piece]:
    """Write a diff so that it reads without colour too; what is only written otherwise reads as printed."""
    for number, change in enumerate(diff):
        if number:
            yield Piece(" ")
        if change.op in {Op.EQUAL, Op.TYPOGRAPHY}:
            yield Piece(change.printed, Style.WORDS)
            continue
        if change.printed:
            yield Piece(f"[-{change.printed}-]", Style.LESS)
        if change.claimed:
            yield Piece(f"{{+{change.claimed}+}}", Style.MORE)


def differs(diff: Iterable[Change]) -> bool:
    """Say whether a diff shows other words, so that its marks need an explanation."""
    return any(change.op not in {Op.EQUAL, Op.TYPOGRAPHY} for change in diff)


def _words(name: Wording | Attribution | Flag) -> str:
    return str(name).replace("_", " ")


def _flag(flag: Flag, verdict: Verdict, best: Comparison | None) -> str:
    more = {
        Flag.GOES_ON: best.goes_on if best else "",
        Flag.BEGINS_BEFORE: best.begins if best else "",
        Flag.SEVERAL_SPEAKERS: ", ".join(verdict.fitting),
    }.get(flag, "")
    return f"{_words(flag)}: {FLAGS[flag]}" if not more else f"{FLAGS[flag]}: {more}"


def _attribution(verdict: Verdict) -> str:
    """Say whom the sources credit, and how that agrees with who was asked for."""
    if verdict.wording is Wording.NOT_FOUND:
        nobody = "nothing was found to credit anybody with"
        return f"{_words(verdict.attribution)}: {nobody}" if verdict.speaker else _words(verdict.attribution)
    credited = ", ".join(verdict.credited) or "nobody by name"
    asked = verdict.speaker
    return {
        Attribution.SAME: f"same: credited to {credited}",
        Attribution.OTHER: f"other: credited to {credited}, not to {asked}",
        Attribution.CONFLICT: f"conflict: different sources credit {credited}",
        Attribution.UNATTRIBUTED: f"unattributed: credited to {credited}, so neither to {asked} nor to anybody else",
        Attribution.NOT_ASKED: f"not asked; credited to {credited}",
    }[verdict.attribution]


def searched(matcher: str, corpus: Corpus, *, width: int) -> str:
    """Say what compared the wordings, and with what."""
    dates = f" from {corpus.first} to {corpus.last}" if corpus.first else ""
    return plainly(f"matcher {matcher}, {number_of(corpus.articles, 'article')} searched{dates}", width=width)


def _line(label: str, text: str, style: Style, *, width: int, colour: bool) -> str:
    indent = f"{label:{LABEL}}"
    return (
        "\n".join(lay_out([Piece(text, style)], width=width, colour=colour, indent=indent, hanging=" " * LABEL)) + "\n"
    )


def table_text(verdicts: Sequence[Verdict], *, width: int, colour: bool) -> Iterator[str]:
    """Print many verdicts, a paragraph each in the order given, with what makes the nearest wording differ."""
    for verdict in verdicts:
        indent = f"{_words(verdict.wording):12} {_words(verdict.attribution):13} "
        who = [Piece(" —\N{NO-BREAK SPACE}"), Piece(verdict.speaker, Style.MENTION)] if verdict.speaker else []
        claim = [Piece(f"“{verdict.claim}”", Style.WORDS), *who]
        hanging = " " * len(indent)
        yield "\n".join(lay_out(claim, width=width, colour=colour, indent=indent, hanging=hanging)) + "\n"
        best = verdict.matches[0] if verdict.matches else None
        for flag in verdict.flags:
            told = [Piece(_flag(flag, verdict, best.comparison if best else None), Style.LESS)]
            yield "\n".join(lay_out(told, width=width, colour=colour, indent=f"{hanging}! ", hanging=hanging)) + "\n"
        if best and not verdict.fine:
            source = best.source
            pieces = [*changes(best.comparison.diff), Piece(" ")]
            pieces += reference(
                best.speaker if best.id else "the article itself", (source.outlet, source.url, source.path),
                source.published, source.lang, best.id or source.article_id,
            )  # fmt: skip
            yield "\n".join(lay_out(pieces, width=width, colour=colour, indent=hanging, hanging=hanging)) + "\n"
    counts = [(grade, sum(verdict.wording is grade for verdict in verdicts)) for grade in Wording]
    told_counts = ", ".join(f"{count} {_words(grade)}" for grade, count in counts if count)
    yield f"{number_of(len(verdicts), 'claim')}{': ' if told_counts else ''}{told_counts}\n"
    if verdicts:
        yield searched(verdicts[0].matcher, verdicts[0].corpus, width=width)
