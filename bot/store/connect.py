"""The data database: where works run, each in a transaction of its own.

A work is a plain function that takes a `Tx`. On SQLite one writer thread runs them and commits
several together; on PostgreSQL they run on the async engine. `write` returns only when its
transaction would survive a power cut.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool
from sqlalchemy.util import greenlet_spawn

from bot.model.errors import Damaged, SettingsError
from bot.store import files, migrations
from bot.store.checkpoints import LONGEST_LOG, Checkpoints
from bot.store.keys import Vault
from bot.store.pragmas import harden
from bot.store.trouble import damage, look_through
from bot.store.writer import Writer

T = TypeVar("T")
IN_MEMORY = {None, "", ":memory:"}
SQLITE = {"sqlite", "sqlite+aiosqlite"}
POSTGRESQL = {"postgresql", "postgresql+asyncpg"}
WANTED = "sqlite:///folder/engawa.sqlite or postgresql://name@host/database"


@dataclass(frozen=True, slots=True)
class Tx:
    """An open transaction and the vault that its values are sealed with."""

    connection: Connection
    vault: Vault


class Runner(Protocol):
    """How one kind of database runs works."""

    is_shared: bool
    """Several programs may work on it at once."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a work and commit it."""
        ...

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that changes nothing."""
        ...

    async def close(self) -> None:
        """Finish what waits and let every connection go."""
        ...


def _nobody() -> None:
    """Wake nobody."""


class Database:
    """The open data database."""

    def __init__(self, runner: Runner, vault: Vault) -> None:
        """Use `open`."""
        self._runner = runner
        self._vault = vault

    @classmethod
    async def open(cls, url: str, vault: Vault, *, upgrade: bool | None = None) -> Self:
        """Open the database and bring its schema up to date.

        `upgrade`: None means yes for SQLite and no for PostgreSQL, where several replicas may
        start at once and the operator upgrades first. Raises SettingsError when the address is
        none we know, or the schema is older than the code and is not to be upgraded, and Damaged
        when a file of SQLite's does not hang together, or is gone while there are keys to it.
        """
        parsed = _parse(url)
        embedded = parsed.drivername in SQLITE
        if embedded and _is_gone(parsed) and vault.has_visitors():
            raise Damaged("the database is gone: restore a backup (deploy/README.md)")
        database = cls(_sqlite(parsed) if embedded else _postgresql(parsed), vault)
        wanted = embedded if upgrade is None else upgrade
        step = migrations.upgrade if wanted else migrations.require_current
        try:
            if embedded:
                await database.write(lambda tx: look_through(tx.connection.connection))
            await database.write(lambda tx: step(tx.connection))
        except BaseException:
            await database.close()
            raise
        return database

    @property
    def is_shared(self) -> bool:
        """Say whether several programs may work on it at once."""
        return self._runner.is_shared

    async def write(self, work: Callable[[Tx], T], *, wakes: Callable[[], None] = _nobody) -> T:
        """Run a work in one transaction and return once it is durable.

        `wakes`: called for who looks at what the work leaves. On SQLite at once: that look stands
        behind the work in the writer's line, and the two are often one commit. Elsewhere when the
        work is durable.

        Raises what the work raised, after rolling back that work alone; where two works stood in
        each other's way, one of them is rolled back and run again. A work whose caller was
        cancelled before its turn came is not run; one that is running is finished and committed.
        """
        if not self.is_shared:
            wakes()
        result = await self._runner.write(lambda connection: work(Tx(connection, self._vault)))
        if self.is_shared:
            wakes()
        return result

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run a work that only reads; it sees one state of the database throughout."""
        return await self._runner.read(lambda connection: work(Tx(connection, self._vault)))

    async def close(self) -> None:
        """Finish the works that wait, then close; the vault is its owner's to close."""
        await self._runner.close()


class _SqliteFile:
    is_shared = False

    def __init__(self, path: Path) -> None:
        files.make_file(path)
        url = URL.create("sqlite", database=str(path))
        self._writer = Writer(_set_up(create_engine(url, hide_parameters=True)))
        # what `create_async_engine` makes, without the ORM that comes with it: 6 MiB
        readers = create_engine(url.set(drivername="sqlite+aiosqlite"), hide_parameters=True)
        self._readers = _set_up(readers, reader=True)
        self._checkpoints = Checkpoints(path)

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._writer.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._readers.begin() as connection:
                return work(connection)

        try:
            return await greenlet_spawn(run)
        except (DBAPIError, sqlite3.Error) as error:  # the latter of what goes past SQLAlchemy
            raise damage(error) or error from error

    async def close(self) -> None:
        await greenlet_spawn(self._readers.dispose)
        await self._writer.close()
        await asyncio.to_thread(self._checkpoints.close)


class _SqliteMemory:
    is_shared = False

    def __init__(self) -> None:
        engine = create_engine("sqlite://", hide_parameters=True, poolclass=StaticPool)
        self._writer = Writer(_set_up(engine))

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._writer.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._writer.run(work)

    async def close(self) -> None:
        await self._writer.close()


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SettingsError(f"the database address cannot be read; give {WANTED}") from None
    if parsed.drivername not in SQLITE | POSTGRESQL:
        raise SettingsError(f"no database is known as {parsed.drivername}; give {WANTED}")
    return parsed


def _is_gone(url: URL) -> bool:
    return url.database not in IN_MEMORY and not Path(str(url.database)).exists()


def _sqlite(url: URL) -> Runner:
    if url.database in IN_MEMORY:
        return _SqliteMemory()
    return _SqliteFile(Path(str(url.database)))


def _postgresql(url: URL) -> Runner:
    from bot.store.postgresql import Postgresql  # who has SQLite need not load its client

    return Postgresql(url)


def _set_up(engine: Engine, *, reader: bool = False) -> Engine:
    """Set the PRAGMAs, and begin transactions ourselves, where sqlite3 would do it late."""

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        harden(connection, reader=reader)
        if not reader:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG}")
            cursor.close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        # a writer takes the lock at once: to wait for it later could end in a deadlock
        connection.exec_driver_sql("BEGIN" if reader else "BEGIN IMMEDIATE")

    return engine
