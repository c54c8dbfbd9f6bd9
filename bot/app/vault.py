"""The vault of a ward: its keys where the settings say, its master key in the state folder."""

from bot.settings import Settings
from bot.store.keys import Vault


def open_vault(settings: Settings) -> Vault:
    """Open it; raises as `Vault.open` does."""
    return Vault.open(
        settings.state_dir, database=settings.keys_database, is_shared=settings.is_shared
    )
