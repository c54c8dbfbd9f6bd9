"""Where a desk works: its group, the rooms in it that are no case's, and a closing by command.

Each booth of a desk has a row of its own; only the closing by command is of the whole desk.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.model.ids import ChatId, DeskId, MessageId, ThreadId, whole
from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import desks, groups, topics
from bot.store.statement import Statement


@dataclass(frozen=True, slots=True)
class DeskRow:
    """What is known of a desk; nothing of one that was never set up."""

    chat: ChatId | None = None
    queue_thread: ThreadId | None = None
    board: MessageId | None = None
    """The pinned message in the queue topic that says how things stand."""
    aside_thread: ThreadId | None = None
    """The topic for those who are not given one of their own yet."""
    closed_until: datetime | None = None
    """Staff closed the desk by command until then."""


WHOLE = desks.alias("whole")
GROUP = Statement(
    select(
        desks.c.chat,
        desks.c.queue_thread,
        desks.c.board,
        desks.c.aside_thread,
        WHOLE.c.closed_until,
    )
    .outerjoin(WHOLE, WHOLE.c.desk == bindparam("of_whole"))
    .where(desks.c.desk == bindparam("at_desk"))
)
BY_CHAT = select(groups.c.desk).where(groups.c.chat == bindparam("group"))
MAKE = insert_into(desks, lambda add: add.on_conflict_do_nothing())
CHANGE = update(desks).where(desks.c.desk == bindparam("at_desk"))
KNOW = insert_into(
    groups,
    lambda add: add.on_conflict_do_update(
        index_elements=["chat"], set_={"desk": add.excluded.desk}
    ),
)
LINES_GONE = update(topics).where(topics.c.desk == bindparam("at_desk")).values(queue_line=None)
"""The lines in the queue topic lie in the old group, and their numbers count there alone."""
ELSEWHERE = {"queue_thread": None, "board": None, "aside_thread": None}
"""What lies in a group and is to be made anew in another."""


def group(tx: Tx, desk: DeskId) -> DeskRow:
    """Give where a desk works."""
    row = GROUP.first(tx, at_desk=desk, of_whole=whole(desk))
    return DeskRow() if row is None else DeskRow(*row)


def by_chat(tx: Tx, chat: ChatId) -> DeskId | None:
    """Give the desk that works in a group, or worked there before and has topics there still."""
    found = tx.connection.execute(BY_CHAT, {"group": chat}).scalar()
    return None if found is None else DeskId(found)


def set_group(tx: Tx, desk: DeskId, chat: ChatId) -> None:
    """Give a desk its group; in another group than before, its rooms are to be made."""
    if group(tx, desk).chat != chat:
        _set(tx, desk, chat=chat, **ELSEWHERE)
        tx.connection.execute(LINES_GONE, {"at_desk": desk})
    tx.connection.execute(KNOW.on(tx.connection), {"chat": chat, "desk": desk})


def set_queue_thread(tx: Tx, desk: DeskId, thread: ThreadId | None) -> None:
    """Note which topic is the queue, or that it is gone and the board with it."""
    _set(tx, desk, queue_thread=thread, board=None)


def set_board(tx: Tx, desk: DeskId, message: MessageId | None) -> None:
    """Note which message is the board."""
    _set(tx, desk, board=message)


def set_aside_thread(tx: Tx, desk: DeskId, thread: ThreadId | None) -> None:
    """Note which topic is for those set aside, or that it is gone."""
    _set(tx, desk, aside_thread=thread)


def close_until(tx: Tx, desk: DeskId, until: datetime | None) -> None:
    """Note until when the whole desk is closed by command; None: it follows its hours again."""
    _set(tx, whole(desk), closed_until=until)


def move_group(tx: Tx, old: ChatId, new: ChatId) -> None:
    """Note that a group has a new id, where its rooms are to be made. See `topics.move_group`."""
    if by_chat(tx, old) is None:  # a move is told twice, once by either group
        return
    moved = update(desks).where(desks.c.chat == old).values(chat=new, **ELSEWHERE)
    tx.connection.execute(moved)
    tx.connection.execute(groups.delete().where(groups.c.chat == new))
    tx.connection.execute(update(groups).where(groups.c.chat == old).values(chat=new))


def _set(tx: Tx, desk: DeskId, **values: int | datetime | None) -> None:
    tx.connection.execute(MAKE.on(tx.connection), {"desk": desk})
    tx.connection.execute(CHANGE, {"at_desk": desk, **values})
