"""Sees danger in what a visitor writes, by the editors' signs and the grammar around them."""

from bot.safety.judging import Judge, judge_by
from bot.safety.record import Examples, lines_of, record_of, weaker
from bot.safety.signs import Sign, Signs, sign_of
from bot.safety.speaker import Speaker, speaker
from bot.safety.verdict import Likeness, verdict

__all__ = [
    "Examples",
    "Judge",
    "Likeness",
    "Sign",
    "Signs",
    "Speaker",
    "judge_by",
    "lines_of",
    "record_of",
    "sign_of",
    "speaker",
    "verdict",
    "weaker",
]
