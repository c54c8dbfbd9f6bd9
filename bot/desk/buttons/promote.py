"""「ようす見」の相談に、トピックを作る（ボタン）。

Pressed below a line in the topic for those set aside: `promote:<case number>`.
"""

from bot.desk import stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Give the case a topic of its own, with all that was written so far."""
    if case.stage is Stage.CLOSED or not case.aside:
        return case, (order.answer(words.HAS_A_TOPIC),)
    return stages.promoted(case, scene)
