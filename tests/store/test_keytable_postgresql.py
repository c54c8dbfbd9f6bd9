"""Keys in a PostgreSQL database of their own: shared by machines, and heard of when removed."""

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.model.errors import KeysUnreachable, SettingsError
from bot.store import keytable_postgresql
from bot.store.connect import Database
from bot.store.keys import INDEX_HOLDER, Vault
from bot.store.keytable_postgresql import PostgresqlKeys
from tests.postgresql import out_of_reach

SOON = 5.0


def vault_in(folder: Path, address: str) -> Vault:
    """Open the vault of a machine."""
    folder.mkdir(exist_ok=True)
    return Vault.open(folder, database=address, is_shared=True)


@pytest.fixture
def machines(tmp_path: Path) -> tuple[Path, Path]:
    """Two state folders that nothing was started in yet."""
    return tmp_path / "a", tmp_path / "b"


@contextmanager
def two_vaults(machines: tuple[Path, Path], address: str) -> Iterator[tuple[Vault, Vault]]:
    """Open the vaults of two machines with the master key that the first start made."""
    here, there = machines
    with closing(vault_in(here, address)) as one:
        there.mkdir()
        shutil.copy2(here / "master.key", there)
        with closing(vault_in(there, address)) as other:
            yield one, other


def test_machines_with_one_master_key_have_one_key_for_a_holder(
    machines: tuple[Path, Path], keys_database: str
) -> None:
    with two_vaults(machines, keys_database) as (one, other):
        assert one.key("a") == other.key("a")
        assert one.index("chat", "1") == other.index("chat", "1")


def test_many_threads_that_ask_at_once_get_one_key(tmp_path: Path, keys_database: str) -> None:
    with closing(vault_in(tmp_path, keys_database)) as vault, ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(vault.key, ["a"] * 32))) == 1


def test_a_key_that_one_machine_forgets_is_gone_from_the_other(
    machines: tuple[Path, Path], keys_database: str
) -> None:
    with two_vaults(machines, keys_database) as (one, other):
        kept, _ = other.key("a"), other.key("b")

        one.forget("b")

        _soon(lambda: other.existing("b") is None)
        assert other.existing("a") == kept


def test_what_was_read_does_not_count_once_the_connection_is_lost(
    machines: tuple[Path, Path], keys_database: str
) -> None:
    with two_vaults(machines, keys_database) as (one, other):
        other.key("b")
        before = other._table.changes()
        _cut_the_others(one)
        _soon(lambda: other._table.changes() != before)

        one.forget("b")

        assert other.existing("b") is None


def test_a_connection_that_falls_silent_is_dropped_with_what_was_read_by_it(
    machines: tuple[Path, Path], keys_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keytable_postgresql, "BEAT", 0.05)
    monkeypatch.setattr(keytable_postgresql, "SECONDS", 0.5)
    with two_vaults(machines, keys_database) as (one, other):
        other.key("b")
        before = other._table.changes()
        with _silent(_server_of(other)):
            _soon(lambda: other._table.changes() != before)
            one.forget("b")

            assert other.existing("b") is None


@contextmanager
def _silent(server: int) -> Iterator[None]:
    """Let a process of the server's say nothing for a while."""
    os.kill(server, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server, signal.SIGCONT)


def _server_of(vault: Vault) -> int:
    """Give the number of the server's process that answers a vault."""
    table = vault._table
    assert isinstance(table, PostgresqlKeys)
    pid = table._ask(lambda connection: connection.fetchval("SELECT pg_backend_pid()"))
    return int(pid)


def _cut_the_others(vault: Vault) -> None:
    table = vault._table
    assert isinstance(table, PostgresqlKeys)
    table._ask(
        lambda connection: connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
        )
    )


def test_another_master_key_is_refused(machines: tuple[Path, Path], keys_database: str) -> None:
    here, there = machines
    vault_in(here, keys_database).close()
    there.mkdir()
    with closing(Vault.open(there)):  # makes a master key of its own
        pass

    with pytest.raises(SettingsError, match="does not open"):
        vault_in(there, keys_database)


def test_a_machine_without_the_master_key_is_told_to_copy_it(
    machines: tuple[Path, Path], keys_database: str
) -> None:
    here, there = machines
    vault_in(here, keys_database).close()

    with pytest.raises(SettingsError, match="copy the one"):
        vault_in(there, keys_database)


async def test_the_database_of_the_data_is_refused(
    tmp_path: Path, vault: Vault, postgresql: str
) -> None:
    database = await Database.open(postgresql, vault, upgrade=True)
    await database.close()

    with pytest.raises(SettingsError, match="of their own"):
        vault_in(tmp_path, postgresql)


async def test_while_it_is_out_of_reach_it_is_waited_for_and_nothing_goes_without_its_key(
    tmp_path: Path, postgresql: str, keys_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keytable_postgresql, "BEAT", 0.05)
    with closing(vault_in(tmp_path, keys_database)) as vault:
        kept = vault.key("b")
        database = await Database.open(postgresql, vault, upgrade=True)
        async with out_of_reach(keys_database):
            _soon(lambda: _is_refused(vault))
            asking = asyncio.ensure_future(database.write(lambda tx: tx.vault.key("b")))
            await database.write(lambda tx: tx.connection.execute(text("SELECT 1")))
            assert not asking.done()

        async with asyncio.timeout(SOON):
            assert await asking == kept
        await database.close()


def _is_refused(vault: Vault) -> bool:
    try:
        vault.look()
    except KeysUnreachable:
        return True
    return False


async def test_a_work_that_waits_for_a_silent_server_holds_up_no_other(
    tmp_path: Path, postgresql: str, keys_database: str
) -> None:
    with closing(vault_in(tmp_path, keys_database)) as vault:
        database = await Database.open(postgresql, vault, upgrade=True)
        with _silent(_server_of(vault)):
            asking = asyncio.ensure_future(database.write(lambda tx: tx.vault.key("b")))
            opening = asyncio.ensure_future(database.unsealed(lambda: vault.key("c")))
            await database.write(lambda tx: tx.connection.execute(text("SELECT 1")))
            others_went_on = not asking.done() and not opening.done()

        async with asyncio.timeout(SOON):
            assert await asking == vault.key("b")
            assert await opening == vault.key("c")
        await database.close()

    assert others_went_on


async def test_works_of_one_loop_that_ask_at_once_get_one_key(
    tmp_path: Path, postgresql: str, keys_database: str
) -> None:
    with closing(vault_in(tmp_path, keys_database)) as vault:
        database = await Database.open(postgresql, vault, upgrade=True)

        keys = await asyncio.gather(
            *(database.write(lambda tx: tx.vault.key("a")) for _ in range(8))
        )
        await database.close()

    assert len(set(keys)) == 1


async def test_a_later_start_does_without_it_until_a_key_is_asked_for(
    tmp_path: Path, keys_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keytable_postgresql, "BEAT", 0.05)
    with closing(vault_in(tmp_path, keys_database)) as vault:
        kept, known, path = vault.key("a"), vault.index("chat", "1"), vault.derived("path", "1")

    async with out_of_reach(keys_database):
        vault = vault_in(tmp_path, keys_database)
        with pytest.raises(KeysUnreachable):
            vault.index("chat", "1")
        assert vault.derived("path", "1") == path

    with closing(vault):
        _soon(lambda: not _is_refused(vault))
        assert vault.key("a") == kept
        assert vault.index("chat", "1") == known


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeysUnreachable):
        vault_in(tmp_path, "postgresql+asyncpg://nobody@127.0.0.1:1/keys")


def test_it_knows_whether_anybody_has_a_key(tmp_path: Path, keys_database: str) -> None:
    with closing(vault_in(tmp_path, keys_database)) as vault:
        assert not vault.has_visitors()
        vault.key("a")
        assert vault.has_visitors()
        assert vault.existing(INDEX_HOLDER)


def _soon(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < until
