"""How updates reach us: we poll, or Telegram delivers where ENGAWA_WEBHOOK_URL says.

What waits at Telegram is kept when one follows the other. Path and secret of the webhook are
reckoned from the master key, so that every replica has the same, also while the keys are away.
"""

import asyncio
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.app.house import House
from bot.app.ports import Ports
from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import SOURCE, Poller
from bot.channels.telegram.setup import end_webhook
from bot.channels.telegram.webhook import Hook, Known, Webhook
from bot.pipeline.lifeline import Lifeline
from bot.settings import Settings
from bot.store import inbox, offsets
from bot.store.keys import Vault

Source = Poller | Webhook


def source_for(settings: Settings, client: Client, house: House, vault: Vault) -> Source:
    """Build what hears."""
    if not settings.webhook_url:
        accept, seconds = house.lifeline.accept, settings.poll_seconds
        poller = Poller(client, accept, seconds, time.monotonic, has_lease=settings.is_shared)
        poller.see, poller.met_another = house.lifeline.see, house.replica.met_another
        return poller

    async def known(keys: Sequence[str]) -> set[str]:
        return await house.database.read(lambda tx: inbox.seen(tx, keys))

    return webhook_for(settings, client, vault, house.lifeline, known)


def webhook_for(
    settings: Settings, client: Client, vault: Vault, lifeline: Lifeline, known: Known
) -> Webhook:
    """Build what takes deliveries at the address of this token."""
    token = settings.telegram_token.get_secret_value()
    path = vault.derived("webhook path", token)[:32]  # nobody finds it by trying
    hook = Hook(f"{settings.webhook_url}/{path}", vault.derived("webhook secret", token))
    webhook = Webhook(client, lifeline.accept, known, hook, time.monotonic)
    webhook.see = lifeline.see
    return webhook


async def hear(source: Source, settings: Settings, house: House, ports: Ports) -> None:
    """Take updates in until cancelled; raises what the source raises."""
    if isinstance(source, Poller):
        await end_webhook(source.client)
        await _poll(source, house)
        return
    paths = {urlsplit(source.hook.url).path: source.receive}
    async with ports.answering("ENGAWA_WEBHOOK_LISTEN", settings.webhook_listen, paths):
        await source.run(settings.poll_seconds)


async def _poll(poller: Poller, house: House) -> None:
    """Poll whenever it is ours to do, each time from where the last one stopped."""
    right = house.replica.polling
    while True:
        await right.held.wait()
        offset = await house.database.read(lambda tx: offsets.get(tx, SOURCE))
        async with asyncio.TaskGroup() as tasks:
            polling = tasks.create_task(poller.run(offset))
            await right.lost.wait()
            polling.cancel()
