"""Who of the staff is who on a desk: a ref that leads back to nobody, and a work name.

Whoever is in the groups of several booths is the same person, with one work name.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from sqlalchemy import bindparam, select, update

from bot.model.ids import DeskId, StaffRef, whole
from bot.model.inputs import Staff
from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import staff

KNOWN = select(staff.c.work_name).where(
    staff.c.desk == bindparam("at_desk"), staff.c.ref == bindparam("by_ref")
)
HINT = (
    update(staff)
    .where(staff.c.desk == bindparam("at_desk"), staff.c.ref == bindparam("by_ref"))
    .where(staff.c.hinted.is_(False))
    .values(hinted=True)
)
NAME = insert_into(staff, lambda add: add.on_conflict_do_nothing())


def of(tx: Tx, desk: DeskId, ref: StaffRef, names: Sequence[str]) -> Staff:
    """Give a member of staff, who gets the first free work name when seen first.

    When `names` run out, they begin again with a number. A name once given stays, also when it is
    no longer among `names`. Raises ValueError when there are no names at all.
    """
    desk = whole(desk)
    known = _known(tx, desk, ref)
    for name in () if known else _free(tx, desk, names):
        values = {"desk": desk, "ref": ref, "work_name": name}
        tx.connection.execute(NAME.on(tx.connection), values)
        known = _known(tx, desk, ref)  # another transaction may have taken the name
        if known:
            break
    if not known:
        raise ValueError("a desk needs at least one work name")
    return Staff(ref, known)


def everybody(tx: Tx, desk: DeskId) -> tuple[Staff, ...]:
    """Give everybody who was ever seen on a desk, by work name."""
    statement = select(staff.c.ref, staff.c.work_name).where(staff.c.desk == whole(desk))
    rows = tx.connection.execute(statement.order_by(staff.c.work_name))
    return tuple(Staff(StaffRef(row.ref), row.work_name) for row in rows)


def take_hint(tx: Tx, desk: DeskId, ref: StaffRef) -> bool:
    """Say whether this person still needs the one hint, and note that it is given now."""
    return tx.connection.execute(HINT, {"at_desk": whole(desk), "by_ref": ref}).rowcount == 1


def _known(tx: Tx, desk: DeskId, ref: StaffRef) -> str | None:
    return tx.connection.execute(KNOWN, {"at_desk": desk, "by_ref": ref}).scalar()


def _free(tx: Tx, desk: DeskId, names: Sequence[str]) -> Iterator[str]:
    statement = select(staff.c.work_name).where(staff.c.desk == desk)
    taken = frozenset(tx.connection.execute(statement).scalars())
    return (name for name in _endless(names) if name not in taken)


def _endless(names: Sequence[str]) -> Iterator[str]:
    yield from names
    for number in count(2) if names else ():
        yield from (f"{name}{number}" for name in names)
