"""What one of several programs on the same database holds for a while, by name.

A holder that dies lets go by itself, when its time is over. `now` is the database's own clock
wherever several share it (`clock.py`), so that no two of them disagree about the time.
"""

from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select

from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import leases

REPLICA = "replica:"
"""How the leases are named that say which programs live; each is held by itself."""

HOLD = insert_into(
    leases,
    lambda add: add.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": add.excluded.holder, "until": add.excluded.until},
        where=or_(leases.c.holder == add.excluded.holder, leases.c.until <= bindparam("now")),
    ).returning(leases.c.holder),
)
LIVING = select(leases.c.holder).where(
    leases.c.name.startswith(REPLICA), leases.c.until > bindparam("now")
)
RELEASE = delete(leases).where(
    leases.c.holder == bindparam("by"), leases.c.name.startswith(bindparam("prefix"))
)


def hold(tx: Tx, name: str, holder: str, now: datetime, until: datetime) -> bool:
    """Take a lease, or keep it for longer; False while somebody else holds it."""
    values = {"name": name, "holder": holder, "until": until, "now": now}
    return tx.connection.execute(HOLD.on(tx.connection), values).scalar() is not None


def living(tx: Tx, now: datetime) -> list[str]:
    """Give the programs that have said of late that they live."""
    return list(tx.connection.execute(LIVING, {"now": now}).scalars())


def purge(tx: Tx, now: datetime) -> None:
    """Forget the programs that live no more: each start bears a new name."""
    dead = leases.c.name.startswith(REPLICA), leases.c.until <= now
    tx.connection.execute(delete(leases).where(*dead))


def release(tx: Tx, holder: str, prefix: str = "") -> None:
    """Let go of all that a holder has whose name begins so."""
    tx.connection.execute(RELEASE, {"by": holder, "prefix": prefix})
