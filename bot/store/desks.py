"""Which group a desk works in now, and which topic there is its queue."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from bot.model.ids import ChatId, DeskId, ThreadId
from bot.store.connect import Tx
from bot.store.schema import desks, insert_into


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Where a desk works; nothing is known of one that was never set up."""

    chat: ChatId | None = None
    queue_thread: ThreadId | None = None


GROUP = select(desks.c.chat, desks.c.queue_thread).where(desks.c.desk == bindparam("at_desk"))
BY_CHAT = select(desks.c.desk).where(desks.c.chat == bindparam("group")).order_by(desks.c.desk)
MAKE = insert_into(desks, lambda add: add.on_conflict_do_nothing())
CHANGE = update(desks).where(desks.c.desk == bindparam("at_desk"))


def group(tx: Tx, desk: DeskId) -> DeskRow:
    """Give where a desk works."""
    row = tx.connection.execute(GROUP, {"at_desk": desk}).first()
    return DeskRow() if row is None else DeskRow(*row)


def by_chat(tx: Tx, chat: ChatId) -> DeskId | None:
    """Give the desk that works in a group."""
    found = tx.connection.execute(BY_CHAT, {"group": chat}).scalar()
    return None if found is None else DeskId(found)


def set_group(tx: Tx, desk: DeskId, chat: ChatId | None) -> None:
    """Give a desk its group; in another group than before, the queue topic is to be made."""
    if group(tx, desk).chat != chat:
        _set(tx, desk, chat=chat, queue_thread=None)


def set_queue_thread(tx: Tx, desk: DeskId, thread: ThreadId | None) -> None:
    """Note which topic is the queue, or that it is gone."""
    _set(tx, desk, queue_thread=thread)


def move_group(tx: Tx, old: ChatId, new: ChatId) -> None:
    """Note that a group has a new id; what lies in it is the same. See `topics.move_group`."""
    tx.connection.execute(update(desks).where(desks.c.chat == old).values(chat=new))


def _set(tx: Tx, desk: DeskId, **values: int | None) -> None:
    tx.connection.execute(MAKE.on(tx.connection), {"desk": desk})
    tx.connection.execute(CHANGE, {"at_desk": desk, **values})
