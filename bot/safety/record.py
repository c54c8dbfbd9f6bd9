"""What was in the list of signs, and how many examples: so that none goes, or weakens, unnoticed.

A sign may be added and made graver at any time. One that is gone or was lowered is lost, and
what is new among the harmless words and the figures of speech takes from others. Of examples only
the numbers are kept: one may be worded better, but fewer of danger, or more of what is harmless,
see less.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.model.danger import HARMLESS as HARMLESS_EXAMPLES
from bot.model.danger import LABELS, Level
from bot.safety.signs import Sign, Signs

DIGEST_BYTES = 8
HARMLESS, FIGURES = "harmless", "figures"
NO_LEVEL = "-"
EXAMPLES = "examples"

Examples = Mapping[str, Sequence[str]]
"""What editors wrote down as danger, by what it is an example of."""


@dataclass(frozen=True, slots=True)
class Weaker:
    """In what signs and examples are weaker than they were."""

    lost: tuple[str, ...] = ()
    """Type and level of each sign that is gone or was lowered."""
    softening: tuple[tuple[str, str], ...] = ()
    """List and text of each line that takes from others."""
    examples: tuple[tuple[str, int, int], ...] = ()
    """What they are examples of, how many there were, and how many there are."""

    def __bool__(self) -> bool:
        """Say whether anything is weaker at all."""
        return bool(self.lost or self.softening or self.examples)


def record_of(signs: Signs, examples: Examples) -> tuple[str, ...]:
    """Give a line for each sign, with a digest of its words, and one for each list of examples."""
    counts = (f"{EXAMPLES} {label} {len(examples.get(label, ()))}" for label in LABELS)
    return tuple(sorted({*_signs(signs), *_softening(signs), *counts}))


def lines_of(text: str) -> list[str]:
    """Give a record's lines, without what it says of itself."""
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def weaker(signs: Signs, examples: Examples, record: Iterable[str]) -> Weaker:
    """Compare signs and examples with what was recorded; a list that was not is not compared."""
    there = dict[tuple[str, str], Level]()
    for line in _signs(signs):
        type, level, digest = line.split()
        there[type, digest] = max(Level[level.upper()], there.get((type, digest), Level.SOFT))
    lines = [tuple(line.split()) for line in record]
    recorded = [line for line in lines if line[0] != EXAMPLES]
    lost = (
        f"{type} {level}"
        for type, level, digest in recorded
        if level != NO_LEVEL and there.get((type, digest), 0) < Level[level.upper()]
    )
    known = {(name, digest) for name, _, digest in recorded}
    new = ((name, sign.written) for name, sign in _others(signs))
    softening = (each for each in new if (each[0], _digest(each[1])) not in known)
    counted = ((label, int(count)) for name, label, count in lines if name == EXAMPLES)
    return Weaker(tuple(lost), tuple(softening), tuple(_examples(examples, counted)))


def _signs(signs: Signs) -> Iterator[str]:
    for sign in signs.signs.signs:
        if sign.type is not None and sign.level is not None:
            yield f"{sign.type.value} {sign.level.name.lower()} {_digest(sign.written)}"


def _examples(
    examples: Examples, counted: Iterable[tuple[str, int]]
) -> Iterator[tuple[str, int, int]]:
    for label, was in counted:
        now = len(examples.get(label, ()))
        if (now > was) if label == HARMLESS_EXAMPLES else (now < was):
            yield label, was, now


def _softening(signs: Signs) -> Iterator[str]:
    for name, sign in _others(signs):
        yield f"{name} {NO_LEVEL} {_digest(sign.written)}"


def _others(signs: Signs) -> Iterator[tuple[str, Sign]]:
    yield from ((HARMLESS, sign) for sign in signs.harmless.signs)
    yield from ((FIGURES, sign) for sign in signs.figures.signs)


def _digest(written: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", written).split())
    return blake2b(plain.encode(), digest_size=DIGEST_BYTES).hexdigest()
