"""Where the editors' files are read: in this process, or in one of its own (`app/apart.py`)."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Run(Protocol):
    """Runs a function of a module."""

    def __call__(self, doing: Callable[..., T], /, *given: object) -> T:
        """Give what it gives; raises what it raises."""
        ...


def here(doing: Callable[..., T], /, *given: object) -> T:
    """Run it in this process."""
    return doing(*given)
