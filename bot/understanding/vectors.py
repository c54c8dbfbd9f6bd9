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


@dataclass(frozen=True, slots=True)
class Encoder:
    """One sentence encoder; its vectors are compared by their direction alone."""

    name: str
    """With its version: another version gives other vectors."""
    size: int
    weight: float
    """How much it counts beside the others; the letters have 0.7."""
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


def centred(rows: Floats, middle: Floats, weight: float) -> Floats:
    """Move rows to the middle of the phrases, where their directions differ most."""
    return np.asarray(_of_one_length(rows - middle) * weight, np.float32)


def _of_one_length(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)
