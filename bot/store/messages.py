"""Which message on the visitor's side is which on the staff's: ids and digests, never words.

A number counts in its chat alone, so the staff's side is known by number and desk.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from bot.model.ids import ConversationId, DeskId, MessageId
from bot.store.connect import Tx
from bot.store.schema import messages


@dataclass(frozen=True, slots=True)
class Linked:
    """The visitor's side of a message in the topic."""

    visitor_message: MessageId
    from_visitor: bool
    """Who wrote it: the visitor, or else staff."""
    at: datetime
    """When it was carried over."""


LINK = insert(messages)
STAFF_OF = (
    select(messages.c.staff_message)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .where(messages.c.desk == bindparam("at_desk"))
    .where(messages.c.visitor_message == bindparam("message"))
    .order_by(messages.c.id)
)
VISITOR_OF = (
    select(messages.c.visitor_message, messages.c.from_visitor, messages.c.at)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .where(messages.c.desk == bindparam("at_desk"))
    .where(messages.c.staff_message == bindparam("message"))
    .order_by(messages.c.part, messages.c.id.desc())
)
CONVERSATION_OF = (
    select(messages.c.conversation_id)
    .where(messages.c.desk == bindparam("at_desk"))
    .where(messages.c.staff_message == bindparam("message"))
    .order_by(messages.c.id.desc())
    .limit(1)
)
FORGET = (
    delete(messages)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .where(messages.c.desk == bindparam("at_desk"))
)
UNLINK = FORGET.where(messages.c.visitor_message == bindparam("message"))
DIGEST_OF = (
    select(messages.c.digest)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .where(messages.c.visitor_message == bindparam("message"), messages.c.digest.is_not(None))
    .order_by(messages.c.id.desc())
    .limit(1)
)


def link(  # noqa: PLR0913 - the columns of a row, by keyword
    tx: Tx,
    conversation_id: ConversationId,
    desk: DeskId,
    *,
    visitor_message: MessageId,
    staff_message: MessageId,
    from_visitor: bool,
    part: int = 0,
    digest: str | None = None,
    at: datetime,
) -> None:
    """Note that two messages are one; a long text has several parts on the other side."""
    values = {
        "conversation_id": conversation_id,
        "desk": desk,
        "visitor_message": visitor_message,
        "staff_message": staff_message,
        "from_visitor": from_visitor,
        "part": part,
        "digest": digest,
        "at": at,
    }
    tx.connection.execute(LINK, values)


def staff_of(
    tx: Tx, conversation_id: ConversationId, desk: DeskId, visitor_message: MessageId
) -> list[MessageId]:
    """Give the messages in the topic that stand for one in the visitor's chat, oldest first."""
    values = {"conversation": conversation_id, "at_desk": desk, "message": visitor_message}
    return [MessageId(found) for found in tx.connection.execute(STAFF_OF, values).scalars()]


def visitor_of(
    tx: Tx, conversation_id: ConversationId, desk: DeskId, staff_message: MessageId
) -> Linked | None:
    """Give the message in the visitor's chat that stands for one in the topic.

    Of several parts it is the first; of one that was sent again, the newest.
    """
    return next(iter(all_visitor_of(tx, conversation_id, desk, staff_message)), None)


def all_visitor_of(
    tx: Tx, conversation_id: ConversationId, desk: DeskId, staff_message: MessageId
) -> list[Linked]:
    """Give every message in the visitor's chat that stands for one in the topic, by its parts."""
    values = {"conversation": conversation_id, "at_desk": desk, "message": staff_message}
    rows = tx.connection.execute(VISITOR_OF, values)
    return [Linked(MessageId(row.visitor_message), row.from_visitor, row.at) for row in rows]


def conversation_of(tx: Tx, desk: DeskId, staff_message: MessageId) -> ConversationId | None:
    """Give the visitor to whom a message of a desk's group belongs; of several the latest.

    A desk that moved to another group may have the number twice: see that the group is right.
    """
    values = {"at_desk": desk, "message": staff_message}
    found = tx.connection.execute(CONVERSATION_OF, values).scalar()
    return None if found is None else ConversationId(found)


def unlink(
    tx: Tx, conversation_id: ConversationId, desk: DeskId, visitor_message: MessageId
) -> None:
    """Forget a message of the visitor's chat, whatever it stood for: it is there no more."""
    values = {"conversation": conversation_id, "at_desk": desk, "message": visitor_message}
    tx.connection.execute(UNLINK, values)


def forget(tx: Tx, conversation_id: ConversationId, desk: DeskId) -> None:
    """Forget every pair of a visitor's on a desk: the numbers there mean something else now."""
    values = {"conversation": conversation_id, "at_desk": desk}
    tx.connection.execute(FORGET, values)


def digest(tx: Tx, text: str) -> str:
    """Give a keyed digest of a text, to see later whether it changed."""
    return tx.vault.index("message", text)


def digest_of(tx: Tx, conversation_id: ConversationId, visitor_message: MessageId) -> str | None:
    """Give the digest that was last noted of a message in the visitor's chat."""
    values = {"conversation": conversation_id, "message": visitor_message}
    return tx.connection.execute(DIGEST_OF, values).scalar()
