"""Serve on Telegram: look at the group, hear, take turns and send, until told to stop."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from bot.app.calls import callers, remark
from bot.app.clock import wall_clock
from bot.app.emergency import answer_in_danger
from bot.app.hearing import Source, hear, source_for
from bot.app.house import House, build, open_shelf_over, settle
from bot.app.instance import only_instance
from bot.app.introducing import Introducing
from bot.app.meanwhile import ToldToStop, look_at_danger, opened
from bot.app.ports import Ports
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
from bot.model.errors import Damaged, root_of
from bot.model.ids import ChatId, DeskId
from bot.pipeline.pace import Pace, Unpaced
from bot.settings import Settings
from bot.store import files
from bot.store.connect import Database

log = structlog.get_logger()

Doing = Coroutine[None, None, None]
Attend = Callable[[House, Source], contextlib.AbstractContextManager[None]]


def _nobody(_: House, __: Source) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext()


@dataclass(frozen=True, slots=True)
class Shared:
    """What one ward has of the process."""

    ports: Ports = field(default_factory=Ports)
    attend: Attend = _nobody
    """Looks after it while it serves."""


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    *,
    now: Callable[[], datetime] = wall_clock,
    ready: asyncio.Event | None = None,
    shared: Shared | None = None,
) -> None:
    """Serve on Telegram until told to stop, then finish what can be finished.

    Raises SettingsError, ContentError or AnotherInstance when it cannot or must not go on, and
    Damaged, but only when told to stop: until then those in danger are answered.
    """
    try:
        with contextlib.suppress(ToldToStop):
            await _serve_all(settings, stop, now, ready, shared or Shared())
    except Exception as error:
        if isinstance(root_of(error), Damaged):
            await answer_in_danger(settings, stop, now)
        raise


async def _serve_all(
    settings: Settings,
    stop: asyncio.Event,
    now: Callable[[], datetime],
    ready: asyncio.Event | None,
    shared: Shared,
) -> None:
    files.make_folder(settings.state_dir)
    client = Client(settings.telegram_token.get_secret_value(), settings.telegram_api)
    async with contextlib.AsyncExitStack() as open_things:
        if not settings.is_shared:
            open_things.enter_context(only_instance(settings.state_dir))
        open_things.push_async_callback(client.shutdown)
        look = partial(look_at_danger, settings, client, ports=shared.ports, now=now)
        vault = await opened(vault_once_possible(settings), partial(look, None), stop)
        open_things.enter_context(contextlib.closing(vault))
        opening = Database.open(settings.database_url, vault)
        database = await opened(opening, partial(look, vault), stop)
        open_things.push_async_callback(database.close)
        shelf = await open_shelf_over(database, settings.flows, settings.locales, now)
        groups = settings.groups([desk.id for desk in shelf.desks])
        channel = Calling(TelegramChannel(client), callers(settings))
        pace = Pace(settings.group_per_minute) if settings.paced else Unpaced()
        house = build(shelf, database, channel, pace, now)
        source = source_for(settings, client, house, vault)
        open_things.enter_context(shared.attend(house, source))
        introducing = Introducing(client, lambda: shelf.loaded.content)
        if await _unless(stop, _prepare(client, introducing, house, groups)):
            remark(settings)
            hearing = hear(source, settings, house, shared.ports)
            beside = (_announce(source, ready), introducing.run())
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
    client: Client,
    introducing: Introducing,
    house: House,
    groups: Mapping[DeskId, Sequence[ChatId]],
) -> None:
    await introduce(client)
    await introducing.renew()
    for desk, chat in (await settle(house, groups)).items():
        await _look_at_group(client, desk, chat)


async def _unless(stop: asyncio.Event, doing: Doing) -> bool:
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


async def _announce(source: Source, ready: asyncio.Event | None) -> None:
    await source.ready.wait()
    log.info("serving")
    if ready is not None:
        ready.set()
