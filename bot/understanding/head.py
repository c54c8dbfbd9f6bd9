"""Kernel ridge regression: each phrase speaks for its label, the louder the nearer a text is.

How a phrase would be scored by all the others follows from the same inverse (leave-one-out), so
finding how sure is enough costs no second training.
"""

from dataclasses import dataclass

import numpy as np

from bot.understanding.letters import Floats, Whole

DAMPING = 0.2  # found on phrases that were kept back; from 0.1 to 0.3 little changes
SMALL = 128  # rows; so few are undone whole


@dataclass(frozen=True, slots=True)
class Head:
    """What is learnt: the scores of a text are the sum of what these give."""

    votes: Floats
    """How each phrase speaks for each label."""
    letters: Floats
    """The same, summed up for each run of letters."""
    bias: Floats
    """What a text scores that is near to no phrase."""


def train(alike: Floats, wanted: Whole, labels: int) -> tuple[Floats, Floats, Floats]:
    """Learn from how near each phrase is to each other, which is written over.

    Gives each phrase's votes, the bias, and what the other phrases alone would score each.
    """
    spoken = np.eye(labels, dtype=np.float32)[wanted]
    bias = np.full(labels, 1 / labels, np.float32)
    alike[np.diag_indices(len(wanted))] += np.float32(DAMPING)
    _undo(alike)
    votes = alike.T @ (alike @ (spoken - bias))
    others = spoken - votes / np.einsum("ij,ij->j", alike, alike)[:, None]
    return np.asarray(votes, np.float32), bias, np.asarray(others, np.float32)


def _undo(matrix: Floats) -> None:
    """Put the inverse of its Cholesky factor in a matrix's place, by its quarters.

    In place because it has as many rows as there are phrases; numpy would want three of it.
    """
    half = len(matrix) // 2
    if half < SMALL:
        matrix[:] = np.linalg.inv(np.linalg.cholesky(matrix))
        return
    first, corner, last = matrix[:half, :half], matrix[half:, :half], matrix[half:, half:]
    _undo(first)
    beside = corner @ first.T
    last -= beside @ beside.T
    _undo(last)
    np.negative(last @ (beside @ first), out=corner)
    matrix[:half, half:] = 0


def shares(scores: Floats) -> Floats:
    """Turn scores into shares of one."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)
