"""What is nobody's: a group that let the bot in by mistake, a topic that a crash left behind."""

from datetime import datetime, timedelta

from bot.desk import words
from bot.model.delivery import LeaveGroup, Outgoing, Priority, RetireTopic, Side
from bot.model.ids import ChatId, ThreadId
from bot.pipeline import lanes
from bot.store import outbox
from bot.store.connect import Tx

STAY = timedelta(minutes=1)  # a desk's group that moved looks strange until the move is told
HOLDER = "engawa:stranger"
"""Whose key seals it: by its colon no visitor's or case's, by its beginning no desk's."""


def leave(tx: Tx, chat: ChatId, now: datetime) -> None:
    """Have the group left in a minute; `address.foregone` looks again whether it is a desk's."""
    _later(
        tx, chat, Outgoing(Side.QUEUE, LeaveGroup(chat), Priority.STATUS, coalesce="leave"), now
    )


def retire(tx: Tx, chat: ChatId, thread: ThreadId, now: datetime) -> None:
    """Have a topic closed in a minute, unless by then somebody's or the desk's own is there.

    What staff write in it would reach nobody, and nobody would be told.
    """
    act = RetireTopic(chat, thread, words.STRAY_TOPIC)
    _later(tx, chat, Outgoing(Side.QUEUE, act, Priority.RENAME), now)


def _later(tx: Tx, chat: ChatId, outgoing: Outgoing, now: datetime) -> None:
    outbox.put(
        tx,
        lane=lanes.of_stranger(chat),
        conversation_id=None,
        desk=None,
        holder=HOLDER,
        outgoing=outgoing,
        at=now,
        not_before=now + STAY,
    )
