"""選んだ定型文を送る（ボタン）。

Pressed in the list of canned replies: `say:<case number>:<id>`.
"""

from bot.desk import drafts
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Send it, or ask for its blanks."""
    if order.under is None:
        return case, ()
    return drafts.chosen(case, order.staff, (order.text, order.under), scene)
