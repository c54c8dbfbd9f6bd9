"""While the store cannot be opened yet: whoever is in danger is answered from memory.

It is for trouble that passes. Nothing is confirmed, so everything comes again, and is stored, once
the store is open.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

import structlog

from bot.app.emergency import know_nobody, world_of
from bot.app.hearing import webhook_for
from bot.app.ports import Ports
from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.send import TelegramChannel
from bot.channels.telegram.setup import end_webhook, insist
from bot.conversation.scene import Reach
from bot.model.errors import root_of
from bot.model.inputs import Arrival
from bot.pipeline.lifeline import Lifeline
from bot.pipeline.witness import Witness
from bot.settings import Settings
from bot.store.keys import Vault

log = structlog.get_logger()

T = TypeVar("T")
PATIENCE = 1.0  # seconds that opening may take before anybody is looked at

Look = Callable[[], Awaitable[None]]


class ToldToStop(Exception):
    """Raised where there was a stop before everything was open."""


async def opened(opening: Coroutine[None, None, T], look: Look, stop: asyncio.Event) -> T:
    """Let something be opened, and look at what comes meanwhile.

    Raises what the opening raised, and ToldToStop.
    """
    doing, stopping = asyncio.ensure_future(opening), asyncio.ensure_future(stop.wait())
    looking = asyncio.ensure_future(_after_a_moment(look))
    try:
        await asyncio.wait([doing, stopping], return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise ToldToStop
        return doing.result()
    finally:
        for each in (doing, stopping, looking):
            each.cancel()
        await asyncio.wait([doing, stopping, looking])


async def _after_a_moment(look: Look) -> None:
    await asyncio.sleep(PATIENCE)
    log.error("the store cannot be opened: only those in danger are answered until it can")
    try:
        await look()
    except* Exception as group:  # what is wrong with more than this shows when it is open
        log.error("nobody is answered", error=type(root_of(group)).__name__)  # noqa: TRY400


async def look_at_danger(
    settings: Settings,
    client: Client,
    vault: Vault | None,
    ports: Ports,
    now: Callable[[], datetime],
) -> None:
    """Answer those in danger until cancelled, or until somebody else is found to poll.

    `vault`: None while it is not open. Where programs share a database their webhook is left as it
    is, for others may be at work.
    """
    witness = Witness()
    world = world_of(settings, now, witness)
    lifeline = Lifeline(_store_nothing, TelegramChannel(client), world, know_nobody, witness)
    lifeline.reach = Reach.NOT_NOW
    await insist(client.initialize, "telegram not reached")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(lifeline.run())
        if settings.webhook_url and settings.is_shared:
            tasks.create_task(_take_deliveries(settings, client, vault, lifeline, ports))
        else:
            await end_webhook(client)
            poller = Poller(client, lifeline.accept, settings.poll_seconds, time.monotonic)
            poller.see = lifeline.see
            tasks.create_task(poller.run(None))


async def _take_deliveries(
    settings: Settings, client: Client, vault: Vault | None, lifeline: Lifeline, ports: Ports
) -> None:
    if vault is None:
        return
    webhook = webhook_for(settings, client, vault, lifeline, _know_nothing)
    paths = {urlsplit(webhook.hook.url).path: webhook.receive}
    async with ports.answering("ENGAWA_WEBHOOK_LISTEN", settings.webhook_listen, paths):
        await webhook.run(settings.poll_seconds)


async def _store_nothing(_: Sequence[Arrival], __: str, ___: int | None) -> None:
    """Wait: whatever comes is only looked at."""
    await asyncio.Event().wait()


async def _know_nothing(_: Sequence[str]) -> set[str]:
    return set()
