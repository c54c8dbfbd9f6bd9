"""What is known of the chats' limits: what was sent of late, what was refused, and what waits.

Telegram counts on while we are away, and counts all of us together; without this a restart, or a
second program on the same database, would spend the same limit twice.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text

from bot.model.delivery import Priority, Side
from bot.model.ids import DeskId
from bot.store.connect import Tx
from bot.store.outbox import State
from bot.store.schema import outbox, outgoings_wait, refusals

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(4173026882)")  # any number nobody else locks
TAKEN = (
    select(outbox.c.lane, outbox.c.desk, outbox.c.weight, outbox.c.taken_at)
    .where(outbox.c.taken_at > bindparam("since"), outbox.c.taken_by != bindparam("by"))
    .where(outbox.c.weight > 0)
    .order_by(outbox.c.taken_at)
)
REFUSED = (
    select(refusals.c.chat, refusals.c.at, refusals.c.after)
    .where(refusals.c.at > bindparam("since"), refusals.c.holder != bindparam("by"))
    .order_by(refusals.c.at)
)
REFUSE = insert(refusals)
OLDEST_WAITING = (
    select(outbox.c.created_at)
    .where(outgoings_wait, outbox.c.state == State.NEW, outbox.c.side == Side.TOPIC)
    .where(outbox.c.desk == bindparam("at_desk"), outbox.c.priority == Priority.VISITOR)
    .where(outbox.c.not_before.is_(None))
    .order_by(outbox.c.created_at)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that was sent, or is being sent, and what it weighs in its chat's limit."""

    lane: str
    desk: DeskId | None
    weight: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """A 429: which chat, when, and for how many seconds it asked to be left alone."""

    chat: str
    at: datetime
    after: float


def lock(tx: Tx) -> None:
    """Let nobody else weigh the limits before this transaction is over."""
    if tx.connection.dialect.name == "postgresql":  # SQLite has one writer
        tx.connection.execute(ONE_AT_A_TIME)


def taken_since(tx: Tx, since: datetime, but_by: str) -> list[Taken]:
    """Give what the others have taken to send since then, oldest first."""
    rows = tx.connection.execute(TAKEN, {"since": since, "by": but_by})
    return [Taken(row.lane, row.desk, row.weight, row.taken_at) for row in rows]


def refused_since(tx: Tx, since: datetime, but_by: str) -> list[Refusal]:
    """Give the 429s that the others met since then, oldest first."""
    rows = tx.connection.execute(REFUSED, {"since": since, "by": but_by})
    return [Refusal(row.chat, row.at, row.after) for row in rows]


def refuse(tx: Tx, refusal: Refusal, by: str) -> None:
    """Remember a 429; call it under the `lock`, so that nobody reads past it."""
    values = {"chat": refusal.chat, "at": refusal.at, "after": refusal.after, "holder": by}
    tx.connection.execute(REFUSE, values)


def waiting_since(tx: Tx, desk: DeskId) -> datetime | None:
    """Say when the oldest of the visitors' words was written that wait for a desk's group."""
    return tx.connection.execute(OLDEST_WAITING, {"at_desk": desk}).scalar()


def purge(tx: Tx, before: datetime) -> None:
    """Forget the 429s from before a time."""
    tx.connection.execute(refusals.delete().where(refusals.c.at < before))
