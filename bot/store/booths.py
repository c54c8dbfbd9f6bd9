"""The booths of a desk: which have a group in the settings, and which could not be reached.

A booth has its row among the desks, under its own name, for as long as anything lies there.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select, update

from bot.model.delivery import Side
from bot.model.ids import ChatId, DeskId, Lane, whole
from bot.store import offsets
from bot.store.connect import Tx
from bot.store.outbox import State
from bot.store.schema import desks, outbox, outgoings_wait

BOUND = "group:"
"""How the offsets are named that say which group the settings gave to a booth."""
REFUSED = "refused:"
"""How the offsets are named that say when a booth's group last took nothing, in Unix time."""

EVERY = select(desks.c.desk)
WAITING = select(func.count()).where(
    outgoings_wait, outbox.c.desk == bindparam("at_booth"), outbox.c.side != Side.VISITOR
)
MOVE = (
    update(outbox)
    .where(outbox.c.lane == bindparam("from_lane"), outbox.c.state == State.NEW)
    .values(lane=bindparam("to_lane"), desk=bindparam("to_booth"))
)


def of(tx: Tx, desk: DeskId) -> list[DeskId]:
    """List every booth that a desk has or had, the first one first."""
    return _in_order(desk, tx.connection.execute(EVERY).scalars())


def bound(tx: Tx, desk: DeskId) -> dict[DeskId, ChatId]:
    """Give a desk's booths that have a group in the settings, and the group's number there."""
    found = offsets.beginning(tx, BOUND)
    return {booth: ChatId(found[booth]) for booth in _in_order(desk, found)}


def every_bound(tx: Tx) -> list[DeskId]:
    """List every booth of every desk that has a group in the settings."""
    return [DeskId(booth) for booth in offsets.beginning(tx, BOUND)]


def bind(tx: Tx, booth: DeskId, chat: ChatId) -> None:
    """Note which group the settings give to a booth."""
    offsets.set(tx, f"{BOUND}{booth}", chat)


def unbind(tx: Tx, booth: DeskId) -> None:
    """Note that the settings no longer name a booth's group."""
    offsets.forget(tx, f"{BOUND}{booth}")


def refused_at(tx: Tx, booth: DeskId) -> datetime | None:
    """Say when a booth's group last took nothing; None: nothing is known against it."""
    at = offsets.get(tx, f"{REFUSED}{booth}")
    return None if at is None else datetime.fromtimestamp(at, UTC)


def refused(tx: Tx, booth: DeskId, now: datetime) -> None:
    """Note that a booth's group takes nothing."""
    offsets.set(tx, f"{REFUSED}{booth}", int(now.timestamp()))


def forgive(tx: Tx, booth: DeskId) -> None:
    """Forget that a booth's group took nothing: it may be in order again."""
    offsets.forget(tx, f"{REFUSED}{booth}")


def waiting(tx: Tx, booth: DeskId) -> int:
    """Count what waits to be sent into a booth's group."""
    return tx.connection.execute(WAITING, {"at_booth": booth}).scalar_one()


def move_unsent(tx: Tx, there: Lane, here: Lane, booth: DeskId) -> None:
    """Let what waits in a lane wait in another booth's; what is being sent stays."""
    tx.connection.execute(MOVE, {"from_lane": there, "to_lane": here, "to_booth": booth})


def _in_order(desk: DeskId, names: Iterable[str]) -> list[DeskId]:
    """Pick out the booths of one desk, the first one first."""
    mine = (DeskId(name) for name in names if whole(DeskId(name)) == whole(desk))
    return sorted(mine, key=lambda name: (len(name), name))
