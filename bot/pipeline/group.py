"""A desk's group as a whole: where it is, its queue topic, and what happens to either."""

from datetime import datetime

from bot.desk import words
from bot.model.delivery import MakeTopic, Outgoing, Priority, Side
from bot.model.ids import ChatId, DeskId
from bot.model.inputs import About, GroupMoved, Input
from bot.pipeline import lanes
from bot.store import desks, offsets, outbox, topics
from bot.store.connect import Tx


def holder(desk: DeskId) -> str:
    """Name the key under which a desk's own rows are sealed."""
    return f"desk:{desk}"


def settle(tx: Tx, desk: DeskId, configured: ChatId, now: datetime) -> None:
    """Bind the desk to the group in the settings, and see to it that it has a queue topic.

    A group that moved since keeps its new id until the setting itself is changed.
    """
    remembered = offsets.get(tx, f"group:{desk}")
    if remembered != configured:
        offsets.set(tx, f"group:{desk}", configured)
        desks.set_group(tx, desk, configured)
        desks.set_queue_thread(tx, desk, None)
    if desks.group(tx, desk).queue_thread is None:
        ask_for_queue_topic(tx, desk, now)


def ask_for_queue_topic(tx: Tx, desk: DeskId, now: datetime) -> None:
    """Have the queue topic made; asking twice before it is sent makes one."""
    act = MakeTopic(words.QUEUE_TOPIC)
    outgoing = Outgoing(Side.QUEUE, act, Priority.OPENING, About.TOPIC, coalesce=outbox.ROOM)
    outbox.put(
        tx,
        lane=lanes.of_queue(desk),
        conversation_id=None,
        desk=desk,
        holder=holder(desk),
        outgoing=outgoing,
        at=now,
    )


def take(tx: Tx, desk: DeskId, happened: Input) -> None:
    """Take an input that concerns the group itself."""
    if isinstance(happened, GroupMoved):
        move(tx, desk, happened.to)
    outbox.release(tx, desk)


def move(tx: Tx, desk: DeskId, to: ChatId) -> None:
    """Follow a group to its new id, with every topic in it; one that is gone is made anew."""
    old = desks.group(tx, desk).chat
    if old is not None and old != to:
        desks.move_group(tx, old, to)
        topics.move_group(tx, old, to)
