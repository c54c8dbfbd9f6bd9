"""この相談を終了する。

Usage: `/close`, the card's button, or closing the topic by hand.
"""

from bot.desk import stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Close the case; the visitor reads how to come back."""
    if case.stage is Stage.CLOSED:
        return case, (order.answer(words.ALREADY_CLOSED),)
    return stages.closed(case, scene)
