"""Bring the database's schema up to this version, before the programs that share it start."""

import contextlib

from bot.app.vault import open_vault
from bot.settings import Settings
from bot.store import files
from bot.store.connect import Database


async def migrate(settings: Settings) -> None:
    """Add what this version needs; programs of the last version may go on meanwhile."""
    files.make_folder(settings.state_dir)
    with contextlib.closing(open_vault(settings)) as vault:
        database = await Database.open(settings.database_url, vault, upgrade=True)
        await database.close()
