"""担当になる。

Usage: `/claim`, or the card's button. One wins; the others are told who did.
"""

from bot.desk import stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import Notify


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Take the case if nobody holds it."""
    name = order.staff.work_name
    if case.stage is Stage.CLOSED:
        return case, (order.answer(words.ALREADY_CLOSED, alert=True),)
    if case.holder and case.holder.ref == order.staff.ref:
        return case, (order.answer(words.YOURS_ALREADY.format(name=name)),)
    if case.holder:
        loser = words.ALREADY_HELD.format(name=case.holder.work_name)
        return case, (order.answer(loser, alert=True),)
    case, shown = stages.claimed(case, order.staff, scene)
    return case, (
        order.answer(words.CLAIMED.format(name=name)),
        Notify("claimed", {"name": name}),
        *shown,
    )
