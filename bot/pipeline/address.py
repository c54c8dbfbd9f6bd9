"""Where an outgoing goes, looked up a moment before it is sent, and what it costs there."""

from bot.model.delivery import (
    Act,
    Copy,
    EditText,
    MakeTopic,
    Outgoing,
    Parcel,
    PinMessage,
    SetReaction,
    Side,
    Slot,
)
from bot.model.ids import ConversationId, Lane, MessageId
from bot.model.inputs import About
from bot.pipeline import lanes
from bot.pipeline.pace import GROUP_PREFIX
from bot.pipeline.relay import marked
from bot.store import conversations, desks, topics
from bot.store.connect import Tx
from bot.store.outbox import OutboxRow
from bot.store.topics import Topic


def pace_key(row: OutboxRow) -> str:
    """Name the chat whose limit the row is counted against."""
    if lanes.conversation_of(Lane(row.lane)) is not None:
        return row.lane
    return f"{GROUP_PREFIX}{row.desk}"


def costs(act: Act) -> bool:
    """Say whether the limit of a chat counts it; reactions have a budget of their own."""
    return not isinstance(act, SetReaction)


def parcel(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> Parcel | None:
    """Address a row; None while the topic or the message it needs is still to be made."""
    match outgoing.side:
        case Side.VISITOR:
            return _to_visitor(tx, _owner(row), outgoing)
        case Side.TOPIC:
            return _to_topic(tx, row, outgoing)
        case Side.QUEUE:
            return _to_queue(tx, row, outgoing)


def _to_visitor(tx: Tx, visitor: ConversationId, outgoing: Outgoing) -> Parcel:
    chat = conversations.chat(tx, visitor)
    topic = topics.of(tx, visitor)
    source = topic.chat if topic else None
    return Parcel(chat, None, outgoing.act, source_chat=source)


def _to_topic(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> Parcel | None:
    visitor = _owner(row)
    topic = topics.of(tx, visitor)
    if topic is None:
        return None
    if isinstance(outgoing.act, MakeTopic):
        chat = desks.group(tx, topic.desk).chat
        return Parcel(chat, None, outgoing.act) if chat else None
    if topic.chat is None or topic.thread is None:
        return None
    found, target = _target(topic, outgoing.act)
    if not found:
        return None
    source = conversations.chat(tx, visitor) if isinstance(outgoing.act, Copy) else None
    maybe_second = row.repeated and outgoing.about is About.RELAY
    act = marked(outgoing.act) if maybe_second else outgoing.act
    return Parcel(topic.chat, topic.thread, act, source, target)


def _to_queue(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> Parcel | None:
    if row.desk is None:
        return None
    place = desks.group(tx, row.desk)
    if place.chat is None:
        return None
    if isinstance(outgoing.act, MakeTopic):
        return Parcel(place.chat, None, outgoing.act)
    if place.queue_thread is None:
        return None
    target: MessageId | None = None
    if isinstance(outgoing.act, EditText):
        topic = topics.of(tx, _owner(row))
        target = topic.queue_line if topic else None
        if target is None:
            return None
    return Parcel(place.chat, place.queue_thread, outgoing.act, target=target)


def _target(topic: Topic, act: Act) -> tuple[bool, MessageId | None]:
    """Find the message an act names by its slot; False while there is none."""
    if not isinstance(act, EditText | PinMessage) or not isinstance(act.target, Slot):
        return True, None
    target = topic.card if act.target is Slot.CARD else topic.queue_line
    return target is not None, target


def _owner(row: OutboxRow) -> ConversationId:
    if row.conversation_id is None:
        raise ValueError("a row for a visitor or a topic belongs to a conversation")
    return row.conversation_id
