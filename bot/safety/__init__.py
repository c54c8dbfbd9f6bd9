"""Sees danger in what a visitor writes, by the editors' signs and the grammar around them."""

from bot.safety.signs import Level, Sign, Signs, Type, sign_of
from bot.safety.verdict import Verdict, verdict

__all__ = ["Level", "Sign", "Signs", "Type", "Verdict", "sign_of", "verdict"]
