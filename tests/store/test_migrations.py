"""Migrations: they lead to the very tables that the code describes."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.model.errors import SettingsError
from bot.store import migrations, offsets
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.schema import metadata


@pytest.fixture
async def emptied(database: Database) -> AsyncIterator[Database]:
    """Give a database without any table, and leave it whole."""
    await database.write(_drop_everything)
    yield database
    await database.write(lambda tx: migrations.upgrade(tx.connection))


async def test_the_migrations_lead_to_the_tables_of_the_code(database: Database) -> None:
    def drift(tx: Tx) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(tx.connection, opts=options)
        return list(compare_metadata(context, metadata))

    assert await database.write(drift) == []


async def test_a_database_without_tables_gets_them_all(emptied: Database) -> None:
    await emptied.write(lambda tx: migrations.upgrade(tx.connection))

    await emptied.write(lambda tx: offsets.set(tx, "telegram", 1))
    revision = await emptied.read(lambda tx: migrations.current(tx.connection))
    assert revision == migrations.HEAD


async def test_an_upgrade_that_fails_leaves_nothing_behind(emptied: Database) -> None:
    def upgrade_and_raise(tx: Tx) -> None:
        migrations.upgrade(tx.connection)
        raise LookupError

    with pytest.raises(LookupError):
        await emptied.write(upgrade_and_raise)

    assert await emptied.read(lambda tx: migrations.current(tx.connection)) is None


async def test_an_upgrade_done_twice_is_done_once(database: Database) -> None:
    await database.write(lambda tx: offsets.set(tx, "telegram", 7))

    await database.write(lambda tx: migrations.upgrade(tx.connection))

    assert await database.read(lambda tx: offsets.get(tx, "telegram")) == 7


async def test_a_schema_older_than_the_code_is_refused(emptied: Database) -> None:
    with pytest.raises(SettingsError, match="engawa migrate"):
        await emptied.write(lambda tx: migrations.require_current(tx.connection))


async def test_the_last_release_runs_on_the_schema_of_the_next(database: Database) -> None:
    await database.write(_pretend_to_be_newer)

    await database.write(lambda tx: migrations.require_current(tx.connection))
    await database.write(lambda tx: migrations.upgrade(tx.connection))

    assert await database.read(lambda tx: migrations.current(tx.connection)) == "9999"
    await database.write(_drop_everything)
    await database.write(lambda tx: migrations.upgrade(tx.connection))


async def test_postgresql_is_upgraded_only_when_asked(postgresql: str, vault: Vault) -> None:
    database = await Database.open(postgresql, vault, upgrade=True)
    await database.write(_drop_everything)
    await database.close()

    with pytest.raises(SettingsError, match="engawa migrate"):
        await Database.open(postgresql, vault)


def test_the_newest_revision_is_the_one_named_in_the_code() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))

    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


def test_a_start_on_a_current_schema_does_not_load_alembic(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from bot.store.connect import Database\n"
        "from bot.store.keys import Vault\n"
        "async def start():\n"
        "    database = await Database.open(sys.argv[1], Vault.in_memory())\n"
        "    await database.close()\n"
        "asyncio.run(start())\n"
        "print('alembic' in sys.modules)\n"
    )
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path}/engawa.sqlite"]
    root = Path(__file__).parents[2]

    printed = [
        subprocess.run(command, capture_output=True, check=True, cwd=root).stdout.strip()
        for _ in range(2)
    ]

    assert printed == [b"True", b"False"]


def _pretend_to_be_newer(tx: Tx) -> None:
    tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def _drop_everything(tx: Tx) -> None:
    metadata.drop_all(tx.connection)
    tx.connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
