"""From the editors' phrases to what decides: the head, and how sure it must be to answer.

How sure is enough is not a setting: it is found on the phrases themselves, a fifth of them at a
time kept back, so that of a hundred questions at most four would be answered wrongly.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.model.weighed import NONE
from bot.understanding.head import Head, shares, train
from bot.understanding.letters import Floats, Whole, frequencies, letters, normalise
from bot.understanding.vectors import Bytes, Vectors, centred, unit

FOLDS = 5
MOST_WRONG = 0.04  # of questions; the goal is 5 %, and visitors write otherwise than editors
MOST_ANSWERED = 0.05  # of what no flow answers
HEATS = tuple(float(heat) for heat in np.geomspace(0.5, 4, 25))

Weights = Mapping[str, float]
"""How much each encoder counts, by name; empty for letters alone."""
Enough = Callable[[Floats, Whole, Sequence[str]], float]
"""Finds how sure is enough: of the shares of phrases that were kept back, and their labels."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text that an editor wrote down, and the flow that answers it, or NONE."""

    text: str
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learnt from all phrases."""

    labels: tuple[str, ...]
    weights: Weights
    middles: Mapping[str, Floats]
    seen: NDArray[np.uint16]
    phrases: int
    head: Head
    heat: float
    """By which scores are divided, so that a share is as often right as it says."""
    enough: float
    """The share from which a text is answered without asking back."""

    def shares(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Give each label its share of each text."""
        return shares(self.scores(texts, vectors) / np.float32(self.heat))

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Score each label for each text."""
        dense = _dense(vectors, self.weights, self.middles, len(texts))
        return self.head.scores(dense, letters(texts, self.seen, self.phrases))


def fold(text: str, folds: int = FOLDS) -> int:
    """Put a phrase into a part that depends on its letters alone."""
    digest = hashlib.sha256(normalise(text).encode()).digest()
    return int.from_bytes(digest[:4]) % folds


def learn(
    phrases: Sequence[Phrase],
    vectors: Vectors,
    weights: Weights,
    enough: Enough | None = None,
    folds: int = FOLDS,
) -> Model:
    """Learn from phrases; `vectors` has a row for each phrase and each encoder of `weights`."""
    scores = _kept_back(phrases, vectors, weights, folds)
    model = fit(phrases, vectors, weights)
    wanted = _numbers(phrases, model.labels)
    heat = min(HEATS, key=lambda heat: _surprise(scores / np.float32(heat), wanted))
    least = (enough or _enough)(shares(scores / np.float32(heat)), wanted, model.labels)
    return replace(model, heat=heat, enough=least)


def fit(phrases: Sequence[Phrase], vectors: Vectors, weights: Weights) -> Model:
    """Train on all phrases, without finding out how sure is enough."""
    labels = tuple(sorted({phrase.label for phrase in phrases}))
    texts = [phrase.text for phrase in phrases]
    seen = frequencies(texts)
    middles = {name: unit(vectors[name]).mean(axis=0) for name in weights}
    dense = _dense(vectors, weights, middles, len(texts))
    head = train(dense, letters(texts, seen, len(texts)), _numbers(phrases, labels), len(labels))
    return Model(labels, weights, middles, seen, len(texts), _halved(head), 1.0, 1.0)


def _kept_back(
    phrases: Sequence[Phrase], vectors: Vectors, weights: Weights, folds: int
) -> Floats:
    """Score each phrase by a model that was trained without its part."""
    labels = sorted({phrase.label for phrase in phrases})
    parts = np.array([fold(phrase.text, folds) for phrase in phrases])
    scores = np.full((len(phrases), len(labels)), -1e4, np.float32)
    for part in range(folds):
        inside, outside = np.flatnonzero(parts == part), np.flatnonzero(parts != part)
        if not len(inside) or not len(outside):
            continue
        model = fit(_some(phrases, outside), _rows(vectors, outside), weights)
        found = model.scores(
            [phrase.text for phrase in _some(phrases, inside)], _rows(vectors, inside)
        )
        columns = np.array([labels.index(label) for label in model.labels])
        scores[np.ix_(inside, columns)] = found
    return scores


def _enough(found: Floats, wanted: Whole, labels: Sequence[str]) -> float:
    """Find the smallest share at which few enough texts are answered wrongly."""
    none = labels.index(NONE) if NONE in labels else -1
    best, sure = found.argmax(axis=1), found.max(axis=1)
    asks = wanted != none
    for step in range(20, 100):
        answered = (sure >= step / 100) & (best != none)
        wrong = (answered & asks & (best != wanted)).sum() / max(1, asks.sum())
        disturbed = (answered & ~asks).sum() / max(1, (~asks).sum())
        if wrong <= MOST_WRONG and disturbed <= MOST_ANSWERED:
            return step / 100
    return 1.0


def _surprise(scores: Floats, wanted: Whole) -> float:
    right = shares(scores)[np.arange(len(wanted)), wanted]
    return float(-np.log(np.maximum(right, 1e-9)).mean())


def _dense(
    vectors: Vectors, weights: Weights, middles: Mapping[str, Floats], count: int
) -> Floats:
    parts = [
        centred(unit(vectors[name]), middles[name], weight) for name, weight in weights.items()
    ]
    return np.hstack(parts) if parts else np.zeros((count, 0), np.float32)


def _halved(head: Head) -> Head:
    """Round to the half precision in which a head is kept, so that a kept one answers alike."""
    dense, letters_, bias = (
        table.astype(np.float16).astype(np.float32)
        for table in (head.dense, head.letters, head.bias)
    )
    return Head(dense, letters_, bias)


def _numbers(phrases: Sequence[Phrase], labels: Sequence[str]) -> Whole:
    return np.array([labels.index(phrase.label) for phrase in phrases], np.int64)


def _rows(vectors: Vectors, rows: NDArray[np.intp]) -> dict[str, Bytes]:
    return {name: kept[rows] for name, kept in vectors.items()}


def _some(phrases: Sequence[Phrase], rows: NDArray[np.intp]) -> list[Phrase]:
    return [phrases[int(row)] for row in rows]
