"""この相談のことを、くわしく見る。

Usage: `/info`. The card, and besides it what the bot said, what it came to, the note.
"""

from bot.desk import card
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case
from bot.model.effects import PostToTopic


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Tell everything that is known of the case."""
    return case, (PostToTopic(card.details(case, scene), order.message, silent=True),)
