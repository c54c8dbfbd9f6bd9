"""How works run on PostgreSQL: the same plain functions, through SQLAlchemy's async engine."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

T = TypeVar("T")
STOOD_IN_THE_WAY = {"40001", "40P01"}  # a serialization failure, a deadlock


class Postgresql:
    """Runs works on connections of a pool, each in a transaction of its own."""

    is_shared = True

    def __init__(self, url: URL) -> None:
        """Open no connection yet."""
        self._engine: AsyncEngine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"), hide_parameters=True, pool_pre_ping=True
        )
        self._readers = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a work and commit it; again, when another stood in its way."""
        while True:
            try:
                async with self._engine.begin() as connection:
                    return await connection.run_sync(work)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in STOOD_IN_THE_WAY:
                    raise

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that changes nothing."""
        async with self._readers.connect() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """Let every connection go."""
        await self._engine.dispose()
