"""The forum topics of each visitor, one on each desk that served them.

Where it lies, and which of our messages there are known by a role.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from bot.model.delivery import Slot
from bot.model.ids import ChatId, ConversationId, DeskId, MessageId, ThreadId
from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import topics


@dataclass(frozen=True, slots=True)
class Topic:
    """A visitor's topic; without a thread while it is still to be made or made again."""

    conversation_id: ConversationId
    desk: DeskId
    chat: ChatId | None
    thread: ThreadId | None
    card: MessageId | None
    queue_line: MessageId | None
    offer: MessageId | None


OF = select(topics).where(
    topics.c.conversation_id == bindparam("conversation"), topics.c.desk == bindparam("at_desk")
)
MAKE = insert_into(topics, lambda add: add.on_conflict_do_nothing())
CHANGE = update(topics).where(
    topics.c.conversation_id == bindparam("conversation"), topics.c.desk == bindparam("at_desk")
)
BY_THREAD = select(topics.c.conversation_id).where(
    topics.c.chat == bindparam("chat"), topics.c.thread == bindparam("thread")
)


def of(tx: Tx, conversation_id: ConversationId, desk: DeskId) -> Topic | None:
    """Give the visitor's topic on a desk, if a case was ever there."""
    row = tx.connection.execute(OF, {"conversation": conversation_id, "at_desk": desk}).first()
    return None if row is None else Topic(*row)


def make(tx: Tx, conversation_id: ConversationId, desk: DeskId) -> None:
    """Note that the visitor has a topic on a desk; one that is there stays as it is."""
    values = {"conversation_id": conversation_id, "desk": desk}
    tx.connection.execute(MAKE.on(tx.connection), values)


def place(
    tx: Tx, conversation_id: ConversationId, desk: DeskId, chat: ChatId, thread: ThreadId
) -> None:
    """Note where the topic lies."""
    _set(tx, conversation_id, desk, chat=chat, thread=thread)


def lose(tx: Tx, conversation_id: ConversationId, desk: DeskId) -> None:
    """Note that the topic is gone, and the card and the offer with it."""
    _set(tx, conversation_id, desk, thread=None, card=None, offer=None)


def set_slot(
    tx: Tx, conversation_id: ConversationId, desk: DeskId, slot: Slot, message: MessageId | None
) -> None:
    """Remember which message plays a role, or that none does."""
    _set(tx, conversation_id, desk, **{slot.value: message})


def by_thread(tx: Tx, chat: ChatId, thread: ThreadId) -> ConversationId | None:
    """Give the visitor whose topic lies there."""
    found = tx.connection.execute(BY_THREAD, {"chat": chat, "thread": thread}).scalar()
    return None if found is None else ConversationId(found)


def move_group(tx: Tx, old: ChatId, new: ChatId) -> list[ConversationId]:
    """Note that a group has a new id, in which numbers begin anew; see also `desks.move_group`.

    Gives those whose topic and messages were in it: by their old numbers others would be met.
    """
    there = select(topics.c.conversation_id).where(topics.c.chat == old)
    moved = [ConversationId(found) for found in tx.connection.execute(there).scalars()]
    lost = {"thread": None, "card": None, "queue_line": None, "offer": None}
    tx.connection.execute(update(topics).where(topics.c.chat == old).values(chat=new, **lost))
    return moved


def _set(tx: Tx, conversation_id: ConversationId, desk: DeskId, **values: int | None) -> None:
    tx.connection.execute(CHANGE, {"conversation": conversation_id, "at_desk": desk, **values})
