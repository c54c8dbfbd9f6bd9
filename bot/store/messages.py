"""Which message on the visitor's side is which on the staff's: ids and digests, never words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from bot.model.ids import CaseId, ConversationId, MessageId
from bot.store.connect import Tx
from bot.store.schema import messages


@dataclass(frozen=True, slots=True)
class Linked:
    """The visitor's side of a message in the topic."""

    visitor_message: MessageId
    from_visitor: bool
    """Who wrote it: the visitor, or else staff."""


LINK = insert(messages)
STAFF_OF = (
    select(messages.c.staff_message)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .where(messages.c.visitor_message == bindparam("message"))
    .order_by(messages.c.id)
)
VISITOR_OF = (
    select(messages.c.visitor_message, messages.c.from_visitor)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .where(messages.c.staff_message == bindparam("message"))
    .order_by(messages.c.part, messages.c.id.desc())
    .limit(1)
)
DIGEST_OF = (
    select(messages.c.digest)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .where(messages.c.visitor_message == bindparam("message"), messages.c.digest.is_not(None))
    .order_by(messages.c.id.desc())
    .limit(1)
)
SET_DIGEST = (
    update(messages)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .where(messages.c.visitor_message == bindparam("message"))
)


def link(  # noqa: PLR0913 - the columns of a row, by keyword
    tx: Tx,
    conversation_id: ConversationId,
    *,
    visitor_message: MessageId,
    staff_message: MessageId,
    from_visitor: bool,
    part: int = 0,
    case_id: CaseId | None = None,
    digest: str | None = None,
    at: datetime,
) -> None:
    """Note that two messages are one; a long text has several parts on the other side."""
    values = {
        "conversation_id": conversation_id,
        "case_id": case_id,
        "visitor_message": visitor_message,
        "staff_message": staff_message,
        "from_visitor": from_visitor,
        "part": part,
        "digest": digest,
        "at": at,
    }
    tx.connection.execute(LINK, values)


def staff_of(
    tx: Tx, conversation_id: ConversationId, visitor_message: MessageId
) -> list[MessageId]:
    """Give the messages in the topic that stand for one in the visitor's chat, oldest first."""
    values = {"conversation": conversation_id, "message": visitor_message}
    return [MessageId(found) for found in tx.connection.execute(STAFF_OF, values).scalars()]


def visitor_of(tx: Tx, conversation_id: ConversationId, staff_message: MessageId) -> Linked | None:
    """Give the message in the visitor's chat that stands for one in the topic.

    Of several parts it is the first; of one that was sent again, the newest.
    """
    values = {"conversation": conversation_id, "message": staff_message}
    row = tx.connection.execute(VISITOR_OF, values).first()
    return None if row is None else Linked(MessageId(row.visitor_message), row.from_visitor)


def digest(tx: Tx, text: str) -> str:
    """Give a keyed digest of a text, to see later whether it changed."""
    return tx.vault.index("message", text)


def digest_of(tx: Tx, conversation_id: ConversationId, visitor_message: MessageId) -> str | None:
    """Give the digest that was last noted of a message in the visitor's chat."""
    values = {"conversation": conversation_id, "message": visitor_message}
    return tx.connection.execute(DIGEST_OF, values).scalar()


def set_digest(
    tx: Tx, conversation_id: ConversationId, visitor_message: MessageId, digest: str
) -> None:
    """Note the digest of a message's new text."""
    values = {"conversation": conversation_id, "message": visitor_message, "digest": digest}
    tx.connection.execute(SET_DIGEST, values)
