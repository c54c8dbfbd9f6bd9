"""How works run on PostgreSQL: the same plain functions, through SQLAlchemy's async engine.

While the server is out of reach, or takes nothing, whoever asks it waits, as on SQLite for a full
disk; only what broke in the middle of a commit is raised, because nobody knows what came of it.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import asyncpg
import structlog
from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.writer import PAUSE_SECONDS

log = structlog.get_logger()

T = TypeVar("T")
UNDONE = {"40001", "40P01", "25P03"}
"""A serialization failure, a deadlock, and the end of a transaction that was held up."""
PASSING = ("08", "53", "57P", "25006", "55000")
"""How codes begin of what passes: no connection, no room, a stop or start, read-only, closed."""
HELD_UP = "5s"
"""How long a transaction may stand idle: a program that is held up keeps no lock for longer."""


class Postgresql:
    """Runs works on connections of a pool, each in a transaction of its own."""

    is_shared = True
    is_away = False

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
            except (DBAPIError, OSError) as error:
                if not _is_undone(error, is_done):
                    await self._wait(error, is_done)
            else:
                self._is_back()
                return result

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that changes nothing."""
        while True:
            try:
                async with self._readers.connect() as connection:
                    result = await connection.run_sync(work)
            except (DBAPIError, OSError) as error:
                if not _is_undone(error, is_done=False):
                    await self._wait(error, is_done=False)
            else:
                self._is_back()
                return result

    async def _wait(self, error: DBAPIError | OSError, is_done: bool) -> None:
        """Wait a little for what passes; raise what does not, and what broke a commit."""
        if is_done or not _is_passing(error):
            raise error
        if not self.is_away:
            what = type(error.orig if isinstance(error, DBAPIError) else error).__name__
            log.error("the database takes nothing: all wait until it does", error=what)
        self.is_away = True
        await asyncio.sleep(PAUSE_SECONDS)

    def _is_back(self) -> None:
        if self.is_away:
            log.info("the database takes what comes again")
        self.is_away = False

    async def close(self) -> None:
        """Let every connection go."""
        await self._engine.dispose()


def _is_undone(error: DBAPIError | OSError, is_done: bool) -> bool:
    """Say whether a work is surely rolled back for what is no fault of its own.

    `is_done`: only the commit was left. Where the connection broke under it, nobody knows.
    """
    if isinstance(error, OSError):
        return False
    if error.connection_invalidated and not is_done:
        return True
    if isinstance(getattr(error.orig, "__cause__", None), asyncpg.InternalClientError):
        return True  # the end was heard of in time, and the commit not sent
    return _code(error) in UNDONE


def _is_passing(error: DBAPIError | OSError) -> bool:
    return isinstance(error, OSError) or _code(error).startswith(PASSING)


def _code(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
