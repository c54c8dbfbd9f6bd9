"""What was in the list of signs: digests of its lines, so that none goes, or weakens, unnoticed.

A sign may be added and made graver at any time. One that is gone or was lowered is lost, and
what is new among the harmless words and the figures of speech takes from others.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from bot.model.danger import Level
from bot.safety.signs import Sign, Signs

DIGEST_BYTES = 8
HARMLESS, FIGURES = "harmless", "figures"
NO_LEVEL = "-"


@dataclass(frozen=True, slots=True)
class Weaker:
    """In what a list of signs is weaker than it was."""

    lost: tuple[str, ...] = ()
    """Type and level of each sign that is gone or was lowered."""
    softening: tuple[tuple[str, str], ...] = ()
    """List and text of each line that takes from others."""

    def __bool__(self) -> bool:
        """Say whether it is weaker at all."""
        return bool(self.lost or self.softening)


def record_of(signs: Signs) -> tuple[str, ...]:
    """Give a line for each sign: its type, its level, and the digest of what is written."""
    return tuple(sorted({*_signs(signs), *_softening(signs)}))


def lines_of(text: str) -> list[str]:
    """Give a record's lines, without what it says of itself."""
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def weaker(signs: Signs, record: Iterable[str]) -> Weaker:
    """Compare a list of signs with what was recorded."""
    there = dict[tuple[str, str], Level]()
    for line in _signs(signs):
        type, level, digest = line.split()
        there[type, digest] = max(Level[level.upper()], there.get((type, digest), Level.SOFT))
    recorded = [tuple(line.split()) for line in record]
    lost = (
        f"{type} {level}"
        for type, level, digest in recorded
        if level != NO_LEVEL and there.get((type, digest), 0) < Level[level.upper()]
    )
    known = {(name, digest) for name, _, digest in recorded}
    new = ((name, sign.written) for name, sign in _others(signs))
    return Weaker(
        tuple(lost), tuple(each for each in new if (each[0], _digest(each[1])) not in known)
    )


def _signs(signs: Signs) -> Iterator[str]:
    for sign in signs.signs.signs:
        if sign.type is not None and sign.level is not None:
            yield f"{sign.type.value} {sign.level.name.lower()} {_digest(sign.written)}"


def _softening(signs: Signs) -> Iterator[str]:
    for name, sign in _others(signs):
        yield f"{name} {NO_LEVEL} {_digest(sign.written)}"


def _others(signs: Signs) -> Iterator[tuple[str, Sign]]:
    yield from ((HARMLESS, sign) for sign in signs.harmless.signs)
    yield from ((FIGURES, sign) for sign in signs.figures.signs)


def _digest(written: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", written).split())
    return blake2b(plain.encode(), digest_size=DIGEST_BYTES).hexdigest()
