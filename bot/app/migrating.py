"""Bring the database's schema up to this version, before the programs that share it start."""

import contextlib

from bot.settings import Settings
from bot.store import files
from bot.store.connect import Database
from bot.store.keys import Vault


async def migrate(settings: Settings) -> None:
    """Add what this version needs; programs of the last version may go on meanwhile."""
    files.make_folder(settings.state_dir)
    with contextlib.closing(Vault.open(settings.state_dir)) as vault:
        database = await Database.open(settings.database_url, vault, upgrade=True)
        await database.close()
