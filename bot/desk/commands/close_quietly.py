"""相手に何も知らせずに終了する。

Usage: `/close_quietly`, or the button under そのほか. For mistakes and mischief.
"""

from bot.desk import stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Close the case; the visitor reads nothing."""
    if case.stage is Stage.CLOSED:
        return case, (order.answer(words.ALREADY_CLOSED),)
    return stages.closed(case, scene, told=False)
