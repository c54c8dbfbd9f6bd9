"""What is to be sent, in lanes; each lane strictly in order.

A lane is a destination: `v:<conversation>`, `t:<conversation>` for its topic, `q:<desk>` for a
desk's queue topic. It waits behind its first row that is not sent, whatever that row waits for;
only what opens a topic goes before older rows of its lane, because they need the topic.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Row, case, func, or_, select, true, update

from bot.model.delivery import Outgoing, Priority, Side
from bot.model.ids import ConversationId, DeskId
from bot.store import codec
from bot.store.connect import Tx
from bot.store.keys import Vault
from bot.store.schema import insert, outbox, outgoings_wait
from bot.store.sealing import seal, unseal

PLACE = "outbox.sealed"


class State(StrEnum):
    """Where a row stands."""

    NEW = "new"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


FINISHED = (State.SENT, State.FAILED)
IN_LANE = (case((outbox.c.priority == Priority.OPENING, 0), else_=1), outbox.c.id)
"""What goes first within a lane: what opens its topic, and then the oldest."""


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
        statement = insert(tx.connection, outbox).values(
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
        row_id = tx.connection.execute(statement.returning(outbox.c.id)).scalar_one()
    # the seal names the row, so the row comes first
    sealed = seal(tx.vault, holder, PLACE, row_id, codec.encode_outgoing(outgoing))
    _set(tx, row_id, sealed=sealed, holder=holder, side=outgoing.side, priority=outgoing.priority)
    return row_id


def due(tx: Tx, now: datetime, limit: int, busy: Collection[str] = ()) -> list[OutboxRow]:
    """Give the rows that may be sent, at most one a lane, by priority and then by age.

    What opens a topic goes before everything else in its lane, so that words which wait for a
    new topic stay in their order behind it. Lanes in `busy` are passed over, and those with a
    row that is being sent.
    """
    being_sent = select(outbox.c.lane).where(outgoings_wait, outbox.c.state == State.SENDING)
    place = func.row_number().over(partition_by=outbox.c.lane, order_by=IN_LANE)
    queue = select(outbox.c.id, place.label("place")).where(outgoings_wait).subquery()
    statement = (
        select(outbox)
        .join(queue, queue.c.id == outbox.c.id)
        .where(queue.c.place == 1)
        .where(outbox.c.lane.not_in(being_sent))
        .where(or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now))
        .where(outbox.c.lane.not_in(busy))
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(limit)
    )
    return [_row(tx, row) for row in tx.connection.execute(statement)]


def sending(tx: Tx, row_ids: Sequence[int]) -> list[int]:
    """Mark rows as being sent; give those that nobody else had taken."""
    statement = update(outbox).where(outbox.c.id.in_(row_ids), outbox.c.state == State.NEW)
    taken = statement.values(state=State.SENDING).returning(outbox.c.id)
    return sorted(tx.connection.execute(taken).scalars())


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
    tx.connection.execute(
        update(outbox)
        .where(outbox.c.id == row_id)
        .values(
            state=State.NEW,
            not_before=not_before,
            error=error,
            attempts=outbox.c.attempts + int(count),
            repeated=true() if repeated else outbox.c.repeated,
        )
    )


def hold_lane(tx: Tx, lane: str, until: datetime) -> None:
    """Let a lane wait: its first row that is not sent may not go before `until`."""
    waiting = select(outbox.c.id).where(outbox.c.lane == lane, outgoings_wait)
    first = waiting.order_by(*IN_LANE).limit(1).scalar_subquery()
    statement = update(outbox).where(outbox.c.id == first)
    tx.connection.execute(statement.values(not_before=until))


def recover(tx: Tx) -> int:
    """At a start, let what was being sent be sent once more; give its count.

    Only for a sender that is alone: it cannot tell a dead process from one that is still at it.
    """
    statement = update(outbox).where(outbox.c.state == State.SENDING)
    return tx.connection.execute(statement.values(state=State.NEW, repeated=True)).rowcount


def release(tx: Tx, desk: DeskId) -> None:
    """Let what waits for a desk's group be tried at once: the group may be in order again."""
    waiting = update(outbox).where(outbox.c.desk == desk, outbox.c.state == State.NEW)
    tx.connection.execute(waiting.where(outbox.c.side != Side.VISITOR).values(not_before=None))


def pending(tx: Tx) -> int:
    """Count the rows that are not sent."""
    statement = select(func.count()).select_from(outbox).where(outgoings_wait)
    return tx.connection.execute(statement).scalar_one()


def purge(tx: Tx, before: datetime) -> int:
    """Delete the rows that were finished before a time; give their count."""
    old = outbox.delete().where(outbox.c.state.in_(FINISHED), outbox.c.done_at < before)
    return tx.connection.execute(old).rowcount


def _waiting_twin(tx: Tx, lane: str, key: str, not_before: datetime | None) -> int | None:
    if not key:
        return None
    statement = select(outbox.c.id, outbox.c.not_before).where(
        outgoings_wait,
        outbox.c.lane == lane,
        outbox.c.coalesce_key == key,
        outbox.c.state == State.NEW,
    )
    twin = tx.connection.execute(statement.with_for_update()).first()
    if twin is None:
        return None
    if not_before and (twin.not_before is None or twin.not_before < not_before):
        _set(tx, twin.id, not_before=not_before)
    return int(twin.id)


def _set(tx: Tx, row_id: int, **values: object) -> None:
    tx.connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


def _row(tx: Tx, row: Row[*tuple[object, ...]]) -> OutboxRow:
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
        sealed=row.sealed or b"",
        vault=tx.vault,
    )
