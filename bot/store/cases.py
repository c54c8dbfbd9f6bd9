"""The handoffs. What the visitor told is sealed; stage, holder and times are clear, to be queried.

The whole case lies in the seal, under a key of its own; the clear columns repeat parts of it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy import case as if_

from bot.desk.state import Case, Stage
from bot.model.ids import CaseNumber, ConversationId, DeskId, StaffRef, whole
from bot.store import codec
from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import case_is_open, cases, desks
from bot.store.sealing import seal, unseal
from bot.store.statement import Row, Statement

PLACE = "cases.sealed"

FIXED = ("id", "conversation_id", "opened_at")
SAVE = insert_into(
    cases,
    lambda add: add.on_conflict_do_update(
        index_elements=["id"],
        set_={column.name: column for column in add.excluded if column.name not in FIXED},
    ),
)
NUMBER = insert_into(
    desks,
    lambda add: add.on_conflict_do_update(
        index_elements=["desk"], set_={"last_number": desks.c.last_number + 1}
    ).returning(desks.c.last_number),
)
SEALED = select(cases.c.id, cases.c.sealed)
"""The whole case lies in the seal."""
LATEST = Statement(
    SEALED.where(cases.c.conversation_id == bindparam("conversation"))
    .order_by(cases.c.opened_at.desc(), cases.c.number.desc())
    .limit(1)
)
BY_NUMBER = select(cases.c.conversation_id).where(
    cases.c.desk == bindparam("at_desk"), cases.c.number == bindparam("by_number")
)
OPEN = SEALED.where(cases.c.desk == bindparam("at_desk"), case_is_open).limit(bindparam("most"))
WAIT = OPEN.where(cases.c.waiting_since.is_not(None)).order_by(
    cases.c.waiting_since, cases.c.opened_at
)
WAIT_NOT = OPEN.where(cases.c.waiting_since.is_(None)).order_by(cases.c.opened_at)
"""Two statements, because an index gives each in its order, and none both."""
HELD_BY = OPEN.where(cases.c.holder_ref == bindparam("by")).order_by(
    cases.c.waiting_since.is_(None), cases.c.waiting_since, cases.c.opened_at
)
DUE = Statement(select(cases.c.id).where(cases.c.due_at <= bindparam("now")).limit(1))
TAKE_DUE = (
    update(cases)
    .where(cases.c.due_at <= bindparam("now"))
    .values(due_at=None)
    .returning(cases.c.conversation_id)
)
WAITS = cases.c.stage == Stage.WAITING
STANDING = select(
    func.count(if_((WAITS, 1))).label("waiting"),
    func.count(if_((cases.c.stage == Stage.HELD, 1))).label("held"),
    func.min(if_((WAITS, cases.c.waiting_since))).label("oldest"),
).where(cases.c.desk == bindparam("at_desk"), case_is_open)
HOLDS = select(func.count()).where(
    cases.c.desk == bindparam("at_desk"),
    case_is_open,
    cases.c.holder_ref == bindparam("by"),
)
LATELY = select(func.count()).where(
    cases.c.desk == bindparam("at_desk"), cases.c.opened_at > bindparam("since")
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many cases of a desk stand where."""

    waiting: int
    held: int
    oldest: datetime | None
    """Since when the one that waits longest has waited."""


def latest(tx: Tx, conversation_id: ConversationId) -> Case | None:
    """Give the visitor's last case, open or closed."""
    row = LATEST.first(tx, conversation=conversation_id)
    return None if row is None else _case(tx, row)


def conversation_of_number(tx: Tx, desk: DeskId, number: CaseNumber) -> ConversationId | None:
    """Give the visitor whose case bears a number on a desk."""
    found = tx.connection.execute(BY_NUMBER, {"at_desk": desk, "by_number": number}).scalar()
    return None if found is None else ConversationId(found)


def urgent(tx: Tx, desk: DeskId, most: int) -> list[Case]:
    """Give a desk's open cases, who waits longest first, so many at most."""
    rows = list(tx.connection.execute(WAIT, {"at_desk": desk, "most": most}))
    rest = {"at_desk": desk, "most": most - len(rows)}
    return [_case(tx, row) for row in (*rows, *tx.connection.execute(WAIT_NOT, rest))]


def held_by(tx: Tx, desk: DeskId, holder: StaffRef, most: int) -> list[Case]:
    """Give the open cases that one member of staff holds, in the same order."""
    values = {"at_desk": desk, "by": holder, "most": most}
    return [_case(tx, row) for row in tx.connection.execute(HELD_BY, values)]


def count_held_by(tx: Tx, desk: DeskId, holder: StaffRef) -> int:
    """Count the open cases that one member of staff holds; opens no seal."""
    return tx.connection.execute(HOLDS, {"at_desk": desk, "by": holder}).scalar_one()


def standing(tx: Tx, desk: DeskId) -> Standing:
    """Count a desk's cases by where they stand; opens no seal."""
    row = tx.connection.execute(STANDING, {"at_desk": desk}).one()
    return Standing(row.waiting, row.held, row.oldest)


def opened_since(tx: Tx, desk: DeskId, since: datetime) -> int:
    """Count the cases that were opened on a desk after a time."""
    values = {"at_desk": desk, "since": since}
    return tx.connection.execute(LATELY, values).scalar_one()


def take_due(tx: Tx, now: datetime) -> list[ConversationId]:
    """Give those for whose case a time has come, each once: the time is taken off."""
    rows = tx.connection.execute(TAKE_DUE, {"now": now})
    return [ConversationId(row.conversation_id) for row in rows]


def is_any_due(tx: Tx, now: datetime) -> bool:
    """Say whether a time has come for any case."""
    return DUE.first(tx, now=now) is not None


def next_number(tx: Tx, desk: DeskId) -> CaseNumber:
    """Take the desk's next case number; none is given twice, also after a case is deleted.

    All booths of a desk share one series. Whoever takes the next one waits until this transaction
    is over.
    """
    values = {"desk": whole(desk), "last_number": 1}
    return CaseNumber(tx.connection.execute(NUMBER.on(tx.connection), values).scalar_one())


def save(
    tx: Tx, conversation_id: ConversationId, case: Case, due_at: datetime | None = None
) -> None:
    """Store a case, new or changed, and the time when it is to be looked at again."""
    plain = codec.encode_case(case)
    values = {
        "id": case.id,
        "conversation_id": conversation_id,
        "desk": case.desk,
        "number": case.number,
        "stage": case.stage,
        "holder_ref": case.holder and case.holder.ref,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "waiting_since": case.waiting_since,
        "due_at": due_at,
        "outcome": case.outcome or None,
        "helped": case.helped,
        "sealed": seal(tx.vault, case.id, PLACE, case.id, plain),
    }
    tx.connection.execute(SAVE.on(tx.connection), values)


def _case(tx: Tx, row: Row) -> Case:
    return codec.decode_case(unseal(tx.vault, row.id, PLACE, row.id, row.sealed))
