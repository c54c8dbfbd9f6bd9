"""A ward at work: store, content and engines, and all that hears and sends on Telegram.

Loading it is most of a start, so `serving` loads it when Telegram has already heard of us.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from functools import partial

import structlog

from bot.app.calls import callers, remark
from bot.app.hearing import Source, hear, source_for
from bot.app.house import House, build, open_shelf_over, settle
from bot.app.introducing import Introducing
from bot.app.meanwhile import ToldToStop, look_at_danger, opened
from bot.app.serving import Doing, Wanted, unless
from bot.app.spare import keep
from bot.app.vault import vault_once_possible
from bot.channels.second.calling import Calling
from bot.channels.telegram.client import Client
from bot.channels.telegram.send import TelegramChannel
from bot.channels.telegram.setup import (
    REMEDIES,
    inspect,
    introduce,
    offer_staff_commands,
    tell_group,
)
from bot.desk.commands import COMMANDS
from bot.desk.office_commands import COMMANDS as OFFICE_COMMANDS
from bot.model.ids import ChatId, DeskId
from bot.pipeline.pace import Pace, Unpaced
from bot.store.connect import Database

log = structlog.get_logger()


async def work(wanted: Wanted, client: Client) -> None:
    """Serve until told to stop."""
    settings, stop = wanted.settings, wanted.stop
    look = partial(look_at_danger, settings, client, ports=wanted.shared.ports, now=wanted.now)
    async with contextlib.AsyncExitStack() as open_things:
        open_things.enter_context(contextlib.suppress(ToldToStop))
        vault = await opened(vault_once_possible(settings), partial(look, None), stop)
        open_things.enter_context(contextlib.closing(vault))
        opening = Database.open(settings.database_url, vault)
        database = await opened(opening, partial(look, vault), stop)
        open_things.push_async_callback(database.close)
        shelf = await open_shelf_over(
            database, settings.flows, settings.locales, wanted.now, wanted.shared.run
        )
        groups = settings.groups([desk.id for desk in shelf.desks])
        channel = Calling(TelegramChannel(client), callers(settings))
        pace = Pace(settings.group_per_minute) if settings.paced else Unpaced()
        house = build(shelf, database, channel, pace, wanted.now)
        house.publishing.keep = partial(keep, settings.state_dir)
        source = source_for(settings, client, house, vault)
        open_things.enter_context(wanted.shared.attend(house, source))
        wanted.shared.settle()
        if await unless(stop, _prepare(client, house, groups)):
            remark(settings)
            hearing = hear(source, settings, house, wanted.shared.ports)
            introducing = Introducing(client, lambda: shelf.loaded.content)
            beside = (_announce(source, wanted.ready), introducing.run())
            await _serve(hearing, house, stop, beside)


async def _serve(
    hearing: Doing, house: House, stop: asyncio.Event, beside: Sequence[Doing]
) -> None:
    async with asyncio.TaskGroup() as tasks:
        until_stop = [tasks.create_task(each) for each in (hearing, *beside)]
        running = tasks.create_task(house.run(stop))
        await stop.wait()
        for task in until_stop:
            task.cancel()
        await asyncio.wait([running])
    log.info("stopped")


async def _prepare(
    client: Client, house: House, groups: Mapping[DeskId, Sequence[ChatId]]
) -> None:
    await introduce(client)
    for desk, chat in (await settle(house, groups)).items():
        await _look_at_group(client, desk, chat)


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


async def _announce(source: Source, ready: asyncio.Event | None) -> None:
    await source.ready.wait()
    log.info("serving")
    if ready is not None:
        ready.set()
