"""What phrases have taught: read from a file where it is kept, else learnt now.

A changed phrase costs itself and the training; a file that cannot be written costs the same again
at the next start, and nothing else.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog

from bot.understanding.kept import Kept, digest_of, from_bytes, key_of, to_bytes
from bot.understanding.learn import FOLDS, Enough, Model, Phrase, Weights, learn
from bot.understanding.vectors import Bytes, Encoder, vectors_of

log = structlog.get_logger()

LETTERS_ALONE: Weights = {}
FEWEST_LABELS = 2  # of one there is nothing to tell apart


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learnt, and how."""

    phrases: Sequence[Phrase]
    encoders: Sequence[Encoder]
    file: Path
    enough: Enough | None = None
    folds: int = FOLDS
    keeps_vectors: bool = True
    """Whether they are kept, too: where reckoning them anew takes long."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of it."""

    whole: Model | None = None
    """With the encoders; None where there are none."""
    by_letters: Model | None = None
    """None where there are too few phrases to learn from."""


def learnt(lesson: Lesson, *, keep: bool = True) -> Learnt:
    """Take up what is kept in the file, and learn the rest; `keep`: write it down there."""
    weights = {each.name: each.weight for each in lesson.encoders}
    if len({phrase.label for phrase in lesson.phrases}) < FEWEST_LABELS:
        return Learnt()
    wanted = [weights, LETTERS_ALONE] if weights else [LETTERS_ALONE]
    digests = [digest_of(lesson.phrases, each) for each in wanted]
    kept = _read(lesson.file)
    if any(digest not in kept.models for digest in digests):
        kept = _taught(lesson, wanted, kept)
        if keep:
            _write(lesson.file, kept)
    by_letters = kept.models[digests[-1]]
    return Learnt(kept.models[digests[0]] if weights else None, by_letters)


def _taught(lesson: Lesson, wanted: Sequence[Weights], kept: Kept) -> Kept:
    """Encode what is not kept, and train; vectors of encoders that are missing here stay."""
    vectors = {**kept.vectors}
    for encoder in lesson.encoders:
        known = kept.vectors.get(encoder.name, {})
        vectors[encoder.name] = _encoded(lesson.phrases, encoder, known)
    rows = {
        each.name: np.stack([vectors[each.name][key_of(phrase.text)] for phrase in lesson.phrases])
        for each in lesson.encoders
    }
    models = dict[str, Model]()
    for weights in wanted:
        digest = digest_of(lesson.phrases, weights)
        known_model = kept.models.get(digest)
        models[digest] = known_model or learn(
            lesson.phrases, rows, weights, lesson.enough, lesson.folds
        )
    return Kept(vectors if lesson.keeps_vectors else {}, models)


def _encoded(
    phrases: Sequence[Phrase], encoder: Encoder, kept: Mapping[bytes, Bytes]
) -> dict[bytes, Bytes]:
    found = dict[bytes, Bytes]()
    for phrase in phrases:
        key = key_of(phrase.text)
        known = kept.get(key)
        found[key] = vectors_of(phrase.text, [encoder])[encoder.name] if known is None else known
    return found


def _read(file: Path) -> Kept:
    try:
        return from_bytes(file.read_bytes())
    except OSError:
        return Kept()


def _write(file: Path, kept: Kept) -> None:
    """Put the file in place whole, or not at all: a program may read it at this moment."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(to_bytes(kept))
        beside.replace(file)
    except OSError as error:
        log.warning("what was learnt cannot be kept", error=type(error).__name__)
        with suppress(OSError):
            beside.unlink(missing_ok=True)
