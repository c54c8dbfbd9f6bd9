"""The handoffs. What the visitor told is sealed; stage, holder and times are clear, to be queried.

The whole case lies in the seal, under a key of its own. The clear columns repeat parts of
it; where `claim` has set a holder since, the column is right.
"""

from dataclasses import replace

from sqlalchemy import Row, and_, bindparam, exists, select, update

from bot.desk.state import Case, Holder, Stage
from bot.model.ids import CaseId, CaseNumber, ConversationId, DeskId, StaffRef
from bot.store import codec
from bot.store.connect import Tx
from bot.store.schema import cases, desks, insert_into, staff
from bot.store.sealing import seal, unseal

PLACE = "cases.sealed"

FIXED = ("id", "conversation_id", "desk", "number", "opened_at")
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
CLAIM = (
    update(cases)
    .where(cases.c.id == bindparam("row_id"), cases.c.holder_ref.is_(None))
    .values(holder_ref=bindparam("ref"))
)
WITH_WORK_NAME = select(cases, staff.c.work_name).join_from(
    cases,
    staff,
    and_(staff.c.desk == cases.c.desk, staff.c.ref == cases.c.holder_ref),
    isouter=True,
)
LATEST = (
    WITH_WORK_NAME.where(cases.c.conversation_id == bindparam("conversation"))
    .order_by(cases.c.opened_at.desc(), cases.c.number.desc())
    .limit(1)
)
OPEN = WITH_WORK_NAME.where(
    cases.c.desk == bindparam("at_desk"), cases.c.stage != Stage.CLOSED
).order_by(cases.c.number)
EVER = select(exists().where(cases.c.conversation_id == bindparam("conversation")))


def latest(tx: Tx, conversation_id: ConversationId) -> Case | None:
    """Give the visitor's last case, open or closed."""
    row = tx.connection.execute(LATEST, {"conversation": conversation_id}).first()
    return None if row is None else _case(tx, row)


def ever(tx: Tx, conversation_id: ConversationId) -> bool:
    """Say whether the visitor has or had a case."""
    return bool(tx.connection.execute(EVER, {"conversation": conversation_id}).scalar_one())


def open_cases(tx: Tx, desk: DeskId) -> list[tuple[ConversationId, Case]]:
    """Give a desk's cases that are not closed, each with its conversation, oldest first."""
    rows = tx.connection.execute(OPEN, {"at_desk": desk})
    return [(ConversationId(row.conversation_id), _case(tx, row)) for row in rows]


def next_number(tx: Tx, desk: DeskId) -> CaseNumber:
    """Take the desk's next case number; none is given twice, also after a case is deleted."""
    values = {"desk": desk, "last_number": 1}
    return CaseNumber(tx.connection.execute(NUMBER.on(tx.connection), values).scalar_one())


def save(tx: Tx, conversation_id: ConversationId, desk: DeskId, case: Case) -> None:
    """Store a case, new or changed."""
    plain = codec.encode_case(case)
    values = {
        "id": case.id,
        "conversation_id": conversation_id,
        "desk": desk,
        "number": case.number,
        "stage": case.stage,
        "holder_ref": case.holder and case.holder.ref,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "waiting_since": case.waiting_since,
        "sealed": seal(tx.vault, case.id, PLACE, case.id, plain),
    }
    tx.connection.execute(SAVE.on(tx.connection), values)


def claim(tx: Tx, case_id: CaseId, holder_ref: StaffRef) -> bool:
    """Take a case that nobody holds; of any number who try, one is told True."""
    values = {"row_id": case_id, "ref": holder_ref}
    return tx.connection.execute(CLAIM, values).rowcount == 1


def _case(tx: Tx, row: Row[*tuple[object, ...]]) -> Case:
    case = codec.decode_case(unseal(tx.vault, row.id, PLACE, row.id, row.sealed))
    if row.holder_ref == (case.holder and case.holder.ref):
        return case
    if row.holder_ref is None:
        return replace(case, holder=None)
    return replace(case, holder=Holder(StaffRef(row.holder_ref), row.work_name or ""))
