"""Find what a typed text is about, by the phrases that the editors wrote down.

One small pure function over known phrases, so that a better matcher can take its place.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from bot.conversation.state import Place

NEAR = (
    84.0  # one letter in six may be wrong: 予約はいる？ is near 予約いる？, not near 料金はいる？
)
FEWEST = 4  # in shorter words one letter is another word
FIRST_PLANE = 0xFFFF  # almost all that is written; strangers must not make the rest fill memory
MOST = 40  # in longer texts the words around a phrase drown it


@dataclass(frozen=True, slots=True)
class Known:
    """A phrase, already normalised, and where it leads."""

    phrase: str
    place: Place


def match(text: str, known: Sequence[Known], *, near: bool = True) -> Place | None:
    """Find where a text leads: the phrase that is the same, else one that is near, else None.

    Two phrases equally near that lead to different places leave it open.
    """
    wanted = normalise(text)
    for candidate in known:
        if wanted and candidate.phrase == wanted:
            return candidate.place
    if not near or not FEWEST <= len(wanted) <= MOST:
        return None
    return _nearest(wanted, known)


def _nearest(wanted: str, known: Sequence[Known]) -> Place | None:
    best, places = NEAR, set[Place]()
    for candidate in known:
        score = fuzz.ratio(wanted, candidate.phrase, score_cutoff=best)
        if score > best:
            best, places = score, {candidate.place}
        elif score == best:
            places.add(candidate.place)
    return places.pop() if len(places) == 1 else None


def same(text: str, phrase: str) -> bool:
    """Say whether two texts differ in width, case, spaces and punctuation at most."""
    wanted = normalise(text)
    return bool(wanted) and wanted == normalise(phrase)


@lru_cache(maxsize=65536)
def written(phrase: str) -> str:
    """Normalise what an editor wrote; never a visitor's words, for it stays in memory."""
    return normalise(phrase)


def normalise(text: str) -> str:
    """Fold width and case, and drop spaces, punctuation and what cannot be seen."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)


class _Letters(dict[int, int | None]):
    """What becomes of each letter; those of the first plane are kept once they were looked up."""

    def __missing__(self, letter: int) -> int | None:
        found = letter if unicodedata.category(chr(letter))[0] in "LMN" else None
        if letter <= FIRST_PLANE:
            self[letter] = found
        return found


_LETTERS = _Letters()
