"""担当を外れて、受付に戻す。

Usage: `/release`, or the card's button.
"""

from bot.desk import stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Give the case back, if it is the holder who asks."""
    if case.holder is None:
        return case, (order.answer(words.NOT_HELD),)
    if case.holder.ref != order.staff.ref:
        return case, (
            order.answer(words.NOT_YOURS.format(name=case.holder.work_name), alert=True),
        )
    return stages.released(case, scene)
