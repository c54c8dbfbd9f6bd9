"""相手に返信する（/r に続けて言葉を書く）。

Usage: `/r 言葉`. It reaches the visitor just as a reply to their message does.
"""

from bot.desk import replies, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Reply


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Send the words behind the command."""
    if order.message is None or not order.text.strip():
        return case, (order.answer(words.EMPTY_REPLY),)
    reply = Reply(order.staff, order.message, order.text, order.entities, order.reply_to)
    return replies.send(case, reply, scene)
