"""How far each source has been read; moved in the transaction that stores what was read."""

from sqlalchemy import bindparam, delete, select

from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import offsets
from bot.store.statement import Statement

NEXT = select(offsets.c.next).where(offsets.c.source == bindparam("source"))
BEGINNING = select(offsets.c.source, offsets.c.next).where(
    offsets.c.source.startswith(bindparam("prefix"))
)
FORGET = delete(offsets).where(offsets.c.source == bindparam("by_source"))
SET = Statement(
    insert_into(
        offsets,
        lambda add: add.on_conflict_do_update(
            index_elements=["source"], set_={"next": add.excluded.next}
        ),
    )
)

BEGIN = insert_into(offsets, lambda add: add.on_conflict_do_nothing().returning(offsets.c.source))


def get(tx: Tx, source: str) -> int | None:
    """Give the next number to ask a source for; None when it was never read."""
    return tx.connection.execute(NEXT, {"source": source}).scalar()


def beginning(tx: Tx, prefix: str) -> dict[str, int]:
    """Give every number whose source begins so, by the rest of its name."""
    rows = tx.connection.execute(BEGINNING, {"prefix": prefix})
    return {row.source.removeprefix(prefix): row.next for row in rows}


def begin(tx: Tx, source: str, next: int) -> bool:
    """Remember a first number; False where there is one already."""
    values = {"source": source, "next": next}
    return tx.connection.execute(BEGIN.on(tx.connection), values).scalar() is not None


def set(tx: Tx, source: str, next: int) -> None:
    """Remember the next number to ask a source for; it may be lower than the last one."""
    SET.run(tx, source=source, next=next)


def forget(tx: Tx, source: str) -> None:
    """Forget a source altogether."""
    tx.connection.execute(FORGET, {"by_source": source})
