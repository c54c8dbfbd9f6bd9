"""What the content in force has taught: read from a file where it is kept, else learnt now.

A changed phrase costs itself and the training; a file that cannot be written costs the same again
at the next start, and nothing else.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog

from bot.conversation.content import SYSTEM_FLOWS, Content
from bot.model.weighed import Weighed
from bot.understanding.kept import Kept, digest_of, from_bytes, key_of, to_bytes
from bot.understanding.learn import Model, Phrase, Weights, learn
from bot.understanding.vectors import Bytes, Encoder, vectors_of
from bot.understanding.weighing import weigh

log = structlog.get_logger()

FILE = Path("phrases") / "learned.npz"
"""Within the folder of flows: it belongs to the content, and goes where that goes."""
LETTERS_ALONE: Weights = {}
FEWEST_LABELS = 2  # of one there is nothing to tell apart


@dataclass(frozen=True, slots=True)
class Understanding:
    """Weighs typed texts; may be asked from any thread."""

    encoders: tuple[Encoder, ...]
    whole: Model | None
    """With the encoders; None where there are none."""
    by_letters: Model | None
    """None where the content has too few phrases to learn from."""

    def weigh(self, text: str) -> Weighed | None:
        """Weigh a text; None where nothing could be learnt."""
        if self.whole:
            try:
                return weigh(self.whole, text, vectors_of(text, self.encoders))
            except Exception as error:  # an encoder that fails must not keep an answer back
                log.warning("an encoder failed", error=type(error).__name__)
        return weigh(self.by_letters, text, {}) if self.by_letters else None


def phrases_of(content: Content) -> tuple[Phrase, ...]:
    """List what is learnt from: titles, `asked as` and wordings, each once, in a fixed order."""
    found = dict[str, Phrase]()
    for label, text in _texts(content):
        found.setdefault(text, Phrase(text, label))
    return tuple(sorted(found.values(), key=lambda phrase: (phrase.label, phrase.text)))


def understanding(
    content: Content, flows: Path, encoders: Sequence[Encoder], *, keep: bool = True
) -> Understanding:
    """Take up what is kept beside the flows, and learn the rest; `keep`: write it down there."""
    phrases, weights = phrases_of(content), {each.name: each.weight for each in encoders}
    if len({phrase.label for phrase in phrases}) < FEWEST_LABELS:
        return Understanding(tuple(encoders), None, None)
    wanted = [weights, LETTERS_ALONE] if weights else [LETTERS_ALONE]
    digests = [digest_of(phrases, each) for each in wanted]
    kept = _read(flows / FILE)
    if any(digest not in kept.models for digest in digests):
        kept = _learnt(phrases, encoders, wanted, kept)
        if keep:
            _write(flows / FILE, kept)
    by_letters = kept.models[digests[-1]]
    return Understanding(tuple(encoders), kept.models[digests[0]] if weights else None, by_letters)


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    for flow in content.flows.values():
        if flow.id not in SYSTEM_FLOWS:
            for text in (flow.title, *flow.asked_as):
                yield flow.id, text
    for label, wordings in content.wordings.items():
        for text in wordings:
            yield label, text


def _learnt(
    phrases: Sequence[Phrase],
    encoders: Sequence[Encoder],
    wanted: Sequence[Weights],
    kept: Kept,
) -> Kept:
    """Encode what is not kept, and train; vectors of encoders that are missing here stay."""
    vectors = {**kept.vectors}
    for encoder in encoders:
        vectors[encoder.name] = _encoded(phrases, encoder, kept.vectors.get(encoder.name, {}))
    rows = {
        each.name: np.stack([vectors[each.name][key_of(phrase.text)] for phrase in phrases])
        for each in encoders
    }
    models = dict[str, Model]()
    for weights in wanted:
        digest = digest_of(phrases, weights)
        models[digest] = kept.models.get(digest) or learn(phrases, rows, weights)
    return Kept(vectors, models)


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
