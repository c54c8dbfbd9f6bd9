"""だれも書かなければ、24時間後に終了する。

Usage: `/close_later`, or the button under そのほか. Anything that either side writes cancels it.
"""

from dataclasses import replace
from datetime import timedelta

from bot.desk import card, stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import PostToTopic

AFTER = timedelta(hours=24)


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Set the time."""
    if case.stage is Stage.CLOSED:
        return case, (order.answer(words.ALREADY_CLOSED),)
    case = replace(case, closing_at=scene.moment.now + AFTER)
    said = words.CLOSES_LATER.format(at=card.clock(case.closing_at or scene.moment.now))
    return case, (PostToTopic(said, order.message, silent=True), *stages.refreshed(case, scene))
