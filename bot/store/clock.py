"""PostgreSQL's own clock, the one that all who share a database agree on."""

from datetime import datetime

from sqlalchemy import func, select

from bot.store.connect import Tx

NOW = select(func.clock_timestamp())


def read(tx: Tx) -> datetime:
    """Read the time; it moves on within a transaction."""
    at: datetime = tx.connection.execute(NOW).scalar_one()
    return at
