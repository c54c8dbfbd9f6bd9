"""Sees danger in what a visitor writes, by the editors' signs and the grammar around them."""

from bot.safety.record import record_of, weaker
from bot.safety.signs import Sign, Signs, sign_of
from bot.safety.verdict import Likeness, verdict

__all__ = ["Likeness", "Sign", "Signs", "record_of", "sign_of", "verdict", "weaker"]
