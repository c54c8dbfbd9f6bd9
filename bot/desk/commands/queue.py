"""終わっていない相談の一覧。

Usage: `/queue`, in any topic.
"""

from bot.desk import office
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """List every open case of the desk."""
    return case, (order.answer(office.queue_text(scene.open_cases())),)
