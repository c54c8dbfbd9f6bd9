"""うめた定型文を送る（ボタン）。

Pressed below a canned reply whose blanks are filled: `send_draft:<case number>:<serial>`.
"""

from bot.desk import drafts
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Send it as it was shown."""
    if order.under is None:
        return case, ()
    return drafts.sent(case, order.staff, (order.text, order.under), scene)
