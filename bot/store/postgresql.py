"""How works run on PostgreSQL: the same plain functions, through SQLAlchemy's async engine."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

T = TypeVar("T")
UNDONE = {"40001", "40P01", "25P03"}
"""A serialization failure, a deadlock, and the end of a transaction that was held up."""
HELD_UP = "5s"
"""How long a transaction may stand idle: a program that is held up keeps no lock for longer."""


class Postgresql:
    """Runs works on connections of a pool, each in a transaction of its own."""

    is_shared = True

    def __init__(self, url: URL) -> None:
        """Open no connection yet."""
        self._engine: AsyncEngine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"server_settings": {"idle_in_transaction_session_timeout": HELD_UP}},
        )
        self._readers = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a work and commit it; again, when another stood in its way."""
        while True:
            is_done = False
            try:
                async with self._engine.begin() as connection:
                    result = await connection.run_sync(work)
                    is_done = True
            except DBAPIError as error:
                if not _is_undone(error, is_done):
                    raise
            else:
                return result

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that changes nothing."""
        async with self._readers.connect() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """Let every connection go."""
        await self._engine.dispose()


def _is_undone(error: DBAPIError, is_done: bool) -> bool:
    """Say whether a work is surely rolled back for what is no fault of its own.

    `is_done`: only the commit was left. Where the connection broke under it, nobody knows.
    """
    if error.connection_invalidated and not is_done:
        return True
    return getattr(error.orig, "sqlstate", None) in UNDONE
