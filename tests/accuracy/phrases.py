"""Phrases of our own for measuring: some that must be seen, and some that only look like it.

What stands under a heading with "counted" was worded by people who had read neither the signs nor
the examples, and was read by nobody who changes them. The bot learns from it, too
(`flows/danger`); for the figures it is taught without.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.model.danger import Type

HERE = Path(__file__).parent
TYPES = frozenset(Type)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One message, its language, and its type of danger or what it is in the stead of one."""

    text: str
    language: str
    kind: str
    counted_only: bool

    @property
    def dangerous(self) -> bool:
        """Say whether it must be seen."""
        return self.kind in TYPES


def phrases() -> list[Phrase]:
    """Read all phrases."""
    return [phrase for file in sorted(HERE.glob("*.txt")) for phrase in _read(file)]


def _read(file: Path) -> Iterator[Phrase]:
    language = kind = half = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            language, kind, half = (*line.strip("[]").split(), "")[:3]
        else:
            yield Phrase(line, language, kind, half == "counted")
