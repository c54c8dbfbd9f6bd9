"""そのほかの操作を出す（ボタン）。

The card's button そのほか: `more:<case number>`. It keeps the card itself short.
"""

from bot.desk import words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case
from bot.model.effects import Button, PostToTopic

ACTS = (
    (words.SNOOZE_HOUR, "snooze:{number}:1h", False),
    (words.SNOOZE_NEXT, "snooze:{number}:next", True),
    (words.CLOSE_LATER, "close_later:{number}", False),
    (words.CLOSE_QUIETLY, "close_quietly:{number}", True),
    (words.TRANSFER, "transfer:{number}", False),
    (words.INFO, "info:{number}", True),
)


def run(case: Case, order: Order, _scene: Scene) -> Outcome:
    """Offer what is seldom needed."""
    buttons = tuple(
        Button(label, press.format(number=case.number), beside) for label, press, beside in ACTS
    )
    return case, (PostToTopic(words.MORE_HEAD, order.message, silent=True, buttons=buttons),)
