"""A text as the runs of one to four letters in it, counted in a table of fixed size.

Runs of letters know no language and forgive a mistyped word; which meaning they have is learnt.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST = 160  # letters; what is asked stands at the beginning, and a vector costs by length
TABLE = 1 << 14  # places; two runs in one place harm less than a table that is learnt by nobody
RUNS = (1, 2, 3, 4)
NO_LETTERS = re.compile(r"[\x00-\x1f\ud800-\udfff]")

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


def normalise(text: str) -> str:
    """Fold width and case, and cut what is too long; halves of letters become spaces.

    Nor do control letters go through: to an encoder in C, a text ends at the first zero.
    """
    folded = unicodedata.normalize("NFKC", NO_LETTERS.sub(" ", text[:LONGEST])).casefold()
    return folded.strip()[:LONGEST]


@dataclass(frozen=True, slots=True)
class Letters:
    """Texts as rows of a sparse table: for each entry its row, its place and its weight."""

    rows: Whole
    places: Whole
    weights: Floats
    count: int

    def times(self, table: Floats) -> Floats:
        """Multiply by a table that has a row for each place."""
        starts = np.searchsorted(self.rows, np.arange(self.count))
        summed = np.add.reduceat(table[self.places] * self.weights[:, None], starts, axis=0)
        return np.asarray(summed, np.float32)

    def transposed(self) -> Callable[[Floats], Floats]:
        """Give what multiplies the transpose by a table that has a row for each text."""
        order = np.argsort(self.places, kind="stable")
        there, starts = np.unique(self.places[order], return_index=True)
        rows, weights = self.rows[order], self.weights[order][:, None]

        def times(table: Floats) -> Floats:
            found = np.zeros((TABLE, table.shape[1]), np.float32)
            found[there] = np.add.reduceat(table[rows] * weights, starts, axis=0)
            return found

        return times


def frequencies(texts: Sequence[str]) -> NDArray[np.uint16]:
    """Count, for each place, in how many texts it occurs."""
    found = Counter[int]()
    for text in texts:
        found.update(_runs(text).keys())
    counted = np.zeros(TABLE, np.uint16)
    for place, count in found.items():
        counted[place] = count
    return counted


def letters(texts: Sequence[str], seen: NDArray[np.uint16], out_of: int) -> Letters:
    """Weigh the runs of each text: what is rare among the phrases tells more."""
    rarity = np.log((1 + out_of) / (1 + seen.astype(np.float32))) + 1
    rows, places, counts = list[int](), list[int](), list[int]()
    for row, text in enumerate(texts):
        runs = _runs(text)
        rows += [row] * len(runs)
        places += runs
        counts += runs.values()
    at = np.array(places, np.int64)
    weights = (1 + np.log(np.array(counts, np.float32))) * rarity[at]
    lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=len(texts)))
    return Letters(
        np.array(rows, np.int64), at, (weights / lengths[rows]).astype(np.float32), len(texts)
    )


def _runs(text: str) -> Counter[int]:
    """Count the runs of a text by their place; an empty one still has its two ends."""
    marked = f"^{normalise(text).replace(' ', '')}$"
    return Counter(
        zlib.crc32(marked[at : at + size].encode()) % TABLE
        for size in RUNS
        for at in range(len(marked) - size + 1)
    )
