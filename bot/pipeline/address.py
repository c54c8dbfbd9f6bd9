"""Where an outgoing goes, looked up a moment before it is sent, and what it costs there."""

from dataclasses import replace
from datetime import datetime

from bot.model.delivery import (
    Act,
    Copy,
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditCaption,
    EditText,
    LeaveGroup,
    MakeTopic,
    Outcome,
    Outgoing,
    Parcel,
    PinMessage,
    Reason,
    Refused,
    RetireTopic,
    Side,
    Slot,
)
from bot.model.ids import OUTSIDE, ConversationId, DeskId, Lane, MessageId
from bot.model.inputs import About
from bot.pipeline import lanes
from bot.pipeline.pace import GROUP_PREFIX, REACTION_PREFIX
from bot.pipeline.relay import marked
from bot.store import alerts, conversations, desks, messages, outbox, topics
from bot.store.connect import Tx
from bot.store.outbox import OutboxRow
from bot.store.topics import Topic

CARD = "card"
"""The coalesce key of what posts a case's card."""


def line_of(visitor: ConversationId) -> str:
    """Give the coalesce key of what posts the one line that a visitor has in the queue topic."""
    return f"line {visitor}"


def pace_key(row: OutboxRow) -> str:
    """Name the chat whose limit the row is counted against."""
    return chat_of(row.lane, row.desk)


def chat_of(lane: str, desk: DeskId | None) -> str:
    """Name the chat that a lane leads to, by what the pace calls it."""
    if lane.startswith(outbox.REACTIONS):
        visitor, _, there = lane.removeprefix(outbox.REACTIONS).partition(":")
        chat = f"{GROUP_PREFIX}{there}" if there else lanes.of_visitor(ConversationId(visitor))
        return f"{REACTION_PREFIX}{chat}"
    is_private = lanes.conversation_of(Lane(lane)) is not None or lane.startswith(lanes.CALL)
    return lane if is_private else f"{GROUP_PREFIX}{desk}"


def cost(act: Act) -> int:
    """Say for how many messages the limit of a chat counts it (TELEGRAM.md 1.2).

    An album counts as its items, and deleting counts for nothing.
    """
    if isinstance(act, CopyAlbum):
        return len(act.messages)
    if isinstance(act, RetireTopic):
        return 2
    return 0 if isinstance(act, DeleteMessage | LeaveGroup) else 1


def foregone(tx: Tx, row: OutboxRow, outgoing: Outgoing, now: datetime) -> Outcome | None:
    """Give the outcome of a row that nobody need be asked for; None: it is to be sent."""
    act = outgoing.act
    if outgoing.expires is not None and now > outgoing.expires:
        return Refused(Reason.EXPIRED)
    if isinstance(act, LeaveGroup):  # it may have become a desk's meanwhile
        return Delivered() if desks.by_chat(tx, act.chat) else None
    if isinstance(act, RetireTopic):
        return Delivered() if _is_somebodys(tx, act) else None
    if _is_missing(tx, row, outgoing):
        gone = isinstance(act, DeleteMessage)
        return Delivered() if gone else Refused(Reason.MESSAGE_GONE)
    return None


def _is_somebodys(tx: Tx, act: RetireTopic) -> bool:
    """Say whether a topic is known by now; in a group that moved its number means nothing."""
    desk = desks.by_chat(tx, act.chat)
    if desk is None or topics.by_thread(tx, act.chat, act.thread):
        return True
    place = desks.group(tx, desk)
    return place.chat == act.chat and act.thread in {place.queue_thread, place.aside_thread}


def _is_missing(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> bool:
    """Say whether an act names by its role a message that is not there and not to come.

    It would hold up its lane for good: a card that was refused is never edited.
    """
    slot = _slot(outgoing.act)
    match slot:
        case None:
            return False
        case Slot.TWIN:
            return _twin(tx, row, outgoing) is None
        case Slot.BOARD:
            return desks.group(tx, _desk(row)).board is None
        case Slot.ALERT:  # it was posted before, on the same lane
            return _alert(tx, outgoing) is None
        case Slot.CARD | Slot.QUEUE_LINE | Slot.OFFER:
            return _role(tx, row, slot) is None and not _is_to_come(tx, row, slot)


def _role(tx: Tx, row: OutboxRow, slot: Slot) -> MessageId | None:
    """Find the case's message that plays a role."""
    topic = topics.of(tx, _owner(row), _desk(row))
    return None if topic is None else _message_of(topic, slot)


def _alert(tx: Tx, outgoing: Outgoing) -> MessageId | None:
    """Find where an alert stands."""
    return None if outgoing.alert is None else alerts.message(tx, outgoing.alert, outgoing.side)


def _is_to_come(tx: Tx, row: OutboxRow, slot: Slot) -> bool:
    """Say whether what plays the role is still to be posted, on a lane of its own."""
    visitor, desk = _owner(row), _desk(row)
    match slot:
        case Slot.CARD:
            return outbox.waits(tx, lanes.of_topic(visitor, desk), CARD)
        case Slot.QUEUE_LINE:
            return outbox.waits(tx, lanes.of_queue(desk), line_of(visitor))
        case _:
            return False


def is_past(tx: Tx, sent: Parcel) -> bool:
    """Say whether a group moved while something was sent to it: its numbers count no more."""
    in_a_group = sent.chat < 0 and not isinstance(sent.act, LeaveGroup)
    return in_a_group and desks.by_chat(tx, sent.chat) is None


def parcel(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> Parcel | None:
    """Address a row; None while the topic or the message it needs is still to be made.

    What staff must not take for something new says so where it may be a second copy.
    """
    found = _addressed(tx, row, outgoing)
    is_alert = outgoing.alert is not None or outgoing.side is Side.OUTSIDE
    if found is None or not row.repeated or not (is_alert or outgoing.about is About.RELAY):
        return found
    return replace(found, act=marked(found.act))


def _addressed(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> Parcel | None:
    if isinstance(outgoing.act, LeaveGroup):
        return Parcel(outgoing.act.chat, None, outgoing.act)
    if isinstance(outgoing.act, RetireTopic):
        return Parcel(outgoing.act.chat, outgoing.act.thread, outgoing.act)
    match outgoing.side:
        case Side.VISITOR:
            return _to_visitor(tx, row, outgoing)
        case Side.TOPIC:
            return _to_topic(tx, row, outgoing)
        case Side.QUEUE | Side.ASIDE:
            return _to_room(tx, row, outgoing)
        case Side.OUTSIDE:
            return Parcel(OUTSIDE, None, outgoing.act)


def _to_visitor(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> Parcel:
    chat = conversations.chat(tx, _owner(row))
    copies = isinstance(outgoing.act, Copy | CopyAlbum)
    topic = topics.of(tx, _owner(row), _desk(row)) if copies else None
    source = topic.chat if topic else None
    twin = _twin(tx, row, outgoing) if _slot(outgoing.act) is Slot.TWIN else None
    return Parcel(chat, None, outgoing.act, source_chat=source, target=twin)


def _twin(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> MessageId | None:
    if outgoing.origin is None:
        return None
    linked = messages.visitor_of(tx, _owner(row), _desk(row), outgoing.origin)
    return linked.visitor_message if linked else None


def _to_topic(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> Parcel | None:
    visitor = _owner(row)
    topic = topics.of(tx, visitor, _desk(row))
    if topic is None:
        return None
    if isinstance(outgoing.act, MakeTopic):
        chat = desks.group(tx, topic.desk).chat
        return Parcel(chat, None, outgoing.act) if chat else None
    if topic.chat is None or topic.thread is None:
        return None
    found, target = _target(tx, topic, outgoing)
    if not found:
        return None
    copies = isinstance(outgoing.act, Copy | CopyAlbum)
    source = conversations.chat(tx, visitor) if copies else None
    return Parcel(topic.chat, topic.thread, outgoing.act, source, target)


def _to_room(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> Parcel | None:
    """Address what goes into a room of the desk's that is no case's topic."""
    place = desks.group(tx, _desk(row))
    if place.chat is None:
        return None
    if isinstance(outgoing.act, MakeTopic):
        return Parcel(place.chat, None, outgoing.act)
    thread = place.queue_thread if outgoing.side is Side.QUEUE else place.aside_thread
    if thread is None:
        return None
    slot = _slot(outgoing.act)
    if slot is None:
        return Parcel(place.chat, thread, outgoing.act)
    if slot is Slot.ALERT:
        target = _alert(tx, outgoing)
    else:
        target = place.board if slot is Slot.BOARD else _role(tx, row, slot)
    return Parcel(place.chat, thread, outgoing.act, target=target) if target else None


def _slot(act: Act) -> Slot | None:
    """Say which role's message an act changes, if it names one by its role."""
    if not isinstance(act, EditText | EditCaption | PinMessage | DeleteMessage):
        return None
    return act.target if isinstance(act.target, Slot) else None


def _target(tx: Tx, topic: Topic, outgoing: Outgoing) -> tuple[bool, MessageId | None]:
    """Find the message an act names by its slot; False while there is none."""
    slot = _slot(outgoing.act)
    if slot is None:
        return True, None
    target = _alert(tx, outgoing) if slot is Slot.ALERT else _message_of(topic, slot)
    return target is not None, target


def _message_of(topic: Topic, slot: Slot) -> MessageId | None:
    roles = {Slot.CARD: topic.card, Slot.OFFER: topic.offer, Slot.QUEUE_LINE: topic.queue_line}
    return roles.get(slot)


def _owner(row: OutboxRow) -> ConversationId:
    if row.conversation_id is None:
        raise ValueError("a row for a visitor or a topic belongs to a conversation")
    return row.conversation_id


def _desk(row: OutboxRow) -> DeskId:
    if row.desk is None:
        raise ValueError("a row for a visitor or a topic belongs to a desk")
    return row.desk
