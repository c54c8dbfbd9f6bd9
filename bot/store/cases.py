"""The handoffs. What the visitor told is sealed; stage, holder and times are clear, to be queried.

The whole case lies in the seal, under a key of its own. The clear columns repeat parts of
it; where `claim` has set a holder since, the column is right.
"""

from dataclasses import replace

from sqlalchemy import Row, Select, and_, exists, select, update

from bot.desk.state import Case, Holder, Stage
from bot.model.ids import CaseId, CaseNumber, ConversationId, DeskId, StaffRef
from bot.store import codec
from bot.store.connect import Tx
from bot.store.schema import cases, desks, insert, staff
from bot.store.sealing import seal, unseal

PLACE = "cases.sealed"


def latest(tx: Tx, conversation_id: ConversationId) -> Case | None:
    """Give the visitor's last case, open or closed."""
    statement = _with_work_name().where(cases.c.conversation_id == conversation_id)
    newest = statement.order_by(cases.c.opened_at.desc(), cases.c.number.desc()).limit(1)
    row = tx.connection.execute(newest).first()
    return None if row is None else _case(tx, row)


def ever(tx: Tx, conversation_id: ConversationId) -> bool:
    """Say whether the visitor has or had a case."""
    statement = select(exists().where(cases.c.conversation_id == conversation_id))
    return bool(tx.connection.execute(statement).scalar_one())


def open_cases(tx: Tx, desk: DeskId) -> list[tuple[ConversationId, Case]]:
    """Give a desk's cases that are not closed, each with its conversation, oldest first."""
    statement = _with_work_name().where(cases.c.desk == desk, cases.c.stage != Stage.CLOSED)
    rows = tx.connection.execute(statement.order_by(cases.c.number))
    return [(ConversationId(row.conversation_id), _case(tx, row)) for row in rows]


def next_number(tx: Tx, desk: DeskId) -> CaseNumber:
    """Take the desk's next case number; none is given twice, also after a case is deleted."""
    statement = insert(tx.connection, desks).values(desk=desk, last_number=1)
    counted = statement.on_conflict_do_update(
        index_elements=["desk"], set_={"last_number": desks.c.last_number + 1}
    )
    number = tx.connection.execute(counted.returning(desks.c.last_number)).scalar_one()
    return CaseNumber(number)


def save(tx: Tx, conversation_id: ConversationId, desk: DeskId, case: Case) -> None:
    """Store a case, new or changed."""
    plain = codec.encode_case(case)
    changing = {
        "stage": case.stage,
        "holder_ref": case.holder and case.holder.ref,
        "closed_at": case.closed_at,
        "waiting_since": case.waiting_since,
        "sealed": seal(tx.vault, case.id, PLACE, case.id, plain),
    }
    fixed = {
        "id": case.id,
        "conversation_id": conversation_id,
        "desk": desk,
        "number": case.number,
        "opened_at": case.opened_at,
    }
    statement = insert(tx.connection, cases).values(fixed | changing)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changing))


def claim(tx: Tx, case_id: CaseId, holder_ref: StaffRef) -> bool:
    """Take a case that nobody holds; of any number who try, one is told True."""
    free = update(cases).where(cases.c.id == case_id, cases.c.holder_ref.is_(None))
    return tx.connection.execute(free.values(holder_ref=holder_ref)).rowcount == 1


def _with_work_name() -> Select[*tuple[object, ...]]:
    same = and_(staff.c.desk == cases.c.desk, staff.c.ref == cases.c.holder_ref)
    return select(cases, staff.c.work_name).join_from(cases, staff, same, isouter=True)


def _case(tx: Tx, row: Row[*tuple[object, ...]]) -> Case:
    case = codec.decode_case(unseal(tx.vault, row.id, PLACE, row.id, row.sealed))
    if row.holder_ref == (case.holder and case.holder.ref):
        return case
    if row.holder_ref is None:
        return replace(case, holder=None)
    return replace(case, holder=Holder(StaffRef(row.holder_ref), row.work_name or ""))
