"""Polling or a webhook, as the settings say."""

from pathlib import Path

from bot.app.hearing import source_for
from bot.channels.console import Console
from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.webhook import Hook, Webhook
from bot.settings import read_settings
from bot.store.keys import Vault
from tests.unit.app.test_house import closed, house_over

TOKEN = "123456:ABC-DEF"
OTHER = "123457:ABC-DEF"


async def hook_of(vault: Vault, token: str) -> Hook | None:
    """Give the webhook that a ward with this token and these keys has."""
    settings = read_settings(
        telegram_token=token, staff_chat=-1, webhook_url="https://here.example/bot/"
    )
    client = Client(token, settings.telegram_api)
    house, others = await house_over(Console(lambda _: None))
    source = source_for(settings, client, house, vault)
    await closed(house, others)
    return source.hook if isinstance(source, Webhook) else None


async def test_without_an_address_it_polls() -> None:
    settings = read_settings(telegram_token=TOKEN, staff_chat=-1)
    house, vault = await house_over(Console(lambda _: None))

    source = source_for(settings, Client(TOKEN, settings.telegram_api), house, vault)
    await closed(house, vault)

    assert isinstance(source, Poller)


async def test_who_shares_the_keys_has_the_same_path_and_secret_and_nobody_else_has(
    tmp_path: Path,
) -> None:
    vault, stranger = Vault.open(tmp_path), Vault.in_memory()

    first, replica = await hook_of(vault, TOKEN), await hook_of(vault, TOKEN)
    others = [await hook_of(vault, OTHER), await hook_of(stranger, TOKEN)]
    vault.close()
    stranger.close()

    assert first is not None
    assert first == replica
    assert first.url.startswith("https://here.example/bot/")
    assert TOKEN not in first.url
    assert all(each and each.secret != first.secret for each in others)
    assert all(each and each.url != first.url for each in others)
