"""From what a text says to a guess: sure enough to answer, a few to choose from, or none near."""

from dataclasses import dataclass

from bot.model.weighed import NONE, Weighed

MOST = 3  # more to choose from is a menu, and there is one
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
