"""この一覧を出す。

Usage: `/help`. The lines are the first lines of the commands' own docstrings.
"""

from bot.desk import words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case


def run(case: Case, order: Order, _scene: Scene) -> Outcome:
    """List the commands."""
    lines = [f"/{name} … {line}" for name, line in order.listing]
    return case, (order.answer("\n".join([*lines, "", words.HOW_TO_REPLY])),)
