"""メモを残して、上に留める（/note に続けて言葉を書く）。

Usage: `/note 言葉`. It stays among staff, stands on the card, and goes along with a transfer.
"""

from bot.desk import stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case
from bot.model.effects import PinPost


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Keep the note with the case and pin it."""
    text = order.text.strip()
    if order.message is None or not text:
        return case, (order.answer(words.EMPTY_NOTE),)
    case = stages.noted(case, text)
    return case, (PinPost(order.message), *stages.refreshed(case, scene))
