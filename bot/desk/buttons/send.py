"""担当でない人が、自分の返信を送る（ボタン）。

Pressed by the author below a reply that waits: `send:<case number>:<message>`.
"""

from dataclasses import replace

from bot.desk import replies, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Reply
from bot.model.effects import DeskEffect, EditPost


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Send what waits, under the name of who wrote it; the case stays where it is."""
    waiting = _waiting(case, order.text)
    if not waiting:
        return case, (order.answer(words.NOTHING_WAITS, alert=True),)
    if waiting[0].staff.ref != order.staff.ref:
        return case, (order.answer(words.NOT_YOUR_WORDS, alert=True),)
    case = replace(case, held_back=tuple(r for r in case.held_back if r not in waiting))
    effects: list[DeskEffect] = []
    if order.under is not None:
        effects.append(EditPost(order.under, words.SENT_MYSELF))
    for reply in waiting:
        after, sent = replies.sent(case, reply, scene)
        case = after or case
        effects += sent
    return case, tuple(effects)


def _waiting(case: Case, message: str) -> list[Reply]:
    """Find the reply that waits, and all of its album."""
    first = next((r for r in case.held_back if str(r.message) == message), None)
    if first is None:
        return []
    return [r for r in case.held_back if r is first or (r.album and r.album == first.album)]
