"""From a text to a guess: sure enough to answer, or a few flows to choose from, or none near.

In two halves, because a text is weighed before the turn in which it is known where its visitor
stands: weighing costs some 25 ms, and the database must not wait for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.weighed import Weighed
from bot.understanding.learn import NONE, Model
from bot.understanding.letters import normalise
from bot.understanding.vectors import Bytes

MOST = 3  # more to choose from is a menu, and there is one
SHORT = 6  # letters: `いつ？` asks about what was just read
NONE_LIKELY = 0.5  # from here on it is likelier to be something that no flow answers
LEANING = 4.0  # how much likelier the flow makes it that a visitor stands in


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text may be about, for one visitor."""

    label: str | None
    """The flow that answers it; None where it is not sure enough."""
    candidates: tuple[str, ...]
    """Flows, the best first."""
    confidence: float
    """The share of the best flow, of one."""
    is_near: bool
    """Whether the candidates are worth showing."""


def weigh(model: Model, text: str, vectors: Mapping[str, Bytes]) -> Weighed:
    """Weigh a text by what was learnt; `vectors` by the encoders of the model."""
    rows = {name: vectors[name][None] for name in model.weights}
    shares = map(float, model.shares([text], rows)[0])
    is_short = len(normalise(text)) <= SHORT
    return Weighed(dict(zip(model.labels, shares, strict=True)), model.enough, is_short)


def decide(weighed: Weighed, standing: str | None = None) -> Guess:
    """Guess what a text is about, for a visitor who stands in a flow."""
    shares = dict(weighed.shares)
    if weighed.is_short and standing in shares and standing != NONE:
        shares[standing] *= LEANING
    whole, none = sum(shares.values()), shares.pop(NONE, 0.0)
    ranked = sorted(shares, key=lambda label: -shares[label])
    best = shares[ranked[0]] / whole if ranked else 0.0
    is_sure = best >= weighed.enough and best > none / whole
    return Guess(
        ranked[0] if is_sure else None,
        tuple(ranked[:MOST]),
        best,
        none / whole < NONE_LIKELY,
    )
