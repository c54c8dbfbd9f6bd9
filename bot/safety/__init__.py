"""Sees danger in what a visitor writes: no network, no chance, and nothing but the editors' signs."""

from bot.safety.signs import Level, Sign, Signs, Type, sign_of
from bot.safety.verdict import Verdict, verdict

__all__ = ["Level", "Sign", "Signs", "Type", "Verdict", "sign_of", "verdict"]
