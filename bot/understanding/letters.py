"""A text as the runs of one to three letters in it.

Runs of letters know no language and forgive a mistyped word; which meaning they have is learnt.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST = 160  # letters; what is asked stands at the beginning, and a vector costs by length
PLACES = 1 << 16  # for runs; two in one place harm little, and there are some ten thousand
RUNS = (1, 2, 3)
FEWEST = 2  # phrases; what only one of them has likens it to no other
OFTEN = 64  # phrases; what fewer have is compared pair by pair
NO_LETTERS = re.compile(r"[\x00-\x1f\ud800-\udfff]")

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


def normalise(text: str) -> str:
    """Fold width and case, and cut what is too long; halves of letters become spaces.

    Nor do control letters go through: to an encoder in C, a text ends at the first zero.
    """
    folded = unicodedata.normalize("NFKC", NO_LETTERS.sub(" ", text[:LONGEST])).casefold()
    return folded.strip()[:LONGEST]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The runs that are worth looking at."""

    places: NDArray[np.uint16]
    """In rising order."""
    rarity: Floats
    """How much each tells: what few phrases have, more."""


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """Texts as rows of a sparse table: for each entry its row, its run and its weight.

    The weights of a text are of length one, so two texts are as much alike as their rows' product.
    """

    rows: Whole
    runs: Whole
    """As numbers of `known`."""
    weights: Floats
    count: int
    known: Known

    def times(self, table: Floats) -> Floats:
        """Multiply by a table that has a row for each known run."""
        return _summed(self.rows, table[self.runs] * self.weights[:, None], self.count)

    def gathered(self, table: Floats) -> Floats:
        """Multiply the transpose by a table that has a row for each text."""
        order = np.argsort(self.runs, kind="stable")
        found = table[self.rows[order]] * self.weights[order, None]
        return _summed(self.runs[order], found, len(self.known.places))

    def alike(self) -> Floats:
        """Compare each text with each; what is in many texts as matrices, the rest as pairs."""
        texts = np.bincount(self.runs, minlength=len(self.known.places))
        is_often = texts[self.runs] >= OFTEN
        dense = np.zeros((self.count, int((texts >= OFTEN).sum())), np.float32)
        columns = np.cumsum(texts >= OFTEN) - 1
        dense[self.rows[is_often], columns[self.runs[is_often]]] = self.weights[is_often]
        found = dense @ dense.T
        one, other = _pairs(np.where(is_often, -1, self.runs))
        pairs = (self.rows[one], self.rows[other])
        np.add.at(found, pairs, self.weights[one] * self.weights[other])
        return np.asarray(found, np.float32)


def known_of(texts: Sequence[str]) -> Known:
    """List the runs that occur in more than one of the texts."""
    counted = Counter[int]()
    for text in texts:
        counted.update(_runs(text).keys())
    places = sorted(place for place, count in counted.items() if count >= FEWEST)
    often = np.array([counted[place] for place in places], np.float32)
    rarity = np.log((1 + len(texts)) / (1 + often)) + 1
    return Known(np.array(places, np.uint16), rarity.astype(np.float32))


def letters(texts: Sequence[str], known: Known) -> Letters:
    """Weigh the known runs of each text: what is rare among the phrases tells more."""
    rows, places, counts = list[int](), list[int](), list[int]()
    for row, text in enumerate(texts):
        runs = _runs(text)
        rows += [row] * len(runs)
        places += runs
        counts += runs.values()
    kept = np.flatnonzero(np.isin(places, known.places))
    its = np.array(rows, np.int64)[kept]
    at = np.searchsorted(known.places, np.array(places, np.int64)[kept])
    weights = (1 + np.log(np.array(counts, np.float32)[kept])) * known.rarity[at]
    lengths = np.sqrt(np.bincount(its, weights * weights, minlength=len(texts)))
    return Letters(its, at, (weights / lengths[its]).astype(np.float32), len(texts), known)


def _summed(rows: Whole, found: Floats, count: int) -> Floats:
    """Add up what belongs to one row; `rows` in rising order."""
    sums = np.zeros((count, found.shape[1]), np.float32)
    there, starts = np.unique(rows, return_index=True)
    if len(there):
        sums[there] = np.add.reduceat(found, starts, axis=0)
    return sums


def _pairs(runs: Whole) -> tuple[Whole, Whole]:
    """Pair the entries of each run with each other; those of no run are below zero."""
    order = np.argsort(runs, kind="stable")
    order = order[runs[order] >= 0]
    _, starts, counts = np.unique(runs[order], return_index=True, return_counts=True)
    partners = np.repeat(counts, counts)
    one = np.repeat(np.arange(len(order)), partners)
    within = np.arange(len(one)) - np.repeat(np.cumsum(partners) - partners, partners)
    other = np.repeat(np.repeat(starts, counts), partners) + within
    return order[one], order[other]


def _runs(text: str) -> Counter[int]:
    """Count the runs of a text by their place; an empty one still has its two ends."""
    marked = f"^{normalise(text).replace(' ', '')}$"
    return Counter(
        zlib.crc32(marked[at : at + size].encode()) % PLACES
        for size in RUNS
        for at in range(len(marked) - size + 1)
    )
