"""うめた定型文をやめる（ボタン）。

Pressed below a canned reply whose blanks are filled: `drop_draft:<case number>:<serial>`.
"""

from bot.desk import drafts
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case


def run(case: Case, order: Order, _scene: Scene) -> Outcome:
    """Let it go."""
    return drafts.dropped(case, (order.text, order.under)) if order.under else (case, ())
