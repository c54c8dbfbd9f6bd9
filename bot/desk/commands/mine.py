"""自分が担当している相談の一覧。

Usage: `/mine`, in any topic.
"""

from bot.desk.command import Order
from bot.desk.listing import mine_text
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """List the open cases that the asker holds."""
    return case, (order.answer(mine_text(scene.mine(order.staff.ref))),)
