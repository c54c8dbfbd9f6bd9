"""Serve on Telegram: hold the folder, let Telegram hear of us, then load all else and work.

Nothing is loaded here but what the first poll needs: it goes out before the rest is there.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.app.clock import wall_clock
from bot.app.instance import only_instance
from bot.app.ports import Ports
from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import knock
from bot.channels.telegram.setup import end_webhook, introduce
from bot.loader.run import Run, here
from bot.model.errors import Damaged, root_of
from bot.settings import Settings
from bot.store import files

if TYPE_CHECKING:  # what takes long to load
    from bot.app.hearing import Source
    from bot.app.house import House

KNOCK_SECONDS = 3.0  # what was left to be sent must not wait for a poll that hangs
Doing = Coroutine[None, None, None]
Attend = Callable[["House", "Source"], contextlib.AbstractContextManager[None]]


def _nobody(_: "House", __: "Source") -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext()


def _nothing() -> None:
    """Do nothing about it."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What one ward has of the process."""

    ports: Ports = field(default_factory=Ports)
    attend: Attend = _nobody
    """Looks after it while it serves."""
    run: Run = here
    """Reads the editors' files."""
    settle: Callable[[], None] = _nothing
    """Called when all is built that stays."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a ward serves with, and until when."""

    settings: Settings
    stop: asyncio.Event
    now: Callable[[], datetime]
    ready: asyncio.Event | None
    """Set when it serves."""
    shared: Shared


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
        await _serve(Wanted(settings, stop, now, ready, shared or Shared()))
    except Exception as error:
        if isinstance(root_of(error), Damaged):
            from bot.app.emergency import answer_in_danger

            await answer_in_danger(settings, stop, now)
        raise


async def _serve(wanted: Wanted) -> None:
    settings = wanted.settings
    files.make_folder(settings.state_dir)
    client = Client(settings.telegram_token.get_secret_value(), settings.telegram_api)
    async with contextlib.AsyncExitStack() as open_things:
        if not settings.is_shared:
            open_things.enter_context(only_instance(settings.state_dir))
        open_things.push_async_callback(client.shutdown)
        if await unless(wanted.stop, _greet(client, settings)):
            from bot.app.ward import work

            await work(wanted, client)


async def _greet(client: Client, settings: Settings) -> None:
    """Learn who we are; who polls alone then polls for the first time, before anything is open.

    While Telegram is silent the rest is opened: what is wrong there is told all the same.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(KNOCK_SECONDS):
            await introduce(client)
            if not (settings.webhook_url or settings.is_shared):
                await end_webhook(client)
                await knock(client)


async def unless(stop: asyncio.Event, doing: Doing) -> bool:
    """Do something to its end, or until told to stop; say whether it was done."""
    async with asyncio.TaskGroup() as tasks:
        done, stopping = tasks.create_task(doing), tasks.create_task(stop.wait())
        await asyncio.wait([done, stopping], return_when=asyncio.FIRST_COMPLETED)
        done.cancel()
        stopping.cancel()
    return not done.cancelled()
