"""A few phrases of two flows and of none, and vectors that need no package."""

import numpy as np

from bot.model.weighed import NONE
from bot.understanding.learn import Model, Phrase, learn
from bot.understanding.letters import Floats
from bot.understanding.vectors import Encoder, vectors_of

TOPICS = {
    "cost": ("お金", "料金", "費用", "いくら", "無料"),
    "family": ("息子", "娘", "家族", "兄", "母"),
    NONE: ("天気", "野球", "猫", "映画", "眠い"),
}
ENDINGS = ("", "です", "について", "のこと", "ですか", "教えて", "って", "？")

PHRASES = tuple(
    Phrase(topic + ending, label)
    for label, topics in TOPICS.items()
    for topic in topics
    for ending in ENDINGS
)


def vector(text: str) -> Floats:
    """Point into the direction of the topics that occur in a text."""
    found = [any(topic in text for topic in topics) for topics in TOPICS.values()]
    return np.array([*found, 0.25], np.float32)


ENCODER = Encoder("small 1", 4, vector)


def rows(*encoders: Encoder) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int8]]]:
    """Give the vectors of all phrases."""
    return {
        each.name: np.stack([vectors_of(phrase.text, [each])[each.name] for phrase in PHRASES])
        for each in encoders
    }


def model(*encoders: Encoder) -> Model:
    """Learn from the phrases."""
    return learn(PHRASES, rows(*encoders))
