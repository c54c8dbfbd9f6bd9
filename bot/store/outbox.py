"""What is to be sent, in lanes; each lane strictly in order.

A lane is a destination: `v:<conversation>`, `t:<conversation>` for its topic, `q:<desk>` for a
desk's queue topic. It waits behind its first row that is not sent, whatever that row waits for;
only what opens a topic goes before older rows of its lane, because they need the topic.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, bindparam, case, func, insert, or_, select, update

from bot.model.delivery import Outgoing, Priority, Side
from bot.model.ids import ConversationId, DeskId
from bot.store import codec
from bot.store.connect import Tx
from bot.store.keys import Vault
from bot.store.schema import outbox, outgoings_wait
from bot.store.sealing import seal, unseal
from bot.store.statement import Row, Statement

PLACE = "outbox.sealed"


class State(StrEnum):
    """Where a row stands."""

    NEW = "new"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


FINISHED = (State.SENT, State.FAILED)
REACTIONS = "e:"
"""How the lanes of reactions begin: no limit of a group's is theirs."""
ROOM = "room"
"""The coalesce key of what makes a lane's topic: nothing else of the lane can go before it."""
IN_LANE = (
    case((outbox.c.coalesce_key == ROOM, 0), (outbox.c.priority == Priority.OPENING, 1), else_=2),
    outbox.c.id,
)
"""What goes first within a lane: its topic, what opens it, and then the oldest."""

ADD = Statement(insert(outbox).returning(outbox.c.id))
OF_ROW = update(outbox).where(outbox.c.id == bindparam("row_id"))
CHANGE = Statement(OF_ROW)
TWIN = Statement(
    select(outbox.c.id, outbox.c.not_before)
    .where(outgoings_wait, outbox.c.state == State.NEW)
    .where(outbox.c.lane == bindparam("in_lane"), outbox.c.coalesce_key == bindparam("key"))
    .with_for_update()
)
QUEUE = (
    select(
        outbox.c.id,
        func.row_number().over(partition_by=outbox.c.lane, order_by=IN_LANE).label("place"),
    )
    .where(outgoings_wait)
    .subquery()
)
BEING_SENT = select(outbox.c.lane).where(outgoings_wait, outbox.c.state == State.SENDING)
DUE = (
    select(outbox)
    .join(QUEUE, QUEUE.c.id == outbox.c.id)
    .where(QUEUE.c.place == 1)
    .where(outbox.c.lane.not_in(BEING_SENT))
    .where(or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now")))
    .where(outbox.c.lane.not_in(bindparam("busy", expanding=True)))
    .where(
        or_(
            outbox.c.side == Side.VISITOR,
            outbox.c.desk.is_(None),
            outbox.c.lane.startswith(REACTIONS),
            outbox.c.desk.not_in(bindparam("full", expanding=True)),
        )
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most"))
    # what a turn is changing at this moment is looked at again when it has
    .with_for_update(of=outbox, skip_locked=True)
)
UNSENT = (
    select(outbox)
    .where(outgoings_wait, outbox.c.lane == bindparam("in_lane"))
    .order_by(outbox.c.id)
)
LATER = OF_ROW.values(
    state=State.NEW,
    not_before=bindparam("until"),
    error=bindparam("reason"),
    attempts=outbox.c.attempts + bindparam("counted"),
    repeated=or_(outbox.c.repeated, bindparam("doubtful", type_=Boolean)),
)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One outgoing that may be sent now."""

    id: int
    lane: str
    conversation_id: ConversationId | None
    desk: DeskId | None
    holder: str
    attempts: int
    repeated: bool
    """It may have been sent once before."""
    is_being_sent: bool
    created_at: datetime
    not_before: datetime | None
    sealed: bytes = field(repr=False)
    vault: Vault = field(repr=False)

    @property
    def outgoing(self) -> Outgoing:
        """Open the outgoing: here and not earlier, so one that does not open stops no other.

        Raises SealingError or CodecError; such a row has failed.
        """
        plain = unseal(self.vault, self.holder, PLACE, self.id, self.sealed)
        return codec.decode_outgoing(plain)


def put(  # noqa: PLR0913 - the columns of a row, by keyword
    tx: Tx,
    *,
    lane: str,
    conversation_id: ConversationId | None,
    desk: DeskId | None,
    holder: str,
    outgoing: Outgoing,
    at: datetime,
    not_before: datetime | None = None,
) -> int:
    """Store an outgoing at the end of its lane, sealed under the holder's key; give its id.

    With a coalesce key, a row of the lane with that key which is still `new` takes the new
    content and priority instead, and keeps its id, its place in the lane, its tries, and the
    later of the two times to wait for. A row that is being sent is never changed.
    """
    row_id = _waiting_twin(tx, lane, outgoing.coalesce, not_before)
    if row_id is None:
        added = ADD.first(
            tx,
            lane=lane,
            side=outgoing.side,
            conversation_id=conversation_id,
            desk=desk,
            holder=holder,
            priority=outgoing.priority,
            not_before=not_before,
            coalesce_key=outgoing.coalesce,
            created_at=at,
        )
        row_id = int(added.id)
    # the seal names the row, so the row comes first
    sealed = seal(tx.vault, holder, PLACE, row_id, codec.encode_outgoing(outgoing))
    _set(tx, row_id, sealed=sealed, holder=holder, side=outgoing.side, priority=outgoing.priority)
    return row_id


def due(
    tx: Tx,
    now: datetime,
    limit: int,
    busy: Collection[str] = (),
    full: Collection[DeskId] = (),
) -> list[OutboxRow]:
    """Give the rows that may be sent, at most one a lane, by priority and then by age.

    What opens a topic goes before everything else in its lane, so that words which wait for a
    new topic stay in their order behind it. Lanes in `busy` are passed over, those with a row
    that is being sent, and what is for the group of a desk in `full`.
    """
    values = {"now": now, "most": limit, "busy": list(busy), "full": list(full)}
    return [_row(tx, row) for row in tx.connection.execute(DUE, values)]


def sent(tx: Tx, row_id: int, result: int | None, at: datetime) -> None:
    """Mark a row as sent, erase its content, and keep the message or thread that came of it."""
    _set(tx, row_id, state=State.SENT, sealed=None, result=result, done_at=at, error=None)


def failed(tx: Tx, row_id: int, error: str, at: datetime) -> None:
    """Mark a row as refused for good and erase its content."""
    _set(tx, row_id, state=State.FAILED, sealed=None, error=error, done_at=at)


def later(  # noqa: PLR0913 - the columns of a row, by keyword
    tx: Tx,
    row_id: int,
    not_before: datetime,
    *,
    count: bool,
    error: str | None = None,
    repeated: bool = False,
) -> None:
    """Let a row wait for another try; `count` says whether this one counts as an attempt.

    `repeated`: it may have been sent all the same, and the next copy must say so.
    """
    values = {"row_id": row_id, "until": not_before, "reason": error, "counted": int(count)}
    tx.connection.execute(LATER, {**values, "doubtful": repeated})


def release(tx: Tx, desk: DeskId) -> None:
    """Let what waits for a desk's group be tried at once: the group may be in order again."""
    waiting = update(outbox).where(outbox.c.desk == desk, outbox.c.state == State.NEW)
    tx.connection.execute(waiting.where(outbox.c.side != Side.VISITOR).values(not_before=None))


def waiting(tx: Tx, lane: str, key: str) -> Outgoing | None:
    """Give what waits in a lane under a coalesce key and is not being sent yet."""
    row_id = _waiting_twin(tx, lane, key, None)
    return next((row.outgoing for row in unsent(tx, lane) if row.id == row_id), None)


def unsent(tx: Tx, lane: str) -> list[OutboxRow]:
    """Give everything of a lane that is not sent yet, oldest first, what is being sent too."""
    return [_row(tx, row) for row in tx.connection.execute(UNSENT, {"in_lane": lane})]


def drop(tx: Tx, lane: str, key: str = "") -> int:
    """Take out of a lane what waits under coalesce keys that begin so, or all; give its count.

    What is being sent stays.
    """
    mine = outbox.c.coalesce_key.startswith(key, autoescape=True)
    gone = outbox.delete().where(outbox.c.lane == lane, outbox.c.state == State.NEW, mine)
    return tx.connection.execute(gone).rowcount


def waits(tx: Tx, lane: str, key: str) -> bool:
    """Say whether a row of the lane with that coalesce key is not sent yet."""
    statement = select(outbox.c.id).where(outgoings_wait, outbox.c.lane == lane)
    found = tx.connection.execute(statement.where(outbox.c.coalesce_key == key).limit(1))
    return found.first() is not None


def pending(tx: Tx, lane: str = "") -> int:
    """Count the rows that are not sent, of one lane or of all."""
    statement = select(func.count()).select_from(outbox).where(outgoings_wait)
    mine = statement.where(outbox.c.lane == lane) if lane else statement
    return tx.connection.execute(mine).scalar_one()


def purge(tx: Tx, before: datetime) -> int:
    """Delete the rows that were finished before a time; give their count."""
    old = outbox.delete().where(outbox.c.state.in_(FINISHED), outbox.c.done_at < before)
    return tx.connection.execute(old).rowcount


def _waiting_twin(tx: Tx, lane: str, key: str, not_before: datetime | None) -> int | None:
    if not key:
        return None
    twin = TWIN.first(tx, in_lane=lane, key=key)
    if twin is None:
        return None
    if not_before and (twin.not_before is None or twin.not_before < not_before):
        _set(tx, twin.id, not_before=not_before)
    return int(twin.id)


def _set(tx: Tx, row_id: int, **values: object) -> None:
    CHANGE.run(tx, row_id=row_id, **values)


def _row(tx: Tx, row: Row) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        lane=row.lane,
        conversation_id=None
        if row.conversation_id is None
        else ConversationId(row.conversation_id),
        desk=None if row.desk is None else DeskId(row.desk),
        holder=row.holder,
        attempts=row.attempts,
        repeated=row.repeated,
        created_at=row.created_at,
        not_before=row.not_before,
        is_being_sent=row.state == State.SENDING,
        sealed=row.sealed or b"",
        vault=tx.vault,
    )
