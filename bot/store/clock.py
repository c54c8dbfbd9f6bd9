"""The database's own clock, the one that all who share it agree on."""

from datetime import UTC, datetime

from sqlalchemy import text

from bot.store.connect import Tx

POSTGRESQL = text("SELECT clock_timestamp()")
SQLITE = text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")


def read(tx: Tx) -> datetime:
    """Read the time, to a millisecond at least; it moves on within a transaction."""
    if tx.connection.dialect.name == "sqlite":
        return datetime.fromisoformat(tx.connection.execute(SQLITE).scalar_one()).replace(
            tzinfo=UTC
        )
    at: datetime = tx.connection.execute(POSTGRESQL).scalar_one()
    return at
