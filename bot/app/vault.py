"""The vault of a ward: its keys where the settings say, its master key in the state folder."""

import asyncio

from bot.settings import Settings
from bot.store.keys import Vault
from bot.store.trouble import passing

AGAIN_SECONDS = 1.0


def open_vault(settings: Settings) -> Vault:
    """Open it; raises as `Vault.open` does."""
    return Vault.open(
        settings.state_dir, database=settings.keys_database, is_shared=settings.is_shared
    )


async def vault_once_possible(settings: Settings) -> Vault:
    """Open it as soon as the disk and others let us; raises as `Vault.open` does."""
    while True:
        try:
            return await asyncio.to_thread(open_vault, settings)
        except Exception as error:
            if not passing(error):
                raise
        await asyncio.sleep(AGAIN_SECONDS)
