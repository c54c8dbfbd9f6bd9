"""自分の返信を取り消す（その返信に返信して使う）。

Usage: `/undo` as a reply to any reply, or the button 取り消す below the last one. Within ten
seconds it is done at once; later it asks first, for the visitor may have read it.
"""

from dataclasses import replace

from bot.desk import replies, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Reply
from bot.model.effects import Button, DeskEffect, EditPost, PostToTopic, WithdrawReply
from bot.model.ids import MessageId


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Take a reply back, or ask whether to."""
    message = _meant(order)
    held = next((each for each in case.held_back if each.message == message), None)
    if held is not None:
        return _let_go(case, held), (_said(order, words.HELD_LET_GO),)
    if message is None or scene.sent is None:
        return case, (_said(order, words.NOTHING_TO_UNDO),)
    if not replies.may_be_taken_back(scene.sent, scene):
        return case, (_said(order, words.TOO_LATE_TO_UNDO),)
    if replies.is_fresh(scene.sent, scene):
        return case, (_said(order, words.UNDOING), WithdrawReply(message))
    sure = Button(words.DELETE, f"delete:{case.number}:{message}")
    return case, (_said(order, words.SURE_TO_DELETE, (sure,)),)


def _meant(order: Order) -> MessageId | None:
    """Find the reply: named by the button, or the message that the command answers."""
    if order.message is None:
        return MessageId(int(order.text)) if order.text.isdecimal() else None
    return order.under


def _said(order: Order, text: str, buttons: tuple[Button, ...] = ()) -> DeskEffect:
    """Answer in place of the button that was pressed, or below the command."""
    if order.message is None and order.under is not None:
        return EditPost(order.under, text, buttons)
    return PostToTopic(text, order.message, silent=True, buttons=buttons)


def _let_go(case: Case, held: Reply) -> Case:
    return replace(case, held_back=tuple(each for each in case.held_back if each is not held))
