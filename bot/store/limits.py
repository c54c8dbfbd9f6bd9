"""What is known of the chats' limits: what was sent of late, who is let rest, and what waits.

Telegram counts on while we are away; without this a restart would spend a minute's limit twice.
"""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.model.delivery import Priority, Side
from bot.model.ids import DeskId
from bot.store import offsets
from bot.store.connect import Tx
from bot.store.outbox import State
from bot.store.schema import outbox, outgoings_wait

PAUSE = "pause:"
"""How the offsets are named that say until when a chat is left alone, in seconds of Unix time."""


def sent_since(tx: Tx, since: datetime) -> list[tuple[str, DeskId | None, datetime]]:
    """Give lane, desk and time of everything that was sent since then, oldest first."""
    recent = select(outbox.c.lane, outbox.c.desk, outbox.c.done_at).where(
        outbox.c.state == State.SENT, outbox.c.done_at > since
    )
    rows = tx.connection.execute(recent.order_by(outbox.c.done_at))
    return [(row.lane, row.desk, row.done_at) for row in rows]


def waiting_since(tx: Tx, desk: DeskId) -> datetime | None:
    """Say when the oldest of the visitors' words was written that wait for a desk's group."""
    oldest = (
        select(outbox.c.created_at)
        .where(outgoings_wait, outbox.c.state == State.NEW, outbox.c.side == Side.TOPIC)
        .where(outbox.c.desk == desk, outbox.c.priority == Priority.VISITOR)
        .where(outbox.c.not_before.is_(None))
        .order_by(outbox.c.created_at)
        .limit(1)
    )
    return tx.connection.execute(oldest).scalar()


def pauses(tx: Tx) -> dict[str, datetime]:
    """Say until when each chat is left alone, by pace key; past times stand there, too."""
    times = offsets.beginning(tx, PAUSE)
    return {key: datetime.fromtimestamp(until, UTC) for key, until in times.items()}


def pause(tx: Tx, key: str, until: datetime) -> None:
    """Remember that a chat is to be left alone until then, to the next full second."""
    offsets.set(tx, f"{PAUSE}{key}", int(until.timestamp()) + 1)
