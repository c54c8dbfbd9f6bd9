"""The schema is brought up to date before several programs start."""

from pathlib import Path

import pytest

from bot.app.migrating import migrate
from bot.model.errors import SettingsError
from bot.settings import read_settings
from bot.store import migrations
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.schema import metadata


async def test_a_shared_database_is_refused_until_it_is_migrated(
    tmp_path: Path, postgresql: str
) -> None:
    settings = read_settings(
        telegram_token="1:token", staff_chat=-1, state_dir=tmp_path / "state", database=postgresql
    )
    vault = Vault.in_memory()
    database = await Database.open(postgresql, vault, upgrade=True)
    await database.write(_without_tables)
    await database.close()
    with pytest.raises(SettingsError, match="engawa migrate"):
        await Database.open(postgresql, vault)

    await migrate(settings)

    database = await Database.open(postgresql, vault)
    assert await database.read(lambda tx: migrations.current(tx.connection)) == migrations.HEAD
    await database.close()
    vault.close()


def _without_tables(tx: Tx) -> None:
    metadata.drop_all(tx.connection)
    tx.connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
