"""Fit weights to examples: logistic regression for one decision, softmax for a choice among several.

Both start from nothing and leave nothing to chance: the same examples give the same weights.
Weights are kept to two digits, the small ones not at all.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from training.examples import Choice, Passage

Weights = dict[str, float]

BIAS = "bias"
NOTHING: dict[str, float] = {}
SPEECH_LEAST, SPEECH_PENALTY, NEWTON_STEPS, SETTLED = 4, 2.0, 30, 1e-6
SPEAKER_LEAST, SPEAKER_PENALTY, ADAM_STEPS = 8, 6.0, 300
RATE, MEAN, SPREAD = 0.05, 0.9, 0.999  # Adam's step, and how long it remembers the slope and its square
SMALLEST = 0.05  # a weight nearer to 0 is left out


def fit_speech(passages: Sequence[Passage], prior: Mapping[str, float] = NOTHING) -> Weights:
    """Weigh the evidence that somebody said the words; the sum, ``bias`` included, is the log-odds.

    Weights stay near those of ``prior``, 0 if it has none, as long as the examples do not say otherwise.
    """
    index = numbered((passage.evidence for passage in passages), SPEECH_LEAST, prior)
    start = np.array([*(prior.get(piece, 0.0) for piece in index), 0.0])
    seen = np.zeros((len(passages), len(index) + 1))
    seen[:, -1] = 1.0
    for row, passage in enumerate(passages):
        seen[row, [index[piece] for piece in passage.evidence if piece in index]] = 1.0
    truth = np.array([passage.speech for passage in passages], dtype=float)
    penalty = np.full(len(index) + 1, SPEECH_PENALTY)
    penalty[-1] = 0.0
    weights = np.zeros(len(index) + 1)
    for _ in range(NEWTON_STEPS):
        guess = 1 / (1 + np.exp(-seen @ weights))
        curve = (seen * (guess * (1 - guess))[:, None]).T @ seen + np.diag(penalty + 1e-6)
        change = np.linalg.solve(curve, seen.T @ (guess - truth) + penalty * (weights - start))
        weights -= change
        if np.abs(change).max() < SETTLED:
            break
    return {BIAS: round(float(weights[-1]), 2), **kept(index, weights)}


def fit_speakers(choices: Sequence[Choice], prior: Mapping[str, float] = NOTHING) -> Weights:
    """Weigh the evidence for each candidate so that the right ones' share of exp(sum) is as large as can be.

    Weights stay near those of ``prior``, 0 if it has none, as long as the examples do not say otherwise.
    """
    index = numbered((evidence for choice in choices for evidence, _ in choice.options), SPEAKER_LEAST, prior)
    start = np.array([prior.get(piece, 0.0) for piece in index])
    options = [option for choice in choices for option in choice.options]
    pairs = [(row, index[piece]) for row, (evidence, _) in enumerate(options) for piece in evidence if piece in index]
    rows, columns = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    right = np.array([fits for _, fits in options], dtype=float)
    sizes = np.array([len(choice.options) for choice in choices])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
    weights, mean, spread = start.copy(), np.zeros(len(index)), np.zeros(len(index))
    for step in range(1, ADAM_STEPS + 1):
        scores = np.bincount(rows, weights[columns], len(options))
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        share, wanted = _shares(raised, starts, sizes), _shares(raised * right, starts, sizes)
        slope = np.bincount(columns, (share - wanted)[rows], len(index)) + SPEAKER_PENALTY * (weights - start)
        mean = MEAN * mean + (1 - MEAN) * slope
        spread = SPREAD * spread + (1 - SPREAD) * slope**2
        weights -= RATE * (mean / (1 - MEAN**step)) / (np.sqrt(spread / (1 - SPREAD**step)) + 1e-8)
    return kept(index, weights)


def numbered(evidence: Iterable[tuple[str, ...]], least: int, prior: Collection[str] = ()) -> dict[str, int]:
    """Give a number to the pieces of evidence seen ``least`` times, or once and in ``prior``, in the order of names."""
    counts = Counter(piece for pieces in evidence for piece in set(pieces))
    return {
        piece: number for number, piece in enumerate(sorted(p for p, n in counts.items() if n >= least or p in prior))
    }


def kept(index: dict[str, int], weights: NDArray[np.float64]) -> Weights:
    """Round weights as they are written, and leave the small ones out."""
    rounded = {piece: float(weights[number]) for piece, number in index.items()}
    return {piece: round(weight, 2) for piece, weight in rounded.items() if abs(weight) >= SMALLEST}


def speech_f1(passages: Iterable[Passage], weights: Weights) -> float:
    """Give the harmonic mean of precision and recall of deciding by ``weights`` what is speech."""
    hit = said = true = 0
    for passage in passages:
        yes = weights[BIAS] + sum(weights.get(piece, 0.0) for piece in passage.evidence) > 0
        hit += yes and passage.speech
        said += yes
        true += passage.speech
    return 2 * hit / (said + true) if said + true else 0.0


def speakers_right(choices: Sequence[Choice], weights: Weights) -> float:
    """Give the share of choices that ``weights`` make right."""
    right = 0
    for choice in choices:
        scores = [sum(weights.get(piece, 0.0) for piece in evidence) for evidence, _ in choice.options]
        right += choice.options[scores.index(max(scores))][1]
    return right / len(choices) if choices else 0.0


def _shares(values: NDArray[np.float64], starts: NDArray[np.intp], sizes: NDArray[np.int_]) -> NDArray[np.float64]:
    """Divide values by the sum of their choice."""
    shares: NDArray[np.float64] = values / np.repeat(np.add.reduceat(values, starts), sizes)
    return shares
