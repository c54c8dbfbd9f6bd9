"""A multinomial logistic regression over dense vectors and letters, found by L-BFGS.

Each label counts the same however many phrases it has: who writes more for one flow must not draw
the texts of the others to it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.understanding.letters import TABLE, Floats, Letters, Whole

LETTERS_WEIGHT = 0.7
LOOSENESS = 30.0  # the inverse of the penalty
MOST_STEPS = 80
REMEMBERED = 8
ENOUGH = 1e-4  # of the loss; later steps change no answer
SHORTEST = 1e-4
FLAT = 1e-10  # a step along which the slope does not turn tells nothing of the curvature

Loss = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True, slots=True)
class Head:
    """What is learnt: a score for each label is the sum of what these give."""

    dense: Floats
    letters: Floats
    bias: Floats

    def scores(self, dense: Floats, letters: Letters) -> Floats:
        """Score each text for each label."""
        found = dense @ self.dense + LETTERS_WEIGHT * letters.times(self.letters) + self.bias
        return np.asarray(found, np.float32)


def train(dense: Floats, letters: Letters, wanted: Whole, labels: int) -> Head:
    """Learn from texts, given as dense rows and letters, which label each has."""
    size = dense.shape[1]
    start = np.zeros((size + TABLE + 1) * labels, np.float32)
    found = _descend(_loss(dense, letters, wanted, labels), start)
    return _head(found, size, labels)


def shares(scores: Floats) -> Floats:
    """Turn scores into shares of one."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def _head(flat: Floats, size: int, labels: int) -> Head:
    dense, letters, bias = np.split(flat, [size * labels, (size + TABLE) * labels])
    return Head(dense.reshape(size, labels), letters.reshape(TABLE, labels), bias)


def _loss(dense: Floats, letters: Letters, wanted: Whole, labels: int) -> Loss:
    counts = np.maximum(np.bincount(wanted, minlength=labels), 1)
    weights = (len(wanted) / (labels * counts))[wanted].astype(np.float32)
    right = np.eye(labels, dtype=np.float32)[wanted]
    backwards = letters.transposed()

    def loss(flat: Floats) -> tuple[float, Floats]:
        head = _head(flat, dense.shape[1], labels)
        found = shares(head.scores(dense, letters))
        missed = -np.log(np.maximum((found * right).sum(axis=1), 1e-12))
        slope = (found - right) * weights[:, None]
        downhill = np.concatenate(
            [
                (dense.T @ slope).ravel(),
                (LETTERS_WEIGHT * backwards(slope)).ravel(),
                slope.sum(axis=0),
            ]
        ).astype(np.float32)
        free = flat[:-labels]  # the bias is not penalised
        downhill[:-labels] += free / np.float32(LOOSENESS)
        return float(weights @ missed + free @ free / (2 * LOOSENESS)), downhill

    return loss


def _descend(loss: Loss, point: Floats) -> Floats:
    """Follow the slope, bent by the last steps, until it no longer pays."""
    value, slope = loss(point)
    steps = list[tuple[Floats, Floats, float]]()
    for _ in range(MOST_STEPS):
        way = _bent(slope, steps)
        reached, its_value, its_slope = _walk(loss, point, value, slope, way)
        step, turn = reached - point, its_slope - slope
        agreement = float(step @ turn)
        if agreement > FLAT:
            steps = [*steps, (step, turn, 1 / agreement)][-REMEMBERED:]
        done = abs(value - its_value) < ENOUGH * abs(value)
        point, value, slope = reached, its_value, its_slope
        if done:
            break
    return point


def _bent(slope: Floats, steps: list[tuple[Floats, Floats, float]]) -> Floats:
    """Bend the slope by what the last steps tell of its curvature (the two loops of L-BFGS)."""
    way = slope.copy()
    if not steps:
        return way / np.float32(np.linalg.norm(slope) or 1.0)
    pulls = list[float]()
    for step, turn, inverse in reversed(steps):
        pulls.append(inverse * float(step @ way))
        way -= np.float32(pulls[-1]) * turn
    step, turn, _ = steps[-1]
    way *= np.float32(float(step @ turn) / float(turn @ turn))
    for (step, turn, inverse), pull in zip(steps, reversed(pulls), strict=True):
        way += np.float32(pull - inverse * float(turn @ way)) * step
    return way


def _walk(
    loss: Loss, point: Floats, value: float, slope: Floats, way: Floats
) -> tuple[Floats, float, Floats]:
    """Go as far as it pays: the whole way, or half of it, or half of that."""
    length, promised = 1.0, float(slope @ way)
    while True:
        reached = point - np.float32(length) * way
        its_value, its_slope = loss(reached)
        if its_value <= value - 1e-4 * length * promised or length < SHORTEST:
            return reached, its_value, its_slope
        length /= 2
