"""終了した相談を再開する。

Usage: `/reopen`, the button on a closed case's card, or opening the topic by hand.
"""

from bot.desk import stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Open the same case again, in the hands of whoever asks."""
    if case.stage is not Stage.CLOSED:
        return case, (order.answer(words.ALREADY_OPEN),)
    return stages.reopened(case, order.staff, scene)
