"""A desk's group as a whole: where it is, its queue topic, and what happens to either."""

from datetime import datetime

from bot.desk import words
from bot.desk.state import Stage
from bot.model.delivery import MakeTopic, Outgoing, Priority, Side
from bot.model.ids import ChatId, ConversationId, DeskId, Lane
from bot.model.inputs import About, GroupMoved, Input, TopicLost, TopicSeen
from bot.pipeline import lanes, links, stranger
from bot.store import alerts, booths, cases, desks, inbox, outbox, topics
from bot.store.connect import Tx


def holder(desk: DeskId) -> str:
    """Name the key under which a desk's own rows are sealed."""
    return f"desk:{desk}"


def settle(tx: Tx, desk: DeskId, configured: ChatId, now: datetime) -> None:
    """Bind a booth to the group in the settings, and see to it that it has a queue topic.

    A group that moved since keeps its new id until the setting itself is changed.
    """
    if booths.bound(tx, desk).get(desk) != configured:
        booths.bind(tx, desk, configured)
        desks.set_group(tx, desk, configured)
    if desks.group(tx, desk).queue_thread is None:
        ask_for_queue_topic(tx, desk, now)


def ask_for_queue_topic(tx: Tx, desk: DeskId, now: datetime) -> None:
    """Have the queue topic made; asking twice before it is there makes one."""
    if outbox.waits(tx, lanes.of_queue(desk), outbox.ROOM):  # also one that a crash left half made
        return
    act = MakeTopic(words.QUEUE_TOPIC)
    outgoing = Outgoing(Side.QUEUE, act, Priority.OPENING, About.TOPIC, coalesce=outbox.ROOM)
    put(tx, desk, lanes.of_queue(desk), outgoing, now)


def ask_for_aside_topic(tx: Tx, desk: DeskId, now: datetime) -> None:
    """Have the topic made for those who are not given one of their own yet."""
    act = MakeTopic(words.ASIDE_TOPIC)
    outgoing = Outgoing(Side.ASIDE, act, Priority.OPENING, About.TOPIC, coalesce=outbox.ROOM)
    put(tx, desk, lanes.of_aside(desk), outgoing, now)


def put(  # noqa: PLR0913 - the columns of a row
    tx: Tx,
    desk: DeskId,
    lane: Lane,
    outgoing: Outgoing,
    now: datetime,
    *,
    not_before: datetime | None = None,
) -> None:
    """Store an outgoing that belongs to the desk and to no case."""
    outbox.put(
        tx,
        lane=lane,
        conversation_id=None,
        desk=desk,
        holder=holder(desk),
        outgoing=outgoing,
        at=now,
        not_before=not_before,
    )


def take(tx: Tx, desk: DeskId, happened: Input, now: datetime) -> None:
    """Take an input that concerns the group itself."""
    if isinstance(happened, GroupMoved):
        was = happened.was or desks.group(tx, desk).chat
        if was is not None:
            move(tx, was, happened.to, now)
    if isinstance(happened, TopicSeen):
        stranger.retire(tx, happened.chat, happened.thread, now)
        return
    booths.forgive(tx, desk)
    outbox.release(tx, desk)


def move(tx: Tx, was: ChatId, to: ChatId, now: datetime) -> None:
    """Follow a group to its new id; told twice, it is one move.

    Numbers begin anew there: a message or a topic known by its old number would be somebody
    else's. So all old numbers are forgotten, and open cases are given new topics.
    """
    desk = desks.by_chat(tx, was)
    if was == to or desk is None:
        return
    desks.move_group(tx, was, to)
    alerts.forget_messages(tx, desk)
    for conversation in topics.move_group(tx, was, to):
        links.forget_group(tx, conversation, desk, now)
        outbox.drop(tx, lanes.of_status(conversation, desk))
        if _needs_a_topic(tx, conversation, desk):
            lane = lanes.of_visitor(conversation)
            lost = TopicLost()
            inbox.add(tx, update_key=None, lane=lane, holder=conversation, input=lost, at=now)
    if desks.group(tx, desk).chat == to:
        ask_for_queue_topic(tx, desk, now)


def _needs_a_topic(tx: Tx, conversation: ConversationId, desk: DeskId) -> bool:
    case = cases.latest(tx, conversation)
    is_open = case is not None and case.desk == desk and case.stage is not Stage.CLOSED
    return is_open or outbox.pending(tx, lanes.of_topic(conversation, desk)) > 0
