"""あとにする（/snooze 2時間、/snooze 明日 9:00 など）。

Usage: `/snooze 30分`, `/snooze 明日`, or a button under そのほか. It comes back then, or as
soon as the visitor writes.
"""

from dataclasses import replace

from bot.desk import card, stages, words
from bot.desk.clock import parse_until
from bot.desk.command import Order
from bot.desk.hours import next_opening
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import PostToTopic

NEXT = "next"
"""What the button for the next opening says."""


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Put the case away for a while."""
    hours, now = scene.desk.hours, scene.moment.now
    if case.stage is Stage.CLOSED:
        return case, (order.answer(words.ALREADY_CLOSED),)
    text = order.text.strip()
    until = next_opening(hours, now) if text == NEXT else parse_until(text, now, hours)
    if until is None:
        return case, (order.answer(words.SNOOZE_HOW),)
    case = replace(case, snoozed_until=until)
    said = PostToTopic(words.SNOOZED.format(until=card.clock(until)), order.message, silent=True)
    return case, (said, *stages.refreshed(case, scene))
