"""What a typed text says by itself, before it is known where its visitor stands."""

from collections.abc import Mapping
from dataclasses import dataclass

NONE = "none"
"""Stands where a flow would for what no flow answers."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How likely each flow answers a text."""

    shares: Mapping[str, float]
    """Of one, by flow; under NONE that no flow does."""
    enough: float
    """The share from which it is answered without asking back."""
    is_short: bool
    """Whether it says little without what was read before."""
