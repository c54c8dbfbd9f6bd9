"""How things stand, as numbers alone: no id, no word, nothing of one visitor (SAFETY.md 5.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.desk.state import Stage
from bot.model.delivery import Priority
from bot.store.connect import Tx
from bot.store.inbox import State
from bot.store.schema import cases, inbox, inputs_wait, outbox, outgoings_wait

INPUTS = select(
    func.count().label("waiting"), func.min(inbox.c.received_at).label("oldest")
).where(inputs_wait)
PARKED = select(func.count()).select_from(inbox).where(inbox.c.state == State.PARKED)
OUTGOINGS = (
    select(outbox.c.priority, func.count().label("waiting"))
    .where(outgoings_wait)
    .group_by(outbox.c.priority)
)
OLDEST_CASE = select(func.min(cases.c.waiting_since)).where(cases.c.stage == Stage.WAITING)


@dataclass(frozen=True, slots=True)
class Figures:
    """What waits, and for how long."""

    inputs: int
    oldest_input: float
    """Seconds; nought where nothing waits."""
    parked: int
    outgoings: Mapping[Priority, int]
    oldest_case: float
    """Seconds for which the case has waited that nobody has taken for longest."""


def read(tx: Tx, now: datetime) -> Figures:
    """Count; opens no seal."""
    inputs = tx.connection.execute(INPUTS).one()
    counted = {row.priority: row.waiting for row in tx.connection.execute(OUTGOINGS)}
    return Figures(
        inputs=inputs.waiting,
        oldest_input=_age(inputs.oldest, now),
        parked=tx.connection.execute(PARKED).scalar_one(),
        outgoings={priority: counted.get(priority, 0) for priority in Priority},
        oldest_case=_age(tx.connection.execute(OLDEST_CASE).scalar_one(), now),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return (now - since).total_seconds() if since else 0.0
