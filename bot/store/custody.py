"""Who is sending a row of the outbox: taken by one program, and freed when that one is gone."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select, update

from bot.store.connect import Tx
from bot.store.outbox import State
from bot.store.schema import outbox

TAKE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("row_ids", expanding=True)), outbox.c.state == State.NEW)
    .values(
        state=State.SENDING,
        taken_by=bindparam("by"),
        taken_at=bindparam("at"),
        weight=bindparam("counts"),
    )
    .returning(outbox.c.id)
)
HELD = (
    select(outbox.c.id)
    .where(outbox.c.id == bindparam("row_id"), outbox.c.state == State.SENDING)
    .where(outbox.c.taken_by == bindparam("by"))
    .with_for_update()
)
RECOVER = (
    update(outbox)
    .where(outbox.c.state == State.SENDING)
    .where(
        or_(
            outbox.c.taken_by.is_(None),
            outbox.c.taken_by.not_in(bindparam("living", expanding=True)),
        )
    )
    .values(state=State.NEW, repeated=True)
)


def sending(tx: Tx, row_ids: Sequence[int], by: str, at: datetime, weight: int = 1) -> list[int]:
    """Mark rows as being sent by a program; give those that nobody else had taken.

    `weight`: for how many messages each counts in the limit of its chat.
    """
    values = {"row_ids": list(row_ids), "by": by, "at": at, "counts": weight}
    return sorted(tx.connection.execute(TAKE, values).scalars())


def is_held(tx: Tx, row_id: int, by: str) -> bool:
    """Say whether a row is still being sent by that program, and keep it so for now."""
    return tx.connection.execute(HELD, {"row_id": row_id, "by": by}).first() is not None


def recover(tx: Tx, living: Collection[str] = ()) -> int:
    """Let what a program was sending that lives no more be sent once more; give its count."""
    return tx.connection.execute(RECOVER, {"living": list(living)}).rowcount
