"""Serve on Telegram: look at the group, poll, take turns and send, until told to stop."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime

import structlog

from bot.app.house import House, build, open_shelf, settle, wall_clock
from bot.app.instance import only_instance
from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import SOURCE, Poller
from bot.channels.telegram.send import TelegramChannel
from bot.channels.telegram.setup import (
    REMEDIES,
    inspect,
    introduce,
    offer_staff_commands,
    tell_group,
)
from bot.conversation.menus import command_menus
from bot.desk.commands import COMMANDS
from bot.desk.office_commands import COMMANDS as OFFICE_COMMANDS
from bot.model.ids import ChatId, DeskId
from bot.pipeline.pace import Pace, Unpaced
from bot.settings import Settings
from bot.store import files, offsets
from bot.store.connect import Database
from bot.store.keys import Vault

log = structlog.get_logger()


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    *,
    now: Callable[[], datetime] = wall_clock,
    ready: asyncio.Event | None = None,
) -> None:
    """Serve on Telegram until told to stop, then finish what can be finished.

    Raises SettingsError, ContentError or AnotherInstance when it cannot or must not go on.
    """
    files.make_folder(settings.state_dir)
    client = Client(settings.telegram_token.get_secret_value(), settings.telegram_api)
    async with contextlib.AsyncExitStack() as open_things:
        open_things.enter_context(only_instance(settings.state_dir))
        shelf = open_shelf(settings.flows, settings.locales, now)
        groups = settings.groups([desk.id for desk in shelf.desks])
        vault = open_things.enter_context(contextlib.closing(Vault.open(settings.state_dir)))
        database = await Database.open(settings.database_url, vault, upgrade=True)
        open_things.push_async_callback(database.close)
        open_things.push_async_callback(client.shutdown)
        channel = TelegramChannel(client)
        pace = Pace(settings.group_per_minute) if settings.paced else Unpaced()
        house = build(shelf, database, channel, pace, now)
        if await _unless(stop, _prepare(client, house, groups)):
            await _serve(settings, client, house, stop, ready)


async def _serve(
    settings: Settings,
    client: Client,
    house: House,
    stop: asyncio.Event,
    ready: asyncio.Event | None,
) -> None:
    offset = await house.database.read(lambda tx: offsets.get(tx, SOURCE))
    poller = Poller(client, house.inbox.accept, settings.poll_seconds)
    async with asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(poller.run(offset))
        announcing = tasks.create_task(_announce(poller, ready))
        running = tasks.create_task(house.run(stop))
        await stop.wait()
        polling.cancel()
        announcing.cancel()
        await asyncio.wait([running])
    log.info("stopped")


async def _prepare(
    client: Client, house: House, groups: Mapping[DeskId, Sequence[ChatId]]
) -> None:
    await introduce(client, command_menus(house.shelf.loaded.content))
    for desk, chat in (await settle(house, groups)).items():
        await _look_at_group(client, desk, chat)


async def _unless(stop: asyncio.Event, doing: Coroutine[None, None, None]) -> bool:
    """Do something to its end, or until told to stop; say whether it was done."""
    async with asyncio.TaskGroup() as tasks:
        done, stopping = tasks.create_task(doing), tasks.create_task(stop.wait())
        await asyncio.wait([done, stopping], return_when=asyncio.FIRST_COMPLETED)
        done.cancel()
        stopping.cancel()
    return not done.cancelled()


async def _look_at_group(client: Client, desk: DeskId, chat: ChatId) -> None:
    """Tell operator and group what keeps the group from serving; cases wait meanwhile."""
    faults = await inspect(client, chat)
    for fault in faults:
        log.error("staff group cannot serve yet", desk=desk, remedy=REMEDIES[fault])
    await tell_group(client, chat, faults)
    if not faults:
        lines = {command.name: command.help for command in COMMANDS.values()}
        lines |= {command.name: command.help for command in OFFICE_COMMANDS.values()}
        await offer_staff_commands(client, chat, lines)


async def _announce(poller: Poller, ready: asyncio.Event | None) -> None:
    await poller.ready.wait()
    log.info("serving")
    if ready is not None:
        ready.set()
