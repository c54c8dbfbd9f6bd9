"""Who of the staff is who on a desk: a ref that leads back to nobody, and a work name."""

from collections.abc import Iterator, Sequence
from itertools import count

from sqlalchemy import bindparam, select

from bot.model.ids import DeskId, StaffRef
from bot.model.inputs import Staff
from bot.store.connect import Tx
from bot.store.schema import insert_into, staff

KNOWN = select(staff.c.work_name).where(
    staff.c.desk == bindparam("at_desk"), staff.c.ref == bindparam("by_ref")
)
NAME = insert_into(staff, lambda add: add.on_conflict_do_nothing())


def of(tx: Tx, desk: DeskId, ref: StaffRef, names: Sequence[str]) -> Staff:
    """Give a member of staff, who gets the first free work name when seen first.

    When `names` run out, they begin again with a number. A name once given stays, also when it is
    no longer among `names`. Raises ValueError when there are no names at all.
    """
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


def refs(tx: Tx, desk: DeskId) -> list[StaffRef]:
    """Give everybody who was seen on a desk."""
    statement = select(staff.c.ref).where(staff.c.desk == desk).order_by(staff.c.ref)
    return [StaffRef(ref) for ref in tx.connection.execute(statement).scalars()]


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
