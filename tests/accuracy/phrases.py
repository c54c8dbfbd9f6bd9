"""Phrases of our own for measuring: some that must be seen, and some that only look like it.

Half of them may be looked at while signs are written; the other half is counted and never read.
Which half a phrase is of follows from its own digest, so that nobody chooses.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Phrase:
    """One message, its language, and its type of danger or what it is in the stead of one."""

    text: str
    language: str
    kind: str
    dangerous: bool

    @property
    def counted_only(self) -> bool:
        """Say whether it is of the half that nobody looks at."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


def phrases() -> list[Phrase]:
    """Read all phrases."""
    return [*_read("danger.txt", dangerous=True), *_read("ordinary.txt", dangerous=False)]


def _read(file: str, *, dangerous: bool) -> Iterator[Phrase]:
    language = kind = ""
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            language, kind = line.strip("[]").split()
        else:
            yield Phrase(line, language, kind, dangerous)
