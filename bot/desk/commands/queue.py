"""終わっていない相談の一覧。

Usage: `/queue`, in any topic.
"""

from bot.desk.command import Order
from bot.desk.listing import queue_text
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """List every open case of the desk."""
    return case, (order.answer(queue_text(scene.queue())),)
