"""From shares to a guess: sure enough to answer, or a few flows to choose from, or none near."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.understanding.learn import NONE, Model
from bot.understanding.letters import normalise
from bot.understanding.vectors import Bytes

MOST = 3  # more to choose from is a menu, and there is one
SHORT = 6  # letters: `いつ？` asks about what was just read
NONE_LIKELY = 0.5  # from here on it is likelier to be something that no flow answers
LEANING = 4.0  # how much likelier the flow makes it that a visitor stands in


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text may be about."""

    label: str | None
    """The flow that answers it; None where it is not sure enough."""
    candidates: tuple[str, ...]
    """Flows, the best first."""
    confidence: float
    """The share of the best flow, of one."""
    is_near: bool
    """Whether the candidates are worth showing: it is likelier a question than anything else."""
    weighed: Mapping[str, float]
    """The share of each label, NONE among them."""


def decide(
    model: Model, text: str, vectors: Mapping[str, Bytes], standing: str | None = None
) -> Guess:
    """Guess what a text is about, for a visitor who stands in a flow."""
    rows = {name: vectors[name][None] for name in model.weights}
    found = dict(zip(model.labels, map(float, model.shares([text], rows)[0]), strict=True))
    if standing in found and standing != NONE and len(normalise(text)) <= SHORT:
        found[standing] *= LEANING
        whole = sum(found.values())
        found = {label: share / whole for label, share in found.items()}
    none = found.get(NONE, 0.0)
    ranked = sorted((label for label in found if label != NONE), key=lambda label: -found[label])
    best = found[ranked[0]] if ranked else 0.0
    is_sure = best >= model.enough and best > none
    return Guess(
        ranked[0] if is_sure else None,
        tuple(ranked[:MOST]),
        best,
        none < NONE_LIKELY,
        found,
    )
