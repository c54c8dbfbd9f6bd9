"""From the editors' phrases to what decides: the head, and how sure it must be to answer.

How sure is enough is not a setting: it is found on the phrases themselves, each scored by all
others, so that of a hundred questions at most four would be answered wrongly.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.model.weighed import NONE
from bot.understanding.head import Head, shares, train
from bot.understanding.letters import (
    Floats,
    Known,
    Letters,
    Whole,
    known_of,
    letters,
    normalise,
)
from bot.understanding.vectors import BLOCK, Examples, Vectors, centred, examples, unit

MOST_WRONG = 0.04  # of questions; the goal is 5 %, and visitors write otherwise than editors
MOST_ANSWERED = 0.05  # of what no flow answers
HEATS = tuple(float(heat) for heat in np.geomspace(0.08, 0.5, 20))

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
    encoders: tuple[str, ...]
    """By name; none for letters alone."""
    known: Known
    head: Head
    heat: float
    """By which scores are divided, so that a share is as often right as it says."""
    enough: float
    """The share from which a text is answered without asking back."""
    examples: Mapping[str, Examples] = field(default_factory=dict)
    """The vectors of the phrases, by encoder."""

    def shares(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Give each label its share of each text."""
        return shares(self.scores(texts, vectors) / np.float32(self.heat))

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Score each label for each text."""
        found = self.head.bias + letters(texts, self.known).times(self.head.letters)
        for name in self.encoders:
            mine = self.examples[name]
            found += mine.near(centred(unit(vectors[name]), mine.middle)) @ self.head.votes
        return np.asarray(found, np.float32)


def fold(text: str, folds: int) -> int:
    """Put a phrase into a part that depends on its letters alone."""
    digest = hashlib.sha256(normalise(text).encode()).digest()
    return int.from_bytes(digest[:4]) % folds


def learn(
    phrases: Sequence[Phrase],
    vectors: Vectors,
    enough: Enough | None = None,
) -> Model:
    """Learn from phrases; `vectors`, by encoder, have a row for each phrase."""
    labels = tuple(sorted({phrase.label for phrase in phrases}))
    wanted = np.array([labels.index(phrase.label) for phrase in phrases], np.int64)
    texts = [phrase.text for phrase in phrases]
    known = known_of(texts)
    rows = letters(texts, known)
    taken = {name: examples(vectors[name]) for name in sorted(vectors)}
    votes, bias, others = train(_alike(rows, taken.values()), wanted, len(labels))
    heat = min(HEATS, key=lambda heat: _surprise(others / np.float32(heat), wanted))
    least = (enough or _enough)(shares(others / np.float32(heat)), wanted, labels)
    votes = _halved(votes)
    head = Head(votes, _halved(rows.gathered(votes)), _halved(bias))
    return Model(labels, tuple(taken), known, head, heat, least, taken)


def _alike(rows: Letters, taken: Iterable[Examples]) -> Floats:
    """Compare each phrase with each: by its letters, and by each encoder."""
    found = rows.alike()
    for mine in taken:
        for start in range(0, len(found), BLOCK):
            part = slice(start, start + BLOCK)
            found[part] += mine.near(centred(unit(mine.rows[part]), mine.middle))
    return found


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


def _halved(table: Floats) -> Floats:
    """Round to the half precision in which a head is kept, so that a kept one answers alike."""
    return table.astype(np.float16).astype(np.float32)
