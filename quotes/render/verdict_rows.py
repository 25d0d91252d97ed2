"""Verdicts for programs: one object a claim, or one line of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.render.data import Row
    from quotes.verdict import Comparison, Corpus, Evidence, Verdict


def verdict_row(verdict: Verdict) -> Row:
    """Write a verdict whole; ``start`` and ``end`` are code points of the article, ``link`` opens its page there."""
    return {
        "claim": verdict.claim,
        "speaker": verdict.speaker,
        "wording": verdict.wording,
        "attribution": verdict.attribution,
        "flags": list(verdict.flags),
        "matcher": verdict.matcher,
        "corpus": corpus_row(verdict.corpus),
        "matches": [match_row(match) for match in verdict.matches],
    }


def corpus_row(corpus: Corpus) -> Row:
    """Write what was searched."""
    return {"articles": corpus.articles, "from": corpus.first, "to": corpus.last}


def match_row(match: Evidence) -> Row:
    """Write one piece of evidence."""
    return {
        "id": match.id,
        "text": match.text,
        **comparison_row(match.comparison),
        "speaker": match.speaker,
        "speaker_status": match.status,
        "role": match.role,
        "confidence": match.confidence,
        "outlet": match.source.outlet,
        "published": match.source.published,
        "title": match.source.title,
        "url": match.source.url,
        "link": match.link,
        "article": match.source.path,
        "article_id": match.source.article_id,
        "start": match.place.start,
        "end": match.place.end,
        "before": match.before,
        "after": match.after,
    }


def comparison_row(comparison: Comparison) -> Row:
    """Write how the words agree: ``diff`` is a list of [op, claimed, printed]."""
    return {
        "wording": comparison.wording,
        "steps": list(comparison.steps),
        "flags": list(comparison.flags),
        "diff": [[change.op, change.claimed, change.printed] for change in comparison.diff],
        "begins": comparison.begins,
        "goes_on": comparison.goes_on,
    }


def flat_row(verdict: Verdict) -> Row:
    """Write a verdict and its nearest match as one line of a table."""
    whole = verdict_row(verdict)
    best = match_row(verdict.matches[0]) if verdict.matches else {}
    names = ("id", "text", "speaker", "speaker_status", "confidence", "outlet", "published", "url", "link", "start")
    return {
        **{name: whole[name] for name in ("claim", "speaker", "wording", "attribution", "flags", "matcher")},
        "articles": verdict.corpus.articles,
        "from": verdict.corpus.first,
        "to": verdict.corpus.last,
        **{f"match_{name}": best.get(name) for name in (*names, "end", "before", "after")},
    }
