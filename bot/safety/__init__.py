"""Sees danger in what a visitor writes, by the editors' signs and the grammar around them."""

from bot.safety.judging import Judge, judge_by
from bot.safety.signs import Sign, Signs, sign_of
from bot.safety.speaker import Speaker, speaker
from bot.safety.verdict import Verdict, verdict

__all__ = [
    "Judge",
    "Sign",
    "Signs",
    "Speaker",
    "Verdict",
    "judge_by",
    "sign_of",
    "speaker",
    "verdict",
]
