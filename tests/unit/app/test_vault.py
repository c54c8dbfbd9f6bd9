"""Which vault a ward opens."""

import contextlib
from pathlib import Path

from bot.app.vault import open_vault
from bot.settings import read_settings
from bot.store.keytable import KEYS_FILE


def test_without_an_address_the_keys_lie_in_the_state_folder(tmp_path: Path) -> None:
    settings = read_settings(telegram_token="123456:ABC-DEF", staff_chat=-100, state_dir=tmp_path)

    with contextlib.closing(open_vault(settings)) as vault:
        key = vault.key("somebody")

    assert (tmp_path / KEYS_FILE).exists()
    with contextlib.closing(open_vault(settings)) as again:
        assert again.existing("somebody") == key


def test_with_one_they_lie_there_and_the_folder_has_the_master_key_alone(
    tmp_path: Path, keys_database: str
) -> None:
    settings = read_settings(
        telegram_token="123456:ABC-DEF",
        staff_chat=-100,
        state_dir=tmp_path,
        database="postgresql+asyncpg://elsewhere/data",
        keys_database=keys_database,
    )

    with contextlib.closing(open_vault(settings)) as vault:
        vault.key("somebody")

    assert [each.name for each in tmp_path.iterdir()] == ["master.key"]
