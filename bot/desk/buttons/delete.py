"""相手の画面から消す（ボタン）。

Pressed after a second thought about an older reply: `delete:<case number>:<message>`.
"""

from bot.desk import replies, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case
from bot.model.effects import EditPost, WithdrawReply
from bot.model.ids import MessageId


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Delete the visitor's copy, while the channel still does."""
    if order.under is None or not order.text.isdecimal():
        return case, ()
    if scene.sent is None or not replies.may_be_taken_back(scene.sent, scene):
        return case, (EditPost(order.under, words.TOO_LATE_TO_UNDO),)
    message = MessageId(int(order.text))
    return case, (EditPost(order.under, words.UNDOING), WithdrawReply(message))
