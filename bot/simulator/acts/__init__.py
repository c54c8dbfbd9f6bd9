"""What people can do; importing this package fills the table of acts."""

from bot.simulator.acts import forum, standing, talking, tapping
from bot.simulator.acts.registry import ACTS, BadAct, perform

__all__ = ["ACTS", "BadAct", "forum", "perform", "standing", "talking", "tapping"]
