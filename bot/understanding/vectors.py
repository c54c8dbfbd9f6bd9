"""The vectors that sentence encoders give for a text, kept as one byte for each number.

They are rounded before anything is learnt from them, and again when a visitor writes: so what is
learnt is the same whether a vector was just reckoned or read from a file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.understanding.letters import LONGEST, Floats, normalise

Bytes = NDArray[np.int8]
Vectors = Mapping[str, Bytes]
"""Of one text, or a row for each of many; by the name of the encoder."""

MOST = 127
TINY = 1e-9
UNLIKE = np.float32(np.exp(-2))  # what two vectors at a right angle are alike
BLOCK = 1024  # rows; as many as are turned into numbers at a time


@dataclass(frozen=True, slots=True)
class Encoder:
    """One sentence encoder; its vectors are compared by their direction alone."""

    name: str
    """With its version: another version gives other vectors."""
    size: int
    encode: Callable[[str], Floats]
    longest: int = LONGEST
    """Letters that it is given at most."""


def vectors_of(text: str, encoders: Sequence[Encoder]) -> dict[str, Bytes]:
    """Encode a text with each encoder."""
    wanted = normalise(text)
    return {
        encoder.name: rounded(encoder.encode(wanted[: encoder.longest])) for encoder in encoders
    }


def rounded(vector: Floats) -> Bytes:
    """Keep the direction of a vector in bytes; the largest number becomes 127."""
    largest = float(np.abs(vector).max(initial=0.0)) or 1.0
    return np.asarray(np.rint(vector / largest * MOST), np.int8)


def unit(kept: Bytes) -> Floats:
    """Give rows of one length for rows of bytes."""
    return _of_one_length(kept.astype(np.float32))


def centred(rows: Floats, middle: Floats) -> Floats:
    """Move rows to the middle of the phrases, where their directions differ most."""
    return _of_one_length(rows - middle)


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """The vectors of all phrases, in their order; kept as bytes, for there are thousands."""

    rows: Bytes
    middle: Floats
    lengths: Floats
    """Of the rows as they are kept."""
    spreads: Floats
    """How far each lies from the middle, once of length one."""

    def near(self, texts: Floats) -> Floats:
        """Say how near each text is to each phrase: 1 for the same, 0 for nothing in common.

        `texts`: centred rows. A phrase is centred by reckoning, not row by row: it is read often.
        """
        found = np.empty((len(texts), len(self.rows)), np.float32)
        moved = (texts @ self.middle)[:, None]
        for start in range(0, len(self.rows), BLOCK):
            part = slice(start, start + BLOCK)
            along = texts @ self.rows[part].astype(np.float32).T / self.lengths[part]
            found[:, part] = (along - moved) / self.spreads[part]
        np.exp(2 * (found - 1), out=found)
        return np.subtract(found, UNLIKE, out=found)


def examples(rows: Bytes, middle: Floats | None = None) -> Examples:
    """Take up the vectors of phrases; their `middle` where it is known."""
    blocks = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
    if middle is None:
        summed = sum(unit(block).sum(axis=0) for block in blocks)
        middle = np.asarray(summed / len(rows), np.float32)
    lengths = [np.linalg.norm(block.astype(np.float32), axis=1) for block in blocks]
    spreads = [np.linalg.norm(unit(block) - middle, axis=1) for block in blocks]
    return Examples(rows, middle, _tiny(lengths), _tiny(spreads))


def _tiny(parts: Sequence[Floats]) -> Floats:
    """Join lengths that are divided by, so that none is zero."""
    return np.maximum(np.concatenate(parts), np.float32(TINY))


def _of_one_length(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, TINY), np.float32)
