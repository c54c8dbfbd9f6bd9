"""どうなったかを記録する（報告のため）。

Usage: `/outcome`, or a button below the word that a case was closed. Only the choice is kept.
"""

from dataclasses import replace

from bot.desk import stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case
from bot.model.effects import EditPost, PostToTopic


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Record the outcome that was chosen, or offer the list."""
    labels = dict(scene.desk.outcomes)
    if order.message is None and order.under is not None and order.text in labels:
        case = replace(case, outcome=order.text)
        said = words.OUTCOME_KEPT.format(outcome=labels[order.text])
        return case, (EditPost(order.under, said),)
    buttons = stages.outcome_buttons(case, scene)
    return case, (PostToTopic(words.OUTCOME_ASK, order.message, silent=True, buttons=buttons),)
