"""What has arrived and waits for its turn, in lanes; each lane strictly in order.

A row outlives its turn by `KEEP`, without its content, so that an update delivered once more is
recognised however its number stands to the others (SAFETY fault 11).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, func, or_, select, update

from bot.model.ids import Lane
from bot.model.inputs import Input
from bot.store import codec
from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.keys import Vault
from bot.store.schema import inbox, inputs_wait
from bot.store.sealing import seal, unseal
from bot.store.statement import Row, Statement

PLACE = "inbox.sealed"
KEEP = timedelta(hours=48)  # Telegram offers an update again for 24 h

ADD = Statement(insert_into(inbox, lambda add: add.on_conflict_do_nothing().returning(inbox.c.id)))
OF_ROW = update(inbox).where(inbox.c.id == bindparam("row_id"))
CHANGE = Statement(OF_ROW)
TRY_AGAIN = OF_ROW.values(
    attempts=inbox.c.attempts + 1, not_before=bindparam("until"), error=bindparam("reason")
)
HEADS = select(func.min(inbox.c.id)).where(inputs_wait).group_by(inbox.c.lane)
SEEN = select(inbox.c.update_key).where(inbox.c.update_key.in_(bindparam("keys", expanding=True)))
DUE = Statement(
    select(inbox)
    .where(inbox.c.id.in_(HEADS))
    .where(or_(inbox.c.not_before.is_(None), inbox.c.not_before <= bindparam("now")))
    .order_by(inbox.c.id)
    .limit(bindparam("most"))
)

CLAIM = (
    select(inbox.c.id)
    .where(inbox.c.id == bindparam("row_id"), inputs_wait)
    .with_for_update(skip_locked=True)
)


class State(StrEnum):
    """Where a row stands."""

    NEW = "new"
    DONE = "done"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One input that waits, or was parked."""

    id: int
    lane: Lane
    holder: str
    at: datetime
    attempts: int
    error: str | None
    sealed: bytes = field(repr=False)
    vault: Vault = field(repr=False)

    @property
    def input(self) -> Input:
        """Open the input: here and not earlier, so one that does not open stops no other.

        Raises SealingError or CodecError, which a turn meets like any other fault of its own.
        """
        plain = unseal(self.vault, self.holder, PLACE, self.id, self.sealed)
        return codec.decode_input(plain)


def add(  # noqa: PLR0913 - the columns of a row, by keyword
    tx: Tx, *, update_key: str | None, lane: Lane, holder: str, input: Input, at: datetime
) -> bool:
    """Store an input under its holder's key; False when an update of that key was seen."""
    added = ADD.first(tx, update_key=update_key, lane=lane, holder=holder, received_at=at)
    if added is None:
        return False
    # the seal names the row, so the row comes first
    sealed = seal(tx.vault, holder, PLACE, added.id, codec.encode_input(input))
    CHANGE.run(tx, row_id=added.id, sealed=sealed)
    return True


def add_unreadable(tx: Tx, *, update_key: str, lane: Lane, at: datetime) -> bool:
    """Park what could not even be read, without content; False when its key was seen."""
    values = {"update_key": update_key, "lane": lane, "holder": "", "received_at": at}
    return ADD.first(tx, **values, state=State.PARKED) is not None


def seen(tx: Tx, update_keys: Collection[str]) -> set[str]:
    """Give those keys of which an update was stored, also when it was handled since."""
    return set(tx.connection.execute(SEEN, {"keys": list(update_keys)}).scalars())


def due(tx: Tx, now: datetime, limit: int) -> list[InboxRow]:
    """Give the rows whose turn has come, in order, at most one a lane.

    A lane waits behind its earliest new row, also while that one may not be tried again yet.
    """
    return [_row(tx, row) for row in DUE.run(tx, now=now, most=limit)]


def claim(tx: Tx, row_id: int) -> bool:
    """Take a row for this transaction; False when somebody else has it or it is handled.

    It is the first of its lane, and the next one is not until it is handled: so a lane is never
    in two hands.
    """
    return tx.connection.execute(CLAIM, {"row_id": row_id}).first() is not None


def done(tx: Tx, row_id: int) -> None:
    """Mark a row as handled and erase its content."""
    CHANGE.run(tx, row_id=row_id, state=State.DONE, sealed=None)


def again(tx: Tx, row_id: int, not_before: datetime, error: str) -> None:
    """Let a row wait for another try; `error` holds type, file and line, never content."""
    values = {"row_id": row_id, "until": not_before, "reason": error}
    tx.connection.execute(TRY_AGAIN, values)


def park(tx: Tx, row_id: int, error: str) -> None:
    """Set a row aside, so that its lane goes on; its content is kept sealed."""
    CHANGE.run(tx, row_id=row_id, state=State.PARKED, error=error)


def parked(tx: Tx) -> list[InboxRow]:
    """Give the rows that were set aside, oldest first."""
    statement = select(inbox).where(inbox.c.state == State.PARKED).order_by(inbox.c.id)
    return [_row(tx, row) for row in tx.connection.execute(statement)]


def pending(tx: Tx) -> int:
    """Count the rows that wait."""
    statement = select(func.count()).select_from(inbox).where(inputs_wait)
    return tx.connection.execute(statement).scalar_one()


def purge(tx: Tx, before: datetime) -> int:
    """Delete the handled rows received before a time, usually `KEEP` ago; give their count."""
    old = inbox.delete().where(inbox.c.state == State.DONE, inbox.c.received_at < before)
    return tx.connection.execute(old).rowcount


def _row(tx: Tx, row: Row) -> InboxRow:
    return InboxRow(
        id=row.id,
        lane=Lane(row.lane),
        holder=row.holder,
        at=row.received_at,
        attempts=row.attempts,
        error=row.error,
        sealed=row.sealed or b"",
        vault=tx.vault,
    )
