"""Wrapped data keys in a PostgreSQL database of their own, for programs on several machines.

Keys are asked for in the middle of works that are no coroutines, so the connection lives on a loop
in a thread of its own; a work that waits for it holds up no other loop. It listens for keys that
others remove; what was read before the connection was lost does not count, and a loss without a
word is noticed within ten seconds. From then on every question is refused at once, until the
server answers again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

import asyncpg
import structlog
from sqlalchemy import make_url
from sqlalchemy.util.concurrency import await_, in_greenlet

from bot.model.errors import KeysUnreachable, SettingsError

log = structlog.get_logger()

T = TypeVar("T")
Connection = Any  # its package has no types

TABLE = """
CREATE TABLE IF NOT EXISTS keys (
    holder TEXT PRIMARY KEY, wrapped BYTEA NOT NULL, created_at TIMESTAMPTZ NOT NULL DEFAULT now()
)
"""
ONE_AT_A_TIME = 4_173_026_882  # any number that nobody else locks in this database
REMOVED = "engawa_key_removed"
SECONDS = 5  # for each thing that is asked
BEAT = 1.0  # seconds between two looks whether the server answers, also while it does not
LOST = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # it was told of the end, and of nothing after it
    asyncpg.PostgresError,
)
"""Raised where the connection is gone, or the server is going: it is asked once more."""
UNREACHABLE = "the database of the keys does not answer"
TOGETHER = (
    "ENGAWA_KEYS_DATABASE is the database of the data: give keys a database of their own, "
    "with backups of their own"
)


class PostgresqlKeys:
    """A table in a database where nothing else lies."""

    name = "ENGAWA_KEYS_DATABASE"

    def __init__(self, url: str) -> None:
        """Connect and make the table, or go on looking for the server.

        Raises SettingsError where data lies there.
        """
        self._address = make_url(url).set(drivername="postgresql")
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="keys", daemon=True)
        self._thread.start()
        self._one = asyncio.Lock()
        self._connection: Connection | None = None
        self._is_lost = False
        self._removed = 0
        self._watching: asyncio.Task[None] | None = None
        try:
            self._run(self._begin())
        except BaseException:
            self.close()
            raise

    def read(self, holder: str) -> bytes | None:
        """Give the wrapped key of a holder."""
        asked = "SELECT wrapped FROM keys WHERE holder = $1"
        found: bytes | None = self._ask(lambda connection: connection.fetchval(asked, holder))
        return found

    def add(self, holder: str, wrapped: bytes) -> None:
        """Store a wrapped key, unless the holder has one."""
        told = "INSERT INTO keys VALUES ($1, $2) ON CONFLICT DO NOTHING"
        self._ask(lambda connection: connection.execute(told, holder, wrapped))

    def remove(self, holder: str) -> None:
        """Destroy a holder's key; every program that listens drops what it has read."""

        async def remove(connection: Connection) -> None:
            async with connection.transaction():
                await connection.execute("DELETE FROM keys WHERE holder = $1", holder)
                await connection.execute(f"NOTIFY {REMOVED}")

        self._ask(remove)

    def has_others(self, holder: str) -> bool:
        """Say whether anybody but this holder has a key."""
        asked = "SELECT EXISTS (SELECT 1 FROM keys WHERE holder != $1)"
        return bool(self._ask(lambda connection: connection.fetchval(asked, holder)))

    def changes(self) -> object:
        """Give a number that a removal raises, and a lost connection, by which none is heard."""
        return self._removed

    def close(self) -> None:
        """Close the connection and its loop."""
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])
        if self._connection is not None:
            self._connection.terminate()

    def _run(self, doing: Coroutine[Any, Any, T]) -> T:
        """Run it on the loop of the keys; the loop of the work that asks goes on meanwhile."""
        running = asyncio.run_coroutine_threadsafe(doing, self._loop)
        if in_greenlet():
            return await_(asyncio.wrap_future(running))
        return running.result()

    def _ask(self, ask: Callable[[Connection], Awaitable[T]]) -> T:
        return self._run(self._asked(ask))

    async def _asked(self, ask: Callable[[Connection], Awaitable[T]]) -> T:
        if not self._is_lost:  # else the lock is held by who looks for the server
            async with self._one:  # a connection does one thing at a time
                if not self._is_lost:
                    return await self._answered(ask)
        raise KeysUnreachable(UNREACHABLE)

    async def _answered(self, ask: Callable[[Connection], Awaitable[T]]) -> T:
        """Ask, and once more over a new connection; keep in mind whether there is an answer."""
        try:
            try:
                answer = await ask(await self._connected())
            except LOST:
                self._drop()
                answer = await ask(await self._connected())
        except LOST as error:
            self._drop()
            if not self._is_lost:
                what = type(error).__name__
                log.error("the keys do not answer: all wait until they do", error=what)  # noqa: TRY400
            self._is_lost = True
            raise KeysUnreachable(UNREACHABLE) from error
        if self._is_lost:
            log.info("the keys answer again")
        self._is_lost = False
        return answer

    async def _connected(self) -> Connection:
        if self._connection is None or self._connection.is_closed():
            dsn = self._address.render_as_string(hide_password=False)
            connection = await asyncpg.connect(dsn, timeout=SECONDS, command_timeout=SECONDS)
            try:
                connection.add_termination_listener(self._heard)
                await connection.add_listener(REMOVED, self._heard)
                await _make_table(connection)
            except BaseException:
                connection.terminate()
                raise
            self._heard()  # what was removed until now was not heard of
            self._connection = connection
        return self._connection

    def _drop(self) -> None:
        """Let go of a connection that does not answer: by it no removal would be heard of."""
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None
            self._heard()

    async def _begin(self) -> None:
        with suppress(KeysUnreachable):
            await self._asked(_look)
        self._watching = self._loop.create_task(self._watch())

    async def _watch(self) -> None:
        """See that the connection carries something, and look for a server that was lost."""
        while True:
            await asyncio.sleep(BEAT)
            async with self._one:
                with suppress(KeysUnreachable):
                    await self._answered(_look)

    def _heard(self, *_: object) -> None:
        self._removed += 1


async def _look(connection: Connection) -> None:
    await connection.fetchval("SELECT 1")


async def _make_table(connection: Connection) -> None:
    async with connection.transaction():  # two programs may start at once
        await connection.execute("SELECT pg_advisory_xact_lock($1)", ONE_AT_A_TIME)
        if await connection.fetchval("SELECT to_regclass('inbox') IS NOT NULL"):
            raise SettingsError(TOGETHER)
        await connection.execute(TABLE)
