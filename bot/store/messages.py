"""Which message on the visitor's side is which on the staff's: ids and digests, never words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.model.ids import CaseId, ConversationId, MessageId
from bot.store.connect import Tx
from bot.store.schema import messages


@dataclass(frozen=True, slots=True)
class Linked:
    """The visitor's side of a message in the topic."""

    visitor_message: MessageId
    from_visitor: bool
    """Who wrote it: the visitor, or else staff."""


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
    tx.connection.execute(
        insert(messages).values(
            conversation_id=conversation_id,
            case_id=case_id,
            visitor_message=visitor_message,
            staff_message=staff_message,
            from_visitor=from_visitor,
            part=part,
            digest=digest,
            at=at,
        )
    )


def staff_of(
    tx: Tx, conversation_id: ConversationId, visitor_message: MessageId
) -> list[MessageId]:
    """Give the messages in the topic that stand for one in the visitor's chat, oldest first."""
    statement = select(messages.c.staff_message).where(
        messages.c.conversation_id == conversation_id,
        messages.c.visitor_message == visitor_message,
    )
    rows = tx.connection.execute(statement.order_by(messages.c.id)).scalars()
    return [MessageId(staff_message) for staff_message in rows]


def visitor_of(tx: Tx, conversation_id: ConversationId, staff_message: MessageId) -> Linked | None:
    """Give the message in the visitor's chat that stands for one in the topic.

    Of several parts it is the first; of one that was sent again, the newest.
    """
    statement = select(messages.c.visitor_message, messages.c.from_visitor).where(
        messages.c.conversation_id == conversation_id,
        messages.c.staff_message == staff_message,
    )
    newest = statement.order_by(messages.c.part, messages.c.id.desc()).limit(1)
    row = tx.connection.execute(newest).first()
    return None if row is None else Linked(MessageId(row.visitor_message), row.from_visitor)


def digest(tx: Tx, text: str) -> str:
    """Give a keyed digest of a text, to see later whether it changed."""
    return tx.vault.index("message", text)


def digest_of(tx: Tx, conversation_id: ConversationId, visitor_message: MessageId) -> str | None:
    """Give the digest that was last noted of a message in the visitor's chat."""
    statement = select(messages.c.digest).where(
        messages.c.conversation_id == conversation_id,
        messages.c.visitor_message == visitor_message,
        messages.c.digest.is_not(None),
    )
    newest = statement.order_by(messages.c.id.desc()).limit(1)
    return tx.connection.execute(newest).scalar()


def set_digest(
    tx: Tx, conversation_id: ConversationId, visitor_message: MessageId, digest: str
) -> None:
    """Note the digest of a message's new text."""
    statement = update(messages).where(
        messages.c.conversation_id == conversation_id,
        messages.c.visitor_message == visitor_message,
    )
    tx.connection.execute(statement.values(digest=digest))
