"""Where each visitor stands; found again by a keyed digest, because the chat id is sealed.

The holder of everything that belongs to a visitor is the conversation's id: forget that one key,
and chat id, state, cases and waiting messages are gone together.
"""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.conversation.state import Conversation
from bot.model.ids import ChatId, ConversationId
from bot.store import codec
from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import conversations
from bot.store.sealing import SealingError, seal, unseal
from bot.store.statement import Row, Statement

CHAT = "conversations.sealed_chat"
STATE = "conversations.sealed_state"

FIND = Statement(select(conversations.c.id).where(conversations.c.who == bindparam("who")))
ENTER = insert_into(conversations, lambda add: add.on_conflict_do_nothing(index_elements=["who"]))
LOAD = Statement(select(conversations).where(conversations.c.id == bindparam("row_id")))
SAVE = Statement(
    update(conversations)
    .where(conversations.c.id == bindparam("row_id"))
    .returning(conversations.c.id)
)

LATELY = (
    select(conversations.c.id, conversations.c.sealed_state)
    .where(
        conversations.c.updated_at >= bindparam("since"), conversations.c.sealed_state.is_not(None)
    )
    .order_by(conversations.c.updated_at.desc())
    .limit(bindparam("most"))
)
PINNED = (
    select(conversations.c.version, func.count().label("count"))
    .where(conversations.c.version.is_not(None))
    .group_by(conversations.c.version)
)


def find(tx: Tx, chat: ChatId) -> ConversationId | None:
    """Give the conversation of a chat, if there is one."""
    found = FIND.first(tx, who=_who(tx, chat))
    return None if found is None else ConversationId(found.id)


def enter(tx: Tx, chat: ChatId, fresh: ConversationId, at: datetime) -> ConversationId:
    """Give the conversation of a chat, making it under the name `fresh` when there is none."""
    known = find(tx, chat)
    if known is not None:
        return known
    sealed = seal(tx.vault, fresh, CHAT, fresh, str(chat).encode())
    values = {"id": fresh, "who": _who(tx, chat), "sealed_chat": sealed, "updated_at": at}
    tx.connection.execute(ENTER.on(tx.connection), values)
    entered = find(tx, chat)  # another transaction may have been first
    if entered is None:
        raise LookupError("a conversation vanished while it was entered")
    return entered


def load(tx: Tx, conversation_id: ConversationId) -> Conversation:
    """Give where a visitor stands; raises LookupError when there is no such conversation."""
    sealed = _row(tx, conversation_id).sealed_state
    if sealed is None:
        return Conversation()
    plain = unseal(tx.vault, conversation_id, STATE, conversation_id, sealed)
    return codec.decode_conversation(plain)


def save(
    tx: Tx, conversation_id: ConversationId, conversation: Conversation, at: datetime
) -> None:
    """Store where a visitor stands; raises LookupError when there is no such conversation."""
    plain = codec.encode_conversation(conversation)
    sealed = seal(tx.vault, conversation_id, STATE, conversation_id, plain)
    saved = SAVE.run(
        tx,
        row_id=conversation_id,
        sealed_state=sealed,
        updated_at=at,
        version=conversation.version,
    )
    if not saved:
        raise LookupError("there is no such conversation")


def lately(tx: Tx, since: datetime, most: int) -> list[Conversation]:
    """Give where visitors stand who did something of late, the newest first.

    A row that cannot be opened, because its key is gone, stands nowhere.
    """
    found = []
    for row in tx.connection.execute(LATELY, {"since": since, "most": most}):
        with suppress(SealingError):
            plain = unseal(tx.vault, row.id, STATE, row.id, row.sealed_state)
            found.append(codec.decode_conversation(plain))
    return found


def pinned(tx: Tx) -> dict[str, int]:
    """Count the conversations whose last screen was made of each version of the content."""
    return {row[0]: row[1] for row in tx.connection.execute(PINNED)}


def chat(tx: Tx, conversation_id: ConversationId) -> ChatId:
    """Give the visitor's chat; raises LookupError when there is no such conversation."""
    sealed = _row(tx, conversation_id).sealed_chat
    return ChatId(int(unseal(tx.vault, conversation_id, CHAT, conversation_id, sealed)))


def _who(tx: Tx, chat: ChatId) -> str:
    return tx.vault.index("chat", str(chat))


def _row(tx: Tx, conversation_id: ConversationId) -> Row:
    row = LOAD.first(tx, row_id=conversation_id)
    if row is None:
        raise LookupError("there is no such conversation")
    return row
