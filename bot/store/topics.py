"""The forum topic of each visitor: where it lies, and our messages that are known by a role."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from bot.model.delivery import Slot
from bot.model.ids import ChatId, ConversationId, DeskId, MessageId, ThreadId
from bot.store.connect import Tx
from bot.store.schema import insert_into, topics


@dataclass(frozen=True, slots=True)
class Topic:
    """A visitor's topic; without a thread while it is still to be made or made again."""

    conversation_id: ConversationId
    desk: DeskId
    chat: ChatId | None
    thread: ThreadId | None
    card: MessageId | None
    queue_line: MessageId | None


OF = select(topics).where(topics.c.conversation_id == bindparam("conversation"))
MAKE = insert_into(topics, lambda add: add.on_conflict_do_nothing())
CHANGE = update(topics).where(topics.c.conversation_id == bindparam("conversation"))
BY_THREAD = select(topics.c.conversation_id).where(
    topics.c.chat == bindparam("chat"), topics.c.thread == bindparam("thread")
)


def of(tx: Tx, conversation_id: ConversationId) -> Topic | None:
    """Give the visitor's topic, if a case was ever opened."""
    row = tx.connection.execute(OF, {"conversation": conversation_id}).first()
    return None if row is None else Topic(*row)


def make(tx: Tx, conversation_id: ConversationId, desk: DeskId) -> None:
    """Note that the visitor has a topic on a desk; one that is there stays as it is."""
    values = {"conversation_id": conversation_id, "desk": desk}
    tx.connection.execute(MAKE.on(tx.connection), values)


def place(tx: Tx, conversation_id: ConversationId, chat: ChatId, thread: ThreadId) -> None:
    """Note where the topic lies."""
    _set(tx, conversation_id, chat=chat, thread=thread)


def lose(tx: Tx, conversation_id: ConversationId) -> None:
    """Note that the topic is gone, and the card with it."""
    _set(tx, conversation_id, thread=None, card=None)


def set_slot(
    tx: Tx, conversation_id: ConversationId, slot: Slot, message: MessageId | None
) -> None:
    """Remember which message plays a role, or that none does."""
    _set(tx, conversation_id, **{slot.value: message})


def by_thread(tx: Tx, chat: ChatId, thread: ThreadId) -> ConversationId | None:
    """Give the visitor whose topic lies there."""
    found = tx.connection.execute(BY_THREAD, {"chat": chat, "thread": thread}).scalar()
    return None if found is None else ConversationId(found)


def move_group(tx: Tx, old: ChatId, new: ChatId) -> None:
    """Note that a group has a new id; see also `desks.move_group`."""
    tx.connection.execute(update(topics).where(topics.c.chat == old).values(chat=new))


def _set(tx: Tx, conversation_id: ConversationId, **values: int | None) -> None:
    tx.connection.execute(CHANGE, {"conversation": conversation_id, **values})
