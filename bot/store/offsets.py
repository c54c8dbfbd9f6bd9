"""How far each source has been read; moved in the transaction that stores what was read."""

from sqlalchemy import select

from bot.store.connect import Tx
from bot.store.schema import insert, offsets


def get(tx: Tx, source: str) -> int | None:
    """Give the next number to ask a source for; None when it was never read."""
    statement = select(offsets.c.next).where(offsets.c.source == source)
    return tx.connection.execute(statement).scalar()


def set(tx: Tx, source: str, next: int) -> None:
    """Remember the next number to ask a source for; it may be lower than the last one."""
    statement = insert(tx.connection, offsets).values(source=source, next=next)
    tx.connection.execute(
        statement.on_conflict_do_update(index_elements=["source"], set_={"next": next})
    )
