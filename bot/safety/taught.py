"""What phrases of danger have taught: it sees wordings that no sign was written for.

A text is read as its plain sentence, so a disguise changes nothing; a long one is read in pieces,
since one line among many would be lost.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.model.danger import HARMLESS, SOFT, Danger, Level, Type
from bot.model.weighed import NONE
from bot.safety.fold import columns
from bot.safety.sentence import sentence
from bot.understanding.learn import Model
from bot.understanding.letters import Floats, Whole
from bot.understanding.vectors import Encoder, vectors_of

WIDEST = 3  # letters of a line; wider ones are hardly written to be read downwards
PIECE, STEP = 60, 40  # letters; each piece begins with the end of the one before
MOST_PIECES = 12  # half of them from the end; signs are looked for in all of a text
MOST_ALARMED = 0.05  # of what only looks like danger, most of it on purpose; signs add their own
MOST_DISTURBED = 0.015  # of questions to the ward
LEAST = (
    0.3  # share; what is likelier to be harmless is not danger, however few such phrases there are
)


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """A model of danger, with what it needs to read a text."""

    model: Model
    words: Collection[str]
    encoders: Sequence[Encoder]

    def danger(self, text: str) -> Danger | None:
        """Say what a text is most like, where that is danger."""
        read = (text, *columns(text, WIDEST))
        pieces = [piece for each in read for piece in _pieces(sentence(each, self.words))]
        if not pieces:
            return None
        vectors = [vectors_of(piece, self.encoders) for piece in pieces]
        rows = {name: np.stack([each[name] for each in vectors]) for name in self.model.encoders}
        seen = map(self._seen, self.model.shares(pieces, rows))
        return max(filter(None, seen), key=lambda danger: danger.level, default=None)

    def _seen(self, shares: Floats) -> Danger | None:
        by_label = dict(zip(self.model.labels, map(float, shares), strict=True))
        by_type = {type: _share(by_label, type) for type in Type}
        likely, alarm = max(Type, key=lambda type: by_type[type]), sum(by_type.values())
        if alarm < self.model.enough:
            near = alarm + by_label.get(SOFT, 0.0) >= self.model.enough
            return Danger(Level.SOFT, likely) if near else None
        is_red = by_label.get(f"{likely}.red", 0.0) > by_type[likely] / 2
        return Danger(Level.RED if is_red else Level.AMBER, likely)


def _share(by_label: Mapping[str, float], type: Type) -> float:
    return sum(share for label, share in by_label.items() if label.startswith(f"{type}."))


def _pieces(text: str) -> Iterator[str]:
    starts = list(range(0, max(len(text) - PIECE + STEP, min(len(text), 1)), STEP))
    if len(starts) > MOST_PIECES:
        starts = starts[: MOST_PIECES // 2] + starts[-MOST_PIECES // 2 :]
    yield from (text[start : start + PIECE] for start in starts)


def enough(shares: Floats, wanted: Whole, labels: Sequence[str]) -> float:
    """Find the smallest share of danger at which few enough others are taken for it."""
    alarm = shares[:, [label not in {SOFT, HARMLESS, NONE} for label in labels]].sum(axis=1)
    found = [LEAST]
    for label, most in ((HARMLESS, MOST_ALARMED), (NONE, MOST_DISTURBED)):
        of_label = alarm[[labels[number] == label for number in wanted]]
        if len(of_label):
            found.append(float(np.quantile(of_label, 1 - most)))
    return max(found)
