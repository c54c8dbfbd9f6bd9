"""定型文を選んで送る。

Usage: `/canned`, or the card's button. Each is shown in full, in the visitor's language too; one
with blanks is filled in first.
"""

from bot.desk import drafts, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import PostToTopic


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """List the canned replies with their buttons."""
    if case.stage is Stage.CLOSED:
        return case, (order.answer(words.CASE_CLOSED, alert=True),)
    text, buttons = drafts.listed(case, scene)
    return case, (PostToTopic(text, order.message, silent=True, buttons=buttons),)
