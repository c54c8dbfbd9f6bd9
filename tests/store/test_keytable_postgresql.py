"""Keys in a PostgreSQL database of their own: shared by machines, and heard of when removed."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.model.errors import KeysUnreachable, SettingsError
from bot.store import keytable_postgresql
from bot.store.connect import Database
from bot.store.keys import INDEX_HOLDER, Vault
from bot.store.keytable_postgresql import PostgresqlKeys

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
        before, pid = other._table.changes(), _server_of(other)
        os.kill(pid, signal.SIGSTOP)
        try:
            _soon(lambda: other._table.changes() != before)
            one.forget("b")

            assert other.existing("b") is None
        finally:
            os.kill(pid, signal.SIGCONT)


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
