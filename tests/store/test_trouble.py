"""A disk that is full, a file that is locked, a file that is damaged: nothing is lost by any."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, text
from structlog.testing import capture_logs

from bot.model.errors import Damaged
from bot.store import files, offsets, trouble, writer
from bot.store.connect import Database, Tx
from bot.store.keys import Vault

PATIENCE = 5.0
SOON = 0.01
A_LOT = "x" * 20_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "engawa.sqlite"


@pytest.fixture
async def database(
    path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Database]:
    monkeypatch.setattr(writer, "PAUSE_SECONDS", SOON)
    monkeypatch.setattr("bot.store.pragmas.BUSY_MS", 20)
    database = await Database.open(f"sqlite:///{path}", vault)
    yield database
    await database.close()


@dataclass
class Disk:
    """Lets the file of the database grow, or not; counts how often somebody began to write."""

    is_full: bool = False
    begun: int = 0

    def began(self, connection: Connection) -> None:
        self.begun += self.is_full
        pages = 1 if self.is_full else 1_000_000
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    async def tried_twice(self) -> None:
        """Wait until somebody met the full disk and came back."""
        async with asyncio.timeout(PATIENCE):
            while self.begun < 2:
                await asyncio.to_thread(lambda: None)


@pytest.fixture
async def disk(database: Database) -> AsyncIterator[Disk]:
    disk = Disk()
    event.listen(Engine, "begin", disk.began)
    yield disk
    await database.close()
    event.remove(Engine, "begin", disk.began)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that every writer needs."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def put(source: str) -> Callable[[Tx], str]:
    def work(tx: Tx) -> str:
        offsets.set(tx, source, 1)
        return source

    return work


async def stored(database: Database) -> set[str]:
    statement = text("SELECT source FROM offsets")
    return await database.read(lambda tx: set(tx.connection.execute(statement).scalars()))


async def test_on_a_full_disk_a_work_waits_and_is_done_when_there_is_room(
    database: Database, disk: Disk
) -> None:
    disk.is_full = True
    writing = asyncio.ensure_future(database.write(put(A_LOT)))
    await disk.tried_twice()
    while_full = writing.done()
    disk.is_full = False

    assert await asyncio.wait_for(writing, PATIENCE) == A_LOT
    assert not while_full
    assert await stored(database) == {A_LOT}


async def test_those_beside_a_work_that_waits_wait_too_and_all_are_done_once(
    database: Database, disk: Disk
) -> None:
    disk.is_full = True
    works = [put("a"), put(A_LOT), put("c")]
    writing = [asyncio.ensure_future(database.write(work)) for work in works]
    await disk.tried_twice()
    disk.is_full = False

    done = await asyncio.wait_for(asyncio.gather(*writing), PATIENCE)
    assert done == ["a", A_LOT, "c"]
    assert await stored(database) == {"a", A_LOT, "c"}


async def test_while_another_holds_the_lock_a_work_waits(database: Database, path: Path) -> None:
    with locked(path):
        writing = asyncio.ensure_future(database.write(put("a")))
        done, _ = await asyncio.wait([writing], timeout=0.2)

    assert not done
    assert await asyncio.wait_for(writing, PATIENCE) == "a"


async def test_a_key_that_cannot_be_stored_is_waited_for_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PAUSE_SECONDS", SOON)
    monkeypatch.setattr("bot.store.pragmas.BUSY_MS", 20)
    vault = Vault.open(tmp_path)
    database = await Database.open(f"sqlite:///{tmp_path}/engawa.sqlite", vault)

    with locked(tmp_path / "keys.sqlite"):
        writing = asyncio.ensure_future(database.write(lambda tx: tx.vault.key("somebody")))
        done, _ = await asyncio.wait([writing], timeout=0.2)

    assert not done
    assert await asyncio.wait_for(writing, PATIENCE) == vault.key("somebody")
    await database.close()
    vault.close()


async def test_the_operator_is_told_once_that_it_waits_and_once_that_it_is_over(
    database: Database, path: Path
) -> None:
    with capture_logs() as logs:
        with locked(path):
            writing = asyncio.ensure_future(database.write(put("a")))
            await asyncio.wait([writing], timeout=0.2)
        await writing

    assert [event["log_level"] for event in logs] == ["error", "info"]
    assert logs[0]["error"] == "SQLITE_BUSY"


def damage(path: Path, table: str) -> None:
    """Blank the head of a table's first page, as a write that went astray does."""
    with closing(sqlite3.connect(path)) as connection:
        root = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(root, (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(64))


@pytest.mark.parametrize("name", ["engawa.sqlite", "keys.sqlite"])
async def test_a_file_whose_pages_do_not_hang_together_is_not_opened(
    tmp_path: Path, name: str
) -> None:
    url = f"sqlite:///{tmp_path}/engawa.sqlite"
    with closing(Vault.open(tmp_path)) as vault:
        await (await Database.open(url, vault)).close()
    damage(tmp_path / name, "offsets" if name == "engawa.sqlite" else "keys")

    with pytest.raises(Damaged, match="restore"), closing(Vault.open(tmp_path)) as vault:
        await Database.open(url, vault)


async def test_what_is_no_database_at_all_is_not_opened(path: Path, vault: Vault) -> None:
    files.write_new(path, b"no database" * 1000)

    with pytest.raises(Damaged):
        await Database.open(f"sqlite:///{path}", vault)


async def test_once_damage_is_met_nobody_writes_any_more(database: Database, path: Path) -> None:
    damage(path, "offsets")
    with pytest.raises(Damaged):
        await database.write(put("a"))

    with pytest.raises(Damaged):
        await database.write(lambda _: "what touches nothing")


async def test_a_reader_says_that_the_file_is_damaged(database: Database, path: Path) -> None:
    await database.write(put("a"))
    damage(path, "offsets")

    with pytest.raises(Damaged):
        await database.read(lambda tx: offsets.get(tx, "a"))


async def test_a_large_file_is_not_looked_through_at_a_start(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/engawa.sqlite"
    await (await Database.open(url, vault)).close()
    damage(tmp_path / "engawa.sqlite", "offsets")
    monkeypatch.setattr(trouble, "LOOKED_THROUGH", 0)

    await (await Database.open(url, vault)).close()


async def test_a_database_that_closes_waits_no_longer(database: Database, path: Path) -> None:
    with locked(path):
        writing = asyncio.ensure_future(database.write(put("a")))
        await asyncio.wait([writing], timeout=0.1)
        await asyncio.wait_for(database.close(), PATIENCE)

    with pytest.raises(Exception, match="locked"):
        await writing
