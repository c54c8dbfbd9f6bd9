"""Danger in what a visitor wrote: how near it is, what it is, and by which signs it was seen."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How near the danger is (SAFETY.md C3): a gentle line, an alert, a red alert."""

    SOFT = 1
    AMBER = 2
    RED = 3


class Type(StrEnum):
    """What the danger is."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    MEDICAL = "medical"
    THIRD_PARTY = "third_party"


SOFT, HARMLESS = "soft", "harmless"
LABELS = (*(f"{type}.{level}" for type in Type for level in ("amber", "red")), SOFT, HARMLESS)
"""What editors' phrases are examples of."""


@dataclass(frozen=True, slots=True)
class Danger:
    """What was seen in a visitor's newest words; without it, nothing was."""

    level: Level
    type: Type
    signs: tuple[str, ...] = ()
    """As the editors wrote them: what a visitor wrote is not among it."""
