"""What phrases have taught: read from a file where it is kept, else learnt now.

A changed phrase costs itself and the training; a file that cannot be written costs the same again
at the next start, and nothing else.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import structlog

from bot.app.apart import apart
from bot.understanding.kept import Kept, digest_of, from_bytes, key_of, to_bytes
from bot.understanding.learn import Enough, Model, Phrase, learn
from bot.understanding.vectors import Bytes, Encoder, Examples, Vectors, examples, vectors_of

log = structlog.get_logger()

FEWEST_LABELS = 2  # of one there is nothing to tell apart
FIRST_TO_STOP = "1000"  # of 1000


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learnt, and how."""

    phrases: Sequence[Phrase]
    sets: Sequence[Sequence[Encoder]]
    """For each set of encoders a model is learnt; an empty one is for letters alone."""
    file: Path
    enough: Enough | None = None
    read: Callable[[str], str] = str
    """How a text is to be read, of a phrase as of a visitor; only what is learnt anew is read."""

    @property
    def encoders(self) -> dict[str, Encoder]:
        """All of them, by name."""
        return {each.name: each for encoders in self.sets for each in encoders}


def learnt(lesson: Lesson, *, serving: bool = False) -> tuple[Model, ...]:
    """Take up what is kept in the file; learn the rest, and write it down there.

    Gives a model for each set of encoders, or none where there is nothing to tell apart.
    `serving`: write nothing, and learn in a process of its own. Where its memory ends it is gone,
    and raises CalledProcessError.
    """
    if len({phrase.label for phrase in lesson.phrases}) < FEWEST_LABELS:
        return ()
    names = [[each.name for each in encoders] for encoders in lesson.sets]
    wanted = {digest_of(lesson.phrases, each): each for each in names}
    kept = _read(lesson.file, {*wanted, *lesson.encoders})
    if not wanted.keys() <= kept.models.keys():
        kept = _taught(lesson, wanted, _read(lesson.file), _apart if serving else learn)
        if not serving:
            _write(lesson.file, kept)
    rows = _rows(lesson, kept.vectors)
    return tuple(
        replace(kept.models[digest], examples={name: rows[name] for name in names})
        for digest, names in wanted.items()
    )


def _taught(
    lesson: Lesson,
    wanted: Mapping[str, Sequence[str]],
    kept: Kept,
    learn: Callable[[Sequence[Phrase], Vectors, Enough | None], Model],
) -> Kept:
    """Encode what is not kept, and train; vectors of encoders that are missing here stay."""
    vectors = {**kept.vectors}
    for name, encoder in lesson.encoders.items():
        vectors[name] = _encoded(lesson, encoder, kept.vectors.get(name, {}))
    rows = _rows(lesson, vectors)
    phrases = [replace(phrase, text=lesson.read(phrase.text)) for phrase in lesson.phrases]
    models = dict[str, Model]()
    for digest, names in wanted.items():
        its = {name: rows[name].rows for name in names}
        models[digest] = kept.models.get(digest) or learn(phrases, its, lesson.enough)
    return Kept(vectors, models)


def _apart(phrases: Sequence[Phrase], vectors: Vectors, enough: Enough | None) -> Model:
    return apart(_giving_way, phrases, vectors, enough)


def _giving_way(phrases: Sequence[Phrase], vectors: Vectors, enough: Enough | None) -> Model:
    """Learn, which takes hundreds of megabytes; be the first to be stopped where memory ends."""
    with suppress(OSError):  # only Linux has it
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_STOP)
    return learn(phrases, vectors, enough)


def _rows(lesson: Lesson, vectors: Mapping[str, Mapping[bytes, Bytes]]) -> dict[str, Examples]:
    """Give the vectors of all phrases in their order."""
    keys = [key_of(phrase.text) for phrase in lesson.phrases]
    return {
        name: examples(np.stack([vectors[name][key] for key in keys])) for name in lesson.encoders
    }


def _encoded(lesson: Lesson, encoder: Encoder, kept: Mapping[bytes, Bytes]) -> dict[bytes, Bytes]:
    found = dict[bytes, Bytes]()
    for phrase in lesson.phrases:
        key = key_of(phrase.text)
        known = kept.get(key)
        if known is None:
            known = vectors_of(lesson.read(phrase.text), [encoder])[encoder.name]
        found[key] = known
    return found


def _read(file: Path, of: Collection[str] | None = None) -> Kept:
    try:
        return from_bytes(file.read_bytes(), of)
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
